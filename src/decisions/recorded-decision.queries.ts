import type { MeritKind } from '../awards/domain/merit-kind.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import type { RecordedLine } from './recorded-line.entity.js';

/** Keeps our locks of recorded decisions apart from other advisory locks of the database. */
const RECORDED = 7_019_311;

/** An old decision as it is written down. */
export interface OldDecision {
  recordedForId: string;
  issuedById: string | null;
  issuerAsPrinted: string | null;
  symbol: string | null;
  decidedFrom: CivilDate;
  decidedTo: CivilDate;
  title: string;
  source: string;
  /** Where all its lines are of one award. */
  awardTypeId: string | null;
}

/** The name of a unit in the last days of a period; null when it did not live in it. */
export async function unitNameWithin(
  tx: Transaction,
  unitId: string,
  { decidedFrom, decidedTo }: Pick<OldDecision, 'decidedFrom' | 'decidedTo'>,
): Promise<string | null> {
  const [row] = await tx.rows<{ name: string }>(
    `select v.name from unit_version v where v.unit_id = $1 and v.valid && daterange($2, $3, '[]')
     order by lower(v.valid) desc limit 1`,
    [unitId, decidedFrom, decidedTo],
  );
  return row?.name ?? null;
}

/** Which of these areas there are. */
export async function areasAmong(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(`select id from area where id = any ($1::uuid[])`, [ids]);
  return rows.map(({ id }) => id);
}

/**
 * Whether a decision with this symbol is known of this issuer, the unit or its printed name, in a time that touches this
 * one. Two who write the same one down at once take turns.
 */
export async function isKnown(tx: Transaction, decision: OldDecision): Promise<boolean> {
  const { symbol, issuedById, issuerAsPrinted, decidedFrom, decidedTo } = decision;
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended(fold($1), $2))`, [symbol, RECORDED]);
  const rows = await tx.rows(
    `select from decision q
     where fold(q.symbol) = fold($1) and (q.issued_by_id = $2::uuid or fold(q.issuer_as_printed) = fold($3))
       and coalesce(q.decided_from, q.signed_on) <= $5 and coalesce(q.decided_to, q.signed_on) >= $4 limit 1`,
    [symbol, issuedById, issuerAsPrinted, decidedFrom, decidedTo],
  );
  return rows.length > 0;
}

/**
 * Of a decision that has lost its symbol: the name of the first honouree who already has the same award of this issuer in
 * a time that touches this one, given or waiting for its confirmation; null where nobody has.
 */
export async function knownHonour(
  tx: Transaction,
  { issuedById, issuerAsPrinted, decidedFrom, decidedTo }: OldDecision,
  lines: readonly Pick<OldLine, 'honoureeId' | 'awardTypeId'>[],
): Promise<string | null> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended(fold($1), $2))`, [issuerAsPrinted, RECORDED]);
  const [row] = await tx.rows<{ name: string }>(
    `select h.display_name as name
     from jsonb_to_recordset($1::jsonb) as l ("honoureeId" uuid, "awardTypeId" uuid)
     join honouree h on h.id = l."honoureeId"
     where exists (
       select from (
         select a.decision_id from award a where a.honouree_id = l."honoureeId" and a.award_type_id = l."awardTypeId"
         union all
         select r.decision_id from recorded_line r where r.honouree_id = l."honoureeId" and r.award_type_id = l."awardTypeId"
       ) known
       join decision q on q.id = known.decision_id
       where (q.issued_by_id = $2::uuid or fold(q.issuer_as_printed) = fold($3))
         and coalesce(q.decided_from, q.signed_on) <= $5 and coalesce(q.decided_to, q.signed_on) >= $4)
     order by l."honoureeId" limit 1`,
    [JSON.stringify(lines), issuedById, issuerAsPrinted, decidedFrom, decidedTo],
  );
  return row?.name ?? null;
}

/** Writes it down as a draft. Answers with its id. */
export async function insertOldDecision(tx: Transaction, accountId: string, decision: OldDecision): Promise<string> {
  const { recordedForId, issuedById, issuerAsPrinted, symbol, decidedFrom, decidedTo, title, source } = decision;
  const [row] = await tx.rows<{ id: string }>(
    `insert into decision (origin, recorded_for_id, issued_by_id, issuer_as_printed, symbol, decided_from, decided_to,
       signed_on, title, source, award_type_id, legal_bases, drafted_by_id, drafted_at)
     values ('RECORDED', $1, $2, $3, $4, $5::date, $6::date, case when $5::date = $6::date then $5::date end, $7, $8, $9,
       '{}', $10, $11) returning id`,
    [
      recordedForId,
      issuedById,
      issuerAsPrinted,
      symbol,
      decidedFrom,
      decidedTo,
      title,
      source,
      decision.awardTypeId,
      accountId,
      tx.now,
    ],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

/** A line as it is written down. */
export interface OldLine {
  honoureeId: string;
  awardTypeId: string;
  meritKind: MeritKind;
  nameAsAwarded: string;
  unitAsAwarded: string | null;
  areaId: string | null;
  citationText: string | null;
  posthumous: boolean;
  receivedBy: string | null;
  sharedWith: readonly string[];
}

/** Its lines, in their order. */
export async function insertRecordedLines(
  tx: Transaction,
  decisionId: string,
  lines: readonly OldLine[],
): Promise<void> {
  await tx.rows(
    `insert into recorded_line (decision_id, position, honouree_id, award_type_id, merit_kind, name_as_awarded,
       unit_as_awarded, area_id, citation_text, posthumous, received_by, shared_with)
     select $1, l.position, l."honoureeId", l."awardTypeId", l."meritKind", l."nameAsAwarded", l."unitAsAwarded", l."areaId",
       l."citationText", l.posthumous, l."receivedBy", l."sharedWith"
     from jsonb_to_recordset($2::jsonb) as l (position int, "honoureeId" uuid, "awardTypeId" uuid, "meritKind" text,
       "nameAsAwarded" text, "unitAsAwarded" text, "areaId" uuid, "citationText" text, posthumous boolean,
       "receivedBy" text, "sharedWith" uuid[])`,
    [decisionId, JSON.stringify(lines.map((line, index) => ({ ...line, position: index + 1 })))],
  );
}

/** Files its scans. */
export async function fileScans(tx: Transaction, decisionId: string, documentIds: readonly string[]): Promise<void> {
  await tx.rows(
    `insert into decision_document (decision_id, document_id, kind)
     select $1, d, 'QUYET_DINH' from unnest($2::uuid[]) d on conflict do nothing`,
    [decisionId, documentIds],
  );
}

/** The lines of decisions that wait for their confirmation, in order. */
export function recordedLinesOf(
  connection: Connection,
  decisionIds: readonly string[],
): Promise<(RecordedLine & { decisionId: string })[]> {
  return connection.rows(
    `select l.decision_id as "decisionId", l.position, l.honouree_id as "honoureeId", l.award_type_id as "awardTypeId",
       l.merit_kind as "meritKind", l.name_as_awarded as "nameAsAwarded", l.unit_as_awarded as "unitAsAwarded",
       l.area_id as "areaId", l.citation_text as "citationText", l.posthumous, l.received_by as "receivedBy",
       l.shared_with as "sharedWithIds"
     from recorded_line l join decision q on q.id = l.decision_id
     where q.state = 'DRAFT' and l.decision_id = any ($1::uuid[]) order by l.decision_id, l.position`,
    [decisionIds],
  );
}

/** DRAFT → ISSUED: it is borne out, and its lines are awards. */
export async function confirmRecorded(tx: Transaction, id: string, accountId: string): Promise<number> {
  await tx.rows(
    `update decision set state = 'ISSUED', version = version + 1, checked_by_id = $2, checked_at = $3, issued_at = $3
     where id = $1`,
    [id, accountId, tx.now],
  );
  const awards = await tx.rows(
    `insert into award (decision_id, position, honouree_id, award_type_id, merit_kind, kind, name_as_awarded,
       unit_as_awarded, area_as_awarded_id, citation_text, posthumous, received_by, decided_on)
     select l.decision_id, l.position, l.honouree_id, l.award_type_id, l.merit_kind, h.kind, l.name_as_awarded,
       l.unit_as_awarded, l.area_id, l.citation_text, l.posthumous, l.received_by, q.decided_to
     from recorded_line l join decision q on q.id = l.decision_id join honouree h on h.id = l.honouree_id
     where l.decision_id = $1 order by l.position returning id`,
    [id],
  );
  await tx.rows(
    `insert into award_shared_with (award_id, honouree_id)
     select distinct a.id, sharer from recorded_line l join award a on a.decision_id = l.decision_id and a.position = l.position
       cross join unnest(l.shared_with) sharer
     where l.decision_id = $1 and sharer <> l.honouree_id`,
    [id],
  );
  return awards.length;
}

/** Nothing is left of it but its audit. */
export async function dropRecorded(tx: Transaction, id: string): Promise<void> {
  await tx.rows(`delete from recorded_line where decision_id = $1`, [id]);
  await tx.rows(`delete from decision where id = $1`, [id]);
}
