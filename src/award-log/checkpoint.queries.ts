import type { Connection, Transaction } from '../core/database.js';
import { HEADS_BEGUN, type AuditHead } from './domain/audit-head.js';
import type { Checkpoint } from './domain/checkpoint.js';
import type { LogKey } from './log-keys.js';

/** An instant as the log says it, whatever the session's time zone. */
export const ISO = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const CHECKPOINT = `c.size, encode(c.root, 'hex') as root, ${ISO('c.at')} as at, c.changed, encode(c.changes, 'hex') as changes,
  c.key_id as "keyId", rtrim(translate(encode(c.signature, 'base64'), E'+/\\n', '-_'), '=') as signature`;

export interface CheckpointRow extends Checkpoint {
  id: number;
}

/** The checkpoint that was made last; null before the first. */
export async function lastCheckpoint(connection: Connection): Promise<CheckpointRow | null> {
  const [row] = await connection.rows<CheckpointRow>(
    `select c.id, ${CHECKPOINT} from award_log_checkpoint c order by c.id desc limit 1`,
  );
  return row ?? null;
}

/** The last checkpoint of that size; null where there is none. */
export async function checkpointOfSize(connection: Connection, size: number): Promise<CheckpointRow | null> {
  const [row] = await connection.rows<CheckpointRow>(
    `select c.id, ${CHECKPOINT} from award_log_checkpoint c where c.size = $1 order by c.id desc limit 1`,
    [size],
  );
  return row ?? null;
}

/** Now, or when the latest checkpoint was signed, if its act began after this one. */
export async function notBeforeSigned(tx: Transaction): Promise<Date> {
  const [row] = await tx.rows<{ at: Date }>(
    `select greatest(max(c.at), $1::timestamptz) as at from award_log_checkpoint c`,
    [tx.now],
  );
  return row?.at ?? tx.now;
}

/** The first checkpoint that has the entry at that position. */
export async function firstCheckpointWith(connection: Connection, index: number): Promise<CheckpointRow | null> {
  const [row] = await connection.rows<CheckpointRow>(
    `select c.id, ${CHECKPOINT} from award_log_checkpoint c where c.size > $1 order by c.size, c.id limit 1`,
    [index],
  );
  return row ?? null;
}

/** A page of checkpoints, the newest first. */
export function checkpointPage(
  connection: Connection,
  beforeId: number | null,
  limit: number,
): Promise<CheckpointRow[]> {
  return connection.rows(
    `select c.id, ${CHECKPOINT} from award_log_checkpoint c where $1::bigint is null or c.id < $1 order by c.id desc limit $2`,
    [beforeId, limit],
  );
}

/** How many there are, counted to `cap`. */
export async function countCheckpoints(connection: Connection, cap: number): Promise<number> {
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from award_log_checkpoint limit $1) counted`,
    [cap],
  );
  return row?.count ?? 0;
}

/** With the head of the audit's chain that the same key signed at the same moment. */
export async function insertCheckpoint(tx: Transaction, checkpoint: Checkpoint, audit: AuditHead): Promise<void> {
  const { size, root, at, changed, changes, keyId, signature } = checkpoint;
  await tx.rows(
    `insert into award_log_checkpoint (size, root, at, changed, changes, key_id, signature, audit_pos, audit_hash, audit_signature)
     values ($1, decode($2, 'hex'), $3, $4, decode($5, 'hex'), $6, $7, $8, decode($9, 'hex'), $10)`,
    [
      ...[size, root, at, changed, changes, keyId, Buffer.from(signature, 'base64url')],
      ...[audit.pos, audit.hash, Buffer.from(audit.signature, 'base64url')],
    ],
  );
}

/** How far the audit is chained by now, as others see it. */
export async function auditHead(connection: Connection): Promise<Pick<AuditHead, 'pos' | 'hash'>> {
  const [head] = await connection.rows<Pick<AuditHead, 'pos' | 'hash'>>(
    `select pos, encode(hash, 'hex') as hash from audit_head`,
  );
  // Not there: somebody has deleted it, nothing can be chained, and the table of checkpoints refuses this hash.
  return head ?? { pos: 0, hash: '' };
}

/** The head of the audit's chain that was signed last; null before the first. */
export async function lastAuditHead(connection: Connection): Promise<AuditHead | null> {
  const [head] = await connection.rows<AuditHead | { pos: null }>(
    `select c.audit_pos as pos, encode(c.audit_hash, 'hex') as hash, ${ISO('c.at')} as at, c.key_id as "keyId",
       rtrim(translate(encode(c.audit_signature, 'base64'), E'+/\\n', '-_'), '=') as signature
     from award_log_checkpoint c order by c.id desc limit 1`,
  );
  return head && head.pos !== null ? head : null;
}

/** When the first head that there is was signed; null before it. */
export async function firstHeadAt(connection: Connection): Promise<string | null> {
  const [row] = await connection.rows<{ at: string }>(
    `select ${ISO('c.at')} as at from award_log_checkpoint c where c.audit_pos is not null order by c.size, c.id limit 1`,
  );
  return row?.at ?? null;
}

/** The audit says when the first head was signed. */
export async function isHeadsBegunRecorded(connection: Connection): Promise<boolean> {
  const found = await connection.rows(
    `select from audit a where (a.text::jsonb) ->> 'subject' = $1 and (a.text::jsonb) ->> 'action' = $2 limit 1`,
    [HEADS_BEGUN.subject, HEADS_BEGUN.action],
  );
  return found.length > 0;
}

/** The keys in their order; the last one signs. */
export function logKeys(connection: Connection): Promise<LogKey[]> {
  return connection.rows(
    `select k.id, k.public_key as "publicKey", k.entry_idx as "entryIndex", ${ISO('k.since')} as since,
       lead(${ISO('k.since')}) over (order by k.entry_idx) as until, e.facts
     from award_log_key k join award_log_entry e on e.idx = k.entry_idx order by k.entry_idx`,
  );
}

export async function insertKey(
  tx: Transaction,
  key: { id: string; publicKey: Buffer; entryIndex: number },
): Promise<void> {
  await tx.rows(`insert into award_log_key (id, public_key, entry_idx, since) values ($1, $2, $3, $4)`, [
    key.id,
    key.publicKey,
    key.entryIndex,
    tx.now,
  ]);
}
