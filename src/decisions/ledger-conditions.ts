import type { CivilDate } from '../core/civil-date.js';
import { readableAward, type AwardScope } from './decision-scope.js';

/** What is asked for of the ledger; null members do not restrict. */
export interface AwardConditions {
  decisionId: string | null;
  honoureeId: string | null;
  syllables: readonly string[] | null;
  /** Awards of this place, or of one that lies below it today. */
  placeId: string | null;
  from: CivilDate | null;
  to: CivilDate | null;
  awardTypeCodes: readonly string[] | null;
  kinds: readonly string[] | null;
  meritKinds: readonly string[] | null;
  statuses: readonly string[] | null;
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
  placeId: null,
  from: null,
  to: null,
  awardTypeCodes: null,
  kinds: null,
  meritKinds: null,
  statuses: null,
  decisionSymbol: null,
  issuedById: null,
  issuerTier: null,
  issuerAsPrinted: null,
  origin: null,
};

/** The places below one on that day, itself first. */
const placesBelow = (place: string, day: string): string => `array(
  with recursive below as (
    select ${place}::uuid as id, 0 as depth
    union all
    select v.area_id, below.depth + 1 from below join area_version v on v.parent_id = below.id and v.valid @> ${day}::date
    where below.depth < 5
  ) select id from below)`;

/** Which awards, and for whom: the one question of lists, counts, searches and totals. */
export interface LedgerQuestion {
  scope: AwardScope;
  conditions: AwardConditions;
}

/** From which tables awards are read, and which of them: SQL with its values, to which more may be added. */
export interface LedgerSql {
  from: string;
  where: string;
  values: unknown[];
  /** Adds a value; answers with its parameter. */
  value: (value: unknown) => string;
}

/** The question as SQL: the policy and the conditions that restrict, so that each shape has its own plan. */
export function ledgerSql({ scope, conditions }: LedgerQuestion): LedgerSql {
  const { from, readable, values } = readableAward(scope);
  const value = (each: unknown): string => `$${values.push(each)}`;
  const clauses = [readable];
  const add = (clause: (parameter: string) => string, asked: unknown): void => {
    if (asked !== null) clauses.push(clause(value(asked)));
  };
  add((p) => `a.decision_id = ${p}::uuid`, conditions.decisionId);
  add((p) => `a.honouree_id = ${p}::uuid`, conditions.honoureeId);
  add((p) => `a.name_syllables @> ${p}::text[]`, conditions.syllables);
  add((p) => `a.area_as_awarded_id = any (${placesBelow(p, value(scope.day))})`, conditions.placeId);
  add((p) => `a.decided_on >= ${p}::date`, conditions.from);
  add((p) => `a.decided_from <= ${p}::date`, conditions.to);
  add(
    (p) => `a.award_type_id = any (array(select id from award_type where code = any (${p}::text[])))`,
    conditions.awardTypeCodes,
  );
  add((p) => `a.kind = any (${p}::text[])`, conditions.kinds);
  add((p) => `a.merit_kind = any (${p}::text[])`, conditions.meritKinds);
  add((p) => `a.status = any (${p}::text[])`, conditions.statuses);
  add((p) => `a.decision_id = any (${decisionsWhere('symbol', p)})`, conditions.decisionSymbol);
  add((p) => `a.issued_by_id = ${p}::uuid`, conditions.issuedById);
  add((p) => `a.issuer_tier = ${p}`, conditions.issuerTier);
  add((p) => `a.decision_id = any (${decisionsWhere('issuer_as_printed', p)})`, conditions.issuerAsPrinted);
  add((p) => `a.origin = ${p}`, conditions.origin);
  return { from, where: clauses.join(' and '), values, value };
}

function decisionsWhere(column: 'symbol' | 'issuer_as_printed', parameter: string): string {
  return `array(select id from decision where fold(${column}) = fold(${parameter}))`;
}
