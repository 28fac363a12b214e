import { bundle } from './bundle.mjs';
import { startCluster, trialFolder } from './start-cluster.mjs';
import { keepFilesInMemory } from './files-in-memory.mjs';

export default async function globalSetup() {
  globalThis.__giveMemoryBack = keepFilesInMemory();
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
