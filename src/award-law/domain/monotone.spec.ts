import fc from 'fast-check';
import type { Finding } from './finding.js';
import { held, history, proposal, ruleOf } from './history.samples.js';
import type { HeldAward, History } from './history.js';
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
  ruleOf('INITIATIVES', { count: 2, scopes: ['PROVINCE', 'CENTRAL'] }),
  ruleOf('GROUP_RESULT', { rank: 1 }),
];

const year = fc.integer({ min: 2017, max: 2026 });
const award: fc.Arbitrary<HeldAward> = fc
  .tuple(fc.constantFrom('CSTDCS', 'BK_TINH', 'LDTT'), year)
  .map(([code, of]) => held(code, { years: [of, of], on: `${of}-12-20` }));
const rating = fc.record({ year, rating: fc.constantFrom('HTXSNV', 'HTTNV', 'HTNV') });
const initiative = fc.record({ year, title: fc.constant('SK'), scope: fc.constantFrom('PROVINCE', 'GRASSROOTS') });
const group = fc.record({ year, group: fc.constant('Cụm'), rank: fc.integer({ min: 1, max: 3 }) });
const known = fc.record({
  awards: fc.array(award, { maxLength: 8 }),
  ratings: fc.uniqueArray(rating, { maxLength: 8, selector: (each) => each.year }),
  initiatives: fc.array(initiative, { maxLength: 4 }),
  groupResults: fc.array(group, { maxLength: 3 }),
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
});
