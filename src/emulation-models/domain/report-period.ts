import { addDays, civilDate, type CivilDate } from '../../core/civil-date.js';
import type { InputProblem } from '../../core/errors.js';
import { message } from '../../core/messages.vi.js';

/**
 * Days after the end of a period within which its report is not late. Ours, not the law's: it stands here alone until
 * each launching body has a calendar of its own.
 */
export const REPORT_GRACE_DAYS = 15;

/** Both ends included. */
export interface ReportPeriod {
  from: CivilDate;
  to: CivilDate;
}

/** The half-year in which the day lies: 1 January to 30 June, or 1 July to 31 December. */
export function halfYearOf(day: CivilDate): ReportPeriod {
  const year = day.slice(0, 4);
  return day.slice(5, 7) < '07'
    ? { from: civilDate(`${year}-01-01`), to: civilDate(`${year}-06-30`) }
    : { from: civilDate(`${year}-07-01`), to: civilDate(`${year}-12-31`) };
}

/** The half-years from the one of `first` to the one of `last`. */
export function halfYears(first: CivilDate, last: CivilDate): ReportPeriod[] {
  const periods: ReportPeriod[] = [];
  for (let period = halfYearOf(first); period.from <= last; period = halfYearOf(addDays(period.to, 1))) {
    periods.push(period);
  }
  return periods;
}

/** True when a report made on `today` comes after its period and the days of grace. */
export function isLate(periodTo: CivilDate, today: CivilDate): boolean {
  return today > addDays(periodTo, REPORT_GRACE_DAYS);
}

/** The part of a model's life on which it reports. */
export interface ReportedLife {
  startsOn: CivilDate;
  periodTo: CivilDate | null;
  endedOn: CivilDate | null;
}

function lastDay({ periodTo, endedOn }: ReportedLife): CivilDate | null {
  if (periodTo === null || endedOn === null) return periodTo ?? endedOn;
  return periodTo < endedOn ? periodTo : endedOn;
}

/** Why there can be no report on this period; empty when there can. An ended model reports on its last half-year alone. */
export function periodProblems(life: ReportedLife, { from, to }: ReportPeriod, today: CivilDate): InputProblem[] {
  const half = halfYearOf(from);
  const last = lastDay(life);
  const refuse = (field: string, text: string): InputProblem[] => [{ field: ['input', field], message: text }];
  if (half.from !== from) return refuse('periodFrom', message('model.notHalfYear'));
  if (half.to !== to) return refuse('periodTo', message('model.notHalfYear'));
  if (to < life.startsOn || (last !== null && from > last)) return refuse('periodFrom', message('model.outsideLife'));
  if (from > today) return refuse('periodFrom', message('model.periodToCome'));
  if (life.endedOn !== null && last !== null && to < last) return refuse('periodFrom', message('model.lastPeriodOnly'));
  return [];
}
