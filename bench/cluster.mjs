// A PostgreSQL of the bench's own, as the service starts it: durable, in a folder that goes when we go.
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/core/embedded-postgres.js';
import { migrate } from '../dist/core/migrate.js';

const OWNER = 'so_vang_owner';
const APP = 'so_vang_app';
const PASSWORD = 'bench';

/** @typedef {Awaited<ReturnType<typeof startCluster>>} Cluster */

/** Starts PostgreSQL with the settings that production has (fsync, synchronous_commit: nothing is switched off). */
export async function startCluster() {
  const dataDir = await mkdtemp(join(tmpdir(), 'so-vang-bench-'));
  await chmod(dataDir, 0o755);
  const server = await startEmbeddedPostgres({
    dataDir,
    settings: { max_connections: '200' },
    exitWithParent: true,
    removeOnExit: true,
  });
  const cluster = { dataDir, server, stop: () => server.stop() };
  await connected(cluster, 'postgres', 'postgres', async (client) => {
    await client.query(`create role ${OWNER} login password '${PASSWORD}'`);
    await client.query(`create role ${APP} login noinherit password '${PASSWORD}'`);
  });
  return cluster;
}

/**
 * A migrated database, owned by the owner and open to the application, as production has it.
 * @param {Cluster} cluster
 * @param {string} name
 */
export async function createDatabase(cluster, name) {
  await connected(cluster, 'postgres', 'postgres', async (client) => {
    await client.query(`create database ${name} owner ${OWNER}`);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect on database ${name} to ${APP}`);
  });
  await migrate({ url: urlOf(cluster, 'owner', name) }, APP);
}

/**
 * The same again under another name; nobody may be connected to the first.
 * @param {Cluster} cluster
 * @param {string} template
 * @param {string} name
 */
export async function cloneDatabase(cluster, template, name) {
  await connected(cluster, 'postgres', 'postgres', async (client) => {
    await client.query(`create database ${name} template ${template} owner ${OWNER}`);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect on database ${name} to ${APP}`);
  });
}

/**
 * @param {Cluster} cluster
 * @param {'postgres' | 'owner' | 'app'} login
 * @param {string} database
 */
export function urlOf({ server }, login, database) {
  const user = { postgres: server.superuser.user, owner: OWNER, app: APP }[login];
  const password = login === 'postgres' ? server.superuser.password : PASSWORD;
  return `postgres://${user}:${encodeURIComponent(password)}@${encodeURIComponent(server.host)}:${server.port}/${database}`;
}

/**
 * Runs `work` on a connection of its own.
 * @template T
 * @param {Cluster} cluster
 * @param {'postgres' | 'owner' | 'app'} login
 * @param {string} database
 * @param {(client: pg.Client) => Promise<T>} work
 */
export async function connected(cluster, login, database, work) {
  const client = new pg.Client({ connectionString: urlOf(cluster, login, database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
