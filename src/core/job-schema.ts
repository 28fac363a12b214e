import pg from 'pg';
import { pgAddress, type DatabaseAddress } from './database-address.js';

/** The schema of graphile-worker: the owner installs it, the application works in it. */
const SCHEMA = 'graphile_worker';

/**
 * The revision of graphile-worker's own migrations that this code runs on, and of RIGHTS below. It stands in the
 * schema's comment, so that anybody can see without a right whether `npm run migrate` has work left.
 */
const REVISION = 19;
const STANDING = `graphile-worker revision ${REVISION}, rights 1`;

// What adding and running jobs takes, and no more: no DDL, no right on its list of migrations but to read it. Its
// tables have row security on without a policy, hence the policies.
const RIGHTS = `
  grant usage on schema ${SCHEMA} to :app;
  grant select on ${SCHEMA}.migrations, ${SCHEMA}.jobs to :app;
  grant select, insert, update, delete on ${SCHEMA}._private_jobs to :app;
  grant select, insert, update on ${SCHEMA}._private_job_queues, ${SCHEMA}._private_known_crontabs to :app;
  grant select, insert on ${SCHEMA}._private_tasks to :app;
  revoke execute on all functions in schema ${SCHEMA} from public;
  grant execute on function ${SCHEMA}.add_job, ${SCHEMA}.add_jobs, ${SCHEMA}.reschedule_jobs to :app;
`;
const TABLES = ['_private_jobs', '_private_job_queues', '_private_known_crontabs', '_private_tasks'];

async function asOwner<Result>(owner: DatabaseAddress, work: (pool: pg.Pool) => Promise<Result>): Promise<Result> {
  const pool = new pg.Pool({ ...pgAddress(owner), max: 2, application_name: 'so-vang-migrate' });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** Brings graphile-worker's schema up to the revision of the library, and gives the application its rights in it. */
export async function installJobSchema(owner: DatabaseAddress, appRole: string): Promise<void> {
  const { Logger, runMigrations } = await import('graphile-worker');
  await asOwner(owner, async (pool) => {
    await runMigrations({ pgPool: pool, schema: SCHEMA, logger: new Logger(() => () => undefined) });
    const { rows } = await pool.query<{ revision: number }>(`select max(id) as revision from ${SCHEMA}.migrations`);
    if (rows[0]?.revision !== REVISION) {
      throw new Error(`graphile-worker is at revision ${rows[0]?.revision}: set REVISION in core/job-schema.ts`);
    }
    const app = pg.escapeIdentifier(appRole);
    const policies = TABLES.map(
      (table) => `drop policy if exists so_vang_app on ${SCHEMA}.${table};
        create policy so_vang_app on ${SCHEMA}.${table} to ${app} using (true) with check (true);`,
    );
    // One simple query is one transaction: the comment says that all of it is there.
    await pool.query(
      `${RIGHTS.replaceAll(':app', app)} ${policies.join(' ')} comment on schema ${SCHEMA} is '${STANDING}'`,
    );
  });
}

/** Takes the schema back with all jobs in it. */
export async function removeJobSchema(owner: DatabaseAddress): Promise<void> {
  await asOwner(owner, (pool) => pool.query(`drop schema if exists ${SCHEMA} cascade`));
}

/** What installJobSchema() has left to do, as names like those of migrations. */
export async function pendingJobSchema(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ standing: string | null }>(
    `select obj_description(to_regnamespace('${SCHEMA}'), 'pg_namespace') as standing`,
  );
  return rows[0]?.standing === STANDING ? [] : [`graphile-worker-${REVISION}`];
}
