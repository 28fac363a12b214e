import { bundle } from './bundle.mjs';
import { startCluster, trialFolder } from './start-cluster.mjs';
import { keepFilesTogether } from './temporary-files.mjs';

export default async function globalSetup() {
  globalThis.__removeFiles = keepFilesTogether();
  const [programs, started] = await Promise.all([bundle(), startCluster()]);
  process.env.BUILT_PROGRAMS = programs;
  const { host, port, superuser, socketDir, pid } = started.cluster;
  globalThis.__cluster = started;
  const trial = trialFolder(started.dataDir);
  process.env.TEST_CLUSTER = JSON.stringify({
    ...{ host, port, superuser, socketDir, pid, trial },
    accounts: started.accounts,
  });
}
