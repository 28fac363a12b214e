// Lives in the Jest worker and outlasts its test files: one database and one built server a worker.
import { TestEnvironment } from 'jest-environment-node';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { countCpu } from './cpu-table.mjs';
import { APP, createDatabase, urlOf } from './cluster.mjs';
import { prepared } from './global-setup.mjs';
import { startServerProcess } from './server-process.mjs';

/** What Jest's worker itself holds at its end: standard output and error. */
const STDIO = 2;

/**
 * Ends the worker as soon as Jest no longer speaks to it, if nothing is open. Jest kills it after half a second, and on a busy
 * machine Node tidies up for longer. Where a test left something open all goes on as ever, and Jest says so.
 */
function endPromptly() {
  process.on('removeListener', (event) => {
    if (event === 'message' && process.getActiveResourcesInfo().length <= STDIO) process.exit();
  });
}

const DAY_MS = 86_400_000;
const VIET_NAM_MS = 7 * 3_600_000;
/** What no file takes on a machine that has nothing else to do. */
const LONGEST_FILE_MS = 120_000;

/** A file runs on one day of Viet Nam: what it takes for today at its beginning is today until its end. */
async function letMidnightPass() {
  const left = DAY_MS - ((Date.now() + VIET_NAM_MS) % DAY_MS);
  if (left < LONGEST_FILE_MS) await sleep(left + 1_000);
}

async function startWorker() {
  if (process.send) endPromptly();
  const cluster = JSON.parse(process.env.TEST_CLUSTER);
  const database = `worker_${process.env.JEST_WORKER_ID}`;
  await createDatabase(cluster, database, 'template_so_vang');
  const folder = mkdtempSync(join(tmpdir(), 'so-vang-worker-'));
  const traceSql = join(folder, 'sql.jsonl');
  const server = await startServerProcess({
    DATABASE_URL: urlOf(cluster, APP, database),
    DATA_DIR: folder,
    TRACE_SQL: traceSql,
  });
  // Else all that follows says only "fetch failed".
  void server.exited.then(({ code, signal }) => {
    process.stderr.write(
      `The server of worker ${process.env.JEST_WORKER_ID} ended: ${code ?? signal}\n${server.errors()}\n`,
    );
  });
  server.unref();
  return { cluster, database, url: server.url, traceSql, dataDir: folder, lastNumber: 60_000 };
}

export default class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.path = context.testPath;
  }

  async setup() {
    await super.setup();
    const variables = await prepared();
    // Jest gave the file a copy of the environment, made before.
    for (const env of [process.env, this.global.process.env]) Object.assign(env, variables);
    await letMidnightPass();
    this.global.worker = await (globalThis.__worker ??= startWorker());
    this.counted = countCpu(this.path);
  }

  async teardown() {
    const { worker } = this.global;
    await worker?.endConnections?.();
    delete worker?.endConnections;
    await this.counted?.();
    await super.teardown();
  }
}
