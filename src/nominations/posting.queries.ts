import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import type { Posting, PostingObjection } from './posting.entity.js';

const COLUMNS = `p.id, p.nomination_id as "nominationId", p.step, p.unit_id as "unitId", p.opened_on as "opensOn",
  p.closes_on as "closesOn", p.closed_on as "closedOn", p.place, p.voided`;

/** The postings of nominations, the earliest first; voided ones too. */
export function postingsOf(connection: Connection, nominationIds: readonly string[]): Promise<Posting[]> {
  return connection.rows(
    `select ${COLUMNS} from posting p where p.nomination_id = any ($1::uuid[]) order by p.nomination_id, p.id`,
    [nominationIds],
  );
}

/** New postings. */
export async function insertPostings(
  tx: Transaction,
  accountId: string,
  postings: readonly Pick<Posting, 'nominationId' | 'step' | 'unitId' | 'opensOn' | 'closesOn' | 'place'>[],
): Promise<void> {
  await tx.rows(
    `insert into posting (nomination_id, step, unit_id, opened_on, closes_on, opened_by_id, place)
     select "nominationId", step, "unitId", "opensOn", "closesOn", $2, place
     from jsonb_to_recordset($1::jsonb) as p ("nominationId" uuid, step int, "unitId" uuid, "opensOn" date, "closesOn" date, place text)`,
    [JSON.stringify(postings), accountId],
  );
}

/** Ends postings on that day. */
export async function closePostings(tx: Transaction, ids: readonly string[], day: CivilDate): Promise<void> {
  await tx.rows(`update posting set closed_on = $2 where id = any ($1::uuid[])`, [ids, day]);
}

/** The objections to postings, the earliest first. */
export function objectionsOf(connection: Connection, postingIds: readonly string[]): Promise<PostingObjection[]> {
  return connection.rows(
    `select o.id, o.posting_id as "postingId", o.received_on as "receivedOn", o.text, o.answer, o.upheld,
       o.answered_on as "answeredOn"
     from posting_objection o where o.posting_id = any ($1::uuid[]) order by o.posting_id, o.id`,
    [postingIds],
  );
}

/** An objection by its id, locked. */
export async function lockObjection(
  tx: Transaction,
  id: string,
): Promise<{ id: string; nominationId: string; answer: string | null } | null> {
  const [row] = await tx.rows<{ id: string; nominationId: string; answer: string | null }>(
    `select o.id, p.nomination_id as "nominationId", o.answer
     from posting_objection o join posting p on p.id = o.posting_id where o.id = $1 for update of o`,
    [id],
  );
  return row ?? null;
}

/** A new objection. */
export async function insertObjection(
  tx: Transaction,
  accountId: string,
  objection: { postingId: string; receivedOn: CivilDate; text: string },
): Promise<void> {
  await tx.rows(
    `insert into posting_objection (posting_id, received_on, text, recorded_by_id) values ($1, $2, $3, $4)`,
    [objection.postingId, objection.receivedOn, objection.text, accountId],
  );
}

/** What was answered to an objection, and whether it was upheld. */
export async function writeAnswer(
  tx: Transaction,
  accountId: string,
  { id, answer, upheld }: { id: string; answer: string; upheld: boolean },
): Promise<void> {
  await tx.rows(
    `update posting_objection set answer = $2, upheld = $3, answered_by_id = $4, answered_on = $5 where id = $1`,
    [id, answer, upheld, accountId, tx.today],
  );
}
