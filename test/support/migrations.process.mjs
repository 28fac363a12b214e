// A process of its own that migrates: `node migrations.process.mjs <database> drop create up down …`, on the test
// cluster of TEST_CLUSTER. Writes as JSON what `up` has run.
import { APP, createDatabase, OWNER, urlOf, withClient } from './cluster.mjs';
import { migrate, unmigrate } from '../../dist/core/migrate.js';

const [database, ...acts] = process.argv.slice(2);
const cluster = JSON.parse(process.env.TEST_CLUSTER);
const owner = { url: urlOf(cluster, OWNER, database) };

const ACTS = {
  create: () => createDatabase(cluster, database),
  up: async () => process.stdout.write(JSON.stringify(await migrate(owner, APP))),
  down: () => unmigrate(owner, APP),
  drop: () =>
    withClient(cluster, 'postgres', 'postgres', (client) =>
      client.query(`drop database if exists ${database} with (force)`),
    ),
};
for (const act of acts) await ACTS[act]();
