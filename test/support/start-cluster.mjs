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
import { loadAreas } from '../../dist/units/load-areas.js';
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
  const bare = await startEmbeddedPostgres(options);
  await fill(bare);
  await bare.stop();
  await keep(dataDir, bareFolder(dataDir));
  const peopled = await startEmbeddedPostgres(options);
  const accounts = await demonstrate(peopled, dataDir);
  await peopled.stop();
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

/** The day of the first areas: what is made on top may be of any later one. */
const FIRST_DAY = new Date('2021-11-01T08:00:00+07:00');

/** The two logins, and a database with every migration and the areas. */
async function fill(cluster) {
  await withClient(cluster, 'postgres', 'postgres', async (client) => {
    await client.query(`create role ${OWNER} login password '${PASSWORD}'`);
    await client.query(`create role ${APP} login noinherit password '${PASSWORD}'`);
  });
  await createDatabase(cluster, TRIAL);
  await migrate({ url: urlOf(cluster, OWNER, TRIAL) }, APP);
  await inTrial(cluster, new Clock(FIRST_DAY), (database) => loadAreas(database, { until: null }));
}

/** Works on that database as the service does. */
async function inTrial(cluster, clock, work) {
  const config = loadConfig({ DATABASE_URL: urlOf(cluster, APP, TRIAL) });
  const { database, close } = await openDatabase(config, { url: config.databaseUrl }, clock, ENTITIES);
  return work(database).finally(close);
}

/** Of the stopped cluster a copy as the data folder of a trial, with the owners that PostgreSQL minds. */
async function keep(dataDir, folder) {
  await mkdir(folder, { mode: 0o711 });
  execFileSync('cp', ['-a', ...['postgres', 'postgres.password'].map((name) => join(dataDir, name)), folder]);
  const secrets = { ownerPassword: PASSWORD, appPassword: PASSWORD };
  await writeFile(join(folder, 'database.json'), JSON.stringify(secrets), { mode: 0o600 });
}

/**
 * With the demonstration, for tests whose subject comes after a first start, which takes six seconds of CPU. The law as it is
 * shipped is loaded by the start that follows, as by every start.
 */
async function keepTrial(dataDir) {
  const trial = trialFolder(dataDir);
  await keep(dataDir, trial);
  await rename(join(dataDir, 'trial-accounts.json'), join(trial, 'trial-accounts.json'));
}

/** Where the copies lie: as a first start leaves it, and as one that was cut off before it made the demonstration. */
export const trialFolder = (dataDir) => join(dataDir, 'trial');
const bareFolder = (dataDir) => join(dataDir, 'bare');

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
  return inTrial(cluster, new Clock(), (database) => makeDemonstration(database, dataDir));
}
