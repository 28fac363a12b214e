import { join } from 'node:path';
import { worker } from './api.js';
import { dropDatabase, ownDatabase, serverOn } from './own-server.js';
import type { ServerProcess } from './server-process.mjs';

/**
 * The tests of this file speak to a server on a database of their own: what others have left in that of the Jest worker
 * would decide which way a list is read, and into which bodies a route may go.
 */
export function useOwnServer(): void {
  const { database, url, traceSql } = worker;
  let server: ServerProcess;

  beforeAll(async () => {
    const own = await ownDatabase();
    const trace = join(worker.dataDir, `${own}.trace`);
    server = await serverOn(own, { TRACE_SQL: trace, DATA_DIR: worker.dataDir });
    Object.assign(worker, { database: own, url: server.url, traceSql: trace });
  });

  afterAll(async () => {
    const own = worker.database;
    await server.stop();
    Object.assign(worker, { database, url, traceSql });
    await dropDatabase(own);
  });
}
