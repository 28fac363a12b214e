/**
 * Tiền thưởng: coefficient × multiplier × base salary on the day of the decision, up to the next ten thousand đồng (R33),
 * all of it exact: a float's 1.1 × 1,800,000 is a hair above 1,980,000, and the ceiling makes 10,000 đồng of a hair.
 */
import type { SubjectKind } from '../../honourees/domain/subject-kind.js';
import type { Line } from '../../units/domain/lines-and-tiers.js';
import { decimal, decimalText, roundedUp, times } from './decimal.js';
import { ofKind, type Citation, type PrizeTable, type Rule, type RuleKind } from './rule.js';

/** What an award type says of its prizes. */
export interface PrizedAward {
  line: Line;
  isCommendation: boolean;
  /** To whom it may be given; empty where that is not known. */
  subjectKinds: readonly SubjectKind[];
}

/** A prize, with all that it was worked out from. */
export interface PrizeMoney {
  /** Whole đồng. */
  amount: string;
  unrounded: string;
  coefficient: string;
  multiplier: string;
  base: string;
  /** False where one of the rules is not: then nobody may pay by it. */
  confirmed: boolean;
  citations: Citation[];
}

/** The kinds of rules that a prize is worked out from. */
export const PRIZE_KINDS: readonly RuleKind[] = [
  'BASE_SALARY',
  'PRIZE_COEFFICIENT',
  'PRIZE_MULTIPLIER',
  'PRIZE_ROUNDING',
];

/** The Party's awards by the Party's table, all others by the State's (R35). */
export function prizeTable({ line }: Pick<PrizedAward, 'line'>): PrizeTable {
  return line === 'PARTY' ? 'PARTY' : 'STATE';
}

/** The coefficient of an award: that which is stated for the kind itself, else that of an individual. */
export function coefficientOf(
  rules: readonly Rule[],
  award: PrizedAward,
  kind: SubjectKind,
): Rule<'PRIZE_COEFFICIENT'> | null {
  if (!award.isCommendation) return null;
  const table = prizeTable(award);
  const own = ofKind(rules, 'PRIZE_COEFFICIENT').filter(({ args, awardTypeId }) => awardTypeId && args.table === table);
  const stated = (wanted: SubjectKind) => own.find(({ args }) => args.kind === wanted);
  return stated(kind) ?? stated('INDIVIDUAL') ?? null;
}

/** The prize for one honouree of that kind by the rules of one award on the day of the decision; null where there is none. */
export function prizeOf(rules: readonly Rule[], award: PrizedAward, kind: SubjectKind): PrizeMoney | null {
  const { subjectKinds } = award;
  if (subjectKinds.length > 0 && !subjectKinds.includes(kind)) return null;
  const table = prizeTable(award);
  const coefficient = coefficientOf(rules, award, kind);
  const [base] = ofKind(rules, 'BASE_SALARY');
  const rounding = ofKind(rules, 'PRIZE_ROUNDING').find(({ args }) => args.table === table);
  if (!coefficient || !base || !rounding) return null;
  const multiplier = ofKind(rules, 'PRIZE_MULTIPLIER').find(
    ({ args }) => args.table === table && args.kind === kind && coefficient.args.kind !== kind,
  );
  if (!multiplier && coefficient.args.kind !== kind) return null;
  const factors = {
    coefficient: coefficient.args.coefficient,
    multiplier: multiplier?.args.multiplier ?? '1',
    base: base.args.amount,
  };
  const citations = [coefficient, multiplier, base, rounding].flatMap((rule) => rule?.citation ?? []);
  return {
    ...prizeAmount(factors, rounding.args.upTo),
    ...factors,
    confirmed: citations.every(({ confirmed }) => confirmed),
    citations,
  };
}

/** The arithmetic alone: all of it is decimal text. */
export function prizeAmount(
  { coefficient, multiplier, base }: Pick<PrizeMoney, 'coefficient' | 'multiplier' | 'base'>,
  upTo: string,
): Pick<PrizeMoney, 'amount' | 'unrounded'> {
  const product = times(decimal(coefficient), decimal(multiplier), decimal(base));
  return { amount: roundedUp(product, BigInt(upTo)).toString(), unrounded: decimalText(product) };
}

/** Their sum in whole đồng; null where there is none, or one of them is not known. */
export function totalPrize(prizes: readonly (string | null)[]): string | null {
  const known = prizes.filter((prize) => prize !== null);
  if (known.length === 0 || known.length < prizes.length) return null;
  return known.reduce((sum, prize) => sum + BigInt(prize), 0n).toString();
}
