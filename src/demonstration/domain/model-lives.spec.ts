import fc from 'fast-check';
import { addDays, civilDate, type CivilDate } from '../../core/civil-date.js';
import { MODEL_LIFE, type ModelState } from '../../emulation-models/domain/life.js';
import { halfYears, isLate, REPORT_GRACE_DAYS } from '../../emulation-models/domain/report-period.js';
import { lifeOf, type PlannedLife } from './model-lives.js';

const TODAY = civilDate('2026-11-22');
const START = civilDate('2021-11-01');
/** Where each of them ends. */
const LIVES: Record<PlannedLife, ModelState> = {
  DRAFT: 'DRAFT',
  REGISTERED: 'REGISTERED',
  SURVEYED: 'REGISTERED',
  RETURNED: 'RETURNED',
  REFUSED: 'ENDED',
  WITHDRAWN: 'ENDED',
  APPROVED_TO_COME: 'RUNNING',
  RUNNING: 'RUNNING',
  LATE: 'RUNNING',
  OVERDUE: 'RUNNING',
  STOPPED: 'ENDED',
  ENDED: 'ENDED',
};
const ROLES = { OWNER: { UNIT_OFFICER: true }, LAUNCHER: { REVIEWER: true, AUTHORITY: true } };

const plans = fc.record({
  life: fc.constantFrom(...(Object.keys(LIVES) as PlannedLife[])),
  registeredDaysAgo: fc.integer({ min: 0, max: 1500 }),
  periodDays: fc.integer({ min: 30, max: 2000 }),
});
const today = fc.integer({ min: 0, max: 2500 }).map((days) => addDays(START, days));

describe('the lives of the made-up models', () => {
  it('go along the table to where they should, on days in order, none before the start and none to come', () => {
    fc.assert(
      fc.property(plans, today, (plan, day) => {
        let state: ModelState | null = null;
        let last: CivilDate = START;
        for (const { action, by, day: on, reason } of lifeOf(plan, START, day).acts) {
          const step = MODEL_LIFE.find((row) => row.action === action && row.from === state && by in ROLES[row.side]);
          if (!step) throw new Error(`${action} from ${state}`);
          if (step.reason) expect(reason).toBeTruthy();
          state = step.to;
          expect(on >= last && on <= day).toBe(true);
          last = on;
        }
        expect(state).toBe(LIVES[plan.life]);
      }),
    );
  });

  it('report on each half-year that is due, in time or late, but for the one that makes them overdue', () => {
    const of = (life: PlannedLife) => {
      const { acts } = lifeOf({ life, registeredDaysAgo: 600, periodDays: 2000 }, START, TODAY);
      const startsOn = acts.find(({ action }) => action === 'APPROVE')!.day;
      const due = halfYears(startsOn, TODAY).filter(({ to }) => addDays(to, REPORT_GRACE_DAYS) < TODAY);
      const made = acts.filter(({ action }) => action === 'REPORT');
      return { missing: due.length - made.length, late: made.map(({ period, day }) => isLate(period!.to, day)) };
    };
    expect(of('RUNNING')).toEqual({ missing: 0, late: [false, false, false] });
    expect(of('LATE')).toEqual({ missing: 0, late: [true, true, true] });
    expect(of('OVERDUE')).toEqual({ missing: 1, late: [false, false] });
  });
});
