import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';

/** A new draft. Answers with its id. */
export async function insertDecision(
  tx: Transaction,
  accountId: string,
  draft: { issuedById: string; awardTypeId: string; title: string; legalBases: readonly string[] },
): Promise<string> {
  const { issuedById, awardTypeId, title, legalBases } = draft;
  const [row] = await tx.rows<{ id: string }>(
    `insert into decision (issued_by_id, award_type_id, title, legal_bases, drafted_by_id, drafted_at)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [issuedById, awardTypeId, title, legalBases, accountId, tx.now],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

/** Which of the nominations stand on another decision than this one, by code. */
export async function linesElsewhere(
  tx: Transaction,
  nominationIds: readonly string[],
  decisionId: string | null,
): Promise<string[]> {
  const rows = await tx.rows<{ code: string }>(
    `select n.code from decision_line l join nomination n on n.id = l.nomination_id
     where l.nomination_id = any ($1::uuid[]) and l.decision_id is distinct from $2::uuid order by n.code`,
    [nominationIds, decisionId],
  );
  return rows.map(({ code }) => code);
}

/** The lines of a draft anew. */
export async function replaceLines(
  tx: Transaction,
  decisionId: string,
  nominationIds: readonly string[],
): Promise<void> {
  await tx.rows(`delete from decision_line where decision_id = $1`, [decisionId]);
  await tx.rows(
    `insert into decision_line (nomination_id, decision_id, position)
     select l.id, $1, l.position from unnest($2::uuid[]) with ordinality as l (id, position)`,
    [decisionId, nominationIds],
  );
  await orderLines(tx, decisionId);
}

/** The order of an annex: collectives, households, individuals, each by name; numbered without a gap. */
export async function orderLines(tx: Transaction, decisionId: string): Promise<void> {
  await tx.rows(
    `update decision_line l set position = o.position
     from (select n.id, row_number() over (order by array_position(array['COLLECTIVE', 'HOUSEHOLD', 'INDIVIDUAL'], h.kind),
             fold(h.display_name) collate "C", h.display_name collate "C", n.code) as position
           from decision_line own join nomination n on n.id = own.nomination_id join honouree h on h.id = n.honouree_id
           where own.decision_id = $1) o
     where l.decision_id = $1 and l.nomination_id = o.id and l.position <> o.position`,
    [decisionId],
  );
}

/** The next version of a draft; who makes it, $2, is one of its drafters. */
const DRAFTED = `version = version + 1,
       drafters = case when $2::uuid = any (drafters) then drafters else drafters || $2::uuid end`;

/** Changes a draft: its award follows its lines. */
export async function markDrafted(
  tx: Transaction,
  id: string,
  { accountId, awardTypeId }: { accountId: string; awardTypeId: string },
): Promise<void> {
  await tx.rows(`update decision set award_type_id = $3, ${DRAFTED} where id = $1`, [id, accountId, awardTypeId]);
}

/** Changes the words of a draft. */
export async function updateWords(
  tx: Transaction,
  id: string,
  { accountId, title, legalBases }: { accountId: string; title: string; legalBases: readonly string[] },
): Promise<void> {
  await tx.rows(`update decision set title = $3, legal_bases = $4, ${DRAFTED} where id = $1`, [
    id,
    accountId,
    title,
    legalBases,
  ]);
}

/** DRAFT → CHECKED. */
export async function markChecked(tx: Transaction, id: string, accountId: string): Promise<void> {
  await tx.rows(
    `update decision set state = 'CHECKED', version = version + 1, checked_by_id = $2, checked_at = $3 where id = $1`,
    [id, accountId, tx.now],
  );
}

/** CHECKED → DRAFT. */
export async function markReturned(tx: Transaction, id: string, reason: string): Promise<void> {
  await tx.rows(
    `update decision set state = 'DRAFT', version = version + 1, checked_by_id = null, checked_at = null, note = $2
     where id = $1`,
    [id, reason],
  );
}

/** Nothing is left of a draft but its audit; its lines are free. */
export async function deleteDraft(tx: Transaction, id: string): Promise<void> {
  await tx.rows(`delete from decision_line where decision_id = $1`, [id]);
  await tx.rows(`delete from decision where id = $1`, [id]);
}

/** What the signature adds. */
export interface Signature {
  symbol: string;
  seriesKey: string;
  number: number;
  signedOn: CivilDate;
  issuerAsPrinted: string;
  signer: string;
  signerCapacity: string;
  judgements: readonly object[];
  /** The sum of the prizes in whole đồng; null where one is not known. */
  totalPrize: string | null;
}

/** CHECKED → ISSUED. The nominations, the awards and the certificates must follow in the same transaction. */
export async function markIssued(tx: Transaction, id: string, accountId: string, signature: Signature): Promise<void> {
  const { symbol, seriesKey, number, signedOn, issuerAsPrinted, signer, signerCapacity, judgements, totalPrize } =
    signature;
  await tx.rows(
    `update decision set state = 'ISSUED', version = version + 1, signed_by_id = $2, issued_at = $3, symbol = $4,
       series_key = $5, number = $6, signed_on = $7, issuer_as_printed = $8, signer = $9, signer_capacity = $10,
       judgements = $11, total_prize = $12
     where id = $1`,
    [
      id,
      accountId,
      tx.now,
      symbol,
      seriesKey,
      number,
      signedOn,
      issuerAsPrinted,
      signer,
      signerCapacity,
      JSON.stringify(judgements),
      totalPrize,
    ],
  );
}
