import { addDays, dayOfWeek, type CivilDate } from '../../core/civil-date.js';

type Days = Pick<ReadonlySet<CivilDate>, 'has'>;

/** Days that differ from the week: holidays are not worked, made-up days (mostly Saturdays) are. */
export interface Calendar {
  holidays: Days;
  madeUpDays: Days;
}

const MOST_DAYS = 10_000;

/** Monday to Friday: the forty hours of State agencies (QĐ 188/1999/QĐ-TTg). */
export function isWeekday(day: CivilDate): boolean {
  return dayOfWeek(day) <= 5;
}

export function isWorkingDay(day: CivilDate, { holidays, madeUpDays }: Calendar): boolean {
  if (madeUpDays.has(day)) return true;
  return isWeekday(day) && !holidays.has(day);
}

/** The `days`-th working day from `first` on, `first` itself counted if it is one. */
function nthWorkingDay(first: CivilDate, days: number, calendar: Calendar): CivilDate {
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) throw new RangeError(`Not 1 to ${MOST_DAYS}: ${days}`);
  let day = first;
  for (let left = isWorkingDay(day, calendar) ? days - 1 : days; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** The day on which a period of so many working days ends; `from`, the day of receipt, is not counted. */
export function addWorkingDays(from: CivilDate, days: number, calendar: Calendar): CivilDate {
  return nthWorkingDay(addDays(from, 1), days, calendar);
}

/** The last day of a posting of so many full working days; the day on which it opens is counted. */
export function postingEnd(opensOn: CivilDate, days: number, calendar: Calendar): CivilDate {
  return nthWorkingDay(opensOn, days, calendar);
}

/** How many working days lie after `from` and up to `to`: what of a period is used up. */
export function workingDaysBetween(from: CivilDate, to: CivilDate, calendar: Calendar): number {
  let count = 0;
  for (let day = from; day < to;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

/** What of a period is left at the end of that day: below zero where it was over by so many working days. */
export function workingDaysLeft(day: CivilDate, dueOn: CivilDate, calendar: Calendar): number {
  return dueOn >= day ? workingDaysBetween(day, dueOn, calendar) : 0 - workingDaysBetween(dueOn, day, calendar);
}

/** The day on which a period ends that goes on from that day with so much left of it; what was over stays over. */
export function endOfRest(day: CivilDate, left: number, calendar: Calendar): CivilDate {
  if (left >= 0) return left === 0 ? day : addWorkingDays(day, left, calendar);
  let [end, late] = [day, 0 - left];
  while (late > 0 || !isWorkingDay(end, calendar)) {
    if (isWorkingDay(end, calendar)) late -= 1;
    end = addDays(end, -1);
  }
  return end;
}
