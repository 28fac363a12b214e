import fc from 'fast-check';
import { held } from './history.samples.js';
import { afterMissing, awardYear, runOf } from './years.js';

describe('the year of an award', () => {
  it.each<[string, Parameters<typeof held>[1], number, number]>([
    ['of a known period: its last', { years: [2020, 2022], on: '2023-02-01' }, 2022, 2022],
    ['signed in winter', { on: '2024-12-20' }, 2024, 2024],
    ['signed in July', { on: '2024-07-01' }, 2024, 2024],
    ['signed in June: perhaps of the year before', { on: '2024-06-30' }, 2024, 2023],
    ['known by its year alone', { from: '2020-01-01', on: '2020-12-31' }, 2020, 2020],
    ['of one of several years', { from: '2019-01-01', on: '2021-12-31' }, 2021, 2019],
  ])('%s', (_what, award, late, early) => {
    expect([awardYear(held('X', award), 'LATE'), awardYear(held('X', award), 'EARLY')]).toEqual([late, early]);
  });
});

describe('a run of years', () => {
  it.each<[number[], number, number, string, number[], number]>([
    [[2022, 2023, 2024], 3, 2024, 'YES', [2022, 2023, 2024], 0],
    [[2022, 2023, 2024], 3, 2025, 'YES', [2022, 2023, 2024], 0],
    // It ended earlier: inference, so a person judges.
    [[2022, 2023, 2024], 3, 2026, 'DOUBT', [2022, 2023, 2024], 0],
    [[2021, 2022, 2023, 2024], 3, 2024, 'YES', [2021, 2022, 2023, 2024], 0],
    // R11: a gap in the run, and one that does not matter (the ministry's case).
    [[2021, 2023, 2024], 3, 2024, 'DOUBT', [2021, 2023, 2024], 0],
    [[2019, 2021, 2022, 2023], 3, 2023, 'YES', [2021, 2022, 2023], 0],
    [[2023, 2024], 3, 2024, 'NO', [2023, 2024], 1],
    [[2022, 2024], 3, 2024, 'NO', [2024], 2],
    [[2020, 2021], 3, 2024, 'NO', [], 3],
    [[], 3, 2024, 'NO', [], 3],
    // The same year twice is one year; one after the proposal does not count yet.
    [[2023, 2023, 2024], 3, 2024, 'NO', [2023, 2024], 1],
    [[2023, 2024, 2025], 3, 2024, 'NO', [2023, 2024], 1],
  ])('%j, %i of them, proposed in %i: %s', (years, count, proposed, outcome, counted, missing) => {
    const run = runOf(years, count, proposed);
    expect([run.outcome, run.years, run.missing]).toEqual([outcome, counted, missing]);
  });

  it('names the gaps', () => {
    expect(runOf([2021, 2023, 2024], 3, 2024).gaps).toEqual([2022]);
    expect(runOf([2019, 2020], 2, 2023).gaps).toEqual([2021, 2022]);
  });

  it('says from when the missing years may be there', () => {
    expect(afterMissing(runOf([2023, 2024], 3, 2024), 2024)).toBe('2026-01-01');
    expect(afterMissing(runOf([2020, 2021], 3, 2024), 2024)).toBe('2027-01-01');
    expect(afterMissing(runOf([], 2, 2026), 2026)).toBe('2028-01-01');
  });

  it('is not lost by one more year, whatever the years', () => {
    const year = fc.integer({ min: 2000, max: 2030 });
    const rank = { NO: 0, DOUBT: 1, YES: 2 };
    fc.assert(
      fc.property(fc.array(year), year, fc.integer({ min: 1, max: 5 }), year, (years, more, count, proposed) => {
        const [before, after] = [runOf(years, count, proposed), runOf([...years, more], count, proposed)];
        if (before.outcome === 'YES') expect(after.outcome).toBe('YES');
        else expect(rank[after.outcome]).toBeGreaterThanOrEqual(rank[before.outcome]);
      }),
    );
  });
});
