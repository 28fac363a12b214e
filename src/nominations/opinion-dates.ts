import { rulesOfDossiers } from '../award-law/award-rules.js';
import { answerRule } from '../award-law/domain/step-rules.js';
import { addWorkingDays, endOfRest, workingDaysLeft } from '../award-law/domain/working-days.js';
import { workingCalendar } from '../award-law/working-calendar.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import type { Dossier } from './move-nominations.js';
import { moveOpinionDates, pausedOpinions } from './opinion-dates.queries.js';

/** Until when an opinion is to be given, and the rule that says so. */
export interface AnswerDate {
  dueOn: CivilDate;
  dueRuleId: string;
}

/** Until when an opinion that is asked today is to be given, by nomination; none where no rule says. */
export async function answerDates(tx: Transaction, dossiers: readonly Dossier[]): Promise<Map<string, AnswerDate>> {
  const nominations = dossiers.map(({ nomination }) => nomination);
  const rules = await rulesOfDossiers(tx, nominations, tx.today, ['OPINION_DEADLINE']);
  const terms = nominations.flatMap(({ id }) => {
    const rule = answerRule(rules.get(id) ?? []);
    return rule ? [{ id, rule }] : [];
  });
  if (terms.length === 0) return new Map();
  const calendar = await workingCalendar(tx);
  const dueIn = new Map<number, CivilDate>();
  for (const days of new Set(terms.map(({ rule }) => rule.args.workingDays))) {
    dueIn.set(days, addWorkingDays(tx.today, days, calendar));
  }
  return new Map(
    terms.map(({ id, rule }) => [id, { dueOn: dueIn.get(rule.args.workingDays) ?? tx.today, dueRuleId: rule.id }]),
  );
}

/**
 * Nobody can answer while a dossier is with its proposer or suspended: when it goes on, what was asked on it is due so many
 * working days later as were left.
 */
export async function goOnAsking(
  tx: Transaction,
  dossiers: readonly Dossier[],
  pause: 'RETURN' | 'SUSPEND',
): Promise<void> {
  if (dossiers.length === 0) return;
  const ids = dossiers.map(({ nomination }) => nomination.id);
  const open = await pausedOpinions(tx, ids, pause);
  if (open.length === 0) return;
  const calendar = await workingCalendar(tx);
  const moved = open.map(({ id, dueOn, pausedOn }) => {
    return { id, dueOn: endOfRest(tx.today, workingDaysLeft(pausedOn, dueOn, calendar), calendar) };
  });
  await moveOpinionDates(tx, moved);
}
