import type { AwardRuleRow } from '../awards/award-rule.queries.js';
import { rulesById } from '../awards/award-rule.queries.js';
import { inOrder, type BatchFunction } from '../core/loaders.js';
import { nominationScope } from './nomination-scope.js';
import type { Opinion } from './opinion.entity.js';
import { overdueOf } from './opinion-dates.queries.js';
import { opinionsById, opinionsOf } from './opinion.queries.js';

/** Opinions by id; null for those that the asking account may not read. */
export const opinionById: BatchFunction<string, Opinion> = async (context, ids) =>
  inOrder(ids, await opinionsById(context.connection, nominationScope(context), ids), ({ id }) => id);

/** The opinions on a nomination that was read by its own policy. */
export const opinionsByNomination: BatchFunction<string, Opinion[]> = async (context, ids) => {
  const opinions = await opinionsOf(context.connection, ids);
  return ids.map((id) => opinions.filter(({ nominationId }) => nominationId === id));
};

/** Rules by id, replaced ones too. */
export const ruleById: BatchFunction<string, AwardRuleRow> = async (context, ids) =>
  inOrder(ids, await rulesById(context.connection, ids), ({ id }) => id);

/** How many opinions on a nomination are overdue. */
export const overdueOpinions: BatchFunction<string, number> = async (context, ids) => {
  const found = await overdueOf(context.connection, ids, context.clock.today());
  const counts = new Map(found.map(({ nominationId, count }) => [nominationId, count]));
  return ids.map((id) => counts.get(id) ?? 0);
};
