import type { Logger } from 'pino';
import { Database } from '../core/database.js';
import { defineJob } from '../core/jobs.js';
import { unusedContents } from './document.queries.js';
import { DocumentStore } from './document-store.js';
import { removeIfUnused } from './unused-contents.js';

/** A content this old whose row is not there will have none. */
const UNUSED_MS = 3_600_000;

/** Removes uploads of dead processes, and old contents that no row names. May be done twice, also at once. */
export const sweepDocumentsJob = defineJob('documents.sweep', {
  maxAttempts: 3,
  cron: '41 * * * *',
  run: async (_payload, tools) => {
    const store = tools.get(DocumentStore);
    await store.clearIncoming();
    await removeUnused(tools.get(Database), store, tools.log);
  },
});

async function removeUnused(database: Database, store: DocumentStore, log: Logger): Promise<void> {
  for await (const contents of store.olderThan(UNUSED_MS)) {
    const unused = await unusedContents(database.background, contents);
    for (const sha256 of unused) await removeIfUnused(database, store, sha256);
    if (unused.length > 0) log.warn({ contents: unused.length }, 'documents: removed contents without a row');
  }
}
