import type { DataSourceOptions } from 'typeorm';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { readDataDirLock } from './data-dir-lock.js';
import type { DatabaseAddress } from './database-address.js';
import type { Database } from './database.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { openDatabase } from './open-database.js';
import { prepareTrialDatabase, trialLogins } from './trial-database.js';

/**
 * Runs a command on the service's database: DATABASE_URL, or the trial database of DATA_DIR, whether the service runs
 * (through its lock file) or not (PostgreSQL is started for the time of the command).
 */
export async function withCommandDatabase<Result>(
  config: Config,
  clock: Clock,
  entities: DataSourceOptions['entities'],
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const onAddress = async (address: DatabaseAddress): Promise<Result> => {
    const { database, close } = await openDatabase(config, address, clock, entities);
    return work(database).finally(close);
  };
  if (config.databaseUrl) return onAddress({ url: config.databaseUrl });
  const holder = await readDataDirLock(config.dataDir);
  if (holder?.host && holder.port) return onAddress((await trialLogins(config.dataDir, holder.host, holder.port)).app);
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir });
  try {
    return await onAddress((await prepareTrialDatabase(config.dataDir, postgres)).app);
  } finally {
    await postgres.stop();
  }
}
