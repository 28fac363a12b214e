import { readingRoots } from '../core/actor.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { inOrder, type BatchFunction } from '../core/loaders.js';
import type { Honouree } from './honouree.entity.js';
import { honoureesById, type HonoureeScope } from './honouree.queries.js';

/** What the asking account may read of honourees. */
export function honoureeScope(context: RequestContext): HonoureeScope {
  const day = context.clock.today();
  return { roots: readingRoots(signedIn(context), day), day };
}

/** Honourees by id; null for those that the asking account may not read. */
export const honoureeById: BatchFunction<string, Honouree> = async (context, ids) =>
  inOrder(ids, await honoureesById(context.connection, honoureeScope(context), ids), (honouree) => honouree.id);
