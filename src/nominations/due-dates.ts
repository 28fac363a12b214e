import { deadlineRule } from '../award-law/domain/step-rules.js';
import { addWorkingDays } from '../award-law/domain/working-days.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import { rulesOfAwards } from '../award-law/award-rules.js';
import type { Dossier } from './move-nominations.js';

/** Last day of the step for each dossier, counted from today by its deadline rule; none where no rule says. */
export async function dueDates(
  tx: Transaction,
  dossiers: readonly Dossier[],
  stepOf: (dossier: Dossier) => number,
): Promise<Map<string, CivilDate>> {
  const rules = await rulesOfAwards(
    tx,
    dossiers.map(({ nomination }) => nomination.awardTypeId),
    tx.today,
  );
  const due = new Map<string, CivilDate>();
  for (const dossier of dossiers) {
    const { nomination, steps } = dossier;
    const step = steps[stepOf(dossier) - 1];
    const deadline = step && deadlineRule(rules.get(nomination.awardTypeId) ?? [], step);
    if (deadline) due.set(nomination.id, addWorkingDays(tx.today, deadline.args.workingDays));
  }
  return due;
}
