import pg from 'pg';
import { migrationDataSource } from './data-source.js';
import { pgAddress, type DatabaseAddress } from './database-address.js';
import { installJobSchema, pendingJobSchema, removeJobSchema } from './job-schema.js';

const MIGRATION_LOCK = 7_019_305;

/**
 * Runs all pending migrations as the owner, then those of graphile-worker in its own schema; several processes at once
 * take turns (TypeORM itself does not lock).
 * `appRole` is the restricted login that the migrations grant rights to. Returns the names of the migrations run.
 */
export function migrate(owner: DatabaseAddress, appRole: string): Promise<string[]> {
  return withMigrations(owner, appRole, async (dataSource, guard) => {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    const jobs = await pendingJobSchema(guard);
    await installJobSchema(owner, appRole);
    return [...done.map((migration) => migration.name), ...jobs];
  });
}

/** Takes every migration back, graphile-worker's schema and then ours, the newest first; for the contract test of up, down and up again. */
export function unmigrate(owner: DatabaseAddress, appRole: string): Promise<void> {
  return withMigrations(owner, appRole, async (dataSource) => {
    await removeJobSchema(owner);
    for (let left = dataSource.migrations.length; left > 0; left -= 1) await dataSource.undoLastMigration();
  });
}

async function withMigrations<Result>(
  owner: DatabaseAddress,
  appRole: string,
  work: (dataSource: ReturnType<typeof migrationDataSource>, guard: pg.Client) => Promise<Result>,
): Promise<Result> {
  const guard = new pg.Client(pgAddress(owner));
  await guard.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const dataSource = await migrationDataSource(owner).initialize();
    try {
      // The pool has one connection, so that the setting holds for all that follows.
      await dataSource.query(`select set_config('so_vang.app_role', $1, false)`, [appRole]);
      return await work(dataSource, guard);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await guard.end();
  }
}
