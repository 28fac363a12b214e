import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, rmSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresBinaries } from './postgres-binaries.js';
import { postgresEnvironment, workDir, type ClusterPaths } from './postgres-cluster.js';
import type { PostgresUser } from './postgres-user.js';
import { identityOf } from './process-identity.js';
import { postgresFailed, reasonOf } from './startup-error.js';

/** How a process ended: one of the two is null. */
export interface ProcessExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** All that one start of PostgreSQL needs; the same again for a restart in place. */
export interface PostmasterSetup {
  paths: ClusterPaths;
  binaries: PostgresBinaries;
  user: PostgresUser | undefined;
  /** '' where there are no Unix sockets (Windows). */
  socketDir: string;
  port: number;
  listenTcp: boolean;
  settings: Record<string, string>;
  /** Milliseconds from start to ready. */
  readyTimeout: number;
}

/** One running PostgreSQL server: the parent of all its backends. */
export interface Postmaster {
  readonly pid: number;
  /** When the postmaster itself ends. */
  readonly exited: Promise<ProcessExit>;
  /** When it and every one of its backends have ended. */
  readonly gone: Promise<void>;
  /** Fast shutdown (open transactions roll back); immediate when that takes more than 10 s. */
  stop(): Promise<void>;
}

type PostgresSignal = 'SIGINT' | 'SIGQUIT' | 'SIGKILL';

const LOG_LIMIT_BYTES = 10_000_000;

/** Starts PostgreSQL on a cluster and waits until it takes connections; throws a StartupError with its log otherwise. */
export async function startPostmaster(setup: PostmasterSetup): Promise<Postmaster> {
  const { logFile } = setup.paths;
  await clearSocket(setup);
  const logStart = await turnLog(logFile);
  const child = spawnPostgres(setup);
  if (child.pid === undefined) {
    const [error] = (await once(child, 'error')) as [Error];
    throw postgresFailed(error.message, logFile, '');
  }
  const postmaster = watch(child, child.pid, setup);
  try {
    // Written before it is ready: whoever finds it orphaned in the middle of its recovery knows it too.
    await recordProcess(setup, child.pid);
    await waitUntilReady(setup, postmaster);
    return postmaster;
  } catch (error) {
    signalPostgres(child, 'SIGQUIT', setup.binaries);
    await postmaster.exited;
    throw postgresFailed(reasonOf(error), logFile, await logSince(logFile, logStart));
  }
}

function spawnPostgres(setup: PostmasterSetup): ChildProcess {
  const { binaries, paths, user } = setup;
  const log = openSync(paths.logFile, 'a', 0o600);
  try {
    return spawn(binaries.postgres, ['-D', paths.cluster, ...settingFlags(setup)], {
      // Its own session: Ctrl-C and signals to our process group do not reach it; we end it after the last request.
      detached: true,
      uid: user?.uid,
      gid: user?.gid,
      cwd: workDir(),
      env: postgresEnvironment(),
      windowsHide: true,
      // The fourth is a line of life: every backend inherits its far end, so it closes when the last of them has gone.
      stdio: ['ignore', log, log, 'pipe'],
    });
  } finally {
    closeSync(log);
  }
}

function settingFlags({ settings, socketDir, port, listenTcp }: PostmasterSetup): string[] {
  const all: Record<string, string> = {
    ...settings,
    listen_addresses: listenTcp ? '127.0.0.1' : '',
    port: String(port),
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function watch(child: ChildProcess, pid: number, setup: PostmasterSetup): Postmaster {
  const exited = new Promise<ProcessExit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const life = child.stdio[3] as Socket | undefined;
  life?.on('error', () => undefined).resume();
  // PostgreSQL must not keep our process alive: who waits for it has timers of his own.
  life?.unref();
  child.unref();
  const signal = (name: PostgresSignal) => signalPostgres(child, name, setup.binaries);
  // Should our process exit without stop(), by an uncaught error for instance, a signal is all there is time for.
  const farewell = () => {
    signal('SIGINT');
    if (setup.socketDir) rmSync(setup.socketDir, { recursive: true, force: true });
  };
  process.once('exit', farewell);
  child.once('exit', () => process.off('exit', farewell));
  return { pid, exited, gone, stop: () => stopPostmaster(signal, exited) };
}

async function stopPostmaster(signal: (name: PostgresSignal) => void, exited: Promise<ProcessExit>): Promise<void> {
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signal(name);
    if (await within(10_000, exited)) return;
  }
}

/** Through the child's handle, never its bare pid: once it has ended that may be a stranger's, and nothing is sent. */
function signalPostgres(child: ChildProcess, signal: PostgresSignal, binaries: PostgresBinaries): void {
  if (process.platform !== 'win32' || signal === 'SIGKILL') {
    child.kill(signal);
  } else if (child.exitCode === null && child.signalCode === null) {
    // Windows has no signals; PostgreSQL listens on a pipe instead, which pg_ctl knows.
    spawnSync(join(binaries.folder, 'bin', 'pg_ctl.exe'), ['kill', signal.slice(3), String(child.pid)]);
  }
}

/** True when the promise settles within so many milliseconds. Keeps the process alive meanwhile. */
export async function within(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  try {
    const late = sleep(milliseconds, false, { signal: timer.signal }).catch(() => false);
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    timer.abort();
  }
}

async function waitUntilReady({ paths, readyTimeout }: PostmasterSetup, postmaster: Postmaster): Promise<void> {
  let exit: ProcessExit | undefined;
  void postmaster.exited.then((value) => (exit = value));
  const deadline = performance.now() + readyTimeout;
  while (!(await isReady(paths.cluster, postmaster.pid))) {
    if (exit) throw new Error(exit.signal ? `kết thúc vì ${exit.signal}` : `kết thúc với mã ${exit.code ?? '?'}`);
    if (performance.now() > deadline) throw new Error(`chưa sẵn sàng sau ${readyTimeout / 1000} giây`);
    await sleep(10);
  }
}

/** PostgreSQL writes its state into line 8 of its pid file, under its own pid in line 1. */
async function isReady(cluster: string, pid: number): Promise<boolean> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return lines[0]?.trim() === String(pid) && lines[7]?.trim() === 'ready';
}

async function recordProcess({ paths, socketDir }: PostmasterSetup, pid: number): Promise<void> {
  const identity = identityOf(pid);
  if (!identity) return;
  // Removed first, since an existing file would keep the mode and the owner that it has.
  await rm(paths.recordFile, { force: true });
  await writeFile(paths.recordFile, `${JSON.stringify({ ...identity, socketDir })}\n`, { mode: 0o600 });
}

/** What a killed postmaster left in the socket folder; PostgreSQL balks when its pid belongs to a stranger by now. */
async function clearSocket({ socketDir, port }: PostmasterSetup): Promise<void> {
  if (!socketDir) return;
  for (const suffix of ['', '.lock']) await rm(join(socketDir, `.s.PGSQL.${port}${suffix}`), { force: true });
}

/** Begins a new log when the old one is long, keeping one; returns the length from which this start writes on. */
async function turnLog(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size < LOG_LIMIT_BYTES) return size;
  await rename(logFile, `${logFile}.old`);
  return 0;
}

async function logSince(logFile: string, start: number): Promise<string> {
  const bytes = await readFile(logFile).catch(() => Buffer.alloc(0));
  return bytes.subarray(start).toString('utf8').trim().split('\n').slice(-15).join('\n') || '(trống)';
}
