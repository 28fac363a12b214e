import { createHash, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.js';
import { dataDirClosed, dataDirInUse } from './startup-error.js';

/** What the lock file tells of the live server. `host` is a socket folder or an address, as `pg` takes it. */
export interface DataDirHolder extends ProcessIdentity {
  /** ISO 8601, UTC. */
  startedAt: string;
  /** Where people reach the service; absent until it listens. */
  url?: string;
  /** Absent until PostgreSQL is ready. */
  host?: string;
  port?: number;
}

/** Held from start to stop by the one process that may use the data folder. */
export interface DataDirLock {
  /** Adds to what others may read in the lock file. */
  update(details: Partial<Pick<DataDirHolder, 'url' | 'host' | 'port'>>): Promise<void>;
  /** Gives the folder free; harmless when done twice. */
  release(): Promise<void>;
}

/** A lock file as found. The generation tells one acquisition from every other, even of an unreadable file. */
interface FoundLock {
  generation: string;
  holder: DataDirHolder | null;
}

const NAME = 'server.lock';

/**
 * Makes the folder where missing and takes its lock; that of a dead process, killed by -9 perhaps, is taken over.
 * Throws a StartupError: DATA_DIR_IN_USE naming the live process that has it, DATA_DIR_CLOSED when we may not write.
 */
export async function acquireDataDirLock(dataDir: string): Promise<DataDirLock> {
  const dir = await createDataDir(dataDir).catch((error: unknown) => {
    throw dataDirClosed(resolve(dataDir), error);
  });
  const generation = randomUUID();
  const holder: DataDirHolder = { ...ownIdentity(), startedAt: new Date().toISOString() };
  const draft = join(dir, `${NAME}.new-${generation}`);
  await writeLock(draft, generation, holder).catch((error: unknown) => {
    throw dataDirClosed(dir, error);
  });
  try {
    while (!(await linkIfFree(draft, join(dir, NAME)))) await displaceDead(dir, draft);
  } finally {
    await rm(draft, { force: true });
  }
  await sweep(dir);
  return lockFile(dir, generation, holder);
}

/** Who holds the folder's lock and lives, or null. A command uses it to reach the running trial database. */
export async function readDataDirLock(dataDir: string): Promise<DataDirHolder | null> {
  const found = await readLock(join(resolve(dataDir), NAME));
  return found?.holder && isRunning(found.holder) ? found.holder : null;
}

function lockFile(dir: string, generation: string, holder: DataDirHolder): DataDirLock {
  const path = join(dir, NAME);
  let released = false;
  return {
    async update(details) {
      if (released) return;
      Object.assign(holder, details);
      const draft = `${path}.new-${randomUUID()}`;
      await writeLock(draft, generation, holder);
      await rename(draft, path);
    },
    async release() {
      released = true;
      if ((await readLock(path))?.generation === generation) await rm(path, { force: true });
    },
  };
}

/**
 * Removes a dead process' lock, so that the caller may try again; throws when the holder lives.
 *
 * Two starters may see the same dead lock, and the slower must not remove the faster one's new lock. So a lock of
 * generation g may be removed only by who made the file `server.lock.after-g` (a hard link: made whole, and by one
 * alone) and then still finds g in the lock. Dies that one too, its claim is displaced in the same manner.
 */
async function displaceDead(dir: string, draft: string): Promise<void> {
  const chain: { path: string; generation: string }[] = [];
  for (let path = join(dir, NAME); ;) {
    const found = await readLock(path);
    if (!found) return;
    if (found.holder && isRunning(found.holder)) {
      if (chain.length === 0) throw dataDirInUse(dir, found.holder.pid, found.holder.url);
      await sleep(10);
      return;
    }
    chain.push({ path, generation: found.generation });
    path = join(dir, `${NAME}.after-${found.generation}`);
    if (!(await linkIfFree(draft, path))) continue;
    const now = await Promise.all(chain.map((step) => readLock(step.path)));
    const unchanged = chain.every((step, i) => now[i]?.generation === step.generation);
    // The lock first and the claims after it: a claim without its lock is harmless, the reverse opens the race.
    if (unchanged) for (const step of chain) await rm(step.path, { force: true });
    await rm(path, { force: true });
    return;
  }
}

async function linkIfFree(existing: string, path: string): Promise<boolean> {
  try {
    await link(existing, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function writeLock(path: string, generation: string, holder: DataDirHolder): Promise<void> {
  await writeFile(path, `${JSON.stringify({ generation, ...holder })}\n`, { mode: 0o600, flag: 'wx' });
}

async function readLock(path: string): Promise<FoundLock | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw dataDirClosed(path, error);
  }
  try {
    const { generation, ...holder } = JSON.parse(text) as DataDirHolder & { generation: string };
    return { generation, holder };
  } catch {
    // Cut off by a power failure: nobody living writes such a file, for ours appear whole.
    return { generation: createHash('sha256').update(text).digest('hex').slice(0, 32), holder: null };
  }
}

/**
 * Private to us (0700); under root 0711, since PostgreSQL runs as another user and must pass through. A folder that
 * is there already keeps the mode somebody gave it. Returns the real path: links would hide which folders count.
 */
async function createDataDir(dataDir: string): Promise<string> {
  const dir = resolve(dataDir);
  const first = await makeFolder(dir);
  if (first !== undefined) {
    // Not mkdir's own mode, which the umask would narrow.
    const root = process.getuid?.() === 0;
    await chmod(dir, root ? 0o711 : 0o700);
    for (let above = dirname(dir); root && above.length >= first.length; above = dirname(above)) {
      await chmod(above, 0o755);
    }
  }
  return realpath(dir);
}

/**
 * The first folder that had to be made, or undefined. One after the other: Node's own `recursive` goes round for ever
 * where the system says that a folder's parent is missing and it is there (/proc, automounters).
 */
async function makeFolder(dir: string): Promise<string | undefined> {
  try {
    await mkdir(dir);
    return dir;
  } catch (error) {
    if (await isFolder(dir)) return undefined;
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(dir) === dir) throw error;
  }
  const first = await makeFolder(dirname(dir));
  // Another start may make it meanwhile.
  await mkdir(dir).catch(async (error: unknown) => {
    if (!(await isFolder(dir))) throw error;
  });
  return first ?? dir;
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Claims are of no use once there is a live lock, nor are drafts whose writer was killed before the link. */
async function sweep(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const path = join(dir, name);
    if (name.startsWith(`${NAME}.after-`)) await rm(path, { force: true });
    if (!name.startsWith(`${NAME}.new-`)) continue;
    const draft = await readLock(path);
    if (draft?.holder && !isRunning(draft.holder)) await rm(path, { force: true });
  }
}
