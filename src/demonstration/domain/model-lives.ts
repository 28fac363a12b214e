import { addDays, civilDate, type CivilDate } from '../../core/civil-date.js';
import type { ModelAction } from '../../emulation-models/domain/life.js';
import { halfYears, REPORT_GRACE_DAYS, type ReportPeriod } from '../../emulation-models/domain/report-period.js';

/** How far a made-up model has come, and how well it reports. */
export type PlannedLife =
  | 'DRAFT'
  | 'REGISTERED'
  | 'SURVEYED'
  | 'RETURNED'
  | 'REFUSED'
  | 'WITHDRAWN'
  | 'APPROVED_TO_COME'
  | 'RUNNING'
  | 'LATE'
  | 'OVERDUE'
  | 'STOPPED'
  | 'ENDED';

/** Who does it: the officer of the unit, the reviewer or the authority of the launching body. */
export type PlannedRole = 'UNIT_OFFICER' | 'REVIEWER' | 'AUTHORITY';

/** One act on a day. */
export interface PlannedAct {
  action: ModelAction;
  day: CivilDate;
  by: PlannedRole;
  reason?: string;
  /** The half-year of a report. */
  period?: ReportPeriod;
}

interface LifePlan {
  life: PlannedLife;
  registeredDaysAgo: number;
  periodDays: number;
}

/** What became of a made-up model. */
export interface MadeLife {
  periodFrom: CivilDate;
  periodTo: CivilDate;
  acts: PlannedAct[];
}

const ENDS: Partial<Record<PlannedLife, [ModelAction, PlannedRole, string]>> = {
  REFUSED: ['REFUSE', 'AUTHORITY', 'Trùng với mô hình mà xã đã giao cho hợp tác xã thực hiện.'],
  WITHDRAWN: ['END', 'UNIT_OFFICER', 'Gộp vào mô hình khác của xã.'],
  STOPPED: ['END', 'REVIEWER', 'Không còn người học; chuyển sang lớp của trung tâm.'],
  ENDED: ['END', 'UNIT_OFFICER', 'Đã hoàn thành các chỉ tiêu đăng ký.'],
};
const RUNS: readonly PlannedLife[] = ['APPROVED_TO_COME', 'RUNNING', 'LATE', 'OVERDUE', 'STOPPED', 'ENDED'];
const DAYS_LATE = 40;
const DAYS_IN_TIME = 5;
const DAYS_SINCE_END = 20;

/** The life of a made-up model: nothing before `start`, from when on all who act are there, and nothing after today. */
export function lifeOf(
  { life, registeredDaysAgo, periodDays }: LifePlan,
  start: CivilDate,
  today: CivilDate,
): MadeLife {
  const wanted = addDays(today, -registeredDaysAgo);
  const registered = wanted < start ? start : wanted;
  const on = (days: number): CivilDate => earlier(addDays(registered, days), today);
  const acts: PlannedAct[] = [{ action: 'CREATE', day: registered, by: 'UNIT_OFFICER' }];
  const add = (action: ModelAction, days: number, by: PlannedRole, reason?: string): void => {
    acts.push({ action, day: on(days), by, ...(reason && { reason }) });
  };
  if (life !== 'DRAFT') add('REGISTER', 0, 'UNIT_OFFICER');
  if (life === 'SURVEYED' || RUNS.includes(life)) add('SURVEY', 7, 'REVIEWER', 'Đã xem tại chỗ, đúng như đăng ký.');
  if (life === 'RETURNED') add('RETURN', 9, 'REVIEWER', 'Nêu rõ cách làm và người phụ trách.');
  if (RUNS.includes(life)) add('APPROVE', 14, 'AUTHORITY');
  const periodFrom = life === 'APPROVED_TO_COME' ? nextYear(today) : registered;
  const periodTo = addDays(periodFrom, periodDays);
  if (periodFrom === registered && RUNS.includes(life))
    acts.push(...reports(life, on(14), earlier(periodTo, today), today));
  const end = ENDS[life];
  if (end) {
    const last = acts.at(-1)?.day ?? registered;
    const some = addDays(today, -DAYS_SINCE_END);
    acts.push({ action: end[0], day: last > some ? last : some, by: end[1], reason: end[2] });
  }
  return { periodFrom, periodTo, acts };
}

function earlier(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? a : b;
}

function nextYear(day: CivilDate): CivilDate {
  return civilDate(`${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}-01-01`);
}

/** A report on each half-year that is over, as far as it can have been made by today; without the last due when overdue. */
function reports(life: PlannedLife, first: CivilDate, last: CivilDate, today: CivilDate): PlannedAct[] {
  const after = life === 'LATE' ? DAYS_LATE : DAYS_IN_TIME;
  const due = halfYears(first, last).filter(({ to }) => addDays(to, REPORT_GRACE_DAYS) < today);
  const reported = life === 'OVERDUE' ? due.slice(0, -1) : due;
  return reported.map((period) => ({
    action: 'REPORT',
    day: earlier(addDays(period.to, after), today),
    by: 'UNIT_OFFICER',
    period,
  }));
}
