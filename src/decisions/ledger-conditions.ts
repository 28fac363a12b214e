import type { CivilDate } from '../core/civil-date.js';
import { readableAward, readsLittle, type AwardScope } from './decision-scope.js';

/** Places, and the days on which they are meant, as a range of PostgreSQL. */
export interface PlacesThen {
  ids: readonly string[];
  valid: string;
}

/** What is asked for of the ledger; null members do not restrict. */
export interface AwardConditions {
  decisionId: string | null;
  honoureeId: string | null;
  syllables: readonly string[] | null;
  /** A folded name: exactly it as the name that was awarded; every other; those that are spelt nearly so. */
  wholeName: string | null;
  otherThan: string | null;
  speltLike: string | null;
  /** Of these places, each as long as it counts; none where the list is empty. */
  places: readonly PlacesThen[] | null;
  from: CivilDate | null;
  to: CivilDate | null;
  awardTypeCodes: readonly string[] | null;
  kinds: readonly string[] | null;
  meritKinds: readonly string[] | null;
  statuses: readonly string[] | null;
  /** False: only what stands; true: only what was revoked. */
  revoked: boolean | null;
  /** True: only what rested on an award that was revoked. */
  flagged: boolean | null;
  decisionSymbol: string | null;
  issuedById: string | null;
  issuerTier: string | null;
  issuerAsPrinted: string | null;
  origin: string | null;
}

export const ALL_AWARDS: AwardConditions = {
  decisionId: null,
  honoureeId: null,
  syllables: null,
  wholeName: null,
  otherThan: null,
  speltLike: null,
  places: null,
  from: null,
  to: null,
  awardTypeCodes: null,
  kinds: null,
  meritKinds: null,
  statuses: null,
  revoked: null,
  flagged: null,
  decisionSymbol: null,
  issuedById: null,
  issuerTier: null,
  issuerAsPrinted: null,
  origin: null,
};

/** Which awards, and for whom: the one question of lists, counts, searches and totals. */
export interface LedgerQuestion {
  scope: AwardScope;
  conditions: AwardConditions;
  /** The part of the ledger that the reader is expected to read, 0 to 1; it chooses the way, never the rows. */
  share?: number;
}

/** Which awards `a` are read: SQL with its values, to which more may be added. */
export interface LedgerSql {
  where: string;
  values: unknown[];
  /** Adds a value; answers with its parameter. */
  value: (value: unknown) => string;
}

/**
 * The question as SQL: the policy and the conditions that restrict, so that each shape has its own plan. `many` where all
 * that fits is looked at.
 */
export function ledgerSql({ scope, conditions, share }: LedgerQuestion, { many = false } = {}): LedgerSql {
  const { sql: readable, values } = readableAward(scope, { share, many });
  const value = (each: unknown): string => `$${values.push(each)}`;
  const clauses = [readable];
  const add = (clause: (parameter: string) => string, asked: unknown): void => {
    if (asked !== null) clauses.push(clause(value(asked)));
  };
  add((p) => `a.decision_id = ${p}::uuid`, conditions.decisionId);
  add((p) => `a.honouree_id = ${p}::uuid`, conditions.honoureeId);
  if (NAMES.some((name) => conditions[name] !== null)) clauses.push(`a.names_id in ${namesSql(conditions, value)}`);
  if (conditions.places) clauses.push(placesSql(conditions.places, value));
  add((p) => `a.decided_on >= ${p}::date`, conditions.from);
  add((p) => `a.decided_from <= ${p}::date`, conditions.to);
  add(
    (p) => `a.award_type_id = any (array(select id from award_type where code = any (${p}::text[])))`,
    conditions.awardTypeCodes,
  );
  add((p) => `a.kind = any (${p}::text[])`, conditions.kinds);
  add((p) => `a.merit_kind = any (${p}::text[])`, conditions.meritKinds);
  add((p) => `a.status = any (${p}::text[])`, conditions.statuses);
  // Literals: the indexes of the few that were revoked, or are flagged, are found by them.
  if (conditions.revoked !== null) clauses.push(`a.status ${conditions.revoked ? '=' : '<>'} 'REVOKED'`);
  if (conditions.flagged !== null) clauses.push(conditions.flagged ? 'a.flagged' : 'not a.flagged');
  add((p) => `a.decision_id = any (${decisionsWhere('symbol', p)})`, conditions.decisionSymbol);
  add((p) => `a.issued_by_id = ${p}::uuid`, conditions.issuedById);
  add((p) => `a.issuer_tier = ${p}`, conditions.issuerTier);
  add((p) => `a.decision_id = any (${decisionsWhere('issuer_as_printed', p)})`, conditions.issuerAsPrinted);
  add((p) => `a.origin = ${p}`, conditions.origin);
  return { where: clauses.join(' and '), values, value };
}

const NAMES = ['syllables', 'wholeName', 'otherThan', 'speltLike'] as const;
/** What the index of names knows of an award, too, and what selects no few. */
const BESIDE_NAMES: readonly string[] = ['revoked', 'statuses', 'kinds', 'meritKinds', 'issuerTier', 'origin'];

/** Names repeat: those that fit are found among all names that there are, and awards by these. Their ids. */
function namesSql(conditions: AwardConditions, value: LedgerSql['value']): string {
  const clauses: Record<(typeof NAMES)[number], (p: string) => string> = {
    syllables: (p) => `f.syllables @> ${p}::text[]`,
    wholeName: (p) => `f.name_folded = ${p}`,
    otherThan: (p) => `f.name_folded <> ${p}`,
    speltLike: (p) => `f.name_folded = any (array(select names_spelt_like(${p})))`,
  };
  const asked = NAMES.filter((name) => conditions[name] !== null);
  return `(select f.id from findable_name f where ${asked.map((name) => clauses[name](value(conditions[name]))).join(' and ')})`;
}

/** True where awards are found by their names alone, by somebody who reads much: then name by name (`byNamesSql`). */
export function isByNames({ conditions, share }: LedgerQuestion): boolean {
  const asked = Object.entries(conditions).flatMap(([name, value]) => (value === null ? [] : [name]));
  const names = asked.filter((name) => (NAMES as readonly string[]).includes(name));
  return (
    names.length > 0 &&
    !readsLittle(share) &&
    asked.every((name) => names.includes(name) || BESIDE_NAMES.includes(name))
  );
}

/** The question apart from its names. */
export function nameless<Question extends LedgerQuestion>(question: Question): Question {
  const none = { syllables: null, wholeName: null, otherThan: null, speltLike: null };
  return { ...question, conditions: { ...question.conditions, ...none } };
}

/** The question apart from its names, and these as rows `named`. */
export function byNamesSql(question: LedgerQuestion, { many = true } = {}): LedgerSql & { named: string } {
  const sql = ledgerSql(nameless(question), { many });
  return { ...sql, named: `${namesSql(question.conditions, sql.value)} named` };
}

/**
 * The question for whoever looks at all that fits: the awards `a` to select from, too. Of names alone they are read name
 * by name from the index `award_named`, which knows all that counts and totals ask. The planner is not asked: it takes
 * the awards of a name to lie anywhere, and would rather read the whole ledger.
 */
export function wholeLedgerSql(question: LedgerQuestion): LedgerSql & { from: string } {
  if (!isByNames(question)) {
    const { decisionId, honoureeId } = question.conditions;
    return { from: 'award a', ...ledgerSql(question, { many: decisionId === null && honoureeId === null }) };
  }
  const { named, ...sql } = byNamesSql(question);
  return { from: `${named} cross join lateral (select * from award where names_id = named.id offset 0) a`, ...sql };
}

function decisionsWhere(column: 'symbol' | 'issuer_as_printed', parameter: string): string {
  return `array(select id from decision where fold(${column}) = fold(${parameter}))`;
}

/** On the day of the decision, or on some day of the period in which it may lie. */
function placesSql(places: readonly PlacesThen[], value: (value: unknown) => string): string {
  const each = places.map(
    ({ ids, valid }) =>
      `(a.area_as_awarded_id = any (${value(ids)}::uuid[]) and daterange(a.decided_from, a.decided_on, '[]') && ${value(valid)}::daterange)`,
  );
  return each.length > 0 ? `(${each.join(' or ')})` : 'false';
}
