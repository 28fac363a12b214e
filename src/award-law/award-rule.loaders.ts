import { rulesOn } from '../awards/award-rule.queries.js';
import { isCivilDate } from '../core/civil-date.js';
import type { BatchFunction } from '../core/loaders.js';
import type { AwardRule } from './award-rule.entity.js';
import { CALENDAR_KINDS } from './domain/holidays.js';
import { RULE_KINDS, rulesFor, rulesIn } from './domain/rule.js';

/** Holidays say nothing of an award: the query `holidays` shows them. */
const OF_AWARDS = RULE_KINDS.filter((kind) => !CALENDAR_KINDS.includes(kind));

/** The rules for all of award types on a day, each asked as "award-type-id day"; of all awards in one statement a day. */
export const rulesByAwardAndDay: BatchFunction<string, AwardRule[]> = async (context, keys) => {
  const asked = keys.map((key) => key.split(' '));
  const found = new Map<string, AwardRule[]>();
  for (const day of new Set(asked.map(([, each = '']) => each))) {
    if (!isCivilDate(day)) continue;
    const ids = asked.flatMap(([id = '', each]) => (each === day ? [id] : []));
    const rules = rulesIn(await rulesOn(context.connection, ids, day, OF_AWARDS));
    for (const id of ids) found.set(`${id} ${day}`, rulesFor(rules, id));
  }
  return keys.map((key) => found.get(key) ?? []);
};
