import { rulesOn } from '../awards/award-rule.queries.js';
import { rulesFor, rulesIn, type Rule } from '../award-law/domain/rule.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';

/** The rules of each of these awards that hold on a day, its own and the general ones. One query. */
export async function rulesByAward(
  connection: Connection,
  awardTypeIds: readonly string[],
  day: CivilDate,
): Promise<Map<string, Rule[]>> {
  const ids = [...new Set(awardTypeIds)];
  const rules = rulesIn(await rulesOn(connection, ids, day));
  return new Map(ids.map((id) => [id, rulesFor(rules, id)]));
}
