import fc from 'fast-check';
import { addDays, civilDate, type CivilDate } from '../../core/civil-date.js';
import { message } from '../../core/messages.vi.js';
import { halfYearOf, halfYears, isLate, periodProblems, REPORT_GRACE_DAYS } from './report-period.js';

const TODAY = civilDate('2026-11-22');
const day = (text: string | null): CivilDate | null => (text === null ? null : civilDate(text));

describe('half-years', () => {
  it.each([
    ['2026-01-01', '2026-01-01', '2026-06-30'],
    ['2026-06-30', '2026-01-01', '2026-06-30'],
    ['2026-07-01', '2026-07-01', '2026-12-31'],
    ['2024-12-31', '2024-07-01', '2024-12-31'],
  ])('%s lies in %s to %s', (of, from, to) => {
    expect(halfYearOf(civilDate(of))).toEqual({ from, to });
  });

  it('follow each other without gap, from the first day to the last', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((offset) => addDays(civilDate('2000-01-01'), offset));
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 3000 }), (first, length) => {
        const last = addDays(first, length);
        const periods = halfYears(first, last);
        expect(periods[0]).toEqual(halfYearOf(first));
        expect(periods.at(-1)).toEqual(halfYearOf(last));
        for (const [index, { from }] of periods.slice(1).entries()) expect(addDays(periods[index]!.to, 1)).toBe(from);
      }),
    );
  });
});

describe('a report', () => {
  it('is late from the day after the days of grace', () => {
    const end = civilDate('2026-06-30');
    expect(isLate(end, addDays(end, REPORT_GRACE_DAYS))).toBe(false);
    expect(isLate(end, addDays(end, REPORT_GRACE_DAYS + 1))).toBe(true);
  });

  it.each<[string, string, string, string | null, string | null, string[]]>([
    ['2026-01-01', '2026-06-30', '2026-03-15', null, null, []],
    ['2026-07-01', '2026-12-31', '2026-03-15', null, null, []],
    ['2026-02-01', '2026-06-30', '2026-03-15', null, null, ['periodFrom', 'model.notHalfYear']],
    ['2026-01-01', '2026-12-31', '2026-03-15', null, null, ['periodTo', 'model.notHalfYear']],
    ['2025-07-01', '2025-12-31', '2026-01-01', null, null, ['periodFrom', 'model.outsideLife']],
    ['2025-07-01', '2025-12-31', '2025-12-31', null, null, []],
    ['2026-07-01', '2026-12-31', '2026-01-01', '2026-06-30', null, ['periodFrom', 'model.outsideLife']],
    ['2027-01-01', '2027-06-30', '2026-01-01', null, null, ['periodFrom', 'model.periodToCome']],
    ['2026-01-01', '2026-06-30', '2025-01-01', null, '2026-09-01', ['periodFrom', 'model.lastPeriodOnly']],
    ['2026-07-01', '2026-12-31', '2025-01-01', null, '2026-09-01', []],
    ['2026-01-01', '2026-06-30', '2025-01-01', '2026-06-30', '2026-09-01', []],
    ['2026-07-01', '2026-12-31', '2025-01-01', '2026-06-30', '2026-09-01', ['periodFrom', 'model.outsideLife']],
  ])(
    'on %s to %s of a model that runs from %s to %s and ended on %s: %j',
    (from, to, startsOn, periodTo, ended, wrong) => {
      const life = { startsOn: civilDate(startsOn), periodTo: day(periodTo), endedOn: day(ended) };
      const problems = periodProblems(life, { from: civilDate(from), to: civilDate(to) }, TODAY);
      const [field, key] = wrong;
      expect(problems).toEqual(
        field ? [{ field: ['input', field], message: message(key as 'model.notHalfYear') }] : [],
      );
    },
  );
});
