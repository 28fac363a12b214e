import { civilDate } from '../../core/civil-date.js';
import { consumedYears } from './consumed-years.js';
import { held, history, proposal } from './history.samples.js';

const years = (from: number, to: number) =>
  proposal(`${to}-12-31`, { kind: 'HOUSEHOLD', from: civilDate(`${from}-01-01`), to: civilDate(`${to}-12-31`) });
const before = held('GDVH', { years: [2020, 2022], on: '2022-12-20' });

describe('years that an award has used up (R18)', () => {
  it.each<[string, Parameters<typeof held> | null, [number, number], string, string | null]>([
    ['2020–2022 rewarded, 2021–2023 asked', null, [2021, 2023], 'NO', '2026-01-01'],
    ['2020–2022 rewarded, 2022 asked', null, [2022, 2022], 'NO', '2024-01-01'],
    ['2020–2022 rewarded, 2023–2025 asked', null, [2023, 2025], 'YES', null],
    ['2020–2022 rewarded, 2017–2019 asked', null, [2017, 2019], 'YES', null],
    ['one of which no years are known', ['GDVH', { on: '2023-03-01' }], [2022, 2022], 'DOUBT', null],
    ['the same, of other years', ['GDVH', { on: '2023-03-01' }], [2024, 2024], 'YES', null],
    ['another award', ['GK_XA', { years: [2021, 2023], on: '2023-12-20' }], [2021, 2023], 'YES', null],
  ])('%s', (_what, other, [from, to], outcome, eligibleFrom) => {
    const awards = [other ? held(...other) : before];
    const answer = consumedYears('GDVH', history({ awards }), years(from, to));
    expect([answer.outcome, answer.eligibleFrom]).toEqual([outcome, eligibleFrom]);
  });

  it('are the year of the law where nothing is written yet', () => {
    expect(consumedYears('GDVH', history({ awards: [before] }), proposal('2022-12-01')).outcome).toBe('NO');
    expect(consumedYears('GDVH', history({ awards: [before] }), proposal('2023-12-01')).outcome).toBe('YES');
  });
});
