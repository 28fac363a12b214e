import type pg from 'pg';
import type { MessageKey } from '../core/messages.vi.js';
import { COVERED_TABLES } from './covered-tables.js';

/** The first row that is not as it was written under its entry of the audit: the key of its sentence, and what stands in it. */
export interface RowMisfit {
  fault: MessageKey;
  params: Readonly<Record<string, string | number>>;
}

/** What came out: how many hashes of rows the audit holds, and how many of them are not chained yet; or what does not fit. */
export type RowsVerdict = { misfit: null; rows: number; pending: number } | { misfit: RowMisfit };

/** As the triggers audit_rows_written() and audit_row_written() say it: but what verifies must not ask a function that somebody may have replaced. */
const HELD = Object.entries(COVERED_TABLES)
  .map(([table, key]) => {
    const keys = key.map((column) => `r.row ->> '${column}'`).join(', ');
    return `select '${table}' as name, concat_ws(' ', ${keys}) as key,
      sha256(convert_to('${table}' || E'\\n' || jsonb_strip_nulls(r.row)::text, 'UTF8')) as digest
      from (select to_jsonb(t.*) as row from public.${table} t) r`;
  })
  .join(' union all ');

// What waits is written, too, as long as there is an entry to wait for.
const WRITTEN = `select table_name as name, row_key as key, id, pos, digest from public.audit_row
  union all
  select p.table_name, p.row_key, p.id, null, p.digest from public.audit_row_pending p
  where exists (select from public.audit_pending a where a.xid = p.xid)`;

// Of a row that was written more than once the last counts; a deleted one is to be gone.
const FIRST_WRONG = `select * from (
    select name, key, max(w.id) as last, max(w.pos) as pos, h.digest is null as gone
    from (${HELD}) h full join (${WRITTEN}) w using (name, key)
    group by name, key, h.digest
    having max(w.id) is null or max(w.id) is distinct from max(w.id) filter (where w.digest is not distinct from h.digest)
  ) wrong order by last, name, key limit 1`;

const FIRST_REWRITTEN = `select pos from (
    select pos, sha256(convert_to(string_agg(concat_ws(' ', table_name, row_key, encode(digest, 'hex')) || E'\\n', ''
      order by id), 'UTF8')) as rows
    from public.audit_row group by pos) r
  full join (select pos, rows from public.audit_seal where rows is not null) s using (pos)
  where r.rows is distinct from s.rows order by pos limit 1`;

const FIRST_UNRECORDED = `select p.table_name as name, p.row_key as key from public.audit_row_pending p
  where not exists (select from public.audit_pending a where a.xid = p.xid) order by p.id limit 1`;

const COUNTS = `select (select count(*) from public.audit_row)::float8 as sealed,
  (select count(*) from public.audit_row_pending)::float8 as pending`;

const SETTINGS = `set local statement_timeout = 0; set local jit = off; set local timezone = 'UTC'; set local work_mem = '64MB';
  set local parallel_setup_cost = 0; set local parallel_tuple_cost = 0.001`;

/**
 * Verifies in one snapshot that each row of the covered tables is as it was when it was last written with an entry of the audit:
 * the hashes of rows against the chain, then the rows against their hashes, both ways. To be called after verifyAudit(), which
 * says that the chain itself holds. The client serves for nothing else.
 */
export async function verifyRows(client: pg.Client): Promise<RowsVerdict> {
  await client.query('begin isolation level repeatable read read only');
  await client.query(SETTINGS);
  const misfit = (await rewritten(client)) ?? (await unrecorded(client)) ?? (await wrong(client));
  if (misfit) return { misfit };
  const { rows } = await client.query<{ sealed: number; pending: number }>(COUNTS);
  await client.query('commit');
  const { sealed = 0, pending = 0 } = rows[0] ?? {};
  return { misfit: null, rows: sealed + pending, pending };
}

async function rewritten(client: pg.Client): Promise<RowMisfit | null> {
  const { rows } = await client.query<{ pos: string }>(FIRST_REWRITTEN);
  return rows[0] ? { fault: 'verifyRows.rewritten', params: { pos: rows[0].pos } } : null;
}

async function unrecorded(client: pg.Client): Promise<RowMisfit | null> {
  const { rows } = await client.query<{ name: string; key: string }>(FIRST_UNRECORDED);
  return rows[0] ? { fault: 'verifyRows.unrecorded', params: { table: rows[0].name, key: rows[0].key } } : null;
}

interface Wrong {
  name: string;
  key: string;
  /** Null where nobody wrote it. */
  last: string | null;
  /** Null where it is not chained yet. */
  pos: string | null;
  gone: boolean;
}

async function wrong(client: pg.Client): Promise<RowMisfit | null> {
  const { rows } = await client.query<Wrong>(FIRST_WRONG);
  const [row] = rows;
  if (!row) return null;
  const params = { table: row.name, key: row.key, pos: row.pos ?? '–' };
  if (row.last === null) return { fault: 'verifyRows.inserted', params };
  return { fault: row.gone ? 'verifyRows.deleted' : 'verifyRows.changed', params };
}
