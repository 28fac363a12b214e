/**
 * Which days the calendar of working days takes out, or puts in: by rules, each governing the days on which it holds. A
 * doubtful rule may make a period longer, never shorter: an unconfirmed day off is off; an unconfirmed made-up day is not
 * worked.
 */
import { addDays, isCivilDate, type CivilDate } from '../../core/civil-date.js';
import { dayOfLunar } from './lunar.js';
import { holdsOn, ofKind, type Citation, type Rule, type RuleKind } from './rule.js';
import { isWeekday, type Calendar } from './working-days.js';

/** The kinds of rules that make the calendar. */
export const CALENDAR_KINDS: readonly RuleKind[] = ['HOLIDAY', 'HOLIDAY_PLACING', 'COMPENSATION', 'DAY_SWAP'];

/** Why a day is not as its week has it. */
export const DAY_KINDS = ['HOLIDAY', 'COMPENSATION', 'OFF', 'WORKED'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** A day that differs from its week. */
export interface SpecialDay {
  day: CivilDate;
  kind: DayKind;
  /** What people call the holiday; null for days that were exchanged. */
  name: string | null;
  citations: Citation[];
}

/** For how long the lunar calendar is worked out; before and after there are no holidays by it. */
const LUNAR_YEARS = { first: 1900, last: 2199 };

const textOf = (year: number, month: number, day: number): string =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');

/** The date of a holiday in that year; null where there is none. */
function dateOf({ args: { calendar, month, day } }: Rule<'HOLIDAY'>, year: number): CivilDate | null {
  if (calendar === 'LUNAR') {
    return year >= LUNAR_YEARS.first && year <= LUNAR_YEARS.last ? dayOfLunar(year, month, day) : null;
  }
  const text = textOf(year, month, day);
  return isCivilDate(text) ? text : null;
}

/** The days of one holiday in that year: how many is law, which of them somebody decides each year. */
function daysOf(rules: readonly Rule[], holiday: Rule<'HOLIDAY'>, year: number): SpecialDay[] {
  const date = dateOf(holiday, year);
  if (!date || !holdsOn(holiday, date)) return [];
  const placings = ofKind(rules, 'HOLIDAY_PLACING').filter(
    (rule) => rule.args.holiday === holiday.citation.code && holdsOn(rule, date),
  );
  const placing =
    placings.find(({ args }) => args.year === year) ?? placings.find(({ args }) => args.year === undefined);
  const { name, days } = holiday.args;
  const before = Math.min(placing?.args.before ?? 0, days - 1);
  const citations = days > 1 && placing ? [holiday.citation, placing.citation] : [holiday.citation];
  return Array.from({ length: days }, (_, index) => ({
    ...{ day: addDays(date, index - before), kind: 'HOLIDAY' as const, name },
    citations,
  }));
}

/** For each holiday on a weekend the next working day, of which no other has been taken. */
function compensations(rules: readonly Rule[], holidays: readonly SpecialDay[]): SpecialDay[] {
  const taken = new Set(holidays.map(({ day }) => day));
  return holidays.flatMap(({ day, name, citations }): SpecialDay[] => {
    const rule = ofKind(rules, 'COMPENSATION').find((each) => holdsOn(each, day));
    if (!rule || isWeekday(day)) return [];
    let next = addDays(day, 1);
    while (!isWeekday(next) || taken.has(next)) next = addDays(next, 1);
    taken.add(next);
    return [{ day: next, kind: 'COMPENSATION', name, citations: [...citations, rule.citation] }];
  });
}

const inOrder = (a: SpecialDay, b: SpecialDay): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);

/** All that the holidays of that year make. */
function holidaysOf(rules: readonly Rule[], year: number): SpecialDay[] {
  const holidays = ofKind(rules, 'HOLIDAY')
    .flatMap((rule) => daysOf(rules, rule, year))
    .sort(inOrder);
  return [...holidays, ...compensations(rules, holidays)];
}

/** The days that were exchanged, whenever. */
function swapped(rules: readonly Rule[]): SpecialDay[] {
  return ofKind(rules, 'DAY_SWAP').flatMap(({ args: { off, worked }, citation }): SpecialDay[] => [
    { day: off, kind: 'OFF', name: null, citations: [citation] },
    { day: worked, kind: 'WORKED', name: null, citations: [citation] },
  ]);
}

/** The days of a year that differ from their week, in order. */
export function specialDays(rules: readonly Rule[], year: number): SpecialDay[] {
  const prefix = textOf(year, 1, 1).slice(0, 5);
  // Its neighbours too: a holiday may begin before New Year, and be made up for after it.
  const near = [year - 1, year, year + 1].flatMap((each) => holidaysOf(rules, each));
  return [...near, ...swapped(rules)].filter(({ day }) => day.startsWith(prefix)).sort(inOrder);
}

/** Whether the count takes the day as it says. */
export function counts({ kind, citations }: SpecialDay): boolean {
  return kind !== 'WORKED' || citations.every(({ confirmed }) => confirmed);
}

/** The calendar that these rules make; a year of it is worked out when it is first asked for. */
export function calendarOf(rules: readonly Rule[]): Calendar {
  const years = new Map<string, { off: ReadonlySet<CivilDate>; worked: ReadonlySet<CivilDate> }>();
  const yearOf = (day: CivilDate) => {
    const year = day.slice(0, 4);
    const known = years.get(year);
    if (known) return known;
    const days = specialDays(rules, Number(year)).filter(counts);
    const made = {
      off: new Set(days.filter(({ kind }) => kind !== 'WORKED').map(({ day: each }) => each)),
      worked: new Set(days.filter(({ kind }) => kind === 'WORKED').map(({ day: each }) => each)),
    };
    years.set(year, made);
    return made;
  };
  return {
    holidays: { has: (day) => yearOf(day).off.has(day) },
    madeUpDays: { has: (day) => yearOf(day).worked.has(day) },
  };
}
