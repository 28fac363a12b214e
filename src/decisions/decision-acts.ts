import { record } from '../audit/record.js';
import { mayAct, type Actor } from '../core/actor.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { BY_LIST, lockDossiers, type Dossier } from '../nominations/move-nominations.js';
import { decideOn, type DecisionAction, type DecisionActor } from './domain/decision-life.js';
import type { Decision } from './decision.entity.js';
import { lockDecision } from './decision.queries.js';
import { decisionScopeOf } from './decision-scope.js';
import { linesElsewhere } from './write-decision.queries.js';

const LINES = ['input', 'nominationIds'];

/** The actor as the table of decisions asks about it. */
export function deciderOf(actor: Actor, day: Transaction['today']): DecisionActor {
  return { accountId: actor.accountId, may: (permission, unitId) => mayAct(actor, permission, unitId, day) };
}

/** Locks the decision for an act; NOT_FOUND where the actor may not read it, and what the table refuses. */
export async function lockForAct(
  tx: Transaction,
  actor: Actor,
  id: string,
  action: DecisionAction,
): Promise<Decision & { issuedById: string }> {
  const decision = await lockDecision(tx, decisionScopeOf(actor, tx.today), id);
  if (!decision?.issuedById) throw new DomainError('NOT_FOUND', 'decision.notFound', { field: ['input', 'id'] });
  const ruling = decideOn(decision, action, deciderOf(actor, tx.today));
  if (!ruling.allowed) throw new DomainError(ruling.code, ruling.key, { field: ['input', 'id'] });
  return { ...decision, issuedById: decision.issuedById };
}

/** Locks the nominations that are to be the lines of a decision. Before the decision, as every act on a dossier does. */
export function lockLines(tx: Transaction, actor: Actor, nominationIds: readonly string[]): Promise<Dossier[]> {
  if (nominationIds.length === 0) throw new DomainError('INVALID_INPUT', 'nomination.noneGiven', { field: LINES });
  return lockDossiers(tx, actor, nominationIds, BY_LIST);
}

/** Refuses lines that are not ready for a decision of that unit, or on another one; answers with their one award. */
export async function requireLines(
  tx: Transaction,
  dossiers: readonly Dossier[],
  place: { decisionId: string | null; issuedById: string },
): Promise<string> {
  for (const dossier of dossiers) requireReady(dossier, place.issuedById);
  const [awardTypeId, ...others] = new Set(dossiers.map(({ nomination }) => nomination.awardTypeId));
  if (!awardTypeId || others.length > 0) throw new DomainError('INVALID_INPUT', 'decision.oneAward', { field: LINES });
  const ids = dossiers.map(({ nomination }) => nomination.id);
  const [code] = await linesElsewhere(tx, ids, place.decisionId);
  if (code) throw new DomainError('CONFLICT', 'decision.lineTaken', { params: { code }, field: LINES });
  return awardTypeId;
}

function requireReady({ nomination, steps }: Dossier, issuedById: string): void {
  const params = { code: nomination.code };
  const field = LINES;
  if (nomination.suspended) throw new DomainError('SUSPENDED', 'decision.lineSuspended', { params, field });
  const step = steps[nomination.step - 1];
  if (nomination.state !== 'ENDORSED') throw new DomainError('WRONG_STATE', 'decision.lineNotReady', { params, field });
  if (step?.unitId === issuedById && step.decides && !step.external) return;
  throw new DomainError('WRONG_STEP', 'decision.lineNotReady', { params, field });
}

/** Keeps an act on a decision in the audit. */
export function recordDecision(
  tx: Transaction,
  actor: Actor,
  decision: { id: string; issuedById: string | null },
  entry: { action: string; details?: Record<string, unknown> },
): Promise<void> {
  const { action, details } = entry;
  return record(tx, actor, {
    action: `decision.${action}`,
    subject: `decision:${decision.id}`,
    unitId: decision.issuedById,
    details,
  });
}
