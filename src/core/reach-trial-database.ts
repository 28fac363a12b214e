import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readDataDirLock } from './data-dir-lock.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { clusterPaths } from './postgres-cluster.js';
import { noTrialDatabase, StartupError } from './startup-error.js';
import { SECRETS_FILE, trialLogins, type TrialLogins } from './trial-database.js';

/** A trial database that a command has found. */
export interface ReachedTrial {
  logins: TrialLogins;
  /** Stops PostgreSQL if it was started for the command; call it in any case. */
  close(): Promise<void>;
}

const PATIENCE_MS = 30_000;

/**
 * For a command: the trial database of a data folder, through the service that runs on it, else started for the time
 * of the command. Changes nothing in the folder. Throws a StartupError when there is none, or none comes up.
 */
export async function reachTrialDatabase(dataDir: string): Promise<ReachedTrial> {
  await Promise.all([
    access(join(clusterPaths(dataDir).cluster, 'PG_VERSION')),
    access(join(dataDir, SECRETS_FILE)),
  ]).catch(() => {
    throw noTrialDatabase(dataDir);
  });
  // Another may be just starting, or just stopping: its lock then says no host, or goes away.
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const holder = await readDataDirLock(dataDir);
    if (holder?.host !== undefined && holder.port !== undefined) {
      return { logins: await trialLogins(dataDir, holder.host, holder.port), close: () => Promise.resolve() };
    }
    const started = holder && performance.now() < deadline ? null : await startUnlessTaken(dataDir, deadline);
    if (started) return started;
    await sleep(100);
  }
}

/** Null when somebody else has just taken the folder, and there is still time to wait for him. */
async function startUnlessTaken(dataDir: string, deadline: number): Promise<ReachedTrial | null> {
  try {
    const postgres = await startEmbeddedPostgres({ dataDir });
    const logins = await trialLogins(dataDir, postgres.host, postgres.port);
    return { logins, close: () => postgres.stop() };
  } catch (error) {
    const taken = error instanceof StartupError && error.code === 'DATA_DIR_IN_USE';
    if (taken && performance.now() < deadline) return null;
    throw error;
  }
}
