import { bundle } from './bundle.mjs';
import { startCluster } from './cluster.mjs';

export default async function globalSetup() {
  const [programs, started] = await Promise.all([bundle(), startCluster()]);
  process.env.BUILT_PROGRAMS = programs;
  const { host, port, superuser, socketDir } = started.cluster;
  globalThis.__cluster = started;
  process.env.TEST_CLUSTER = JSON.stringify({ host, port, superuser, socketDir, accounts: started.accounts });
}
