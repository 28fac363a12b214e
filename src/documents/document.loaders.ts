import { readingRoots } from '../core/actor.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { inOrder, type BatchFunction } from '../core/loaders.js';
import type { Document } from './document.entity.js';
import { documentsById, type DocumentScope } from './document.queries.js';

/** Who reads in this request. */
export function documentScope(context: RequestContext): DocumentScope {
  const actor = signedIn(context);
  const day = context.clock.today();
  return { roots: readingRoots(actor, day), day, accountId: actor.accountId };
}

/** Documents that the reader may read; for edges of other types too. */
export const documentById: BatchFunction<string, Document> = async (context, ids) =>
  inOrder(ids, await documentsById(context.connection, documentScope(context), ids), ({ id }) => id);
