import fc from 'fast-check';
import type { Finding } from './finding.js';
import { held, history, proposal, ruleOf } from './history.samples.js';
import type { HeldAward, History, MemberCount } from './history.js';
import type { Rule } from './rule.js';
import { standardFindings } from './standards.js';

// One more fact in favour never makes what passes fail, whatever was known before.

const RULES: Rule[] = [
  ruleOf('CONSECUTIVE_TITLES', { titles: ['CSTDCS'], count: 3 }),
  ruleOf('RATED_YEARS', {
    years: 2,
    ratings: ['HTXSNV'],
    initiatives: 2,
    orTitles: { titles: ['CSTDCS'], count: 2 },
  }),
  ruleOf('PRIOR_AWARD', {
    ...{ awards: ['BK_TINH'], years: 3, ratings: ['HTXSNV', 'HTTNV'], titles: ['CSTDCS'], titleCount: 2 },
    order: 'UNREAD',
  }),
  ruleOf('YEAR_STANDARD', { titles: ['LDTT'], ratings: ['HTXSNV'], needs: 'EITHER' }),
  ruleOf('YEAR_RATING', { ratings: ['HTXSNV', 'HTTNV'] }),
  ruleOf('INITIATIVES', { count: 2, scopes: ['PROVINCE', 'CENTRAL'] }),
  ruleOf('GROUP_RESULT', { rank: 1 }),
  ruleOf('COLLECTIVE_RATIO', { measure: 'LDTT', percent: '70', strict: false }),
  ruleOf('COLLECTIVE_RATIO', { measure: 'COMPLETED', percent: '50', strict: true }, { code: 'COMPLETED' }),
];

const year = fc.integer({ min: 2017, max: 2026 });
const award: fc.Arbitrary<HeldAward> = fc
  .tuple(fc.constantFrom('CSTDCS', 'BK_TINH', 'LDTT'), year)
  .map(([code, of]) => held(code, { years: [of, of], on: `${of}-12-20` }));
const rating = fc.record({ year, rating: fc.constantFrom('HTXSNV', 'HTTNV', 'HTNV') });
const initiative = fc.record({ year, title: fc.constant('SK'), scope: fc.constantFrom('PROVINCE', 'GRASSROOTS') });
const group = fc.record({ year, group: fc.constant('Cụm'), rank: fc.integer({ min: 1, max: 3 }) });
/** Of so many members so many reached what is asked; how many, is not always known. */
const memberCount: fc.Arbitrary<MemberCount> = fc
  .tuple(year, fc.integer({ min: 1, max: 12 }))
  .chain(([of, members]) => {
    const reached = fc.option(fc.integer({ min: 0, max: members }));
    return fc.record({
      year: fc.constant(of),
      members: fc.constant(members),
      completed: reached,
      ldtt: reached,
      cstdcs: reached,
    });
  });
const known = fc.record({
  awards: fc.array(award, { maxLength: 8 }),
  ratings: fc.uniqueArray(rating, { maxLength: 8, selector: (each) => each.year }),
  initiatives: fc.array(initiative, { maxLength: 4 }),
  groupResults: fc.array(group, { maxLength: 3 }),
  memberCounts: fc.uniqueArray(memberCount, { maxLength: 10, selector: (each) => each.year }),
}) as fc.Arbitrary<Partial<History>>;

const ask = (facts: Partial<History>): Finding[] =>
  standardFindings(RULES, { ...proposal('2025-12-31'), award: 'X', history: history(facts), share: null });

/** What passed still passes. (A doubt may be settled either way: a gap that is closed may show what else is missing.) */
function neverWorse(before: Partial<History>, after: Partial<History>): void {
  const later = ask(after);
  ask(before).forEach(({ verdict, rule }, index) => {
    const now = later[index]?.verdict;
    if (verdict === 'PASSES' && now !== 'PASSES') throw new Error(`${rule.code}: ${verdict} → ${now}`);
  });
}

describe('a fact in favour', () => {
  it('that is an award', () => {
    fc.assert(
      fc.property(known, award, (facts, more) => neverWorse(facts, { ...facts, awards: [...facts.awards!, more] })),
    );
  });

  it('that is a good rating of a year that had none', () => {
    fc.assert(
      fc.property(known, year, (facts, of) => {
        fc.pre(!facts.ratings!.some((each) => each.year === of));
        neverWorse(facts, { ...facts, ratings: [...facts.ratings!, { year: of, rating: 'HTXSNV' }] });
      }),
    );
  });

  it('that is an initiative, or the first place in a cụm', () => {
    fc.assert(
      fc.property(known, initiative, year, (facts, more, of) => {
        neverWorse(facts, { ...facts, initiatives: [...facts.initiatives!, more] });
        const first = { year: of, group: 'Khối', rank: 1 };
        neverWorse(facts, { ...facts, groupResults: [...facts.groupResults!, first] });
      }),
    );
  });

  it('that is one more of the members who reached it, or one who had not leaving', () => {
    fc.assert(
      fc.property(known, fc.nat(), fc.boolean(), (facts, which, isLeaving) => {
        const counts = facts.memberCounts!;
        fc.pre(counts.length > 0);
        const at = which % counts.length;
        const { members, ldtt, completed } = counts[at]!;
        const able = [ldtt, completed].every((reached) => reached === null || reached < members);
        fc.pre(able && (!isLeaving || members > 1));
        const one = (reached: number | null): number | null => (reached === null ? null : reached + 1);
        const better = isLeaving
          ? { ...counts[at]!, members: members - 1 }
          : { ...counts[at]!, ldtt: one(ldtt), completed: one(completed) };
        neverWorse(facts, { ...facts, memberCounts: counts.with(at, better) });
      }),
    );
  });
});

describe('a count of members', () => {
  // Ratios are monotone in who reached it, not in what is known: the count of the year itself takes the place of last year's,
  // and one more member who did not reach it lowers the ratio. Neither is a fact in favour.
  const verdict = (...memberCounts: MemberCount[]): string | undefined =>
    ask({ memberCounts }).find(({ rule }) => rule.code === 'COLLECTIVE_RATIO')?.verdict;
  const of = (year: number, members: number, ldtt: number): MemberCount => ({
    ...{ year, members, ldtt, completed: null, cstdcs: null },
  });

  it('of the year itself is no fact in favour where fewer reached it than the year before', () => {
    expect(verdict(of(2024, 10, 7))).toBe('PASSES');
    expect(verdict(of(2024, 10, 7), of(2025, 10, 6))).toBe('FAILS');
  });

  it('is none either with one more who did not reach it', () => {
    expect([verdict(of(2025, 10, 7)), verdict(of(2025, 11, 7))]).toEqual(['PASSES', 'FAILS']);
  });
});
