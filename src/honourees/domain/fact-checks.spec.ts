import { civilDate } from '../../core/civil-date.js';
import { factProblems } from './fact-checks.js';

const today = civilDate('2026-11-22');
const day = civilDate;

describe('a record of a fact', () => {
  it.each([
    ['of this year', { year: 2026 }, []],
    ['of the next year', { year: 2027 }, ['year']],
    ['of one day', { from: today, to: today }, []],
    ['that ends before it begins', { from: day('2026-11-21'), to: day('2026-11-20') }, ['to']],
    ['that begins tomorrow', { from: day('2026-11-23') }, ['from']],
    ['that lasts beyond today', { from: day('2026-11-01'), to: day('2027-11-01') }, []],
    ['that takes back another', { withdrawn: true, replacesId: 'x' }, []],
    ['that takes back nothing', { withdrawn: true }, ['withdrawn']],
    ['of the last of nine', { rank: 9, groupSize: 9 }, []],
    ['of the tenth of nine', { rank: 10, groupSize: 9 }, ['rank']],
    ['of a place among nobody knows how many', { rank: 10, groupSize: null }, []],
    ['of all members', { members: 5, completed: 5, ldtt: 5, cstdcs: 5 }, []],
    ['of more than all', { members: 5, completed: 6, ldtt: 7, cstdcs: 8 }, ['completed', 'ldtt', 'cstdcs']],
    ['of numbers that nobody knows', { members: 5, completed: null, ldtt: null }, []],
  ])('%s: refused for %j → %j', (_, fact, fields) => {
    expect(factProblems(fact, today).map(({ field }) => field.at(-1))).toEqual(fields);
  });
});
