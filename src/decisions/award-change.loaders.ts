import type { Award } from '../awards/award.entity.js';
import type { RequestContext } from '../core/context.js';
import { inOrder, type BatchFunction } from '../core/loaders.js';
import type { AwardChange } from './award-change.entity.js';
import type { AwardFlag } from './award-flag.entity.js';
import {
  awardsById,
  changesOfDecisions,
  changesToDecisions,
  flagsOf,
  flagsOfAwards,
  groundsOfAwards,
  issuedChanges,
} from './award-change.queries.js';
import { awardScope } from './decision-scope.js';

/** Awards by id; null for those that the asking account may not read. */
export const awardById: BatchFunction<string, Award> = async (context, ids) =>
  inOrder(ids, await awardsById(context.connection, awardScope(context), ids), ({ id }) => id);

/** What each decision changes, by the decision's id: read with the decision. */
export const changeOfDecision: BatchFunction<string, AwardChange> = async (context, ids) =>
  inOrder(ids, await changesOfDecisions(context.connection, ids), ({ decisionId }) => decisionId);

/** What later decisions have changed of each award, the earliest first: read with the award. */
export const changesByAward: BatchFunction<string, AwardChange[]> = async (context, ids) => {
  const changes = await issuedChanges(context.connection, ids);
  return ids.map((id) => changes.filter(({ awardId }) => awardId === id));
};

/** What later decisions have changed of the lines of each decision, where the asking account reads these. */
export const changesToDecision: BatchFunction<string, AwardChange[]> = async (context, ids) => {
  const changes = await changesToDecisions(context.connection, awardScope(context), ids);
  return ids.map((id) => changes.filter(({ of }) => of === id));
};

/** The revoked awards for which an award is flagged, as far as the asking account reads them. */
export const flaggersByAward: BatchFunction<string, Award[]> = async (context, ids) =>
  readable(context, ids, await flagsOf(context.connection, ids));

/** All flags of each award, settled or not: read with the award. */
export const flagsByAward: BatchFunction<string, AwardFlag[]> = async (context, ids) => {
  const flags = await flagsOfAwards(context.connection, ids);
  return ids.map((id) => flags.filter(({ awardId }) => awardId === id));
};

/** The awards on which an award rested, as far as the asking account reads them. */
export const groundsByAward: BatchFunction<string, Award[]> = async (context, ids) =>
  readable(context, ids, await groundsOfAwards(context.connection, ids));

async function readable(
  context: RequestContext,
  ids: readonly string[],
  links: readonly { awardId: string; otherId: string }[],
): Promise<Award[][]> {
  const wanted = [...new Set(links.map(({ otherId }) => otherId))];
  const awards = wanted.length > 0 ? await awardsById(context.connection, awardScope(context), wanted) : [];
  const byId = new Map(awards.map((award) => [award.id, award]));
  return ids.map((id) =>
    links.filter(({ awardId }) => awardId === id).flatMap(({ otherId }) => byId.get(otherId) ?? []),
  );
}
