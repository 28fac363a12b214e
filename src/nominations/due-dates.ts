import { deadlineRule } from '../award-law/domain/step-rules.js';
import { addWorkingDays, endOfRest, workingDaysLeft } from '../award-law/domain/working-days.js';
import type { Rule } from '../award-law/domain/rule.js';
import { rulesOfAwards } from '../award-law/award-rules.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import type { Dossier } from './move-nominations.js';
import { clocksLeft } from './nomination.queries.js';

/** The rules of today by which a step lasts and a dossier is complete, for the award of each; one statement. */
export function stepRulesOf(tx: Transaction, dossiers: readonly Dossier[]): Promise<Map<string, Rule[]>> {
  const awardTypeIds = dossiers.map(({ nomination }) => nomination.awardTypeId);
  return rulesOfAwards(tx, awardTypeIds, tx.today, ['DEADLINE', 'DOCUMENTS']);
}

/** Last day of the step for each dossier, counted from today by its deadline rule; none where no rule says. */
export function dueDates(
  today: CivilDate,
  rules: ReadonlyMap<string, readonly Rule[]>,
  dossiers: readonly Dossier[],
  stepOf: (dossier: Dossier) => number,
): Map<string, CivilDate> {
  const due = new Map<string, CivilDate>();
  for (const dossier of dossiers) {
    const { nomination, steps } = dossier;
    const step = steps[stepOf(dossier) - 1];
    const deadline = step && deadlineRule(rules.get(nomination.awardTypeId) ?? [], step);
    if (deadline) due.set(nomination.id, addWorkingDays(today, deadline.args.workingDays));
  }
  return due;
}

/** Kept with the act that pauses a clock: how many working days were left; nothing where none runs. */
export function pausedClock({ nomination: { dueOn } }: Dossier, day: CivilDate): { clockLeft?: number } {
  return dueOn ? { clockLeft: workingDaysLeft(day, dueOn) } : {};
}

/** Last day of the step for dossiers that come back from the proposer or from a suspension: the rest of the clock. */
export async function restOfClocks(
  tx: Transaction,
  dossiers: readonly Dossier[],
  pause: 'RETURN' | 'SUSPEND',
): Promise<Map<string, CivilDate>> {
  if (dossiers.length === 0) return new Map();
  const ids = dossiers.map(({ nomination }) => nomination.id);
  const left = await clocksLeft(tx, ids, pause);
  return new Map(left.map(({ nominationId, clockLeft }) => [nominationId, endOfRest(tx.today, clockLeft)]));
}

/** Last day of the step for those that are received now: a new clock, or the rest of the one that a return has paused. */
export async function datesOnReceipt(
  tx: Transaction,
  rules: ReadonlyMap<string, readonly Rule[]>,
  dossiers: readonly Dossier[],
): Promise<Map<string, CivilDate>> {
  const due = dueDates(tx.today, rules, dossiers, ({ nomination }) => nomination.step);
  const again = dossiers.filter(({ nomination, steps }) => steps[nomination.step - 1]?.receivedOn);
  for (const [id, day] of await restOfClocks(tx, again, 'RETURN')) due.set(id, day);
  return due;
}
