import type { Award, AwardStatus } from '../awards/award.entity.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { AwardScope } from './decision-scope.js';
import type { CertificateChange } from './certificate-change.entity.js';
import { ALL_AWARDS, ledgerSql, wholeLedgerSql, type LedgerQuestion } from './ledger-conditions.js';

export const AWARD_COLUMNS = `a.id, a.kind, a.merit_kind as "meritKind", a.name_as_awarded as "nameAsAwarded",
  a.unit_as_awarded as "unitAsAwarded", a.citation_text as "citationText", a.posthumous, a.received_by as "receivedBy",
  a.prize::text as prize, a.status, a.flagged, a.decided_from as "decidedFrom",
  a.decided_on as "decidedTo", case when a.decided_from = a.decided_on then a.decided_on end as "decidedOn", a.decision_id as "decisionId",
  a.honouree_id as "honoureeId", a.award_type_id as "awardTypeId", a.nomination_id as "nominationId",
  a.area_as_awarded_id as "areaAsAwardedId", q.symbol as "decisionSymbol", q.issuer_as_printed as "issuerAsPrinted"`;
/** A page of awards, the newest first. */
export function awardPage(
  connection: Connection,
  { after, limit, ...question }: LedgerQuestion & { after: Cursor | null; limit: number },
): Promise<Award[]> {
  const { where, values, value } = ledgerSql(question);
  const keyset = after ? `and (a.decided_on, a.id) < (${value(after[0])}::date, ${value(after[1])}::uuid)` : '';
  return connection.rows(
    `select ${AWARD_COLUMNS} from award a join decision q on q.id = a.decision_id where ${where} ${keyset}
     order by a.decided_on desc, a.id desc limit ${value(limit)}`,
    values,
    { replan: true },
  );
}

/** A page of the annex of one decision, in its order. */
export function annexPage(
  connection: Connection,
  { scope, decisionId, after, limit }: { scope: AwardScope; decisionId: string; after: Cursor | null; limit: number },
): Promise<(Award & { position: number })[]> {
  const { where, values, value } = ledgerSql({ scope, conditions: { ...ALL_AWARDS, decisionId } });
  return connection.rows(
    `select ${AWARD_COLUMNS}, a.position from award a join decision q on q.id = a.decision_id
     where ${where} and a.position > ${value(after?.[0] ?? 0)} order by a.position limit ${value(limit)}`,
    values,
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countAwards(connection: Connection, question: LedgerQuestion): Promise<number> {
  const { from, where, values } = wholeLedgerSql(question);
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from ${from} where ${where} limit ${COUNT_CAP + 1}) counted`,
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
  const { where, values, value } = ledgerSql({ scope, conditions: ALL_AWARDS });
  return connection.rows(
    `select ${AWARD_COLUMNS} from award a join decision q on q.id = a.decision_id
     where a.nomination_id = any (${value(nominationIds)}::uuid[]) and ${where}`,
    values,
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
  /** An award on which it rested, itself or through others, was revoked. */
  flagged: boolean;
  /** By later decisions, the earliest first. */
  changes: CertificateChange[];
  name: string;
  awardType: string;
  symbol: string | null;
  issuer: string | null;
  signedOn: CivilDate;
}

/** The award of a certificate; null for a token that there is not. */
export async function awardByToken(connection: Connection, token: string): Promise<CheckedCertificate | null> {
  const [row] = await connection.rows<CheckedCertificate>(
    `select a.status, a.flagged, a.name_as_awarded as name, t.name as "awardType", q.symbol, q.issuer_as_printed as issuer,
       a.decided_on as "signedOn", coalesce((
         select jsonb_agg(jsonb_build_object('kind', c.kind, 'symbol', l.symbol, 'signedOn', l.signed_on,
           'issuer', l.issuer_as_printed, 'name', c.name_as_awarded) order by l.issued_at, l.id)
         from award_change c join decision l on l.id = c.decision_id where c.award_id = a.id and not c.open), '[]') as changes
     from certificate c join award a on a.id = c.award_id join decision q on q.id = a.decision_id
       join award_type t on t.id = a.award_type_id
     where c.token = $1`,
    [token],
  );
  return row ?? null;
}

/** The award of a certificate; null for a token that there is not. */
export async function awardIdByToken(connection: Connection, token: string): Promise<string | null> {
  const [row] = await connection.rows<{ id: string }>(`select award_id as id from certificate where token = $1`, [
    token,
  ]);
  return row?.id ?? null;
}

/** True where the reader may read that award. */
export async function mayReadAward(connection: Connection, scope: AwardScope, id: string): Promise<boolean> {
  const { where, values, value } = ledgerSql({ scope, conditions: ALL_AWARDS });
  const rows = await connection.rows(`select from award a where a.id = ${value(id)}::uuid and ${where}`, values);
  return rows.length > 0;
}
