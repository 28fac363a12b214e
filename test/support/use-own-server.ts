import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { worker } from './api.js';
import { dropDatabase, ownDatabase, serverOn } from './own-server.js';
import type { ServerProcess } from './server-process.mjs';

/**
 * The tests of this file speak to a server on a database of their own: what others have left in that of the Jest worker
 * would decide which way a list is read, and into which bodies a route may go. `env` adds to what the server is started with.
 */
export function useOwnServer(env: Record<string, string> = {}): void {
  const { database, url, traceSql, dataDir } = worker;
  let server: ServerProcess;

  beforeAll(async () => {
    const own = await ownDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'so-vang-own-'));
    const trace = join(folder, 'trace.sql');
    server = await serverOn(own, { TRACE_SQL: trace, DATA_DIR: folder, ...env });
    Object.assign(worker, { database: own, url: server.url, traceSql: trace, dataDir: folder });
  });

  afterAll(async () => {
    const own = { ...worker };
    await server.stop();
    Object.assign(worker, { database, url, traceSql, dataDir });
    await dropDatabase(own.database);
    await rm(own.dataDir, { recursive: true, force: true });
  });
}
