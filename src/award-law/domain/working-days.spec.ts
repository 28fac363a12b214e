import fc from 'fast-check';
import { addDays, civilDate, type CivilDate } from '../../core/civil-date.js';
import {
  addWorkingDays,
  endOfRest,
  isWorkingDay,
  postingEnd,
  workingDaysBetween,
  workingDaysLeft,
  type Calendar,
} from './working-days.js';

const day = civilDate;
/** Monday to Friday, whatever day it is. */
const WEEK: Calendar = { holidays: new Set(), madeUpDays: new Set() };
/** National Day 2025 as one knows it: Monday and Tuesday 1 and 2 September; Saturday 23 August made up. */
const CALENDAR: Calendar = {
  holidays: new Set([day('2025-09-01'), day('2025-09-02')]),
  madeUpDays: new Set([day('2025-08-23')]),
};

/** Any days at all. */
const dates = fc.integer({ min: 0, max: 30_000 }).map((n) => addDays(day('1970-01-01'), n));
const calendars = fc
  .record({ holidays: fc.array(dates, { maxLength: 40 }), madeUpDays: fc.array(dates, { maxLength: 5 }) })
  .map(({ holidays, madeUpDays }) => ({ holidays: new Set(holidays), madeUpDays: new Set(madeUpDays) }));

describe('working days', () => {
  it.each<[string, boolean]>([
    ['2026-11-20', true],
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-11-23', true],
    ['1969-12-31', true],
    ['1970-01-03', false],
    ['2000-02-29', true],
  ])('%s is one: %s', (text, expected) => {
    expect(isWorkingDay(day(text), WEEK)).toBe(expected);
  });

  it('follow the calendar: holidays are none, made-up Saturdays are', () => {
    const days = ['2025-09-01', '2025-09-03', '2025-08-23', '2025-08-24'];
    expect(days.map((text) => isWorkingDay(day(text), CALENDAR))).toEqual([false, true, true, false]);
  });

  it.each<[string, number, string]>([
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-11-16', 5, '2026-11-23'],
    ['2026-11-16', 25, '2026-12-21'],
  ])('a period from %s of %i ends on %s: the first day is not counted', (from, days, end) => {
    expect(addWorkingDays(day(from), days, WEEK)).toBe(end);
  });

  it.each<[string, number, string]>([
    ['2026-11-16', 1, '2026-11-16'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-11-16', 10, '2026-11-27'],
  ])('a posting opened on %s for %i ends on %s: the first day is counted', (opens, days, end) => {
    expect(postingEnd(day(opens), days, WEEK)).toBe(end);
  });

  it('a posting of ten across the holiday takes two days more', () => {
    const holidays = { ...CALENDAR, madeUpDays: new Set<CivilDate>() };
    expect(postingEnd(day('2025-08-20'), 10, WEEK)).toBe('2025-09-02');
    expect(postingEnd(day('2025-08-20'), 10, holidays)).toBe('2025-09-04');
    expect(postingEnd(day('2025-08-20'), 10, CALENDAR)).toBe('2025-09-03');
  });

  it.each([0, -1, 1.5, NaN, 10_001])('%d is no period', (days) => {
    expect(() => addWorkingDays(day('2026-11-16'), days, WEEK)).toThrow(RangeError);
    expect(() => postingEnd(day('2026-11-16'), days, WEEK)).toThrow(RangeError);
  });
});

describe('the count of working days', () => {
  it('is the period again, which ends on a working day', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 60 }), calendars, (from, days, calendar) => {
        const end = addWorkingDays(from, days, calendar);
        expect(isWorkingDay(end, calendar)).toBe(true);
        expect(workingDaysBetween(from, end, calendar)).toBe(days);
        expect(workingDaysBetween(from, addDays(end, -1), calendar)).toBe(days - 1);
      }),
      { numRuns: 200 },
    );
  });

  it('of a posting is one less after its first day, when that is worked', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 2, max: 30 }), calendars, (opens, days, calendar) => {
        const after = isWorkingDay(opens, calendar) ? days - 1 : days;
        expect(postingEnd(opens, days, calendar)).toBe(addWorkingDays(opens, after, calendar));
      }),
      { numRuns: 200 },
    );
  });

  it('is five a week without holidays, and none backwards', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 50 }), (from, weeks) => {
        expect(workingDaysBetween(from, addDays(from, 7 * weeks), WEEK)).toBe(5 * weeks);
        expect(workingDaysBetween(addDays(from, weeks), from, WEEK)).toBe(0);
      }),
    );
  });
});

describe('a clock that pauses', () => {
  it.each<[string, string, number]>([
    ['2026-11-16', '2026-11-20', 4],
    ['2026-11-20', '2026-11-23', 1],
    ['2026-11-20', '2026-11-20', 0],
    ['2026-11-21', '2026-11-20', 0],
    ['2026-11-24', '2026-11-20', -2],
  ])('has on %s, when it is due on %s, %i days left', (today, dueOn, left) => {
    expect(workingDaysLeft(day(today), day(dueOn), WEEK)).toBe(left);
  });

  it.each<[string, number, string]>([
    ['2026-11-20', 4, '2026-11-26'],
    ['2026-11-20', 0, '2026-11-20'],
    ['2026-11-24', -2, '2026-11-20'],
  ])('ends, going on from %s with %i days, on %s', (today, left, end) => {
    expect(endOfRest(day(today), left, WEEK)).toBe(end);
  });

  it('has as much left after the pause as before it, however long that was', () => {
    const days = fc.integer({ min: 0, max: 400 }).map((n) => addDays(day('2026-01-01'), n));
    fc.assert(
      fc.property(days, fc.integer({ min: -40, max: 40 }), calendars, (today, left, calendar) => {
        expect(workingDaysLeft(today, endOfRest(today, left, calendar), calendar)).toBe(left);
      }),
    );
  });
});
