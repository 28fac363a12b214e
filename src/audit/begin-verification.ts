import type pg from 'pg';

// What a superuser may have set for the role, the database or a table so that this reads otherwise than the service writes: functions
// of his own before PostgreSQL's, rows hidden by a policy (an error then, not a table without them), other forms of days and bytes.
const AS_IT_IS = `set local search_path = pg_catalog; set local row_security = off; set local timezone = 'UTC';
  set local datestyle = 'ISO, MDY'; set local bytea_output = 'hex'; set local statement_timeout = 0; set local jit = off`;

/** Begins the snapshot in which a verification reads; its statements name each table's schema. */
export async function beginVerification(client: pg.Client, settings = ''): Promise<void> {
  await client.query('begin isolation level repeatable read read only');
  await client.query(`${AS_IT_IS}; ${settings}`);
}
