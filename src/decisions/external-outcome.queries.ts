import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import type { ExternalOutcome } from './decision.entity.js';
import type { ExternalOutcomeKind } from './decision.enums.js';

const COLUMNS = `o.id, o.nomination_id as "nominationId", o.unit_id as "unitId", o.outcome,
  o.issuer_as_printed as "issuerAsPrinted", o.symbol, o.signed_on as "signedOn", o.document_id as "documentId", o.reason,
  o.recorded_by_id as "recordedById", o.recorded_at as "recordedAt", o.confirmed_by_id as "confirmedById",
  o.confirmed_at as "confirmedAt", o.dropped`;

/** What was recorded of nominations, the earliest first. */
export function outcomesOf(connection: Connection, nominationIds: readonly string[]): Promise<ExternalOutcome[]> {
  return connection.rows(
    `select ${COLUMNS} from external_outcome o where o.nomination_id = any ($1::uuid[]) order by o.nomination_id, o.id`,
    [nominationIds],
  );
}

/** When these nominations were sent to the step where they stand: the date of their last tờ trình to it, by their codes. */
export function sentOn(tx: Transaction, nominationIds: readonly string[]): Promise<{ code: string; day: CivilDate }[]> {
  return tx.rows(
    `select n.code, max(p.date) as day
     from nomination n
     join proposal_nomination l on l.nomination_id = n.id and l.step = n.step
     join proposal p on p.id = l.proposal_id
     where n.id = any ($1::uuid[]) group by n.code order by n.code`,
    [nominationIds],
  );
}

/** What still waits for its confirmation, locked. */
export function lockOpenOutcomes(tx: Transaction, nominationIds: readonly string[]): Promise<ExternalOutcome[]> {
  return tx.rows(
    `select ${COLUMNS} from external_outcome o
     where o.nomination_id = any ($1::uuid[]) and o.confirmed_at is null and not o.dropped order by o.id for update of o`,
    [nominationIds],
  );
}

/** The same outcome for each of these nominations. */
export async function insertOutcomes(
  tx: Transaction,
  accountId: string,
  entry: {
    nominations: readonly { nominationId: string; unitId: string }[];
    outcome: ExternalOutcomeKind;
    issuerAsPrinted: string;
    symbol: string;
    signedOn: CivilDate;
    documentId: string | null;
    reason: string | null;
  },
): Promise<void> {
  const { nominations, outcome, issuerAsPrinted, symbol, signedOn, documentId, reason } = entry;
  await tx.rows(
    `insert into external_outcome (nomination_id, unit_id, outcome, issuer_as_printed, symbol, signed_on, document_id,
       reason, recorded_by_id, recorded_at)
     select n."nominationId", n."unitId", $2, $3, $4, $5, $6, $7, $8, $9
     from jsonb_to_recordset($1::jsonb) as n ("nominationId" uuid, "unitId" uuid)`,
    [JSON.stringify(nominations), outcome, issuerAsPrinted, symbol, signedOn, documentId, reason, accountId, tx.now],
  );
}

/** A second account bears it out. */
export async function confirmOutcomes(tx: Transaction, ids: readonly string[], accountId: string): Promise<void> {
  await tx.rows(`update external_outcome set confirmed_by_id = $2, confirmed_at = $3 where id = any ($1::uuid[])`, [
    ids,
    accountId,
    tx.now,
  ]);
}

/** A second account found it wrong. */
export async function dropOutcomes(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.rows(`update external_outcome set dropped = true where id = any ($1::uuid[])`, [ids]);
}

/** A decision of a body outside, as its paper says. */
export interface RecordedDecision {
  issuedById: string | null;
  issuerAsPrinted: string;
  symbol: string;
  signedOn: CivilDate;
  awardTypeId: string;
  title: string;
  draftedById: string;
  checkedById: string;
  documentId: string | null;
}

type Paper = Pick<RecordedDecision, 'issuedById' | 'issuerAsPrinted' | 'symbol' | 'signedOn'>;

/** What one paper awards may be written down in several acts: two at once take turns. Always in the same order. */
export async function lockPapers(tx: Transaction, papers: readonly Paper[]): Promise<void> {
  const keys = papers.map(({ issuedById, issuerAsPrinted, symbol, signedOn }) =>
    [issuedById ?? issuerAsPrinted, symbol, signedOn].join(),
  );
  await tx.rows(
    `select pg_advisory_xact_lock(hashtextextended(p.key, 7019311))
     from (select distinct key from unnest($1::text[]) key order by key) p`,
    [keys],
  );
}

/** The recorded decision with that issuer, symbol, day and award, made where there is none. After lockPapers(). */
export async function recordedDecision(
  tx: Transaction,
  decision: RecordedDecision,
): Promise<{ id: string; lines: number }> {
  const { issuedById, issuerAsPrinted, symbol, signedOn, awardTypeId } = decision;
  const [known] = await tx.rows<{ id: string; lines: number }>(
    `select q.id, (select coalesce(max(a.position), 0) from award a where a.decision_id = q.id) as lines from decision q
     where q.origin = 'RECORDED' and q.recorded_for_id is null and q.issued_by_id is not distinct from $1::uuid and q.issuer_as_printed = $2
       and q.symbol = $3 and q.signed_on = $4 and q.award_type_id = $5 order by q.id limit 1`,
    [issuedById, issuerAsPrinted, symbol, signedOn, awardTypeId],
  );
  return known ?? { id: await insertRecorded(tx, decision), lines: 0 };
}

async function insertRecorded(tx: Transaction, decision: RecordedDecision): Promise<string> {
  const { issuedById, issuerAsPrinted, symbol, signedOn, awardTypeId, title } = decision;
  const { draftedById, checkedById, documentId } = decision;
  const [row] = await tx.rows<{ id: string }>(
    `insert into decision (origin, state, issued_by_id, issuer_as_printed, award_type_id, title, legal_bases, drafted_by_id,
       drafted_at, checked_by_id, checked_at, issued_at, symbol, signed_on)
     values ('RECORDED', 'ISSUED', $1, $2, $3, $4, '{}', $5, $7, $6, $7, $7, $8, $9) returning id`,
    [issuedById, issuerAsPrinted, awardTypeId, title, draftedById, checkedById, tx.now, symbol, signedOn],
  );
  if (!row) throw new Error('insert returned nothing');
  if (documentId) {
    await tx.rows(
      `insert into decision_document (decision_id, document_id, kind) values ($1, $2, 'QUYET_DINH') on conflict do nothing`,
      [row.id, documentId],
    );
  }
  return row.id;
}
