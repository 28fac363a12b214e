import { MERIT_KINDS, type MeritKind } from '../../awards/domain/merit-kind.js';
import { SUBJECT_KINDS } from '../../honourees/domain/subject-kind.js';
import { TIERS, type Tier } from '../../units/domain/lines-and-tiers.js';
import type { Scope } from './history.js';
import { ROUNDINGS, type Rounding } from './portion.js';
import { matches, oneOf, percent, problemOf, some, type Check, type Shape } from './rule-shape.js';

export const ORDERS = ['AFTER', 'ANY', 'UNREAD'] as const;
export const MEASURES = ['COMPLETED', 'LDTT', 'CSTDCS'] as const;
export const NEEDS = ['RATING', 'INITIATIVE', 'EITHER', 'BOTH'] as const;

/** What the rules of standards say (eligibility). Those with Scope are about these merit kinds and kinds of honourees alone. */
export interface StandardArgs {
  /** One of these titles, so many years running. */
  CONSECUTIVE_TITLES: Scope & { titles: string[]; count: number };
  /** So many years running with one of these ratings and so many initiatives in them; or a run of titles instead. */
  RATED_YEARS: Scope & {
    years: number;
    ratings: string[];
    initiatives: number;
    orTitles?: { titles: string[]; count: number };
  };
  /** One of these awards, then or with it (`order`) good years running, and titles in them. */
  PRIOR_AWARD: Scope & {
    awards: string[];
    years: number;
    ratings: string[];
    titles: string[];
    titleCount: number;
    order: (typeof ORDERS)[number];
  };
  /** The standard of a yearly title: another one of that year with what it `needs`. */
  YEAR_STANDARD: Scope & { titles: string[]; ratings: string[]; needs: (typeof NEEDS)[number] };
  /** The rating of the year itself is one of these. */
  YEAR_RATING: Scope & { ratings: string[] };
  /** What an article asks beside, as people call it: no record here answers it, so that a person weighs it. */
  CRITERIA: Scope & { of: string };
  /** Initiatives of such effect, in the last so many years. */
  INITIATIVES: Scope & { count: number; scopes: Tier[]; withinYears?: number };
  /** A place in the comparison of a cụm or khối, at least that one. */
  GROUP_RESULT: Scope & { rank: number };
  /** So many percent of all members completed their tasks or hold the title; strict: more than that. */
  COLLECTIVE_RATIO: Scope & { measure: (typeof MEASURES)[number]; percent: string; strict: boolean };
  /**
   * At most so many percent of the holders of another award (its code), or of all its members (MEMBERS, COMPLETED), in a year
   * at the body that decides.
   */
  QUOTA: Scope & { of: string; percent: string; rounding: Rounding; excess: 'REFUSE' | 'WARN' };
  /** The years of an award are used up for it. */
  YEARS_CONSUMED: Scope;
  /** Awards of these merit kinds are no ground of one `for` these merit kinds. */
  MERIT_NOT_GROUND: { merits: MeritKind[]; for: MeritKind[] };
  /** Nothing is awarded while one of these is open. Sensitive. */
  PENDING_PROCEEDINGS: { proceedings: string[] };
  /** Achievement before the end of one of these does not count. Sensitive. */
  TIME_AFTER_PROCEEDINGS: { proceedings: string[] };
  /** No member of the collective had one of these `forms` of discipline in the year; `lesser` ones do not count. Sensitive. */
  MEMBERS_UNDISCIPLINED: Scope & { proceedings: string[]; forms: string[]; lesser: string[] };
}

const tier = oneOf(TIERS);
const codes = some(matches(/^[A-Z][A-Z0-9_]{1,49}$/));
/** Forms of discipline as a decision names them, in small letters. */
const words = some(matches(/^[\p{Ll} ]{2,60}$/u));
const wholeNumber =
  (from: number, to: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
const few = wholeNumber(1, 50);
const merits = some(oneOf(MERIT_KINDS.filter((kind) => kind !== 'UNKNOWN')));
const scope = { meritKinds: merits, kinds: some(oneOf(SUBJECT_KINDS)) };
const run: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  problemOf(value as Record<string, unknown>, { required: { titles: codes, count: few } }) === null;

export const STANDARD_SHAPES: Record<keyof StandardArgs, Shape> = {
  CONSECUTIVE_TITLES: { required: { titles: codes, count: few }, optional: scope },
  RATED_YEARS: {
    required: { years: few, ratings: codes, initiatives: wholeNumber(0, 50) },
    optional: { ...scope, orTitles: run },
  },
  PRIOR_AWARD: {
    required: { awards: codes, years: few, ratings: codes, titles: codes, titleCount: few, order: oneOf(ORDERS) },
    optional: scope,
  },
  YEAR_STANDARD: { required: { titles: codes, ratings: codes, needs: oneOf(NEEDS) }, optional: scope },
  YEAR_RATING: { required: { ratings: codes }, optional: scope },
  CRITERIA: { required: { of: matches(/^\S.{0,198}\S$/) }, optional: scope },
  INITIATIVES: { required: { count: few, scopes: some(tier) }, optional: { ...scope, withinYears: few } },
  GROUP_RESULT: { required: { rank: few }, optional: scope },
  COLLECTIVE_RATIO: {
    required: { measure: oneOf(MEASURES), percent, strict: (value) => typeof value === 'boolean' },
    optional: scope,
  },
  QUOTA: {
    required: {
      of: matches(/^[A-Z][A-Z0-9_]{1,29}$/),
      percent,
      rounding: oneOf(ROUNDINGS),
      excess: oneOf(['REFUSE', 'WARN']),
    },
    optional: scope,
  },
  YEARS_CONSUMED: { required: {}, optional: scope },
  MERIT_NOT_GROUND: { required: { merits, for: merits } },
  PENDING_PROCEEDINGS: { required: { proceedings: codes } },
  TIME_AFTER_PROCEEDINGS: { required: { proceedings: codes } },
  MEMBERS_UNDISCIPLINED: { required: { proceedings: codes, forms: words, lesser: words }, optional: scope },
};
