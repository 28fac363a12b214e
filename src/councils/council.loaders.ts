import type { RequestContext } from '../core/context.js';
import { inOrder, load, type BatchFunction } from '../core/loaders.js';
import { nominationScope } from '../nominations/nomination-scope.js';
import { ballotsOf, itemsOfNominations, itemsOfSessions, sessionsById, type ItemKey } from './council.queries.js';
import type { CouncilBallot, CouncilItem, CouncilSession } from './council-session.entity.js';

/** Sessions by id; null for those that the asking account may not read. */
export const sessionById: BatchFunction<string, CouncilSession> = async (context, ids) =>
  inOrder(ids, await sessionsById(context.connection, nominationScope(context), ids), ({ id }) => id);

/** The items of sessions that were read by the policy above. */
export const itemsBySession: BatchFunction<string, CouncilItem[]> = async (context, ids) => {
  const items = await itemsOfSessions(context.connection, ids);
  return ids.map((id) => items.filter(({ sessionId }) => sessionId === id));
};

/** The votes on nominations that the asking account reads. */
export const itemsByNomination: BatchFunction<string, CouncilItem[]> = async (context, ids) => {
  const items = await itemsOfNominations(context.connection, nominationScope(context), ids);
  return ids.map((id) => items.filter(({ nominationId }) => nominationId === id));
};

const ballotsByItem: BatchFunction<ItemKey, CouncilBallot[]> = async (context, keys) => {
  const ballots = await ballotsOf(context.connection, keys);
  return keys.map((key) =>
    ballots.filter(({ sessionId, nominationId }) => sessionId === key.sessionId && nominationId === key.nominationId),
  );
};

/** The votes by name on an item; null of a secret ballot, and for whoever has no grant at the body itself (R26). */
export function ballotsOfItem(context: RequestContext, item: CouncilItem): Promise<CouncilBallot[] | null> | null {
  const { sessionId, nominationId, mode, unitId } = item;
  if (mode !== 'OPEN' || !nominationScope(context).roots.includes(unitId)) return null;
  return load(context, ballotsByItem, { sessionId, nominationId });
}
