import type { QueryRunner } from 'typeorm';

/** Tables whose rows the audit's chain covers, with the columns of their primary keys. */
export type CoveredRows = Readonly<Record<string, readonly string[]>>;

/** So many rows that were there before are put under one entry of the audit. */
const CHUNK = 100_000;

const argsOf = (key: readonly string[]): string => key.map((column) => `'${column}'`).join(', ');

const TRIGGERS = (table: string, key: readonly string[]): string => `
  create trigger audit_rows_insert after insert on ${table} referencing new table as written
    for each statement execute function audit_rows_written(${argsOf(key)});
  create trigger audit_rows_update after update on ${table}
    for each row execute function audit_row_written(${argsOf(key)});
  create trigger audit_rows_delete after delete on ${table}
    for each row execute function audit_row_written(${argsOf(key)})`;

/**
 * From now on each row that is written to these tables, changed or deleted leaves its hash in audit_row, under the entry of the
 * audit of the same transaction. What stands in them already is anchored: one entry says how many rows, and on which day.
 */
export async function coverRows(runner: QueryRunner, tables: CoveredRows): Promise<void> {
  await runner.query(`set local timezone = 'UTC'`);
  for (const [table, key] of Object.entries(tables)) {
    await runner.query(TRIGGERS(table, key));
    await anchor(runner, table, key);
  }
  // At once, as what is to be sealed first, by whichever server starts next, may take longer than a statement has there.
  await runner.query(`select audit_seal_pending(1000000)`);
}

export async function uncoverRows(runner: QueryRunner, tables: CoveredRows): Promise<void> {
  for (const table of Object.keys(tables)) {
    for (const act of ['insert', 'update', 'delete']) await runner.query(`drop trigger audit_rows_${act} on ${table}`);
  }
}

// Rows are joined to their entry by a number of transaction; here by small ones, which were used up when the cluster was made.
/** Puts the rows that stand in a table under the chain as they are now: what was anchored before counts no more. */
export async function anchor(runner: QueryRunner, table: string, key: readonly string[]): Promise<void> {
  const chunks = (await runner.query(
    `with held as (select to_jsonb(t.*) as row, row_number() over () as n from ${table} t), anchored as (
       insert into audit_row_pending (xid, table_name, row_key, digest)
       select (1 + (held.n - 1) / ${CHUNK})::text::xid8, '${table}', concat_ws(' ', ${key.map((column) => `held.row ->> '${column}'`).join(', ')}),
         sha256(convert_to('${table}' || E'\\n' || jsonb_strip_nulls(held.row)::text, 'UTF8'))
       from held returning xid)
     select xid::text as chunk, count(*)::int as rows, to_char(clock_timestamp(), 'YYYY-MM-DD') as today,
       coalesce((select a.text::json ->> 'at' from audit a order by a.id desc limit 1),
         to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as at
     from anchored group by xid order by xid::text::bigint`,
  )) as { chunk: string; rows: number; today: string; at: string }[];
  for (const { chunk, rows, today, at } of chunks) {
    // By the registry's clock, which in a trial may stand in the past: not before the last entry, nor after the next. Keys in their order.
    const details = { on: today, rows, table };
    const text = JSON.stringify({ action: 'audit.anchor', at, details, outcome: 'done', subject: `table:${table}` });
    await runner.query(`insert into audit (text) values ($1)`, [text]);
    await runner.query(
      `update audit_pending set xid = $1::xid8 where audit_id = (select max(audit_id) from audit_pending)`,
      [chunk],
    );
    // Another table's chunks have the same numbers.
    await runner.query(`select audit_seal_pending(1000000)`);
  }
}
