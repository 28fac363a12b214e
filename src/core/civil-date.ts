/**
 * A calendar date without time zone, "YYYY-MM-DD" (proleptic Gregorian, years 0001–9999). All legal dates are of this
 * type: they compare correctly as strings and never pass through a JavaScript Date with its zone.
 */
export type CivilDate = string & { readonly __civilDate: unique symbol };

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MS_PER_DAY = 86_400_000;

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
}

/** True when `text` is a real date in the form YYYY-MM-DD. */
export function isCivilDate(text: unknown): text is CivilDate {
  const match = typeof text === 'string' ? PATTERN.exec(text) : null;
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** A date that somebody gives: of the years 1800 to 2200, as years are. Another one is a slip of the hand, and no sum leaves the calendar. */
export function isGivenDate(text: unknown): text is CivilDate {
  return isCivilDate(text) && text >= '1800-01-01' && text <= '2200-12-31';
}

/** `text` as a CivilDate; throws RangeError when it is not one. For literals and trusted data. */
export function civilDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new RangeError(`Not a civil date: ${text}`);
  return text;
}

function utcOf(date: CivilDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** The date `days` days after `date` (before, when negative); throws RangeError outside 0001–9999. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return civilDate(new Date(utcOf(date).getTime() + days * MS_PER_DAY).toISOString().slice(0, 10));
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((utcOf(to).getTime() - utcOf(from).getTime()) / MS_PER_DAY);
}

/** 1 for a Monday, to 7 for a Sunday. */
export function dayOfWeek(date: CivilDate): number {
  return utcOf(date).getUTCDay() || 7;
}

const VIETNAM_OFFSET_MS = 7 * 3_600_000;

/** The calendar date in Asia/Ho_Chi_Minh (UTC+7 without daylight saving since 1975) at `instant`. */
export function civilDateInVietnam(instant: Date): CivilDate {
  return civilDate(new Date(instant.getTime() + VIETNAM_OFFSET_MS).toISOString().slice(0, 10));
}

/** As Vietnamese papers print it: dd/mm/yyyy. */
export function printedDate(date: CivilDate): string {
  return date.split('-').reverse().join('/');
}
