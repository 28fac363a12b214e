import { isCivilDate, type CivilDate } from '../../core/civil-date.js';
import { MERIT_KINDS, type MeritKind } from '../../awards/domain/merit-kind.js';
import { SUBJECT_KINDS, type SubjectKind } from '../../honourees/domain/subject-kind.js';
import { LINES, TIERS, type Line, type Tier } from '../../units/domain/lines-and-tiers.js';
import { days, matches, oneOf, percent, problemOf, some, type Check, type Shape } from './rule-shape.js';
import { STANDARD_SHAPES, type StandardArgs } from './standard-args.js';

/** What a rule is known by, as the public type RuleCitation has it. */
export interface Citation {
  code: string;
  article: string;
  document: string;
  text: string | null;
  validFrom: string | null;
  validTo: string | null;
  confirmed: boolean;
}

/** A rule as it is kept; `awardTypeId` null is for every award type. */
export interface RuleRow {
  id: string;
  awardTypeId: string | null;
  kind: string;
  args: Record<string, unknown>;
  citation: Citation;
  /** A province's own: the unit below which it holds; null, or left out, for all. */
  forUnitId?: string | null;
}

/** What each kind of rule says. */
export interface ArgsOf extends StandardArgs {
  /** Which body of law is in force. */
  REGIME: { regime: string };
  /** A dossier that comes under the regime `instead` may be weighed by the regime `by`, where that is more favourable (R02). */
  FAVOURABLE_LAW: { instead: string; by: string };
  /** Who decides: a body of that tier and line, for an area of that tier, or the central body with that code. */
  COMPETENCE: { tier: Tier; line: Line; areaTier?: Tier; unitCode?: string };
  /** Whether a council votes at a step, and the percentage of all members that passes (exact decimal text). */
  COUNCIL: { tier: Tier; line: Line; areaTier?: Tier; requirement: 'REQUIRED' | 'NONE'; threshold?: string };
  /** Public posting at a step, in working days. */
  POSTING: { tier: Tier; line: Line; areaTier?: Tier; workingDays: number };
  /** Kinds of documents without which nothing is submitted. */
  DOCUMENTS: { atSubmit: string[] };
  /** Working days of appraisal at a step. */
  DEADLINE: { tier: Tier; workingDays: number };
  /** Whose opinion a body of that tier and line asks for before it appraises (hiệp y); `of` is what people call it. */
  OPINION: { tier: Tier; line: Line; areaTier?: Tier; of: string };
  /** Working days to answer a request for an opinion; without an answer the asking body goes on (PROCEED), or waits for one. */
  OPINION_DEADLINE: { workingDays: number; silence: 'PROCEED' | 'WAIT' };
  SUBJECT_KINDS: { kinds: SubjectKind[] };
  MERIT_KIND: { kinds: MeritKind[] };
  /** The lines of which an earlier award is known to bar this one (left out: all); after one of another line a person judges. */
  ONE_AWARD_PER_ACHIEVEMENT: { lines?: Line[] };
  /** The kinds of honourees that are not commended once they are dissolved. */
  DISSOLVED_NOT_COMMENDED: { kinds: SubjectKind[] };
  /** Lương cơ sở: whole đồng a month. */
  BASE_SALARY: { amount: string };
  /** How many base salaries the prize for one honouree of that kind is (exact decimal text), by which table. */
  PRIZE_COEFFICIENT: { table: PrizeTable; kind: SubjectKind; coefficient: string };
  /** How many times the prize of an individual another kind of honouree gets. */
  PRIZE_MULTIPLIER: { table: PrizeTable; kind: SubjectKind; multiplier: string };
  /** Up to a multiple of how many đồng a prize is rounded. */
  PRIZE_ROUNDING: { table: PrizeTable; upTo: string };
  /** A public holiday: so many days with that date among them; `name` is what people call it. */
  HOLIDAY: { name: string; calendar: 'SOLAR' | 'LUNAR'; month: number; day: number; days: number };
  /** How many of the days of a holiday (by the code of its rule) lie before its date; of one year, as decided each year. */
  HOLIDAY_PLACING: { holiday: string; before: number; year?: number };
  /** A holiday on a weekend is made up for by the next working day. */
  COMPENSATION: Record<string, never>;
  /** A working day that is off, and the day of a weekend that is worked for it. */
  DAY_SWAP: { off: CivilDate; worked: CivilDate };
}
/** The State's prizes and the Party's are two tables, never mixed (R35). */
export const PRIZE_TABLES = ['STATE', 'PARTY'] as const;
export type PrizeTable = (typeof PRIZE_TABLES)[number];
export type RuleKind = keyof ArgsOf;

/** A rule whose args were read. */
export interface Rule<Kind extends RuleKind = RuleKind> extends Omit<RuleRow, 'kind' | 'args'> {
  kind: Kind;
  args: ArgsOf[Kind];
}

/** A row that says what no rule of its kind can say. */
export class MalformedRule extends Error {}

const tier = oneOf(TIERS);
const step = { tier, line: oneOf(LINES) };
const subjects = { kinds: some(oneOf(SUBJECT_KINDS)) };

const ofPrize = { table: oneOf(PRIZE_TABLES), kind: oneOf(SUBJECT_KINDS) };
/** Above 0, four decimals at most, none of them in vain: read exactly, never as a float. */
const factor: Check = matches(/^(?!0$)(?:0|[1-9]\d{0,3})(?:\.\d{0,3}[1-9])?$/);
const wholeDong: Check = matches(/^[1-9]\d{0,11}$/);
const upTo =
  (least: number, most: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;

const SHAPES: Record<RuleKind, Shape> = {
  REGIME: { required: { regime: matches(/^[A-Z]$/) } },
  FAVOURABLE_LAW: {
    required: { instead: matches(/^[A-Z]$/), by: matches(/^[A-Z]$/) },
    whole: ({ instead, by }) => instead !== by,
  },
  COMPETENCE: {
    required: step,
    optional: { areaTier: tier, unitCode: matches(/^[A-Z0-9][A-Z0-9._-]{0,59}$/) },
    // Else every central body could decide whatever one of them may.
    whole: ({ tier: level, unitCode }) => (level === 'CENTRAL') === (unitCode !== undefined),
  },
  COUNCIL: {
    required: { ...step, requirement: oneOf(['REQUIRED', 'NONE']) },
    optional: { areaTier: tier, threshold: percent },
    whole: ({ requirement, threshold }) => (requirement === 'REQUIRED') === (threshold !== undefined),
  },
  POSTING: { required: { ...step, workingDays: days }, optional: { areaTier: tier } },
  DOCUMENTS: { required: { atSubmit: some(matches(/^[A-Z][A-Z0-9_]{1,49}$/)) } },
  DEADLINE: { required: { tier, workingDays: days } },
  OPINION: { required: { ...step, of: matches(/^\S.{0,198}\S$/) }, optional: { areaTier: tier } },
  OPINION_DEADLINE: { required: { workingDays: days, silence: oneOf(['PROCEED', 'WAIT']) } },
  SUBJECT_KINDS: { required: subjects },
  MERIT_KIND: { required: { kinds: some(oneOf(MERIT_KINDS.filter((kind) => kind !== 'UNKNOWN'))) } },
  ONE_AWARD_PER_ACHIEVEMENT: { required: {}, optional: { lines: some(oneOf(LINES)) } },
  DISSOLVED_NOT_COMMENDED: { required: subjects },
  BASE_SALARY: { required: { amount: wholeDong } },
  PRIZE_COEFFICIENT: { required: { ...ofPrize, coefficient: factor } },
  PRIZE_MULTIPLIER: { required: { ...ofPrize, multiplier: factor } },
  PRIZE_ROUNDING: { required: { table: oneOf(PRIZE_TABLES), upTo: wholeDong } },
  HOLIDAY: {
    required: {
      name: matches(/^\S.{0,98}\S$/),
      calendar: oneOf(['SOLAR', 'LUNAR']),
      month: upTo(1, 12),
      day: upTo(1, 31),
      days: upTo(1, 10),
    },
    // Later lunar months may belong to a leap year, which nothing here works out.
    whole: ({ calendar, month, day }) => calendar === 'SOLAR' || (Number(month) <= 10 && Number(day) <= 30),
  },
  HOLIDAY_PLACING: {
    required: { holiday: matches(/^[A-Z][A-Z0-9_.]{1,59}$/), before: upTo(0, 9) },
    optional: { year: upTo(2000, 2199) },
  },
  COMPENSATION: { required: {} },
  DAY_SWAP: {
    required: { off: isCivilDate, worked: isCivilDate },
    whole: ({ off, worked }) => off !== worked,
  },
  ...STANDARD_SHAPES,
};

export const RULE_KINDS = Object.keys(SHAPES) as RuleKind[];

const isKind = (kind: string): kind is RuleKind => Object.hasOwn(SHAPES, kind);

/** A row with its args read. Throws MalformedRule for an unknown kind, and for args that do not fit it. */
export function parseRule(row: RuleRow): Rule {
  const { kind, args, citation } = row;
  if (!isKind(kind)) throw new MalformedRule(`${citation.code}: no kind ${kind}`);
  const problem = problemOf(args, SHAPES[kind]);
  if (problem) throw new MalformedRule(`${citation.code} (${kind}): ${problem}`);
  return { ...row, kind, args };
}

/** The rows with their args read; kinds that this version does not know, of a newer one's data, are left out. */
export function rulesIn(rows: readonly RuleRow[]): Rule[] {
  return rows.filter(({ kind }) => isKind(kind)).map(parseRule);
}

/**
 * Of rules of many award types and provinces those of one award at one place: its own and the general ones, those for all
 * and those for `places`, the units above the proposer. A place's own comes instead of the one of the same code for all.
 */
export function rulesFor(rules: readonly Rule[], awardTypeId: string, places: readonly string[] = []): Rule[] {
  const here = rules.filter(
    ({ awardTypeId: award, forUnitId }) =>
      (award === null || award === awardTypeId) && (!forUnitId || places.includes(forUnitId)),
  );
  const own = here.filter(({ forUnitId }) => forUnitId);
  const overridden = (rule: Rule): boolean =>
    !rule.forUnitId &&
    own.some(({ citation, awardTypeId: award }) => citation.code === rule.citation.code && award === rule.awardTypeId);
  return own.length === 0 ? here : here.filter((rule) => !overridden(rule));
}

function isOf<Kind extends RuleKind>(rule: Rule, kind: Kind): rule is Rule<Kind> {
  return rule.kind === kind;
}

/** The rules of one kind, the most specific first: an award's own before the general, a place's before all's, the latest. */
export function ofKind<Kind extends RuleKind>(rules: readonly Rule[], kind: Kind): Rule<Kind>[] {
  return rules
    .filter((rule): rule is Rule<Kind> => isOf(rule, kind))
    .sort((a, b) => {
      if ((a.awardTypeId === null) !== (b.awardTypeId === null)) return a.awardTypeId === null ? 1 : -1;
      if (!a.forUnitId !== !b.forUnitId) return a.forUnitId ? -1 : 1;
      const [from, other] = [a.citation.validFrom ?? '', b.citation.validFrom ?? ''];
      if (from !== other) return from > other ? -1 : 1;
      return a.citation.code < b.citation.code ? -1 : 1;
    });
}

/** The days of a rule. Both count. */
export function holdsOn({ citation: { validFrom, validTo } }: Pick<RuleRow, 'citation'>, day: CivilDate): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo);
}
