import fc from 'fast-check';
import type { SubjectKind } from '../../honourees/domain/subject-kind.js';
import { decimal, decimalText, roundedUp, times } from './decimal.js';
import { coefficientOf, prizeAmount, prizeOf, totalPrize, type PrizedAward } from './prize.js';
import type { ArgsOf, Rule, RuleKind } from './rule.js';

const BASES = ['1490000', '1800000', '2340000', '2530000'];
/** The fixtures of the project's note, computed there from the formula. */
const FIXTURES: [coefficient: string, multiplier: string, amounts: number[]][] = [
  ['0.3', '1', [450_000, 540_000, 710_000, 760_000]],
  ['0.3', '1.5', [680_000, 810_000, 1_060_000, 1_140_000]],
  ['0.3', '2', [900_000, 1_080_000, 1_410_000, 1_520_000]],
  ['0.8', '1', [1_200_000, 1_440_000, 1_880_000, 2_030_000]],
  ['1', '1', [1_490_000, 1_800_000, 2_340_000, 2_530_000]],
  ['1.5', '1', [2_240_000, 2_700_000, 3_510_000, 3_800_000]],
  ['3', '1', [4_470_000, 5_400_000, 7_020_000, 7_590_000]],
  ['3.5', '1', [5_220_000, 6_300_000, 8_190_000, 8_860_000]],
  ['3.5', '2', [10_430_000, 12_600_000, 16_380_000, 17_710_000]],
  ['4.5', '1', [6_710_000, 8_100_000, 10_530_000, 11_390_000]],
  ['8', '1', [11_920_000, 14_400_000, 18_720_000, 20_240_000]],
  ['12', '1', [17_880_000, 21_600_000, 28_080_000, 30_360_000]],
];
const amountOf = (coefficient: string, multiplier: string, base: string): string =>
  prizeAmount({ coefficient, multiplier, base }, '10000').amount;

describe('the arithmetic of a prize', () => {
  it.each(
    FIXTURES.flatMap(([coefficient, multiplier, amounts]) =>
      amounts.map((amount, index) => [coefficient, multiplier, BASES[index] ?? '', amount] as const),
    ),
  )('%s × %s × %s is %d', (coefficient, multiplier, base, amount) => {
    expect(amountOf(coefficient, multiplier, base)).toBe(String(amount));
  });

  it('does not fall into the trap of the float, which is a hair too high', () => {
    expect(1.1 * 1_800_000).toBeGreaterThan(1_980_000);
    expect(amountOf('1.1', '1', '1800000')).toBe('1980000');
  });

  it('says what it was before it was rounded', () => {
    expect(prizeAmount({ coefficient: '0.3', multiplier: '1.5', base: '2340000' }, '10000')).toEqual({
      amount: '1060000',
      unrounded: '1053000',
    });
    expect(prizeAmount({ coefficient: '0.0001', multiplier: '1.5', base: '1000' }, '10000').unrounded).toBe('0.15');
  });

  it('gives the least multiple that is not below the product', () => {
    const factor = fc.integer({ min: 1, max: 99_999 }).map((n) => decimalText({ units: BigInt(n), scale: 4 }));
    fc.assert(
      fc.property(factor, factor, fc.integer({ min: 1, max: 9_999_999 }), (coefficient, multiplier, base) => {
        const amount = BigInt(amountOf(coefficient, multiplier, String(base)));
        const { units, scale } = times(decimal(coefficient), decimal(multiplier), decimal(String(base)));
        const unit = 10n ** BigInt(scale);
        expect(amount % 10_000n).toBe(0n);
        expect(amount * unit >= units && (amount - 10_000n) * unit < units).toBe(true);
      }),
    );
  });

  it.each(['', '1,5', '-1', '1e3', '1.', '.5', ' 1'])('refuses "%s"', (text) => {
    expect(() => decimal(text)).toThrow(RangeError);
  });

  it('keeps a decimal as it is, but for zeros in vain', () => {
    expect(['0', '10', '1.50', '0.3', '12.0'].map((text) => decimalText(decimal(text)))).toEqual([
      ...['0', '10', '1.5', '0.3', '12'],
    ]);
    expect(roundedUp(decimal('20000'), 10_000n)).toBe(20_000n);
  });
});

const rule = <Kind extends RuleKind>(
  kind: Kind,
  args: ArgsOf[Kind],
  { confirmed = true, own = kind === 'PRIZE_COEFFICIENT' } = {},
): Rule<Kind> => ({
  id: kind,
  awardTypeId: own ? 'a' : null,
  kind,
  args,
  citation: {
    code: kind,
    article: 'Điều 1',
    document: 'Nghị định',
    text: null,
    validFrom: null,
    validTo: null,
    confirmed,
  },
});

const STATE = { table: 'STATE', kind: 'INDIVIDUAL' } as const;
const BASE = rule('BASE_SALARY', { amount: '2340000' });
const ROUNDING = rule('PRIZE_ROUNDING', { table: 'STATE', upTo: '10000' });
const BANG_KHEN = rule('PRIZE_COEFFICIENT', { ...STATE, coefficient: '1.5' });
const AWARD: PrizedAward = { line: 'STATE', isCommendation: true, subjectKinds: [] };
const INDIVIDUAL: SubjectKind = 'INDIVIDUAL';

describe('a prize by the rules', () => {
  const rules = [BASE, ROUNDING, BANG_KHEN];

  it('has its factors and the articles that say so', () => {
    expect(prizeOf(rules, AWARD, INDIVIDUAL)).toEqual({
      ...{ amount: '3510000', unrounded: '3510000', coefficient: '1.5', multiplier: '1', base: '2340000' },
      confirmed: true,
      citations: [BANG_KHEN.citation, BASE.citation, ROUNDING.citation],
    });
  });

  it('is more for a collective or a household by its multiplier alone', () => {
    const doubled = rule('PRIZE_MULTIPLIER', { ...STATE, kind: 'COLLECTIVE', multiplier: '2' });
    expect(prizeOf([...rules, doubled], AWARD, 'COLLECTIVE')).toMatchObject({ amount: '7020000', multiplier: '2' });
    expect(prizeOf([...rules, doubled], AWARD, 'HOUSEHOLD')).toBeNull();
    expect(prizeOf([...rules, doubled], AWARD, INDIVIDUAL)).toMatchObject({ amount: '3510000', multiplier: '1' });
  });

  it('is not multiplied where the coefficient is stated for that kind', () => {
    const flag = rule('PRIZE_COEFFICIENT', { ...STATE, kind: 'COLLECTIVE', coefficient: '8' });
    const doubled = rule('PRIZE_MULTIPLIER', { ...STATE, kind: 'COLLECTIVE', multiplier: '2' });
    const found = prizeOf([BASE, ROUNDING, flag, doubled], AWARD, 'COLLECTIVE');
    expect(found).toMatchObject({ amount: '18720000', multiplier: '1' });
    expect(found?.citations).not.toContain(doubled.citation);
    expect(prizeOf([BASE, ROUNDING, flag, doubled], AWARD, INDIVIDUAL)).toBeNull();
  });

  it('takes the multiplier of the award before the general one', () => {
    const general = rule('PRIZE_MULTIPLIER', { ...STATE, kind: 'HOUSEHOLD', multiplier: '2' });
    const own = rule('PRIZE_MULTIPLIER', { ...STATE, kind: 'HOUSEHOLD', multiplier: '1.5' }, { own: true });
    expect(prizeOf([...rules, general, own], AWARD, 'HOUSEHOLD')?.multiplier).toBe('1.5');
  });

  it.each([
    [[rule('BASE_SALARY', { amount: '2340000' }, { confirmed: false }), ROUNDING, BANG_KHEN]],
    [[BASE, rule('PRIZE_ROUNDING', { table: 'STATE', upTo: '10000' }, { confirmed: false }), BANG_KHEN]],
    [[BASE, ROUNDING, rule('PRIZE_COEFFICIENT', { ...STATE, coefficient: '1.5' }, { confirmed: false })]],
  ])('is not confirmed where one of its rules is not (%#)', (doubtful: Rule[]) => {
    expect(prizeOf(doubtful, AWARD, INDIVIDUAL)).toMatchObject({ amount: '3510000', confirmed: false });
  });

  it.each<[string, Rule[], PrizedAward]>([
    ['a base salary', [ROUNDING, BANG_KHEN], AWARD],
    ['a rounding', [BASE, BANG_KHEN], AWARD],
    ['a coefficient', [BASE, ROUNDING], AWARD],
    ['a coefficient of its own', [BASE, ROUNDING, { ...BANG_KHEN, awardTypeId: null }], AWARD],
    ['being a commendation by law', rules, { ...AWARD, isCommendation: false }],
    ['being for that kind', rules, { ...AWARD, subjectKinds: ['COLLECTIVE'] }],
  ])('is none without %s', (_, some, award) => {
    expect(prizeOf(some, award, INDIVIDUAL)).toBeNull();
  });

  it('of the Party is by the Party’s table and never by the State’s, nor the other way (R35)', () => {
    const party: PrizedAward = { ...AWARD, line: 'PARTY' };
    const partyRules = [
      rule('PRIZE_COEFFICIENT', { table: 'PARTY', kind: 'COLLECTIVE', coefficient: '0.6' }),
      rule('PRIZE_ROUNDING', { table: 'PARTY', upTo: '1' }),
    ];
    const both = [...rules, ...partyRules];
    expect(prizeOf(rules, party, INDIVIDUAL)).toBeNull();
    expect(prizeOf(both, party, 'COLLECTIVE')).toMatchObject({ coefficient: '0.6', amount: '1404000' });
    expect(prizeOf(both, AWARD, INDIVIDUAL)?.coefficient).toBe('1.5');
    const stateDoubles = rule('PRIZE_MULTIPLIER', { ...STATE, kind: 'COLLECTIVE', multiplier: '2' });
    const ofOne = rule('PRIZE_COEFFICIENT', { table: 'PARTY', kind: 'INDIVIDUAL', coefficient: '0.6' });
    expect(prizeOf([BASE, ofOne, stateDoubles, partyRules[1]!], party, 'COLLECTIVE')).toBeNull();
    expect(coefficientOf(partyRules, { ...AWARD, line: 'FRONT' }, 'COLLECTIVE')).toBeNull();
  });
});

describe('the sum of prizes', () => {
  it.each<[(string | null)[], string | null]>([
    [['9007199254740993', '10000'], '9007199254750993'],
    [['450000'], '450000'],
    [['450000', null], null],
    [[null], null],
    [[], null],
  ])('of %j is %j', (prizes, total) => {
    expect(totalPrize(prizes)).toBe(total);
  });
});
