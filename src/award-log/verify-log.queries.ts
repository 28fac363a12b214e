import type pg from 'pg';
import { HEADS_BEGUN } from './domain/audit-head.js';
import { AWARD_VALUES, DECISION_VALUES } from './log-line.js';

/** What the verification of the log reads: whole tables, in one snapshot, on a client of its own. */

const ISO = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Each entry beside what its line is made of, in their order. */
export const ENTRIES = `copy (
  select e.idx, e.kind, e.award_id::text, ${ISO('e.at')}, e.facts, e.salt, e.hash, e.decision_id::text,
    case when e.kind = 'AWARD' and a.id is not null then ${AWARD_VALUES} end,
    case when q.id is not null then ${DECISION_VALUES} end, c.token, a.status,
    case when e.kind not in ('KEY', 'AWARD') then (select x.idx from public.award_log_entry x
      where x.award_id = e.award_id and x.kind = 'AWARD')::text end
  from public.award_log_entry e
  left join public.award a on a.id = e.award_id
  left join public.award_type t on t.id = a.award_type_id
  left join public.decision q on q.id = e.decision_id
  left join public.certificate c on c.award_id = e.award_id and e.kind = 'AWARD'
  order by e.idx
) to stdout (format binary)`;

export interface StoredCheckpoint {
  id: number;
  size: number;
  root: string;
  at: string;
  changed: number;
  changes: string;
  keyId: string;
  signature: string;
  /** The head of the audit's chain that was signed with it. */
  auditPos: number | null;
  auditHash: string | null;
  auditSignature: string | null;
  /** What the chain has at that position. */
  chained: string | null;
}

/** All checkpoints by size. */
export async function allCheckpoints(client: pg.Client): Promise<StoredCheckpoint[]> {
  const { rows } = await client.query<StoredCheckpoint>(
    `select id::float8, size::float8, encode(root, 'hex') as root, ${ISO('at')} as at, changed::float8,
       encode(changes, 'hex') as changes, key_id as "keyId", encode(signature, 'hex') as signature,
       audit_pos::float8 as "auditPos", encode(audit_hash, 'hex') as "auditHash", encode(audit_signature, 'hex') as "auditSignature",
       case when audit_pos = 0 then repeat('00', 32) else
         (select encode(s.hash, 'hex') from public.audit_seal s where s.pos = audit_pos) end as chained
     from public.award_log_checkpoint order by size, id`,
  );
  return rows.map((row) => ({
    ...row,
    signature: base64Of(row.signature),
    auditSignature: row.auditSignature === null ? null : base64Of(row.auditSignature),
  }));
}

function base64Of(digits: string): string {
  return Buffer.from(digits, 'hex').toString('base64url');
}

/** How many rows the audit's chain has. */
export async function chainLength(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pos: number }>(
    `select coalesce(max(pos), 0)::float8 as pos from public.audit_seal`,
  );
  return rows[0]?.pos ?? 0;
}

/** The hashes of the audit's chain at these positions, hexadecimal, of those that there are. */
export async function chainAt(client: pg.Client, positions: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await client.query<{ pos: number; hash: string }>(
    `select p.pos::float8 as pos, case when p.pos = 0 then repeat('00', 32) else encode(s.hash, 'hex') end as hash
     from unnest($1::bigint[]) as p (pos) left join public.audit_seal s on s.pos = p.pos where p.pos = 0 or s.pos is not null`,
    [positions],
  );
  return new Map(rows.map(({ pos, hash }) => [pos, hash]));
}

/** When the first head of the audit was signed, as its own entry has it since then; null where there is none. */
export async function headsBegun(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ since: string | null }>(
    `select a.text::jsonb #>> '{details,since}' as since from public.audit a
     where (a.text::jsonb) ->> 'subject' = $1 and (a.text::jsonb) ->> 'action' = $2 order by a.id limit 1`,
    [HEADS_BEGUN.subject, HEADS_BEGUN.action],
  );
  return rows[0]?.since ?? null;
}

/** The keys by their entries. */
export async function allKeys(
  client: pg.Client,
): Promise<{ id: string; publicKey: Buffer; entryIndex: number; since: string }[]> {
  const { rows } = await client.query<{ id: string; publicKey: Buffer; entryIndex: number; since: string }>(
    `select id, public_key as "publicKey", entry_idx::float8 as "entryIndex", ${ISO('since')} as since from public.award_log_key order by entry_idx`,
  );
  return rows;
}

/** The stored roots of full subtrees, as "level/idx" and hexadecimal. */
export async function allNodes(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ place: string; hash: string }>(
    `select level || '/' || idx as place, encode(hash, 'hex') as hash from public.award_log_node`,
  );
  return new Map(rows.map(({ place, hash }) => [place, hash]));
}

/** How many awards there are, in the log or not, and how many of them wait to be entered. */
export async function countsOfAwards(client: pg.Client): Promise<{ awards: number; waiting: number }> {
  const { rows } = await client.query<{ awards: number; waiting: number }>(
    `select (select count(*) from public.award)::float8 as awards,
       (select count(*) from public.award_log_waiting)::float8 as waiting`,
  );
  return rows[0] ?? { awards: 0, waiting: 0 };
}

/** The first award that is neither in the log nor waits. */
export async function firstOutside(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `select a.id::text from public.award a
     where not exists (select from public.award_log_entry e where e.award_id = a.id and e.kind = 'AWARD')
       and not exists (select from public.award_log_waiting w where w.award_id = a.id)
     order by a.id limit 1`,
  );
  return rows[0]?.id ?? null;
}

/** The first decision that was issued, says its row, and of which the log knows nothing. */
export async function firstDecisionOutside(client: pg.Client): Promise<{ id: string; symbol: string | null } | null> {
  const { rows } = await client.query<{ id: string; symbol: string | null }>(
    `select q.id::text, q.symbol from public.decision q
     where q.state = 'ISSUED' and not exists (select from public.award_log_entry e where e.decision_id = q.id)
       and not exists (select from public.award a join public.award_log_waiting w on w.award_id = a.id where a.decision_id = q.id)
     order by q.id limit 1`,
  );
  return rows[0] ?? null;
}
