import { query } from './shared-connection.js';

/** Where the audit and the counting of refusals write; what they wrote is looked at by itself. */
const WRITTEN_BY_REFUSALS = [
  'audit',
  'audit_pending',
  'audit_seal',
  'audit_head',
  'audit_row',
  'audit_row_pending',
  'anonymous_refusal',
  'sign_in_attempt',
];

/** What the service's own jobs may do meanwhile does not count: to forget sessions that are over, to run by the clock. */
const ONLY: Record<string, string> = {
  session: 'expires_at > now()',
  'graphile_worker._private_jobs': `payload -> '_cron' is null`,
};

/** A table whose rows are not to change when somebody is refused. */
export interface GuardedTable {
  name: string;
  /** The condition of the rows that count. */
  counts: string;
}

export async function guardedTables(): Promise<GuardedTable[]> {
  const found = await query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> all ($1)
        or c.oid = to_regclass('graphile_worker._private_jobs') order by 1`,
    [WRITTEN_BY_REFUSALS],
  );
  return found.map(({ name }) => ({ name, counts: ONLY[name] ?? 'true' }));
}
