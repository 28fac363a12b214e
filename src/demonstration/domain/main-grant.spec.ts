import { civilDate } from '../../core/civil-date.js';
import { byStanding, mainGrant, standing } from './main-grant.js';

const day = civilDate;
const before = { from: day('2021-11-01'), to: day('2025-06-30') };
const since = { from: day('2025-07-01') };

describe('where a grant stands on a day', () => {
  it.each([
    [before, '2021-10-31', 'TO_COME'],
    [before, '2021-11-01', 'RUNNING'],
    [before, '2025-06-30', 'RUNNING'],
    [before, '2025-07-01', 'ENDED'],
    [since, '2025-06-30', 'TO_COME'],
    [since, '2025-07-01', 'RUNNING'],
    [since, '2099-12-31', 'RUNNING'],
  ] as const)('%j on %s: %s', (period, text, expected) => {
    expect(standing(period, day(text))).toBe(expected);
  });
});

describe('the main grant of an account', () => {
  it('is the one that runs, whichever stands first', () => {
    expect(mainGrant([before, since], day('2023-05-19'))).toBe(before);
    expect(mainGrant([before, since], day('2026-05-19'))).toBe(since);
    expect(mainGrant([since, before], day('2023-05-19'))).toBe(before);
  });

  it('is the first of several that run', () => {
    const second = { ...since };
    expect(mainGrant([before, since, second], day('2026-05-19'))).toBe(since);
  });

  it('is one to come rather than one that ended, and any rather than none', () => {
    const later = { from: day('2027-01-01') };
    expect(mainGrant([before, later], day('2026-05-19'))).toBe(later);
    expect(mainGrant([before], day('2026-05-19'))).toBe(before);
    expect(() => mainGrant([], day('2026-05-19'))).toThrow();
  });
});

describe('the accounts in the order in which they are told', () => {
  const accounts = [
    { name: 'now', grants: [since] },
    { name: 'then', grants: [before] },
    { name: 'both', grants: [before, since] },
    { name: 'now too', grants: [since] },
  ];
  it.each([
    ['2023-05-19', ['then', 'both', 'now', 'now too']],
    ['2026-05-19', ['now', 'both', 'now too', 'then']],
  ])('on %s: %j', (text, names) => {
    expect(byStanding(accounts, day(text)).map(({ name }) => name)).toEqual(names);
  });
});
