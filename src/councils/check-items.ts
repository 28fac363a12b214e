import { rulesOfDossiers } from '../award-law/award-rules.js';
import type { Rule } from '../award-law/domain/rule.js';
import { councilRule, postingRule } from '../award-law/domain/step-rules.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Actor } from '../core/actor.js';
import type { Connection, Transaction } from '../core/database.js';
import { DomainError, type ErrorCode } from '../core/errors.js';
import type { MessageKey, MessageParams } from '../core/messages.vi.js';
import { decide } from '../nominations/domain/workflow.js';
import { whoIs, type Dossier } from '../nominations/move-nominations.js';
import type { RoutePosition } from '../nominations/nomination.queries.js';
import { objectionsOf, postingsOf } from '../nominations/posting.queries.js';
import { routeChain } from '../nominations/route.queries.js';
import { beforeCouncil, type NewItem } from './write-council.queries.js';

/** A session that is about to be opened. */
export interface PlannedSession {
  unitId: string;
  heldOn: CivilDate;
  dossiers: readonly Dossier[];
  /** As the input names them: for the paths of refusals. */
  nominationIds: readonly string[];
}

function refusal(
  { nominationIds }: PlannedSession,
  { nomination }: Dossier,
  code: ErrorCode,
  key: MessageKey,
  params: MessageParams = {},
): DomainError {
  const field = ['input', 'nominationIds', String(nominationIds.indexOf(nomination.id))];
  return new DomainError(code, key, { params: { code: nomination.code, ...params }, field });
}

/** The step of the dossier, which must be one of this body where a council votes, and to which it has come by then. */
function stepHere(session: PlannedSession, dossier: Dossier): RoutePosition {
  const step = dossier.steps[dossier.nomination.step - 1];
  if (step?.unitId !== session.unitId) throw refusal(session, dossier, 'WRONG_STEP', 'council.otherUnit');
  if (step.council === 'NONE') throw refusal(session, dossier, 'WRONG_STATE', 'council.notNeeded');
  if (step.receivedOn && session.heldOn < step.receivedOn) {
    throw refusal(session, dossier, 'INVALID_INPUT', 'council.beforeReceipt', { day: step.receivedOn });
  }
  return step;
}

/** Whether the table lets a council vote on each of them now, whatever the outcome. */
export async function checkStanding(tx: Transaction, actor: Actor, session: PlannedSession): Promise<void> {
  const taken = await beforeCouncil(tx, session.nominationIds);
  for (const dossier of session.dossiers) {
    stepHere(session, dossier);
    const ruling = decide(dossier.standing, { action: 'ENDORSE', way: 'COUNCIL' }, whoIs(actor, tx.today));
    if (!ruling.allowed) {
      const key = ruling.code === 'WRONG_STATE' ? 'nomination.wrongStateOf' : ruling.key;
      throw refusal(session, dossier, ruling.code, key);
    }
    if (taken.includes(dossier.nomination.id)) throw refusal(session, dossier, 'DUPLICATE', 'council.itemTaken');
  }
}

/** The rules of each dossier: of its law date, or of the day of the session before it has one. */
async function rulesOfSession(
  connection: Connection,
  { dossiers, heldOn }: PlannedSession,
): Promise<Map<string, readonly Rule[]>> {
  const found = new Map<string, readonly Rule[]>();
  for (const day of new Set(dossiers.map(({ nomination }) => nomination.lawDate ?? heldOn))) {
    const own = dossiers.filter(({ nomination }) => (nomination.lawDate ?? heldOn) === day);
    const nominations = own.map(({ nomination }) => nomination);
    const rules = await rulesOfDossiers(connection, nominations, day, ['COUNCIL', 'POSTING']);
    for (const [id, each] of rules) found.set(id, each);
  }
  return found;
}

/** The items as they are to be voted on, each with its threshold; refused where a posting is needed and not over. */
export async function plannedItems(connection: Connection, session: PlannedSession): Promise<NewItem[]> {
  const [unit] = await routeChain(connection, session.unitId, session.heldOn);
  const rules = await rulesOfSession(connection, session);
  await checkPostings(connection, session, rules);
  return session.dossiers.map((dossier) => {
    const { id } = dossier.nomination;
    const { tier, line, position } = stepHere(session, dossier);
    const rule = councilRule(rules.get(id) ?? [], { tier, line, areaTier: unit?.areaTier ?? undefined });
    // Nobody invents a threshold: without a rule the item waits until one is entered.
    if (!rule?.args.threshold) throw refusal(session, dossier, 'RULE_FAILED', 'council.noThreshold');
    const { threshold } = rule.args;
    const thresholdConfirmed = rule.citation.confirmed;
    return { nominationId: id, step: position, threshold, thresholdRuleId: rule.id, thresholdConfirmed };
  });
}

/** R31, R32: shown to the people for long enough before the vote, with no objection open or upheld. */
async function checkPostings(
  connection: Connection,
  session: PlannedSession,
  rules: ReadonlyMap<string, readonly Rule[]>,
): Promise<void> {
  const posted = session.dossiers.filter((dossier) => stepHere(session, dossier).posting);
  if (posted.length === 0) return;
  const postings = (
    await postingsOf(
      connection,
      posted.map(({ nomination }) => nomination.id),
    )
  ).filter(({ voided }) => !voided);
  const objections = await objectionsOf(
    connection,
    postings.map(({ id }) => id),
  );
  for (const dossier of posted) {
    const { id, step } = dossier.nomination;
    const posting = postings.find((each) => each.nominationId === id && each.step === step);
    if (!posting?.closedOn || posting.closedOn > session.heldOn) {
      const days = postingRule(rules.get(id) ?? [], stepHere(session, dossier))?.args.workingDays ?? '';
      throw refusal(session, dossier, 'WRONG_STATE', 'posting.needed', { days });
    }
    const own = objections.filter(({ postingId }) => postingId === posting.id);
    if (own.some(({ upheld }) => upheld === null))
      throw refusal(session, dossier, 'WRONG_STATE', 'posting.objectionOpen');
    if (own.some(({ upheld }) => upheld)) throw refusal(session, dossier, 'WRONG_STATE', 'posting.objectionUpheld');
  }
}
