import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireDataDirLock, type DataDirLock } from './data-dir-lock.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import { clusterPaths, ensureCluster, type ClusterPaths } from './postgres-cluster.js';
import { startPostgresGuard, type PostgresGuard } from './postgres-guard.js';
import { endOrphan, SOCKET_DIR_PREFIX } from './postgres-orphan.js';
import { PostgresSupervisor } from './postgres-supervisor.js';
import { choosePostgresUser, giveTo, requirePassage, type PostgresUser } from './postgres-user.js';
import { startPostmaster, type PostmasterSetup, type ProcessExit } from './postmaster.js';

/** How to start the PostgreSQL that comes with the service. */
export interface EmbeddedPostgresOptions {
  /** Made where missing. The cluster lies in `<dataDir>/postgres`, its log in `<dataDir>/postgres.log`. */
  dataDir: string;
  /** More PostgreSQL settings, e.g. `{ fsync: 'off' }` for tests (which also spares initdb its sync). */
  settings?: Record<string, string>;
  /** Also listen on 127.0.0.1, on a free port. Default false: a Unix socket alone (Windows: always TCP alone). */
  listenTcp?: boolean;
  /** Tests: a guard process ends PostgreSQL when we die, by whatever signal. */
  exitWithParent?: boolean;
  /** Tests: remove the whole data folder on stop(), and with `exitWithParent` also when we die. */
  removeOnExit?: boolean;
  /** Start PostgreSQL again, at the same place, when it ends by itself. Default false. */
  supervise?: boolean;
  /** Told of unexpected ends and restarts, one Vietnamese sentence each. */
  log?: (message: string) => void;
  /** Milliseconds that PostgreSQL may take to be ready, recovery included. Default 30,000. */
  readyTimeout?: number;
  /** Another folder of programs (bin, lib, share) than npm's. For tests. */
  binariesDir?: string;
}

/** The running server. */
export interface EmbeddedPostgres {
  /** '' on Windows. */
  socketDir: string;
  /** For `pg`: the socket folder, or 127.0.0.1 on Windows. With `listenTcp`, 127.0.0.1 works on `port` too. */
  host: string;
  port: number;
  superuser: { user: string; password: string; database: 'postgres' };
  /** Of the postmaster that runs now; supervision may change it. */
  readonly pid: number;
  /** When PostgreSQL has ended for good: by stop(), by itself (not supervised), or too often (supervised). */
  exited: Promise<ProcessExit>;
  /** Tells who asks for the data folder where the service answers. */
  setUrl(url: string): Promise<void>;
  /** Fast shutdown, then gives the data folder free. The second call waits for the first. */
  stop(): Promise<void>;
}

/**
 * Takes the data folder, ends what a killed run left in it, makes the cluster where there is none, and starts
 * PostgreSQL. Throws a StartupError whose message is for the person at the terminal; nothing is left running then.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const lock = await acquireDataDirLock(options.dataDir);
  const dataDir = await realpath(options.dataDir);
  const paths = clusterPaths(dataDir);
  const guard = options.exitWithParent ? startPostgresGuard(dataDir, options.removeOnExit ?? false) : undefined;
  const removed = options.removeOnExit ? [dataDir] : [];
  let supervisor: PostgresSupervisor | undefined;
  try {
    const { setup, password } = await prepare(paths, options);
    removed.unshift(setup.socketDir);
    const start = async () => {
      await endOrphan(paths, 'SIGINT', setup.socketDir);
      return startPostmaster(setup);
    };
    supervisor = await PostgresSupervisor.begin(start, options.supervise ?? false, options.log ?? (() => undefined));
    // Not before: should an orphan refuse to end, the record must be there for the next start.
    removed.unshift(paths.recordFile);
    const running = face(setup, password, lock, supervisor, () => clear(lock, guard, removed));
    await lock.update({ host: running.host, port: running.port });
    return running;
  } catch (error) {
    await supervisor?.stop();
    await clear(lock, guard, removed);
    throw error;
  }
}

async function prepare(
  paths: ClusterPaths,
  options: EmbeddedPostgresOptions,
): Promise<{ setup: PostmasterSetup; password: string }> {
  const binaries = await findPostgresBinaries(options.binariesDir);
  const user = await choosePostgresUser(paths.cluster);
  const moveProgram = 'chuyển chương trình tới nơi ai cũng đi qua được (ví dụ /srv/so-vang)';
  for (const path of [
    binaries.initdb,
    binaries.postgres,
    join(binaries.folder, 'lib'),
    join(binaries.folder, 'share'),
  ]) {
    await requirePassage(user, path, moveProgram);
  }
  await requirePassage(user, paths.dataDir, 'chọn DATA_DIR ở thư mục khác');
  const settings = options.settings ?? {};
  const password = await ensureCluster(paths, binaries, user, settings.fsync !== 'off');
  const listenTcp = (options.listenTcp ?? false) || process.platform === 'win32';
  const setup = {
    paths,
    binaries,
    user,
    socketDir: await makeSocketDir(user),
    port: listenTcp ? await freePort() : 5432,
    listenTcp,
    settings,
    readyTimeout: options.readyTimeout ?? 30_000,
  };
  return { setup, password };
}

function face(
  setup: PostmasterSetup,
  password: string,
  lock: DataDirLock,
  supervisor: PostgresSupervisor,
  clear: () => Promise<void>,
): EmbeddedPostgres {
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await supervisor.stop();
    await clear();
  };
  return {
    socketDir: setup.socketDir,
    host: setup.socketDir || '127.0.0.1',
    port: setup.port,
    superuser: { user: 'postgres', password, database: 'postgres' },
    get pid() {
      return supervisor.pid;
    },
    exited: supervisor.ended,
    setUrl: (url) => lock.update({ url }),
    stop: () => (stopped ??= stop()),
  };
}

async function clear(lock: DataDirLock, guard: PostgresGuard | undefined, folders: string[]): Promise<void> {
  for (const folder of folders.filter(Boolean)) {
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
  await lock.release();
  guard?.dismiss();
}

/** Short, since a socket's path ends at 107 bytes (103 on macOS), and closed to all but PostgreSQL's user and root. */
async function makeSocketDir(user: PostgresUser | undefined): Promise<string> {
  if (process.platform === 'win32') return '';
  const dir = await mkdtemp(join(await placeForSocket(user), SOCKET_DIR_PREFIX));
  await giveTo(user, dir);
  return dir;
}

/** The machine's folder for temporary files; /tmp where TMPDIR names one too long, oddly named or closed to the user. */
async function placeForSocket(user: PostgresUser | undefined): Promise<string> {
  const own = await realpath(tmpdir());
  const longest = join(own, `${SOCKET_DIR_PREFIX}123456`, '.s.PGSQL.65535');
  // A comma or a quote would mean a list of folders to PostgreSQL.
  const fits = Buffer.byteLength(longest) <= 103 && !/[,"]/.test(own);
  const open = await requirePassage(user, own, '').then(
    () => true,
    () => false,
  );
  return fits && open ? own : '/tmp';
}

/** The system's choice. Somebody may take it before PostgreSQL does: rare, and PostgreSQL then says so. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
