// Lives in the Jest worker and outlasts its test files: one database and one built server a worker.
import { TestEnvironment } from 'jest-environment-node';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countCpu } from './cpu-table.mjs';
import { APP, createDatabase, urlOf } from './cluster.mjs';
import { startServerProcess } from './server-process.mjs';

async function startWorker() {
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
    this.global.worker = await (globalThis.__worker ??= startWorker());
    this.counted = countCpu(this.path);
  }

  async teardown() {
    const { worker } = this.global;
    await worker.endConnections?.();
    delete worker.endConnections;
    await this.counted();
    await super.teardown();
  }
}
