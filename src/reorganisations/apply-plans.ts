import { record } from '../audit/record.js';
import type { Transaction } from '../core/database.js';
import type { Actor } from '../core/actor.js';
import { DomainError } from '../core/errors.js';
import { message } from '../core/messages.vi.js';
import { carryOut } from './carry-out.js';
import { planChange, type Plan } from './domain/plan.js';
import { lookAhead, type Outlook } from './look-ahead.js';
import { lockPlan } from './reorganisation.queries.js';
import { endWaiting, insertReorganisation, lockReorganisations } from './write-reorganisation.queries.js';

/** Throws the first problem. */
export function refuseProblems({ problems: [first] }: Outlook): void {
  if (!first) return;
  throw new DomainError(first.code, first.key, {
    params: first.params,
    field: ['input', 'plan', ...first.field.slice(1)],
  });
}

/** Applies a plan whose day has come, as it was previewed. Answers with its id. */
export async function applyNow(
  tx: Transaction,
  actor: Pick<Actor, 'accountId'> | null,
  outlook: Outlook,
): Promise<string> {
  const { plan, names } = outlook;
  const id = await insertReorganisation(tx, actor?.accountId ?? null, plan, names, true);
  await carryOut(tx, actor, id, outlook);
  return id;
}

/** Applies a waiting plan on its day, by nobody's hand: what moved meanwhile is looked at anew. Not twice. */
export async function applyWaiting(tx: Transaction, id: string): Promise<void> {
  await lockReorganisations(tx);
  const stored = await lockPlan(tx, id);
  if (stored?.state !== 'PLANNED' || stored.effectiveOn > tx.today) return;
  const { effectiveOn, legalBasis, changes } = stored;
  const plan: Plan = { effectiveOn, legalBasis, changes: changes.map(planChange) };
  const outlook = await lookAhead(tx, plan, tx.today);
  const [problem] = outlook.problems;
  if (problem) {
    const note = message(problem.key, problem.params);
    await endWaiting(tx, id, 'FAILED', note);
    await record(tx, null, { action: 'reorganisation.fail', subject: `reorganisation:${id}`, details: { note } });
    return;
  }
  await endWaiting(tx, id, 'APPLIED');
  await carryOut(tx, null, id, outlook);
}
