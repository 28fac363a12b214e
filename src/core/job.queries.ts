import type { Connection } from './database.js';

interface NewJob {
  name: string;
  payload: object;
  delaySeconds: number;
  maxAttempts: number;
  key: string | null;
}

/** Adds a job, or replaces the waiting one of that key. Answers with its id. */
export async function addJob(connection: Connection, job: NewJob): Promise<string> {
  const [row] = await connection.rows<{ id: string }>(
    `select (graphile_worker.add_job($1, $2::json, null, now() + make_interval(secs => $3), $4, $5)).id::text as id`,
    [job.name, JSON.stringify(job.payload), job.delaySeconds, job.maxAttempts, job.key],
  );
  if (!row) throw new Error('add_job returned nothing');
  return row.id;
}

/**
 * Takes a job out of the queue; false when another attempt has done so already. Of two attempts at once, where a living
 * process was taken for dead, the first to commit is the one that counts; the other waits here for it.
 */
export async function finishJob(connection: Connection, id: string): Promise<boolean> {
  const rows = await connection.rows(`delete from graphile_worker._private_jobs where id = $1::bigint returning 1`, [
    id,
  ]);
  return rows.length > 0;
}

/** The pools of workers that hold jobs. */
export async function poolsWithJobs(connection: Connection): Promise<string[]> {
  const rows = await connection.rows<{ pool: string }>(
    `select distinct locked_by as pool from graphile_worker._private_jobs
     where is_available = false and locked_by is not null`,
  );
  return rows.map(({ pool }) => pool);
}

/** Gives the jobs of dead pools to the others. Answers with how many there were. */
export async function freeJobsOf(connection: Connection, pools: readonly string[]): Promise<number> {
  const rows = await connection.rows(
    `update graphile_worker._private_jobs
     set locked_at = null, locked_by = null, last_error = 'INTERRUPTED', updated_at = now()
     where locked_by = any ($1::text[]) returning 1`,
    [pools],
  );
  return rows.length;
}
