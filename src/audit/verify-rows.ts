import type pg from 'pg';
import type { MessageKey } from '../core/messages.vi.js';
import { beginVerification } from './begin-verification.js';
import { readInt8 } from './chain-check.js';
import { COVERED_TABLES } from './covered-tables.js';

/** The first row that is not as it was written under its entry of the audit: the key of its sentence, and what stands in it. */
export interface RowMisfit {
  fault: MessageKey;
  params: Readonly<Record<string, string | number>>;
}

/** What came out: how many hashes of rows the audit holds, and how many of them are not chained yet; or what does not fit. */
export type RowsVerdict = { misfit: null; rows: number; pending: number } | { misfit: RowMisfit };

/**
 * The rows of a table with their keys, as the triggers audit_rows_written() and audit_row_written() say them: but what verifies must
 * not ask a function that somebody may have replaced. Keys from the columns, as a second look into the json would make it anew.
 */
function heldOf(table: string): string {
  const key = (COVERED_TABLES[table] ?? []).map((column) => `t.${column}`).join(', ');
  return `select '${table}' as name, concat_ws(' ', ${key}) as key,
    sha256(convert_to('${table}' || E'\\n' || jsonb_strip_nulls(to_jsonb(t.*))::text, 'UTF8')) as digest from public.${table} t`;
}

// What waits is written, too, as long as there is an entry to wait for. In order of ids, then what was deleted is empty.
const WRITTEN = `select table_name as name, row_key as key, int8send(id) || coalesce(digest, '') as last from public.audit_row
  union all
  select p.table_name, p.row_key, int8send(p.id) || coalesce(p.digest, '') from public.audit_row_pending p
  where exists (select from public.audit_pending a where a.xid = p.xid)`;

/** Of a row that was written more than once the last counts; a deleted one is to be gone. By one grouping: a join of both is half as dear again. */
function firstWrong(tables: readonly string[]): string {
  return `select name, key, count(held)::int as held, substr(max(last), 1, 8) as last from (
      select name, key, digest as held, null::bytea as last from (${tables.map(heldOf).join(' union all ')}) held
      union all
      select name, key, null, last from (${WRITTEN}) written where name = any ($1)
    ) each_row
    group by name, key
    having count(held) > 1 or max(last) is null or coalesce(max(held), '') <> substr(max(last), 9)
    order by max(last), name, key limit 1`;
}

// The hashes of rows under an entry, with their numbers or, as before migration 340, without; these are above 0 and below all others,
// or somebody has given an old hash a higher one.
const hashesWith = (
  number: string,
): string => `sha256(convert_to(string_agg(concat_ws(' ', ${number}table_name, row_key,
  encode(digest, 'hex')) || E'\\n', '' order by id), 'UTF8'))`;
const FIRST_REWRITTEN = `select pos from (
    select pos, first, last, s.rows = with_numbers as fits, s.rows = without as fitted,
      min(first) filter (where s.rows = with_numbers) over () as boundary
    from (select pos, min(id) as first, max(id) as last, ${hashesWith('id, ')} as with_numbers, ${hashesWith('')} as without
      from public.audit_row group by pos) r
    full join (select pos, rows from public.audit_seal where rows is not null) s using (pos)) each_pos
  where fits is not true and (fitted is not true or last > boundary or first < 1) order by pos limit 1`;

const FIRST_UNRECORDED = `select p.table_name as name, p.row_key as key from public.audit_row_pending p
  where not exists (select from public.audit_pending a where a.xid = p.xid) order by p.id limit 1`;

const COUNTS = `select (select count(*) from public.audit_row)::float8 as sealed,
  (select count(*) from public.audit_row_pending)::float8 as pending`;

const SETTINGS = `set local work_mem = '64MB'; set local parallel_setup_cost = 0; set local parallel_tuple_cost = 0.001`;

/**
 * Verifies in one snapshot that each row of the covered tables is as it was when it was last written with an entry of the audit:
 * the hashes of rows against the chain, then the rows against their hashes, both ways. To be called after verifyAudit(), which
 * says that the chain itself holds. The client serves for nothing else.
 */
export async function verifyRows(client: pg.Client): Promise<RowsVerdict> {
  await beginVerification(client, SETTINGS);
  const misfit = (await rewritten(client)) ?? (await unrecorded(client)) ?? (await wrongRow(client));
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
  /** How many rows there are of that key. */
  held: number;
  /** By which id it was last written; null where nobody wrote it. */
  last: Buffer | null;
}

/** The first row of these tables that is not as it was written, in the order of writing; what nobody wrote comes last. */
export async function wrongRow(
  client: pg.Client,
  tables: readonly string[] = Object.keys(COVERED_TABLES),
): Promise<RowMisfit | null> {
  const { rows } = await client.query<Wrong>(firstWrong(tables), [tables]);
  const [row] = rows;
  if (!row) return null;
  const params = { table: row.name, key: row.key, pos: row.last ? await positionOf(client, row.last) : '–' };
  return { fault: faultOf(row), params };
}

function faultOf({ held, last }: Wrong): MessageKey {
  if (last === null) return 'verifyRows.inserted';
  if (held > 1) return 'verifyRows.doubled';
  return held === 0 ? 'verifyRows.deleted' : 'verifyRows.changed';
}

/** Where the chain holds what was written by that id; a dash while it waits. */
async function positionOf(client: pg.Client, last: Buffer): Promise<string> {
  const { rows } = await client.query<{ pos: string }>(`select pos::text from public.audit_row where id = $1 limit 1`, [
    readInt8(last),
  ]);
  return rows[0]?.pos ?? '–';
}
