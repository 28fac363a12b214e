import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, readdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterPaths } from './postgres-cluster.js';
import { identityOf, isPidTaken, sendSignal, waitUntilEnded, type ProcessIdentity } from './process-identity.js';
import { orphanStays } from './startup-error.js';

/** The record file: the postmaster started last, and its socket folder. */
interface PostmasterRecord extends ProcessIdentity {
  socketDir: string;
}

/** The name of our socket folders begins so, and only such are removed. */
export const SOCKET_DIR_PREFIX = 'sv-';

/**
 * Ends whatever PostgreSQL an earlier run of ours left on the cluster, and clears what would block the next start.
 * The caller holds the data folder's lock, so nobody living wants it.
 *
 * Ended and started anew, not adopted: an adopted server would not be our child (no exit event, no line of life),
 * might be of an older version or other settings, and a fast shutdown takes a tenth of a second.
 * @param signal SIGINT: open transactions roll back, files are synced; SIGQUIT: at once, recovery at the next start.
 * @param socketDir a socket folder to keep, because the next start will use it (again).
 * Throws a StartupError when one does not end.
 */
export async function endOrphan(paths: ClusterPaths, signal: 'SIGINT' | 'SIGQUIT', socketDir = ''): Promise<void> {
  const record = await readRecord(paths.recordFile);
  const inFile = await postmasterInFile(paths.cluster);
  if (inFile !== null && isOurs(inFile, paths.cluster, record)) await endPostmaster(inFile, signal);
  else if (record && isRecorded(record.pid, record)) await endPostmaster(record.pid, signal);
  await endBackends(paths.cluster);
  // The pid is a stranger's, or a zombie's that nobody has collected: PostgreSQL would take either for its other self.
  if (inFile !== null && isPidTaken(inFile)) await rm(join(paths.cluster, 'postmaster.pid'), { force: true });
  const left = record?.socketDir ?? '';
  if (left !== socketDir && basename(left).startsWith(SOCKET_DIR_PREFIX))
    await rm(left, { recursive: true, force: true });
  await rm(paths.recordFile, { force: true });
}

/**
 * The pid in a file may belong to a stranger by now, who must come to no harm. Proof is the start time that we
 * recorded, or a program named postgres at work in this very cluster.
 */
function isOurs(pid: number, cluster: string, record: PostmasterRecord | null): boolean {
  return isRecorded(pid, record) || worksIn(cluster, pid);
}

/** Stricter than isRunning(): where the start time cannot be read, nothing is proved. */
function isRecorded(pid: number, record: PostmasterRecord | null): boolean {
  if (!record?.started || record.pid !== pid) return false;
  return identityOf(pid)?.started === record.started;
}

function worksIn(cluster: string, pid: number): boolean {
  try {
    if (process.platform === 'linux') return worksInOnLinux(cluster, pid);
    if (process.platform === 'win32') return false;
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(cluster);
  } catch {
    return false;
  }
}

/** Its working folder is the cluster (backends too, whose command line is rewritten), or it is just starting there. */
function worksInOnLinux(cluster: string, pid: number): boolean {
  if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return false;
  if (readlinkSync(`/proc/${pid}/cwd`) === cluster) return true;
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster);
}

async function endPostmaster(pid: number, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  const identity = identityOf(pid);
  if (!identity) return;
  for (const step of signal === 'SIGINT' ? (['SIGINT', 'SIGQUIT'] as const) : (['SIGQUIT'] as const)) {
    sendSignal(pid, step);
    if (await waitUntilEnded(identity, 10_000)) return;
  }
  throw orphanStays([pid]);
}

/**
 * Backends whose postmaster was killed: idle ones end by themselves, one deep in a query only at its end, and until
 * then PostgreSQL refuses to start. Only Linux lets us find them; elsewhere PostgreSQL's own refusal says so.
 */
async function endBackends(cluster: string): Promise<void> {
  const started = performance.now();
  for (;;) {
    const left = processesIn(cluster);
    if (left.length === 0) return;
    const waited = performance.now() - started;
    if (waited > 10_000) throw orphanStays(left);
    // SIGQUIT lets them say goodbye to their client; the postmaster, too, turns to SIGKILL after five seconds.
    for (const pid of left) sendSignal(pid, waited < 5_000 ? 'SIGQUIT' : 'SIGKILL');
    await sleep(25);
  }
}

function processesIn(cluster: string): number[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => worksIn(cluster, pid) && identityOf(pid) !== null);
}

async function postmasterInFile(cluster: string): Promise<number | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 0 ? pid : null;
}

async function readRecord(file: string): Promise<PostmasterRecord | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as PostmasterRecord;
  } catch {
    return null;
  }
}
