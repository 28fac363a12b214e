import { auditTexts, type AuditEntry } from '../audit/record.js';
import { heedStamp } from '../award-law/kept-rules.js';
import { mayAct, type Actor } from '../core/actor.js';
import type { Connection, Transaction } from '../core/database.js';
import { refusedAt } from '../core/database-errors.js';
import { DomainError } from '../core/errors.js';
import { message } from '../core/messages.vi.js';
import {
  decide,
  type Move,
  type NominationAction,
  type NominationState,
  type Standing,
  type Who,
} from './domain/workflow.js';
import type { Nomination } from './nomination.entity.js';
import { actFactsOf, type ActFacts, type HandedIn, type RoutePosition } from './nomination.queries.js';
import { nominationScopeOf } from './nomination-scope.js';
import { insertEvents, lockNominations, type NewEvent } from './write-nomination.queries.js';

/** A nomination with what the table needs to know of it. */
export interface Dossier {
  nomination: Nomination;
  steps: RoutePosition[];
  standing: Standing;
  /** Known as long as it has not been received. */
  handedIn: HandedIn | null;
  /** The path in the input that names it. */
  field: readonly string[];
}

/** The path in the input that names the dossier at that place of those asked for. */
export type PathOf = (index: number) => readonly string[];
export const BY_ID: PathOf = () => ['input', 'id'];
export const BY_LIST: PathOf = (index) => ['input', 'nominationIds', String(index)];

const REVIEWING: ReadonlySet<string> = new Set<NominationAction>(['RECEIVE', 'APPRAISE', 'ENDORSE']);

/** Until its receipt it matters what a dossier holds. */
const UNRECEIVED: ReadonlySet<string> = new Set<NominationState>(['DRAFT', 'RETURNED', 'SUBMITTED']);

/** The nominations with their routes and the persons of their earlier acts. */
export async function dossiersOf(
  connection: Connection,
  nominations: readonly Nomination[],
  pathOf: (nomination: Nomination) => readonly string[],
): Promise<Dossier[]> {
  const ids = nominations.map(({ id }) => id);
  const all = await actFactsOf(
    connection,
    ids,
    nominations.some(({ state }) => UNRECEIVED.has(state)),
  );
  const [first] = all;
  if (first) heedStamp(connection, first.rulesStamp);
  const found = new Map(all.map((each) => [each.nominationId, each]));
  return nominations.map((nomination) => dossierFrom(nomination, found.get(nomination.id), pathOf(nomination)));
}

function dossierFrom(nomination: Nomination, facts: ActFacts | undefined, field: readonly string[]): Dossier {
  const { steps: route, persons, handedIn } = facts ?? { steps: [], persons: [], handedIn: null };
  const appraisers = persons.filter(({ action, step }) => action === 'APPRAISE' && step === nomination.step);
  const reviewers = persons.filter(({ action }) => REVIEWING.has(action));
  const proposers = persons.filter(({ action }) => !REVIEWING.has(action));
  const { state, step, proposedById, suspended, suspendedById, restart, version } = nomination;
  const standing: Standing = {
    state: version === 0 ? null : state,
    step,
    proposedById,
    route,
    suspended,
    suspendedById,
    restart,
    proposers: new Set(proposers.map(({ accountId }) => accountId)),
    appraisers: new Set(appraisers.map(({ accountId }) => accountId)),
    reviewers: new Set(reviewers.map(({ accountId }) => accountId)),
  };
  return { nomination, steps: route, standing, handedIn, field };
}

/** The actor as the table asks about it: acting permissions hold on exactly the unit of the grant, on that day. */
export function whoIs(actor: Actor, day: Transaction['today']): Who {
  return { accountId: actor.accountId, may: (permission, unitId) => mayAct(actor, permission, unitId, day) };
}

/**
 * Locks the nominations, in the order asked for. NOT_FOUND where the actor may not read one; STALE_VERSION where one
 * has moved since it was read.
 */
export async function lockDossiers(
  tx: Transaction,
  actor: Actor,
  ids: readonly string[],
  pathOf: PathOf,
  expectedVersion?: number | null,
): Promise<Dossier[]> {
  const locked = await lockNominations(tx, nominationScopeOf(actor, tx.today), ids);
  const found = new Map(locked.map((nomination) => [nomination.id, nomination]));
  const fieldOf = (id: string): readonly string[] => pathOf(ids.indexOf(id));
  const nominations = [...new Set(ids)].map((id) => {
    const nomination = found.get(id);
    if (!nomination) throw new DomainError('NOT_FOUND', 'nomination.notFound', { field: fieldOf(id) });
    if (expectedVersion && expectedVersion !== nomination.version) {
      throw new DomainError('STALE_VERSION', 'nomination.stale', { field: ['input', 'expectedVersion'] });
    }
    return nomination;
  });
  return dossiersOf(tx, nominations, ({ id }) => fieldOf(id));
}

/** An act: the move, and what is kept of it. */
export interface Act {
  move: Move;
  reason?: string | null;
  /** What the database needs to check it, and what history keeps: by dossier. */
  data?: (dossier: Dossier) => object;
  /** True: whoever moves them records all of them by one entry of its own. */
  recordedTogether?: boolean;
}

/** What the table says of the move on each dossier; throws the refusal of the first that does not allow it. */
export function rule(
  dossiers: readonly Dossier[],
  move: Move,
  who: Who,
): { to: string; step: number; actingUnitId: string }[] {
  return dossiers.map(({ nomination, standing, field }) => {
    const ruling = decide(standing, move, who);
    if (ruling.allowed) return ruling;
    if (ruling.key === 'nomination.wrongState') {
      const params = { code: nomination.code, state: message(`nominationState.${nomination.state}`) };
      throw new DomainError(ruling.code, 'nomination.wrongStateNow', { params, field });
    }
    if (ruling.key === 'nomination.wrongStep' && move.action === 'RETURN' && move.toStep) {
      const params = { code: nomination.code, step: nomination.step };
      throw new DomainError(ruling.code, 'nomination.returnStep', { params, field: ['input', 'toStep'] });
    }
    throw new DomainError(ruling.code, ruling.key, { field });
  });
}

/** Moves the dossiers: all or none. The table rules, the database checks again, the audit keeps it. */
export async function moveDossiers(
  tx: Transaction,
  actor: Actor,
  dossiers: readonly Dossier[],
  act: Act,
): Promise<NewEvent[]> {
  const rulings = rule(dossiers, act.move, whoIs(actor, tx.today));
  const events = dossiers.map((dossier, index): NewEvent => {
    const { nomination, standing } = dossier;
    const ruling = rulings[index] as { to: NewEvent['to']; step: number; actingUnitId: string };
    return {
      nominationId: nomination.id,
      version: nomination.version + 1,
      action: act.move.action,
      from: standing.state,
      to: ruling.to,
      fromStep: nomination.step,
      step: ruling.step,
      way: wayOf(dossier, act.move),
      actingUnitId: ruling.actingUnitId,
      reason: act.reason ?? null,
      data: act.data?.(dossier) ?? {},
    };
  });
  const audits = act.recordedTogether ? [] : auditTexts(tx, actor, events.map(kept));
  const write = (): Promise<void> => insertEvents(tx, actor.accountId, events, audits);
  const [only, ...others] = dossiers;
  // Of several nobody says which one it was.
  await (only && others.length === 0 ? refusedAt(only.field, write) : write());
  return events;
}

/** Only what is resumed is told so. */
export function refuseFactsChanged({ factsChanged }: { factsChanged?: boolean | null }): void {
  if (!factsChanged) return;
  throw new DomainError('INVALID_INPUT', 'nomination.onlyWhenResumed', { field: ['input', 'factsChanged'] });
}

/** The database keeps by which way a body concluded; where there is but one, it is not said. */
function wayOf({ nomination, steps }: Dossier, { action, way }: Move): NewEvent['way'] {
  if (way) return way;
  if (action === 'REJECT') return 'HEAD';
  if (action !== 'ENDORSE') return null;
  return steps[nomination.step - 1]?.council === 'NONE' ? 'HEAD' : 'COUNCIL';
}

function kept({ nominationId, actingUnitId, action, from, to, fromStep, step, version }: NewEvent): AuditEntry {
  return {
    action: `nomination.${action.toLowerCase()}`,
    subject: `nomination:${nominationId}`,
    unitId: actingUnitId,
    details: { from, to, fromStep, step, version },
  };
}
