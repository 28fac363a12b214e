import { rulesOn } from '../awards/award-rule.queries.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { rulesFor, rulesIn, type Rule } from './domain/rule.js';

/** The rules that hold for each of these award types on a day, its own and the general ones; one statement for all. */
export async function rulesOfAwards(
  connection: Connection,
  awardTypeIds: readonly string[],
  day: CivilDate,
): Promise<Map<string, Rule[]>> {
  const rules = rulesIn(await rulesOn(connection, awardTypeIds, day));
  return new Map(awardTypeIds.map((id) => [id, rulesFor(rules, id)]));
}
