import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { AuditEvent } from './audit-event.entity.js';
import type { OldestPending } from './domain/chain-lag.js';

/** Appends one row; its salt, where it hides personal values, stands apart. */
export async function insertAudit(tx: Connection, text: string, salt: Buffer | null): Promise<void> {
  if (!salt) {
    await tx.rows(`insert into audit (text) values ($1)`, [text]);
    return;
  }
  await tx.rows(
    `with entry as (insert into audit (text) values ($1) returning id)
     insert into audit_salt (audit_id, salt) select id, $2 from entry`,
    [text, salt],
  );
}

export interface AuditRow extends AuditEvent {
  id: number;
}

interface AuditScope {
  subject: string | null;
  /** Units below which the auditor reads. */
  roots: readonly string[];
  day: CivilDate;
}

// Rows without a unit (sign-ins, refusals, the command line) are for auditors of units that have no superior.
const READABLE = `
  ($1::text is null or (a.text::jsonb) ->> 'subject' = $1)
  and ((a.text::jsonb) ->> 'unitId' in (select units_below($2::uuid[], $3)::text)
    or ((a.text::jsonb) ->> 'unitId' is null and exists (
      select from unit_version v where v.unit_id = any ($2::uuid[]) and v.valid @> $3::date and v.superior_id is null)))`;

/** A page of the audit, newest first. */
export function auditPage(
  connection: Connection,
  scope: AuditScope,
  after: Cursor | null,
  limit: number,
): Promise<AuditRow[]> {
  return connection.rows(
    `select a.id, s.pos::text as seq, (a.text::jsonb) ->> 'at' as at, (a.text::jsonb) ->> 'actor' as "actorId",
            (a.text::jsonb) ->> 'action' as action, (a.text::jsonb) ->> 'subject' as subject,
            (a.text::jsonb) ->> 'outcome' as outcome, encode(s.hash, 'hex') as hash
     from audit a
     left join audit_seal s on s.audit_id = a.id
     where ${READABLE} and ($4::bigint is null or a.id < $4)
     order by a.id desc limit $5`,
    [scope.subject, scope.roots, scope.day, after?.[0] ?? null, limit],
  );
}

/** How many rows the page's list has, counted to COUNT_CAP + 1. */
export async function countAudit(connection: Connection, scope: AuditScope): Promise<number> {
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from audit a where ${READABLE} limit ${COUNT_CAP + 1}) counted`,
    [scope.subject, scope.roots, scope.day],
  );
  return row?.count ?? 0;
}

/** Chains up to `batch` waiting rows and says how many; null when another process is at it. */
export async function sealPending(connection: Connection, batch: number): Promise<number | null> {
  const [row] = await connection.rows<{ sealed: number | null }>(`select audit_seal_pending($1) as sealed`, [batch]);
  return row?.sealed ?? null;
}

/** The row that was written first of those not chained yet; null when all are. */
export async function oldestPending(connection: Connection): Promise<OldestPending | null> {
  const [row] = await connection.rows<OldestPending>(
    `select p.audit_id as "auditId", a.id is null as lost,
            extract(epoch from clock_timestamp() - p.recorded_at)::float8 as seconds
     from audit_pending p left join audit a on a.id = p.audit_id order by p.audit_id limit 1`,
  );
  return row ?? null;
}

/** The id of the row that was written last of those not chained yet; null when all are. */
export async function newestPendingId(connection: Connection): Promise<number | null> {
  const [row] = await connection.rows<{ id: number | null }>(`select max(audit_id) as id from audit_pending`);
  return row?.id ?? null;
}

/** Adds to the counts of refusals of strangers. */
export async function addAnonymousRefusals(
  connection: Connection,
  counts: readonly { day: CivilDate; operation: string; code: string; count: number }[],
): Promise<void> {
  await connection.rows(
    `insert into anonymous_refusal as r (day, operation, code, count)
     select * from jsonb_to_recordset($1::jsonb) as c (day date, operation text, code text, count bigint)
     on conflict (day, operation, code) do update set count = r.count + excluded.count`,
    [JSON.stringify(counts)],
  );
}
