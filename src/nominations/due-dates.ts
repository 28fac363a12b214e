import { deadlineRule } from '../award-law/domain/step-rules.js';
import { addWorkingDays } from '../award-law/domain/working-days.js';
import type { Rule } from '../award-law/domain/rule.js';
import { rulesOfAwards } from '../award-law/award-rules.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import type { Dossier } from './move-nominations.js';

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
