import { kindProblems, type SubjectKind } from './subject-kind.js';

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
