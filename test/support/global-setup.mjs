import { startCluster } from './cluster.mjs';

export default async function globalSetup() {
  const started = await startCluster();
  const { host, port, superuser, socketDir } = started.cluster;
  globalThis.__cluster = started;
  process.env.TEST_CLUSTER = JSON.stringify({ host, port, superuser, socketDir, accounts: started.accounts });
}
