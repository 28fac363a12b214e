import { rulesOn } from '../awards/award-rule.queries.js';
import { isCivilDate } from '../core/civil-date.js';
import type { BatchFunction } from '../core/loaders.js';
import type { AwardRule } from './award-rule.entity.js';
import { rulesFor, rulesIn } from './domain/rule.js';

/** The rules for all of award types on a day, each asked as "award-type-id day"; of all awards in one statement a day. */
export const rulesByAwardAndDay: BatchFunction<string, AwardRule[]> = async (context, keys) => {
  const asked = keys.map((key) => key.split(' '));
  const found = new Map<string, AwardRule[]>();
  for (const day of new Set(asked.map(([, each = '']) => each))) {
    if (!isCivilDate(day)) continue;
    const ids = asked.flatMap(([id = '', each]) => (each === day ? [id] : []));
    const rules = rulesIn(await rulesOn(context.connection, ids, day));
    for (const id of ids) found.set(`${id} ${day}`, rulesFor(rules, id));
  }
  return keys.map((key) => found.get(key) ?? []);
};
