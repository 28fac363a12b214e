import type { Config } from './config.js';
import type { DatabaseAddress } from './database-address.js';
import { reachTrialDatabase } from './reach-trial-database.js';
import { checkServerDatabase } from './server-database.js';

/** The database of a command, as the restricted role. */
export interface CommandDatabase {
  address: DatabaseAddress;
  /** Stops PostgreSQL when it was started for this command alone. */
  release(): Promise<void>;
}

/**
 * Reaches the service's database for a command: DATABASE_URL, else the trial database, which is used while it runs and
 * started for as long as the command takes when it does not. Throws a StartupError when there is none, or when it is
 * not ready for this version.
 */
export async function reachDatabase(config: Config): Promise<CommandDatabase> {
  if (config.databaseUrl) {
    const address = { url: config.databaseUrl };
    await checkServerDatabase(address);
    return { address, release: () => Promise.resolve() };
  }
  const trial = await reachTrialDatabase(config.dataDir);
  const address = trial.logins.app;
  try {
    await checkServerDatabase(address);
  } catch (error) {
    await trial.close();
    throw error;
  }
  return { address, release: () => trial.close() };
}
