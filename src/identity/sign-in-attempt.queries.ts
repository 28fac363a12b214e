import { createHash } from 'node:crypto';
import type { Connection } from '../core/database.js';

function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url');
}

export interface Attempt {
  failures: number;
  /** Seconds still to wait; 0 when the attempt may go on. */
  waitSeconds: number;
}

/**
 * Counts an attempt under `name` before the password is looked at, so that many at once cannot slip through; while
 * the key is blocked nothing is counted. Success takes the count back.
 */
export async function claimAttempt(connection: Connection, name: string, now: Date): Promise<Attempt> {
  const [row] = await connection.rows<Attempt>(
    `insert into sign_in_attempt as t (key, failures, blocked_until, last_at) values ($1, 1, $2, $2)
     on conflict (key) do update set
       failures = case when t.blocked_until > $2 then t.failures
                       when t.last_at < $2::timestamptz - interval '1 day' then 1 else t.failures + 1 end,
       last_at = $2
     returning failures, greatest(0, ceil(extract(epoch from blocked_until - $2::timestamptz)))::int as "waitSeconds"`,
    [keyOf(name), now],
  );
  return row ?? { failures: 0, waitSeconds: 0 };
}

/** Blocks the key for `seconds` from now. */
export async function blockAttempts(connection: Connection, name: string, now: Date, seconds: number): Promise<void> {
  await connection.rows(
    `update sign_in_attempt set blocked_until = $2::timestamptz + make_interval(secs => $3) where key = $1`,
    [keyOf(name), now, seconds],
  );
}

/** A success: forgets the failures under these names. */
export async function forgetAttempts(connection: Connection, names: readonly string[]): Promise<void> {
  await connection.rows(`delete from sign_in_attempt where key = any ($1)`, [names.map(keyOf)]);
}
