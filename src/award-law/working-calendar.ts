import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { CALENDAR_KINDS, calendarOf, counts, specialDays, type SpecialDay } from './domain/holidays.js';
import type { Rule } from './domain/rule.js';
import type { Calendar } from './domain/working-days.js';
import { keptRules, type KeptRules } from './kept-rules.js';

interface Kept {
  /** What they were picked from. */
  of: KeptRules | null;
  rules: readonly Rule[];
  calendar: Calendar;
}

// Worked out once for as long as the rules stay: the sun and the moon of some years cost more than the act that asks.
let kept: Kept = { of: null, rules: [], calendar: calendarOf([]) };

async function keptCalendar(connection: Connection): Promise<Kept> {
  const all = await keptRules(connection);
  if (kept.of === all) return kept;
  const rules = all.where(CALENDAR_KINDS, ({ awardTypeId, forUnitId }) => awardTypeId === null && !forUnitId);
  kept = { of: all, rules, calendar: calendarOf(rules) };
  return kept;
}

/** The calendar of working days, by the rules of holidays: each governs the days on which it holds. */
export async function workingCalendar(connection: Connection): Promise<Calendar> {
  return (await keptCalendar(connection)).calendar;
}

/** So many years of working days at most are counted for a question: each day is looked at. */
const MOST_DAYS = 1000;

/** A period of so many working days by the calendar; refused where it is none, or ends beyond all years. */
export async function periodEnd(
  connection: Connection,
  { days, of }: { days: number; of: (calendar: Calendar) => CivilDate },
): Promise<CivilDate> {
  const refused = new DomainError('INVALID_INPUT', 'input.notInteger', {
    params: { min: 1, max: MOST_DAYS },
    field: ['days'],
  });
  if (days < 1 || days > MOST_DAYS) throw refused;
  const calendar = await workingCalendar(connection);
  try {
    return of(calendar);
  } catch (error) {
    throw error instanceof RangeError ? refused : error;
  }
}

/** The days of a year that are not as their week has them, and whether the count takes them so. */
export async function daysOfYear(connection: Connection, year: number): Promise<(SpecialDay & { counts: boolean })[]> {
  const days = specialDays((await keptCalendar(connection)).rules, year);
  return days.map((each) => ({ ...each, counts: counts(each) }));
}
