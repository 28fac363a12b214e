import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { JobView } from './job.entity.js';

// What last_error holds is a code of ours, but for what graphile-worker itself says of a job: that is no text for people.
const COLUMNS = `j.id::text as id, j.task_identifier as name, j.attempts, j.max_attempts as "maxAttempts", j.run_at as "runAt",
  case when j.last_error ~ '^[A-Z_]+$' then j.last_error when j.last_error is not null then 'INTERNAL' end as "lastError",
  case when j.locked_at is not null then 'RUNNING' when j.attempts >= j.max_attempts then 'FAILED' else 'WAITING' end as state`;

/** A page of all jobs, the newest first. */
export function jobPage(connection: Connection, after: Cursor | null, limit: number): Promise<JobView[]> {
  return connection.rows(
    `select ${COLUMNS} from graphile_worker.jobs j where $1::bigint is null or j.id < $1 order by j.id desc limit $2`,
    [after?.[0] ?? null, limit],
  );
}

/** How many jobs there are, counted to COUNT_CAP + 1. */
export async function countJobs(connection: Connection): Promise<number> {
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from graphile_worker.jobs limit ${COUNT_CAP + 1}) counted`,
  );
  return row?.count ?? 0;
}

/** One job; null when it is done or never was. */
export async function jobById(connection: Connection, id: string): Promise<JobView | null> {
  const [row] = await connection.rows<JobView>(
    `select ${COLUMNS} from graphile_worker.jobs j where j.id = $1::bigint`,
    [id],
  );
  return row ?? null;
}

/** Lets a failed job begin anew, now. */
export async function rescheduleJob(connection: Connection, id: string): Promise<void> {
  await connection.rows(
    `select from graphile_worker.reschedule_jobs(array[$1::bigint], run_at => now(), attempts => 0)`,
    [id],
  );
}

/** True when one of the units has no superior on that day. */
export async function anyAtTheTop(
  connection: Connection,
  unitIds: readonly string[],
  day: CivilDate,
): Promise<boolean> {
  const rows = await connection.rows(
    `select from unit_version v
     where v.unit_id = any ($1::uuid[]) and v.valid @> $2::date and v.superior_id is null limit 1`,
    [unitIds, day],
  );
  return rows.length > 0;
}
