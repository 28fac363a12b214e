import type { Database } from '../core/database.js';
import { lockContent, unusedContents } from './document.queries.js';
import type { DocumentStore } from './document-store.js';

/** Removes a content that no row names: one whose row was rolled back, or never came. */
export async function removeIfUnused(database: Database, store: DocumentStore, sha256: string): Promise<void> {
  await database.inBackground(async (tx) => {
    await lockContent(tx, sha256);
    const [unused] = await unusedContents(tx, [sha256]);
    if (unused) await store.remove(unused);
  });
}
