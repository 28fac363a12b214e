// One embedded PostgreSQL for the whole run, with a template database that has every migration and the demonstration.
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../dist/core/clock.js';
import { loadConfig } from '../../dist/core/config.js';
import { openDatabase } from '../../dist/core/open-database.js';
import { startEmbeddedPostgres } from '../../dist/core/embedded-postgres.js';
import { migrate } from '../../dist/core/migrate.js';
import { loadLaw, shippedLaw } from '../../dist/awards/load-law.js';
import { ENTITIES } from '../../dist/entities.js';
import { makeDemonstration } from '../../dist/demonstration/make-demonstration.js';
import { PARAMETERS } from '../../dist/identity/password.js';
import { CHEAP } from './cheap-passwords.mjs';
import { APP, createDatabase, OWNER, PASSWORD, urlOf, withClient } from './cluster.mjs';

/** What the database of a trial is called. */
const TRIAL = 'so_vang';
const TEMPLATE = 'template_so_vang';

export async function startCluster() {
  const dataDir = await mkdtemp(join(tmpdir(), 'so-vang-test-'));
  await chmod(dataDir, 0o755);
  const options = {
    dataDir,
    // What is asked only once or twice is not worth compiling (jit).
    settings: {
      ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', jit: 'off', max_connections: '200' },
      // Thousands of connections, each with its password: 4,096 rounds of hashing keep nobody out of a test.
      scram_iterations: '1',
    },
    exitWithParent: true,
  };
  const begun = await startEmbeddedPostgres(options);
  const accounts = await fill(begun, dataDir);
  await begun.stop();
  await keepTrial(dataDir);
  const cluster = await startEmbeddedPostgres({ ...options, removeOnExit: true });
  await withClient(cluster, 'postgres', 'postgres', (client) =>
    client.query(`alter database ${TRIAL} rename to ${TEMPLATE}`),
  );
  await loadLastingLaw(cluster);
  await withClient(cluster, 'postgres', 'postgres', (client) =>
    client.query(`alter database ${TEMPLATE} with is_template true allow_connections false`),
  );
  return { cluster, dataDir, accounts, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

/** The two logins, and a database with every migration and the demonstration. Answers with its accounts. */
async function fill(cluster, dataDir) {
  await withClient(cluster, 'postgres', 'postgres', async (client) => {
    await client.query(`create role ${OWNER} login password '${PASSWORD}'`);
    await client.query(`create role ${APP} login noinherit password '${PASSWORD}'`);
  });
  await createDatabase(cluster, TRIAL);
  await migrate({ url: urlOf(cluster, OWNER, TRIAL) }, APP);
  return demonstrate(cluster, dataDir);
}

/**
 * Of the stopped cluster a copy as the data folder of a trial: a first start of one's own takes six seconds of CPU. The law as
 * it is shipped is loaded by the start that follows, as by every start.
 */
async function keepTrial(dataDir) {
  const trial = trialFolder(dataDir);
  await mkdir(trial, { mode: 0o711 });
  // With the owners that PostgreSQL minds.
  execFileSync('cp', ['-a', ...['postgres', 'postgres.password'].map((name) => join(dataDir, name)), trial]);
  await rename(join(dataDir, 'trial-accounts.json'), join(trial, 'trial-accounts.json'));
  const secrets = { ownerPassword: PASSWORD, appPassword: PASSWORD };
  await writeFile(join(trial, 'database.json'), JSON.stringify(secrets), { mode: 0o600 });
}

/** Where the copy lies. */
export const trialFolder = (dataDir) => join(dataDir, 'trial');

/** From then on what is shipped ends: calendars of years, and NĐ 152/2025 and TT 15/2025, after which no law is known. */
const FIRST_END = '2026-12-31';

/**
 * The law as it is shipped, but that it goes on: what is tested is tested on the day of the run, and that may lie after the
 * end of what is known. What happens at that end is asked of the shipped data itself, in contracts and in trial servers.
 */
async function loadLastingLaw(cluster) {
  const config = loadConfig({ DATABASE_URL: urlOf(cluster, OWNER, TEMPLATE) });
  const { database, close } = await openDatabase(config, { url: config.databaseUrl }, new Clock());
  const { types, rules } = await shippedLaw();
  const lasting = rules.map(({ to, ...rule }) => (to === undefined || to >= FIRST_END ? rule : { ...rule, to }));
  await loadLaw(database, { types, rules: lasting }).finally(close);
}

async function demonstrate(cluster, dataDir) {
  Object.assign(PARAMETERS, CHEAP);
  const config = loadConfig({ DATABASE_URL: urlOf(cluster, APP, TRIAL) });
  const { database, close } = await openDatabase(config, { url: config.databaseUrl }, new Clock(), ENTITIES);
  try {
    return await makeDemonstration(database, dataDir);
  } finally {
    await close();
  }
}
