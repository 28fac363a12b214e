import { deadlineRule } from '../award-law/domain/step-rules.js';
import { endOfRest, workingDaysLeft, type Calendar } from '../award-law/domain/working-days.js';
import type { Rule } from '../award-law/domain/rule.js';
import { rulesOfDossiers } from '../award-law/award-rules.js';
import { workingCalendar } from '../award-law/working-calendar.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import type { Dossier } from './move-nominations.js';
import { clocksLeft } from './nomination.queries.js';

/** The rules of today by which a step lasts and a dossier is complete, by nomination. */
export function stepRulesOf(tx: Transaction, dossiers: readonly Dossier[]): Promise<Map<string, Rule[]>> {
  const nominations = dossiers.map(({ nomination }) => nomination);
  return rulesOfDossiers(tx, nominations, tx.today, ['DEADLINE', 'DOCUMENTS']);
}

type StepOf = (dossier: Dossier) => number;
type RulesOf = ReadonlyMap<string, readonly Rule[]>;

/** Last day of the step for each dossier, counted from today by its deadline rule; none where no rule says. */
export async function dueDates(
  tx: Transaction,
  rules: RulesOf,
  dossiers: readonly Dossier[],
  stepOf: StepOf,
): Promise<Map<string, CivilDate>> {
  const terms = termsOf(rules, dossiers, stepOf);
  return terms.size > 0 ? endsOf(terms, tx.today, await workingCalendar(tx)) : new Map();
}

/** For a body to which they are returned the clock of its step starts anew. */
export async function newClocks(
  tx: Transaction,
  dossiers: readonly Dossier[],
  toStep: number,
): Promise<Map<string, { dueOn: CivilDate }>> {
  const dates = await dueDates(tx, await stepRulesOf(tx, dossiers), dossiers, () => toStep);
  return new Map([...dates].map(([id, dueOn]) => [id, { dueOn }]));
}

/** In how many working days each has to be done. */
function termsOf(rules: RulesOf, dossiers: readonly Dossier[], stepOf: StepOf): Map<string, number> {
  const terms = new Map<string, number>();
  for (const dossier of dossiers) {
    const { nomination, steps } = dossier;
    const step = steps[stepOf(dossier) - 1];
    const deadline = step && deadlineRule(rules.get(nomination.id) ?? [], step);
    if (deadline) terms.set(nomination.id, deadline.args.workingDays);
  }
  return terms;
}

/** The last days of so much from that day; each length is counted once, however many dossiers have it. */
function endsOf(left: ReadonlyMap<string, number>, day: CivilDate, calendar: Calendar): Map<string, CivilDate> {
  const lengths = new Set(left.values());
  const ends = new Map([...lengths].map((length) => [length, endOfRest(day, length, calendar)]));
  return new Map([...left].map(([id, length]) => [id, ends.get(length) ?? day]));
}

/** Kept with the act that pauses a clock: how many working days were left; nothing where none runs. */
export async function pausedClocks(
  tx: Transaction,
  dossiers: readonly Dossier[],
): Promise<Map<string, { clockLeft: number }>> {
  const running = dossiers.flatMap(({ nomination: { id, dueOn } }) => (dueOn ? { id, dueOn } : []));
  if (running.length === 0) return new Map();
  const calendar = await workingCalendar(tx);
  return new Map(running.map(({ id, dueOn }) => [id, { clockLeft: workingDaysLeft(tx.today, dueOn, calendar) }]));
}

/** Last day of the step for dossiers that come back from the proposer or from a suspension: the rest of the clock. */
export async function restOfClocks(
  tx: Transaction,
  dossiers: readonly Dossier[],
  pause: 'RETURN' | 'SUSPEND',
): Promise<Map<string, CivilDate>> {
  const left = await restsOf(tx, dossiers, pause);
  return left.size > 0 ? endsOf(left, tx.today, await workingCalendar(tx)) : new Map();
}

/** How much was left of the clock of each that was paused so. */
async function restsOf(
  tx: Transaction,
  dossiers: readonly Dossier[],
  pause: 'RETURN' | 'SUSPEND',
): Promise<Map<string, number>> {
  if (dossiers.length === 0) return new Map();
  const ids = dossiers.map(({ nomination }) => nomination.id);
  return new Map((await clocksLeft(tx, ids, pause)).map(({ nominationId, clockLeft }) => [nominationId, clockLeft]));
}

/** True when the body of its step has had it before. */
export const wasHere = ({ nomination, steps }: Dossier): boolean => Boolean(steps[nomination.step - 1]?.receivedOn);

/** Last day of the step for those that are received now: a new clock, or the rest of the one that a return has paused. */
export async function datesOnReceipt(
  tx: Transaction,
  rules: RulesOf,
  dossiers: readonly Dossier[],
): Promise<Map<string, CivilDate>> {
  const terms = termsOf(rules, dossiers, ({ nomination }) => nomination.step);
  const left = new Map([...terms, ...(await restsOf(tx, dossiers.filter(wasHere), 'RETURN'))]);
  return left.size > 0 ? endsOf(left, tx.today, await workingCalendar(tx)) : new Map();
}
