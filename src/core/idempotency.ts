import { createHash } from 'node:crypto';
import type { Actor } from './actor.js';
import { canonicalJson } from './canonical-json.js';
import type { Transaction } from './database.js';
import { DomainError } from './errors.js';

const DAYS_KEPT = 30;

/** One act of a client, under the key that the client chose (`clientMutationId`). */
export interface ClientAct {
  operation: string;
  input: { clientMutationId?: string | null };
}

export interface Outcome {
  id: string;
  /** True when an earlier request with the same key and input did it. */
  repeated: boolean;
}

function fingerprint(input: object): string {
  const { clientMutationId: _key, ...rest } = input as Record<string, unknown>;
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

/**
 * Does `work` once for each key: the same key and input again gives the same object's id, another input is refused
 * with IDEMPOTENCY_KEY_REUSED. In the same transaction, so a refused or failed act leaves no key behind. Keys live
 * 30 days. Without a key `work` is simply done.
 */
export async function once(
  tx: Transaction,
  actor: Actor,
  act: ClientAct,
  work: () => Promise<string>,
): Promise<Outcome> {
  const key = act.input.clientMutationId;
  if (!key) return { id: await work(), repeated: false };
  const print = fingerprint(act.input);
  const claimed = await claimKey(tx, [actor.accountId, act.operation, key, print, tx.now]);
  if (!claimed) return { id: await earlierObject(tx, [actor.accountId, act.operation, key], print), repeated: true };
  const id = await work();
  await tx.rows(`update idempotency_key set object_id = $4 where account_id = $1 and operation = $2 and key = $3`, [
    actor.accountId,
    act.operation,
    key,
    id,
  ]);
  return { id, repeated: false };
}

/** True when the key is ours now: new, or older than it is kept. Waits for another transaction that claims it. */
async function claimKey(tx: Transaction, values: unknown[]): Promise<boolean> {
  const rows = await tx.rows(
    `insert into idempotency_key as k (account_id, operation, key, fingerprint, created_at)
     values ($1, $2, $3, $4, $5)
     on conflict (account_id, operation, key) do update
       set fingerprint = excluded.fingerprint, created_at = excluded.created_at, object_id = null
       where k.created_at < excluded.created_at - interval '${DAYS_KEPT} days'
     returning 1`,
    values,
  );
  return rows.length > 0;
}

async function earlierObject(tx: Transaction, key: unknown[], print: string): Promise<string> {
  const [row] = await tx.rows<{ fingerprint: string; object_id: string }>(
    `select fingerprint, object_id from idempotency_key where account_id = $1 and operation = $2 and key = $3`,
    key,
  );
  if (row?.fingerprint !== print) {
    throw new DomainError('IDEMPOTENCY_KEY_REUSED', 'idempotency.reused', { field: ['input', 'clientMutationId'] });
  }
  return row.object_id;
}
