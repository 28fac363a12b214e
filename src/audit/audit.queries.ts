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

/** SQL that appends the rows of a parameter, a text[], in its order; they hide nothing. */
export const APPEND_AUDITS = (texts: `$${number}`): string =>
  `insert into audit (text) select t.value from unnest(${texts}::text[]) with ordinality as t (value, ordinality)
     order by t.ordinality`;

/** Appends rows that hide nothing, in this order, by one statement. */
export async function insertAudits(tx: Connection, texts: readonly string[]): Promise<void> {
  await tx.rows(APPEND_AUDITS('$1'), [texts]);
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

// $1 roots, $2 day. '' stands for rows without a unit (sign-ins, refusals, the command line): they are for auditors of
// units that have no superior.
const UNITS = `(select unit::text as unit from units_below($1::uuid[], $2) unit
  union all select '' where exists (
    select from unit_version v where v.unit_id = any ($1::uuid[]) and v.valid @> $2::date and v.superior_id is null))`;
/** As in the index audit_unit. */
const UNIT = `coalesce((a.text::jsonb) ->> 'unitId', '')`;
const READABLE = `${UNIT} = any (array${UNITS})`;
/** Among so many of the newest rows an auditor of many units finds a page; others look by unit. */
const NEWEST = 2_000;

const COLUMNS = `a.id, s.pos::text as seq, (a.text::jsonb) ->> 'at' as at, (a.text::jsonb) ->> 'actor' as "actorId",
  (a.text::jsonb) ->> 'action' as action, (a.text::jsonb) ->> 'subject' as subject,
  (a.text::jsonb) ->> 'outcome' as outcome, encode(s.hash, 'hex') as hash`;

/** A page of the audit, newest first. */
export async function auditPage(
  connection: Connection,
  scope: AuditScope,
  after: Cursor | null,
  limit: number,
): Promise<AuditRow[]> {
  const values: unknown[] = [scope.roots, scope.day, limit];
  const keyset = after ? `and a.id < $${values.push(after[0])}::bigint` : '';
  const page = (source: string, where: string): Promise<AuditRow[]> =>
    connection.rows(
      `select ${COLUMNS} from ${source} a left join audit_seal s on s.audit_id = a.id
       where ${where} order by a.id desc limit $3`,
      values,
    );
  if (scope.subject !== null) {
    const subject = `(a.text::jsonb) ->> 'subject' = $${values.push(scope.subject)}`;
    return page('audit', `${subject} and ${READABLE} ${keyset}`);
  }
  const newest = `(select * from audit a where true ${keyset} order by a.id desc limit ${NEWEST})`;
  const found = await page(newest, READABLE);
  if (found.length === limit) return found;
  const newestOfUnit = `select a.id from audit a where ${UNIT} = u.unit ${keyset} order by a.id desc limit $3`;
  return page('audit', `a.id in (select n.id from ${UNITS} u cross join lateral (${newestOfUnit}) n)`);
}

/** How many rows the page's list has, counted to COUNT_CAP + 1. */
export async function countAudit(connection: Connection, scope: AuditScope): Promise<number> {
  const values: unknown[] = [scope.roots, scope.day];
  const counted =
    scope.subject === null
      ? `select from ${UNITS} u cross join lateral (select from audit a where ${UNIT} = u.unit limit ${COUNT_CAP + 1}) n`
      : `select from audit a where (a.text::jsonb) ->> 'subject' = $${values.push(scope.subject)} and ${READABLE}`;
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (${counted} limit ${COUNT_CAP + 1}) counted`,
    values,
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
