import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import type * as Locks from '../../src/core/data-dir-lock.js';
import type * as Launcher from '../../src/core/embedded-postgres.js';
import type * as Processes from '../../src/core/process-identity.js';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from '../../src/core/embedded-postgres.js';

/** The built launcher, typed by its source: it is what people run. */
export const launcher = (await import(built('embedded-postgres'))) as typeof Launcher;
export const locks = (await import(built('data-dir-lock'))) as typeof Locks;
export const processes = (await import(built('process-identity'))) as typeof Processes;

/** Fast settings for clusters that live for one test. */
export const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** What a client needs of a server, of ours or of a child's. */
export type Reach = Pick<EmbeddedPostgres, 'host' | 'port' | 'superuser' | 'pid'>;

/** What the child says: that it is ready, or why it is not; later, which signal came. */
export type Said = Partial<Reach & { socketDir: string; code: string; message: string; signal: string }>;

/** A process of its own that starts PostgreSQL and stays until it is killed or told to stop. */
export interface Starter {
  process: ChildProcess & { pid: number };
  /** The next line it says. */
  says(): Promise<Said>;
  /** Calls stop() in it and waits for its end. */
  stop(): Promise<void>;
  /** Ends it by process.exit(), without stop(). */
  leave(): Promise<void>;
}

const PROGRAM = `
  const [launcher, options] = process.argv.slice(1);
  const say = (what) => console.log(JSON.stringify(what));
  const { startEmbeddedPostgres } = await import(launcher);
  try {
    const server = await startEmbeddedPostgres(JSON.parse(options));
    for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => say({ signal }));
    process.stdin.on('data', async (order) => {
      if (String(order) === 'stop') await server.stop();
      process.exit(0);
    });
    const { pid, host, port, socketDir, superuser } = server;
    say({ pid, host, port, socketDir, superuser });
  } catch (error) {
    say({ code: error.code, message: error.message });
    process.exit(1);
  }
`;

/** A folder of a test's own; undo() removes it. */
export interface Folder {
  path: string;
  undo(): Promise<void>;
}

/** A folder that PostgreSQL's user may pass through, in the machine's place for temporary files. */
export async function makeFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'so-vang-test-'));
  await chmod(path, 0o755);
  return { path, undo: () => rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }) };
}

/** A stopped data folder to copy from, where initdb is not the test's subject. */
export async function makeTemplate(): Promise<Folder> {
  const { path, undo } = await makeFolder();
  const server = await launcher.startEmbeddedPostgres({ dataDir: join(path, 'data'), settings: FAST });
  await server.stop();
  return { path: join(path, 'data'), undo };
}

/** Copies a data folder with its owners, which node's cp() forgets. */
export function copyDataDir(from: Folder, to: string): void {
  execFileSync('cp', ['-a', from.path, to]);
}

/** Starts the starter, as the leader of its own process group. */
export function startElsewhere(options: EmbeddedPostgresOptions, env: NodeJS.ProcessEnv = process.env): Starter {
  const args = ['--input-type=module', '-e', PROGRAM, built('embedded-postgres'), JSON.stringify(options)];
  const child = spawn(process.execPath, args, { detached: true, env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  const tell = async (order: string) => {
    child.stdin.write(order);
    await ended;
  };
  return {
    process: child as unknown as Starter['process'],
    says: async () => {
      const line = await lines.next();
      return line.done ? {} : (JSON.parse(line.value) as Said);
    },
    stop: () => tell('stop'),
    leave: () => tell('leave'),
  };
}

/** Kills a process by -9 and waits until the system has taken notice. */
export async function kill9(pid: number): Promise<void> {
  const identity = processes.identityOf(pid);
  process.kill(pid, 'SIGKILL');
  if (identity) await processes.waitUntilEnded(identity, 5_000);
}

/** A connected client of the superuser; it does not mind losing its server. */
export async function connect(server: Reach | Said): Promise<Client> {
  const client = new Client({ host: server.host, port: server.port, ...server.superuser });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The first column of the first row. */
export async function ask(server: Reach | Said, sql: string): Promise<unknown> {
  const client = await connect(server);
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

function built(name: string): string {
  return new URL(`../../dist/core/${name}.js`, import.meta.url).href;
}
