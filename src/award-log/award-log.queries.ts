import type { Connection, Transaction } from '../core/database.js';
import type { ChangedAward } from './domain/checkpoint.js';
import type { Run } from './domain/tree-ranges.js';
import { AWARD_VALUES, DECISION_VALUES, type EntryKind, type LineSource } from './log-line.js';
import { ISO } from './checkpoint.queries.js';

/** Entries take their positions in turns: from here to the end of the transaction. */
const APPENDING = 7_019_320;

const HASH_BYTES = 32;

/** Waits for whoever appends; nobody else does until this transaction ends. */
export async function lockLog(tx: Transaction): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock($1)`, [APPENDING]);
}

/** How many entries there are. */
export async function logSize(connection: Connection): Promise<number> {
  const [row] = await connection.rows<{ size: number }>(
    `select coalesce(max(idx) + 1, 0) as size from award_log_entry`,
  );
  return row?.size ?? 0;
}

/** Hashes of runs of stored nodes, run by run; fewer than asked for where some are gone. */
export async function hashesOf(connection: Connection, runs: readonly Run[]): Promise<Buffer[][]> {
  const found = await connection.rows<{ hashes: Buffer | null }>(
    `select case when r.level = 0
       then (select string_agg(e.hash, ''::bytea order by e.idx) from award_log_entry e
             where e.idx >= r.first and e.idx < r.first + r.count)
       else (select string_agg(n.hash, ''::bytea order by n.idx) from award_log_node n
             where n.level = r.level and n.idx >= r.first and n.idx < r.first + r.count) end as hashes
     from unnest($1::int[], $2::bigint[], $3::bigint[]) with ordinality r (level, first, count, place) order by r.place`,
    [runs.map(({ level }) => level), runs.map(({ from }) => from), runs.map(({ count }) => count)],
  );
  return found.map(({ hashes }) =>
    Array.from({ length: (hashes?.length ?? 0) / HASH_BYTES }, (_, at) =>
      (hashes as Buffer).subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
    ),
  );
}

/** An entry to be written. */
export interface NewEntry {
  kind: EntryKind;
  awardId: string | null;
  decisionId: string | null;
  facts: string;
  salt: Buffer;
  hash: Buffer;
}

/** Writes entries from that position on. */
export async function insertEntries(tx: Transaction, from: number, entries: readonly NewEntry[]): Promise<void> {
  await tx.rows(
    `insert into award_log_entry (idx, kind, award_id, decision_id, at, facts, salt, hash)
     select $1 + e.place - 1, e.kind, e.award, e.decision, $2, e.facts, decode(e.salt, 'hex'), decode(e.hash, 'hex')
     from unnest($3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[]) with ordinality
       e (kind, award, decision, facts, salt, hash, place)`,
    [
      from,
      tx.now,
      entries.map(({ kind }) => kind),
      entries.map(({ awardId }) => awardId),
      entries.map(({ decisionId }) => decisionId),
      entries.map(({ facts }) => facts),
      entries.map(({ salt }) => salt.toString('hex')),
      entries.map(({ hash }) => hash.toString('hex')),
    ],
  );
}

/** Writes roots of full subtrees, from that one of their level on. */
export async function insertNodes(
  tx: Transaction,
  { level, from }: { level: number; from: number },
  hashes: readonly Buffer[],
): Promise<void> {
  await tx.rows(
    `insert into award_log_node (level, idx, hash)
     select $1, $2 + n.place - 1, decode(n.hash, 'hex') from unnest($3::text[]) with ordinality n (hash, place)`,
    [level, from, hashes.map((each) => each.toString('hex'))],
  );
}

/** An award with what its line is made of. */
export interface AwardSource {
  awardId: string;
  decisionId: string;
  typeName: string;
  /** Of a certificate that it has already. */
  token: string | null;
  award: string;
  decision: string;
}

const AWARD_SOURCE = `a.id as "awardId", a.decision_id as "decisionId", t.name as "typeName", c.token,
  ${AWARD_VALUES} as award, ${DECISION_VALUES} as decision`;
const FROM_AWARD = `award a join award_type t on t.id = a.award_type_id join decision q on q.id = a.decision_id
  left join certificate c on c.award_id = a.id`;

/** The awards of a decision that are not in the log, in their order; those that are older than it and wait have tokens already. */
export function awardsToEnter(tx: Transaction, decisionId: string): Promise<AwardSource[]> {
  return tx.rows(
    `select ${AWARD_SOURCE} from ${FROM_AWARD}
     where a.decision_id = $1 and not exists (select from award_log_entry e where e.award_id = a.id and e.kind = 'AWARD')
       and not exists (select from award_log_waiting w where w.award_id = a.id)
     order by a.position`,
    [decisionId],
  );
}

/** The next awards older than the log, taken from those that wait; of these alone where some are named. */
export function takeWaiting(
  tx: Transaction,
  { ids = null, limit }: { ids?: readonly string[] | null; limit: number },
): Promise<AwardSource[]> {
  return tx.rows(
    `with taken as (
       delete from award_log_waiting where award_id in (select award_id from award_log_waiting
         where $2::uuid[] is null or award_id = any ($2) order by award_id limit $1)
       returning award_id
     )
     select ${AWARD_SOURCE} from ${FROM_AWARD} join taken on taken.award_id = a.id order by a.decision_id, a.position`,
    [limit, ids],
  );
}

/** True while awards older than the log are not in it. */
export async function isAnyWaiting(connection: Connection): Promise<boolean> {
  const rows = await connection.rows(`select from award_log_waiting limit 1`);
  return rows.length > 0;
}

/** What the lines of events on awards are made of, beside what the caller knows. */
export function decisionValues(
  tx: Transaction,
  decisionIds: readonly string[],
): Promise<{ id: string; decision: string }[]> {
  return tx.rows(`select q.id, ${DECISION_VALUES} as decision from decision q where q.id = any ($1::uuid[])`, [
    decisionIds,
  ]);
}

/** Awards that were changed before the log had `size` entries: one row an event, in their order. */
export function changeEvents(connection: Connection, size: number): Promise<ChangedAward[]> {
  return connection.rows(
    `select a.idx as index, e.kind as status from award_log_entry e
     join award_log_entry a on a.award_id = e.award_id and a.kind = 'AWARD'
     where e.kind in ('CORRECTED', 'REVOKED') and e.idx < $1 order by e.idx`,
    [size],
  );
}

/** An entry as a proof needs it. */
export interface EntrySource extends LineSource {
  index: number;
  hash: Buffer;
}

/** The entries about an award, in their order. */
export function entriesOfAward(connection: Connection, awardId: string): Promise<EntrySource[]> {
  return connection.rows(
    `select e.idx as index, e.kind, ${ISO('e.at')} as at, e.award_id as "awardId", e.facts, e.salt, e.hash,
       case when a.id is not null then ${AWARD_VALUES} end as award, case when q.id is not null then ${DECISION_VALUES} end as decision
     from award_log_entry e
     left join award a on a.id = e.award_id and e.kind = 'AWARD' left join award_type t on t.id = a.award_type_id
     left join decision q on q.id = e.decision_id
     where e.award_id = $1 order by e.idx`,
    [awardId],
  );
}
