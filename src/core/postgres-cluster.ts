import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './postgres-binaries.js';
import { giveTo, giveClusterTo, type PostgresUser } from './postgres-user.js';
import { initdbFailed, notACluster, passwordLost } from './startup-error.js';

/** Everything of PostgreSQL's inside one data folder; all but the cluster is ours alone, mode 600. */
export interface ClusterPaths {
  dataDir: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  passwordFile: string;
  logFile: string;
  /** Names the postmaster that we started last, for who finds it orphaned. */
  recordFile: string;
}

const run = promisify(execFile);

/** The paths inside a data folder; `dataDir` should be a real path. */
export function clusterPaths(dataDir: string): ClusterPaths {
  return {
    dataDir,
    cluster: join(dataDir, 'postgres'),
    passwordFile: join(dataDir, 'postgres.password'),
    logFile: join(dataDir, 'postgres.log'),
    recordFile: join(dataDir, 'postgres.process.json'),
  };
}

/**
 * Makes the cluster where there is none, and returns the superuser's password either way.
 * @param durable false skips waiting for the disk (tests).
 * Throws a StartupError when initdb fails, the folder holds something else, or the password file is gone.
 */
export async function ensureCluster(
  paths: ClusterPaths,
  binaries: PostgresBinaries,
  user: PostgresUser | undefined,
  durable: boolean,
): Promise<string> {
  await removeHalfMade(paths.dataDir);
  const kept = await readFile(paths.passwordFile, 'utf8').catch(() => '');
  if (await isThere(join(paths.cluster, 'PG_VERSION'))) {
    if (!kept) throw passwordLost(paths.passwordFile);
    await giveClusterTo(user, paths.cluster);
    return kept.trim();
  }
  if ((await readdir(paths.cluster).catch(() => [])).length > 0) throw notACluster(paths.cluster);
  // Kept before the cluster exists: a cluster whose password nobody knows would be the worse half.
  const password = kept.trim() || (await makePassword(paths.passwordFile));
  await makeCluster(paths, binaries, user, { password, durable });
  return password;
}

/** The environment of PostgreSQL's programs: none of our secrets, and no PG* or LC_* of the caller's. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];
  const environment = Object.fromEntries(kept.map((name) => [name, process.env[name]]));
  // The time zone spares initdb a search through the whole zone tree and makes the default the same everywhere.
  return { ...environment, LC_ALL: 'C', TZ: 'UTC' };
}

/** Beside the final place first, then one rename: a cluster is either whole or not there. */
async function makeCluster(
  paths: ClusterPaths,
  binaries: PostgresBinaries,
  user: PostgresUser | undefined,
  { password, durable }: { password: string; durable: boolean },
): Promise<void> {
  const workshop = await mkdtemp(join(paths.dataDir, 'postgres.new-'));
  const cluster = join(workshop, 'cluster');
  const passwordFile = join(workshop, 'password');
  // Root writes first and gives away afterwards: the folder is 0700, so nobody reads in between.
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(user, passwordFile);
  await giveTo(user, workshop);
  const flags = ['-D', cluster, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  flags.push('--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C');
  if (!durable) flags.push('--no-sync');
  try {
    await run(binaries.initdb, flags, { uid: user?.uid, gid: user?.gid, cwd: workDir(), env: postgresEnvironment() });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw initdbFailed(stderr || stdout, error);
  }
  await rm(passwordFile);
  await rename(cluster, paths.cluster);
  await rmdir(workshop);
}

/** Where PostgreSQL's programs start: our own folder may be closed to their user. */
export function workDir(): string | undefined {
  return process.platform === 'win32' ? undefined : '/';
}

async function makePassword(file: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** What an initdb cut off by a kill left; nobody else makes such folders while we hold the lock. */
async function removeHalfMade(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith('postgres.new-')) {
      await rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
