import { inOrder, type BatchFunction } from '../core/loaders.js';
import type { Honouree } from '../honourees/honouree.entity.js';
import { anyHonoureesById } from '../honourees/honouree.queries.js';
import { sharersOf } from './award.queries.js';

/** Who was awarded, by the honouree's id: read with the award, even where its own list would not show it. */
export const honoureeOfAward: BatchFunction<string, Honouree> = async (context, ids) =>
  inOrder(ids, await anyHonoureesById(context.connection, ids), ({ id }) => id);

/** Others whom the line of an award names, by the award's id. */
export const sharersByAward: BatchFunction<string, Honouree[]> = async (context, ids) => {
  const shares = await sharersOf(context.connection, ids);
  const wanted = [...new Set(shares.map(({ honoureeId }) => honoureeId))];
  const honourees = wanted.length > 0 ? await anyHonoureesById(context.connection, wanted) : [];
  const byId = new Map(honourees.map((honouree) => [honouree.id, honouree]));
  return ids.map((id) =>
    shares.filter(({ awardId }) => awardId === id).flatMap(({ honoureeId }) => byId.get(honoureeId) ?? []),
  );
};
