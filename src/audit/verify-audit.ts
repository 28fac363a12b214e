import type pg from 'pg';
import { beginVerification } from './begin-verification.js';
import { ChainCheck, readInt8, type Misfit, type Fault } from './chain-check.js';
import { copyRows } from './copy-rows.js';

/** What came out: everything fits, or the first row that does not. */
export type AuditVerdict = { misfit: null; verified: number; pending: number } | { misfit: Misfit };

/** Told of rows verified so far, of about how many. */
export type Progress = (verified: number, total: number) => void;

interface Head {
  pos: number;
  hash: string;
}

const ROWS_A_REPORT = 10_000;

const CHAIN = `copy (
  select s.pos, s.audit_id, s.hash, a.text, s.rows
  from public.audit_seal s left join public.audit a on a.id = s.audit_id
  order by s.pos
) to stdout (format binary)`;

// Two indexes side by side: the first row comes at once and nothing is sorted or kept, however long the chain.
const SETTINGS = `set local enable_sort = off; set local enable_hashjoin = off; set local enable_mergejoin = off;
  set local enable_seqscan = off; set local max_parallel_workers_per_gather = 0`;

/**
 * Verifies the whole audit in one snapshot, so that a running server does not disturb it: the chain from its first
 * row, then its head, then that every row is in the chain or waits for it. Any role that may read the audit's tables
 * will do. The client serves for nothing else; the caller ends it.
 */
export async function verifyAudit(client: pg.Client, progress: Progress = () => undefined): Promise<AuditVerdict> {
  await beginVerification(client);
  const head = await readHead(client);
  await client.query(SETTINGS);
  const check = new ChainCheck();
  const misfit =
    (await firstOfChain(client, check, (verified) => progress(verified, head?.pos ?? 0))) ?? headMisfit(head, check);
  if (misfit) return { misfit };
  // What remains are counts of whole tables, and looks at few rows.
  await client.query('set local enable_seqscan = on; set local enable_hashjoin = on; set local enable_mergejoin = on');
  const outside = (await firstOfPending(client)) ?? (await firstUnsealed(client, check.pos));
  if (outside) return { misfit: outside };
  const pending = await count(client, 'select count(*) from public.audit_pending');
  await client.query('commit');
  return { misfit: null, verified: check.pos, pending };
}

async function readHead(client: pg.Client): Promise<Head | null> {
  const { rows } = await client.query<{ pos: string; hash: string }>(
    `select pos::text, encode(hash, 'hex') as hash from public.audit_head where sole`,
  );
  // Exactly one, or somebody has added another.
  return rows[0] && rows.length === 1 ? { pos: Number(rows[0].pos), hash: rows[0].hash } : null;
}

async function firstOfChain(
  client: pg.Client,
  check: ChainCheck,
  progress: (verified: number) => void,
): Promise<Misfit | null> {
  let misfit: Misfit | null = null;
  await copyRows(client, CHAIN, ([pos, id, hash, text, rows]) => {
    if (!pos || !id || !hash || text === undefined || rows === undefined)
      throw new Error('audit_seal: null where none may be');
    misfit = check.add({ pos: readInt8(pos), id, hash, text, rows });
    if (check.pos % ROWS_A_REPORT === 0) progress(check.pos);
    return misfit === null;
  });
  return misfit;
}

/** The head says how far the chain goes: the only trace of a last row that is gone together with its seal. */
function headMisfit(head: Head | null, { pos, auditId, hash }: ChainCheck): Misfit | null {
  if (head?.pos === pos && head.hash === hash) return null;
  const told = { headPos: head?.pos ?? '–', headHash: head?.hash ?? '–', hash };
  return { fault: 'verify.head', auditId, pos, params: told };
}

/** A waiting row that is gone, or is in the chain already. Few wait, so each is looked up. */
async function firstOfPending(client: pg.Client): Promise<Misfit | null> {
  const { rows } = await client.query<{ id: string; pos: string | null; deleted: boolean }>(
    `select p.audit_id::text as id, s.pos::text, a.id is null as deleted
     from public.audit_pending p
     left join public.audit a on a.id = p.audit_id
     left join public.audit_seal s on s.audit_id = p.audit_id
     where a.id is null or s.pos is not null order by p.audit_id limit 1`,
  );
  const [row] = rows;
  return row ? outside(row.deleted ? 'verify.pendingDeleted' : 'verify.pendingSealed', row.id, row.pos) : null;
}

/** A row that is neither in the chain nor waits. Only when the counts say that there is one is it searched for. */
async function firstUnsealed(client: pg.Client, sealed: number): Promise<Misfit | null> {
  const all = await count(client, 'select count(*) from public.audit');
  const pending = await count(client, 'select count(*) from public.audit_pending');
  if (all === sealed + pending) return null;
  const { rows } = await client.query<{ id: string }>(
    `select a.id::text from public.audit a
     where not exists (select from public.audit_seal s where s.audit_id = a.id)
       and not exists (select from public.audit_pending p where p.audit_id = a.id)
     order by a.id limit 1`,
  );
  return outside('verify.unsealed', rows[0]?.id ?? null, null);
}

function outside(fault: Fault, id: string | null, pos: string | null): Misfit {
  return { fault, auditId: id === null ? null : Number(id), pos: pos === null ? null : Number(pos), params: {} };
}

async function count(client: pg.Client, query: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(query);
  return Number(rows[0]?.count);
}
