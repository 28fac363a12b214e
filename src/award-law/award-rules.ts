import { competenceRules, rulesOn } from '../awards/award-rule.queries.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { rulesFor, rulesIn, type Rule, type RuleKind } from './domain/rule.js';
import { endedBefore } from './domain/step-rules.js';

/** The rules that hold for each of these award types on a day, its own and the general ones, of these kinds or of all; one statement. */
export async function rulesOfAwards(
  connection: Connection,
  awardTypeIds: readonly string[],
  day: CivilDate,
  kinds: readonly RuleKind[] | null = null,
): Promise<Map<string, Rule[]>> {
  const rules = rulesIn(await rulesOn(connection, awardTypeIds, day, kinds));
  return new Map([...new Set(awardTypeIds)].map((id) => [id, rulesFor(rules, id)]));
}

/** By which rules that award was decided once, and on that day no more; the latest first. For the refusals that say so. */
export async function endedCompetences(
  connection: Connection,
  awardTypeId: string,
  day: CivilDate,
): Promise<Rule<'COMPETENCE'>[]> {
  return endedBefore(rulesIn(await competenceRules(connection, [awardTypeId])), day);
}
