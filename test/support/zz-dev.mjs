// dev cluster + server for exploring
import { startCluster, createDatabase, urlOf, APP } from '/work/wt/flows/test/support/cluster.mjs';
import { startServerProcess } from '/work/wt/flows/test/support/server-process.mjs';
import { writeFileSync } from 'node:fs';
const c = await startCluster();
await createDatabase(c.cluster, 'dev', 'template_so_vang');
const s = await startServerProcess({
  DATABASE_URL: urlOf(c.cluster, APP, 'dev'),
  DATA_DIR: c.dataDir + '/x',
  LOG_LEVEL: 'info',
  EXIT_WITH_PARENT: '1',
});
writeFileSync(
  '/tmp/fl/dev.json',
  JSON.stringify({
    url: s.url,
    accounts: c.accounts,
    host: c.cluster.host,
    port: c.cluster.port,
    superuser: c.cluster.superuser,
  }),
);
s.child.stderr.on('data', (d) => process.stdout.write(d));
console.log('up', s.url);
process.on('SIGTERM', async () => {
  await s.stop();
  await c.cluster.stop();
  await c.remove();
  process.exit(0);
});
