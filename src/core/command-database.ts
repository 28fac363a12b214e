import type { Config } from './config.js';
import type { DatabaseAddress } from './database-address.js';
import { reachTrialDatabase } from './reach-trial-database.js';
import { checkServerDatabase } from './server-database.js';

/** The database of a command. */
export interface CommandDatabase {
  /** As the restricted role. */
  address: DatabaseAddress;
  /** As the owner; null on a server without DATABASE_OWNER_URL. */
  owner: DatabaseAddress | null;
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
    const owner = config.databaseOwnerUrl ? { url: config.databaseOwnerUrl } : null;
    return { address, owner, release: () => Promise.resolve() };
  }
  const trial = await reachTrialDatabase(config.dataDir);
  const address = trial.logins.app;
  try {
    await checkServerDatabase(address);
  } catch (error) {
    await trial.close();
    throw error;
  }
  return { address, owner: trial.logins.owner, release: () => trial.close() };
}
