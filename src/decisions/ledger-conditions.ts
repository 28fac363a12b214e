import type { CivilDate } from '../core/civil-date.js';
import { readableAward, type AwardScope } from './decision-scope.js';

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
  /** A folded name; those that are spelt nearly so. */
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

/** The question as SQL: the policy and the conditions that restrict, so that each shape has its own plan. */
export function ledgerSql({ scope, conditions, share }: LedgerQuestion): LedgerSql {
  const { sql: readable, values } = readableAward(scope, share);
  const value = (each: unknown): string => `$${values.push(each)}`;
  const clauses = [readable];
  const add = (clause: (parameter: string) => string, asked: unknown): void => {
    if (asked !== null) clauses.push(clause(value(asked)));
  };
  add((p) => `a.decision_id = ${p}::uuid`, conditions.decisionId);
  add((p) => `a.honouree_id = ${p}::uuid`, conditions.honoureeId);
  add((p) => `a.name_syllables @> ${p}::text[]`, conditions.syllables);
  add((p) => `a.name_folded = any (array(select names_spelt_like(${p})))`, conditions.speltLike);
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
