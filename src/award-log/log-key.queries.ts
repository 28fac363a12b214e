import type { Connection, Transaction } from '../core/database.js';
import type { KeyCause, LogKeyRequest } from './log-key.entity.js';

const COLUMNS = `r.id, r.cause, r.reason, r.requested_at as "requestedAt", r.answered_at as "answeredAt", r.key_id as "keyId",
  r.requested_by_id as "requestedById"`;

/** The request that waits; null when none does. */
export async function openRequest(connection: Connection): Promise<LogKeyRequest | null> {
  const [row] = await connection.rows<LogKeyRequest>(
    `select ${COLUMNS} from award_log_key_request r where r.answered_at is null`,
  );
  return row ?? null;
}

export async function requestById(connection: Connection, id: string): Promise<LogKeyRequest | null> {
  const [row] = await connection.rows<LogKeyRequest>(`select ${COLUMNS} from award_log_key_request r where r.id = $1`, [
    id,
  ]);
  return row ?? null;
}

/** The same, locked. */
export async function lockRequest(tx: Transaction, id: string): Promise<LogKeyRequest | null> {
  const [row] = await tx.rows<LogKeyRequest>(
    `select ${COLUMNS} from award_log_key_request r where r.id = $1 for update`,
    [id],
  );
  return row ?? null;
}

export async function insertRequest(
  tx: Transaction,
  { accountId, cause, reason }: { accountId: string; cause: KeyCause; reason: string },
): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into award_log_key_request (cause, reason, requested_by_id, requested_at) values ($1, $2, $3, $4) returning id`,
    [cause, reason, accountId, tx.now],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

/** Confirmed with a key, or dropped without. */
export async function answerRequest(
  tx: Transaction,
  { id, accountId, keyId }: { id: string; accountId: string; keyId: string | null },
): Promise<void> {
  await tx.rows(`update award_log_key_request set answered_by_id = $2, answered_at = $3, key_id = $4 where id = $1`, [
    id,
    accountId,
    tx.now,
    keyId,
  ]);
}
