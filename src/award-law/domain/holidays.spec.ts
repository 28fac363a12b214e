import { civilDate } from '../../core/civil-date.js';
import { calendarOf, counts, specialDays } from './holidays.js';
import type { ArgsOf, Rule, RuleKind } from './rule.js';
import { addWorkingDays, isWorkingDay, postingEnd } from './working-days.js';

const rule = <Kind extends RuleKind>(
  kind: Kind,
  code: string,
  args: ArgsOf[Kind],
  { from = '2000-01-01', to = null as string | null, confirmed = true } = {},
): Rule<Kind> => ({
  id: code,
  awardTypeId: null,
  kind,
  args,
  citation: { code, article: 'Điều 112', document: 'Bộ luật', text: null, validFrom: from, validTo: to, confirmed },
});
const holiday = (name: string, month: number, day: number, days = 1, calendar: 'SOLAR' | 'LUNAR' = 'SOLAR') =>
  rule('HOLIDAY', `HOLIDAY.${name}`, { name, calendar, month, day, days });
const placing = (name: string, before: number, year?: number) =>
  rule('HOLIDAY_PLACING', `PLACING.${name}.${year ?? ''}`, {
    holiday: `HOLIDAY.${name}`,
    before,
    ...(year && { year }),
  });

const MADE_UP = rule('COMPENSATION', 'COMPENSATION', {});
const APRIL = [holiday('GT', 3, 10, 1, 'LUNAR'), holiday('CT', 4, 30), holiday('LD', 5, 1), MADE_UP];
const TET = holiday('TET', 1, 1, 5, 'LUNAR');

const offIn = (rules: readonly Rule[], year: number): string[] =>
  specialDays(rules, year).map(({ day, kind }) => `${day.slice(5)} ${kind[0] ?? ''}`);

describe('the holidays of a year', () => {
  it.each<[number, string[]]>([
    // Giỗ Tổ on Saturday, 30/4 on Sunday, 1/5 on Monday: made up for on Tuesday and Wednesday.
    [2023, ['04-29 H', '04-30 H', '05-01 H', '05-02 C', '05-03 C']],
    [2022, ['04-10 H', '04-11 C', '04-30 H', '05-01 H', '05-02 C', '05-03 C']],
    [2024, ['04-18 H', '04-30 H', '05-01 H']],
  ])('in %i are made up for after a weekend, each by a day of its own', (year, days) => {
    expect(offIn(APRIL, year)).toEqual(days);
  });

  it('are not made up for without a rule, or before it', () => {
    expect(offIn(APRIL.slice(0, 3), 2023)).toEqual(['04-29 H', '04-30 H', '05-01 H']);
    const later = rule('COMPENSATION', 'COMPENSATION', {}, { from: '2023-04-30' });
    expect(offIn([...APRIL.slice(0, 3), later], 2023)).toEqual(['04-29 H', '04-30 H', '05-01 H', '05-02 C']);
  });

  it('of several days lie about their date as was decided for the year, and as usual for others', () => {
    const rules = [TET, placing('TET', 1), placing('TET', 2, 2025), MADE_UP];
    expect(offIn(rules, 2025)).toEqual(['01-27 H', '01-28 H', '01-29 H', '01-30 H', '01-31 H']);
    expect(offIn(rules, 2026)).toEqual(['02-16 H', '02-17 H', '02-18 H', '02-19 H', '02-20 H']);
    expect(offIn([TET], 2026)[0]).toBe('02-17 H');
    expect(offIn([placing('TET', 9), TET], 2026).at(-1)).toBe('02-17 H');
  });

  it('are by the rule of the day, not of another year', () => {
    const two = { from: '2021-01-01' };
    const args = { name: 'QK', calendar: 'SOLAR', month: 9, day: 2, days: 1 } as const;
    const rules = [
      rule('HOLIDAY', 'HOLIDAY.QK', args, { to: '2020-12-31' }),
      rule('HOLIDAY', 'HOLIDAY.QK', { ...args, days: 2 }, two),
      placing('QK', 1),
    ];
    expect([offIn(rules, 2020), offIn(rules, 2021)]).toEqual([['09-02 H'], ['09-01 H', '09-02 H']]);
  });

  it('may reach over New Year', () => {
    const rules = [holiday('TDL', 1, 1, 2), placing('TDL', 1), holiday('CUOI', 12, 31), MADE_UP];
    expect(offIn([holiday('CUOI', 12, 31), MADE_UP], 2023)).toEqual(['01-02 C', '12-31 H']);
    expect(offIn(rules.slice(0, 2), 2025)).toEqual(['01-01 H', '12-31 H']);
  });

  it('are none on a date that the year has not', () => {
    expect([offIn([holiday('X', 2, 29)], 2024), offIn([holiday('X', 2, 29)], 2025)]).toEqual([['02-29 H'], []]);
    expect(offIn([TET], 2200)).toEqual([]);
  });
});

describe('days that were exchanged', () => {
  const swap = (confirmed: boolean) =>
    rule('DAY_SWAP', 'DAY_SWAP', { off: civilDate('2025-05-02'), worked: civilDate('2025-04-26') }, { confirmed });

  it('are off and worked, where somebody has confirmed it', () => {
    const calendar = calendarOf([swap(true)]);
    expect(isWorkingDay(civilDate('2025-05-02'), calendar)).toBe(false);
    expect(isWorkingDay(civilDate('2025-04-26'), calendar)).toBe(true);
  });

  it('only lengthen a period while they are doubtful: off is off, worked is not worked', () => {
    const calendar = calendarOf([swap(false)]);
    expect(isWorkingDay(civilDate('2025-05-02'), calendar)).toBe(false);
    expect(isWorkingDay(civilDate('2025-04-26'), calendar)).toBe(false);
    expect(specialDays([swap(false)], 2025).map(counts)).toEqual([false, true]);
    const [sure, doubtful] = [swap(true), swap(false)].map((each) =>
      addWorkingDays(civilDate('2025-04-25'), 5, calendarOf([each])),
    );
    expect([sure, doubtful]).toEqual(['2025-05-01', '2025-05-05']);
  });
});

describe('a posting across a holiday', () => {
  it('of ten days from 20/8/2025 ends on 4/9/2025: 1 and 2 September are off', () => {
    const calendar = calendarOf([holiday('QK', 9, 2, 2), placing('QK', 1), MADE_UP]);
    expect(postingEnd(civilDate('2025-08-20'), 10, calendar)).toBe('2025-09-04');
    expect(addWorkingDays(civilDate('2025-08-20'), 10, calendar)).toBe('2025-09-05');
  });
});
