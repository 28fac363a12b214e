import { civilDate } from '../../core/civil-date.js';
import { birthYearProblems, kindProblems, type SubjectKind } from './subject-kind.js';

describe('facts that fit the kind of honouree', () => {
  it.each<[SubjectKind, Record<string, unknown>, string[]]>([
    ['INDIVIDUAL', { birthYear: 1970, gender: 'FEMALE' }, []],
    ['INDIVIDUAL', { headOfHousehold: 'Lò Văn A' }, ['headOfHousehold']],
    ['COLLECTIVE', {}, []],
    [
      'COLLECTIVE',
      { birthYear: 1970, gender: 'MALE', headOfHousehold: 'x' },
      ['birthYear', 'gender', 'headOfHousehold'],
    ],
    ['HOUSEHOLD', { headOfHousehold: 'Giàng A Páo', birthYear: null }, []],
    ['HOUSEHOLD', { gender: 'MALE' }, ['gender']],
  ])('%s with %j refuses %j', (kind, facts, refused) => {
    expect(kindProblems({ kind, ...facts }).map(({ field }) => field[1])).toEqual(refused);
  });
});

describe('a year of birth', () => {
  it.each<[number | null | undefined, boolean]>([
    [1799, false],
    [1800, true],
    [2026, true],
    [2027, false],
    [null, true],
    [undefined, true],
  ])('of %s fits in 2026: %s', (birthYear, fits) => {
    const problems = birthYearProblems(birthYear, civilDate('2026-01-01'));
    expect(problems.map(({ message }) => message)).toEqual(fits ? [] : ['Mục này phải là số nguyên từ 1800 đến 2026.']);
  });
});
