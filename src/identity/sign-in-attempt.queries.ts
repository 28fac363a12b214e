import { createHash } from 'node:crypto';
import type { Connection, Transaction } from '../core/database.js';

function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url');
}

/** What is known of the attempts under one key; its row is locked until the transaction ends. */
export interface Attempts {
  /** Failures until now, and attempts whose outcome is not known yet. */
  failures: number;
  /** Seconds still to wait; 0 when an attempt may go on. */
  waitSeconds: number;
}

/** Locks the attempts under `name`, so that those who come at once are counted one after the other. */
export async function lockAttempts(tx: Transaction, name: string): Promise<Attempts> {
  const [row] = await tx.rows<Attempts>(
    `insert into sign_in_attempt as t (key, failures, blocked_until, last_at) values ($1, 0, 'epoch', $2)
     on conflict (key) do update set key = excluded.key
     returning case when last_at < $2::timestamptz - interval '1 day' then 0 else failures end as failures,
       greatest(0, ceil(extract(epoch from blocked_until - $2::timestamptz)))::int as "waitSeconds"`,
    [keyOf(name), tx.now],
  );
  return row ?? { failures: 0, waitSeconds: 0 };
}

/**
 * Sets the failures under `name`, and blocks it for so many seconds from now. Without a wait the end of the last one
 * stays: to who began earlier than we and had to wait for our lock, a "now" of ours would be a wait of its own.
 */
export async function setAttempts(tx: Transaction, name: string, failures: number, seconds: number): Promise<void> {
  await tx.rows(
    `update sign_in_attempt set failures = $3, last_at = $2,
       blocked_until = case when $4::int > 0 then $2::timestamptz + make_interval(secs => $4::int) else blocked_until end
     where key = $1`,
    [keyOf(name), tx.now, failures, seconds],
  );
}

/** A success: forgets all failures under `name`. One key a statement: two would be locked in an order of its own. */
export async function forgetAttempts(connection: Connection, name: string): Promise<void> {
  await connection.rows(`delete from sign_in_attempt where key = $1`, [keyOf(name)]);
}

/** A success: takes one attempt under `name` back, with the wait that it began. */
export async function takeBackAttempt(connection: Connection, name: string): Promise<void> {
  await connection.rows(
    `update sign_in_attempt set failures = greatest(0, failures - 1), blocked_until = 'epoch' where key = $1`,
    [keyOf(name)],
  );
}
