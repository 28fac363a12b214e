// What every file needs that is not pure: the built programs in one file, a PostgreSQL with its template. Made while the
// rules, which need neither, are tested already; each other file waits for it (environment.mjs).
import { readFile, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundle } from './bundle.mjs';
import { startCluster, trialFolder } from './start-cluster.mjs';
import { keepFilesTogether } from './temporary-files.mjs';

/** Where it stands what there is: with the same temporary folder for all processes of a run. */
const report = () => join(tmpdir(), 'prepared.json');

export default function globalSetup() {
  globalThis.__removeFiles = keepFilesTogether();
  globalThis.__prepared = prepare().catch((error) => tell({ failure: `${error.stack}` }));
}

async function prepare() {
  const [programs, started] = await Promise.all([bundle(), startCluster()]);
  globalThis.__cluster = started;
  const { host, port, superuser, socketDir, pid } = started.cluster;
  const cluster = { host, port, superuser, socketDir, pid, trial: trialFolder(started.dataDir) };
  const TEST_CLUSTER = JSON.stringify({ ...cluster, accounts: started.accounts });
  await tell({ variables: { BUILT_PROGRAMS: programs, TEST_CLUSTER } });
}

/** It is there as a whole or not yet. */
async function tell(what) {
  await writeFile(`${report()}.half`, JSON.stringify(what));
  await rename(`${report()}.half`, report());
}

/** Waits until all is there; answers with the environment variables that say where. */
export async function prepared() {
  while (!existsSync(report())) await sleep(50);
  const { variables, failure } = JSON.parse(await readFile(report(), 'utf8'));
  if (failure) throw new Error(`Nothing could be prepared for the tests: ${failure}`);
  return variables;
}
