import type { BatchFunction } from '../core/loaders.js';
import { load } from '../core/loaders.js';
import { awardScope } from '../decisions/decision-scope.js';
import { modelsOfHonouree } from '../emulation-models/emulation-model.loaders.js';
import { lifeLineOf } from './life-line.js';
import type { LifeEvent } from './life-line.entity.js';
import { awardsOfHonourees } from './life-line.queries.js';

export const MAX_LIFE_EVENTS = 100;

/** The life-lines of honourees, as far as the asking account may read what they are made of. */
export const lifeLineByHonouree: BatchFunction<string, LifeEvent[]> = async (context, ids) => {
  const wanted = { honoureeIds: ids, most: MAX_LIFE_EVENTS };
  const awards = await awardsOfHonourees(context.connection, awardScope(context), wanted);
  const models = await Promise.all(ids.map((id) => load(context, modelsOfHonouree, id)));
  return ids.map((id, index) => {
    const own = awards.filter(({ ofId }) => ofId === id);
    return lifeLineOf(own, models[index] ?? []).slice(-MAX_LIFE_EVENTS);
  });
};
