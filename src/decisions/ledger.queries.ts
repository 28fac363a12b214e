import type { Award, AwardStatus } from '../awards/award.entity.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import { READABLE_AWARD, type AwardScope } from './decision-scope.js';

const COLUMNS = `a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded",
  a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy",
  a.prize::text as prize, a.status, a.flagged, a.decided_on as "decidedOn", a.decision_id as "decisionId",
  a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId",
  a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted"`;
const FROM = `award a join decision q on q.id = a.decision_id join honouree h on h.id = a.honouree_id
  left join nomination n on n.id = a.nomination_id`;

/** What is asked for; null members do not restrict. */
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
  decisionSymbol: string | null;
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
  decisionSymbol: null,
};

/** The places below one today, itself first; $2 is the day. */
const placesBelow = (place: string): string => `array(
  with recursive below as (
    select ${place}::uuid as id, 0 as depth
    union all
    select v.area_id, below.depth + 1 from below join area_version v on v.parent_id = below.id and v.valid @> $2::date
    where below.depth < 5
  ) select id from below)`;

function conditionsOf(conditions: AwardConditions, values: unknown[]): string {
  const clauses: string[] = [];
  const add = (clause: (parameter: string) => string, value: unknown): void => {
    if (value !== null) clauses.push(`and ${clause(`$${values.push(value)}`)}`);
  };
  add((p) => `a.decision_id = ${p}::uuid`, conditions.decisionId);
  add((p) => `a.honouree_id = ${p}::uuid`, conditions.honoureeId);
  add((p) => `a.name_syllables @> ${p}::text[]`, conditions.syllables);
  add((p) => `a.area_as_awarded_id = any (${placesBelow(p)})`, conditions.placeId);
  add((p) => `a.decided_on >= ${p}::date`, conditions.from);
  add((p) => `a.decided_on <= ${p}::date`, conditions.to);
  add(
    (p) => `a.award_type_id = any (array(select id from award_type where code = any (${p}::text[])))`,
    conditions.awardTypeCodes,
  );
  add((p) => `a.kind = any (${p}::text[])`, conditions.kinds);
  add((p) => `q.symbol = ${p}`, conditions.decisionSymbol);
  return clauses.join(' ');
}

interface AwardQuestion {
  scope: AwardScope;
  conditions: AwardConditions;
}

function valuesOf({ roots, day, everywhere }: AwardScope): unknown[] {
  return [roots, day, everywhere];
}

/** A page of awards, the newest first. */
export function awardPage(
  connection: Connection,
  { scope, conditions, after, limit }: AwardQuestion & { after: Cursor | null; limit: number },
): Promise<Award[]> {
  const values = valuesOf(scope);
  const where = conditionsOf(conditions, values);
  const keyset = after
    ? `and (a.decided_on, a.id) < ($${values.push(after[0])}::date, $${values.push(after[1])}::uuid)`
    : '';
  return connection.rows(
    `select ${COLUMNS} from ${FROM} where ${READABLE_AWARD} ${where} ${keyset}
     order by a.decided_on desc, a.id desc limit $${values.push(limit)}`,
    values,
    { replan: true },
  );
}

/** A page of the annex of one decision, in its order. */
export function annexPage(
  connection: Connection,
  { scope, decisionId, after, limit }: { scope: AwardScope; decisionId: string; after: Cursor | null; limit: number },
): Promise<(Award & { position: number })[]> {
  return connection.rows(
    `select ${COLUMNS}, a.position from ${FROM}
     where ${READABLE_AWARD} and a.decision_id = $4 and a.position > $5 order by a.position limit $6`,
    [...valuesOf(scope), decisionId, after?.[0] ?? 0, limit],
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countAwards(connection: Connection, { scope, conditions }: AwardQuestion): Promise<number> {
  const values = valuesOf(scope);
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from ${FROM} where ${READABLE_AWARD} ${conditionsOf(conditions, values)}
       limit ${COUNT_CAP + 1}) counted`,
    values,
    { replan: true },
  );
  return row?.count ?? 0;
}

/** The awards of nominations that the reader may read. */
export function awardsOfNominations(
  connection: Connection,
  scope: AwardScope,
  nominationIds: readonly string[],
): Promise<Award[]> {
  return connection.rows(
    `select ${COLUMNS} from ${FROM} where a.nomination_id = any ($4::uuid[]) and ${READABLE_AWARD}`,
    [...valuesOf(scope), nominationIds],
  );
}

/** The certificates of awards that were read by the policy. */
export function certificatesOf(
  connection: Connection,
  awardIds: readonly string[],
): Promise<{ awardId: string; year: number; number: number; token: string; reissues: number }[]> {
  return connection.rows(
    `select c.award_id as "awardId", c.year, c.number, c.token, c.reissues from certificate c
     where c.award_id = any ($1::uuid[])`,
    [awardIds],
  );
}

/** What anybody may know by a token. */
export interface CheckedCertificate {
  status: AwardStatus;
  name: string;
  awardType: string;
  symbol: string | null;
  issuer: string | null;
  decidedOn: CivilDate;
}

/** The award of a certificate; null for a token that there is not. */
export async function awardByToken(connection: Connection, token: string): Promise<CheckedCertificate | null> {
  const [row] = await connection.rows<CheckedCertificate>(
    `select a.status, a.name_as_awarded as name, t.name as "awardType", q.symbol, q.issuer_as_printed as issuer,
       a.decided_on as "decidedOn"
     from certificate c join award a on a.id = c.award_id join decision q on q.id = a.decision_id
       join award_type t on t.id = a.award_type_id
     where c.token = $1`,
    [token],
  );
  return row ?? null;
}
