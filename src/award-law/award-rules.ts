import { competenceRules, rulesOn, unitsUnder } from '../awards/award-rule.queries.js';
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

/** A dossier, or one that may become one, as far as its rules go: which award, proposed by whom. */
export interface RuledDossier {
  id: string;
  awardTypeId: string;
  proposedById: string;
}

/**
 * The rules that hold for each of these dossiers on a day, by its id: as rulesOfAwards(), with the own rules of the province
 * from which it comes. One statement, and one more where a province has some.
 */
export async function rulesOfDossiers(
  connection: Connection,
  dossiers: readonly RuledDossier[],
  day: CivilDate,
  kinds: readonly RuleKind[] | null = null,
): Promise<Map<string, Rule[]>> {
  const awards = [...new Set(dossiers.map(({ awardTypeId }) => awardTypeId))];
  const proposers = [...new Set(dossiers.map(({ proposedById }) => proposedById))];
  const rules = rulesIn(await rulesOn(connection, awards, day, kinds, proposers));
  const scopes = [...new Set(rules.flatMap(({ forUnitId }) => forUnitId ?? []))];
  const under = scopes.length > 0 ? await unitsUnder(connection, proposers, scopes, day) : [];
  // Many dossiers of one award and one place have the same rules: read and ordered once.
  const found = new Map<string, Rule[]>();
  const rulesAt = (awardTypeId: string, places: string[]): Rule[] => {
    const key = [awardTypeId, ...places].join(' ');
    const known = found.get(key) ?? rulesFor(rules, awardTypeId, places);
    found.set(key, known);
    return known;
  };
  return new Map(
    dossiers.map(({ id, awardTypeId, proposedById }) => {
      const places = under.filter(({ unitId }) => unitId === proposedById).map(({ aboveId }) => aboveId);
      return [id, rulesAt(awardTypeId, places.sort())];
    }),
  );
}

/** By which rules that award was decided once, and on that day no more; the latest first. For the refusals that say so. */
export async function endedCompetences(
  connection: Connection,
  awardTypeId: string,
  day: CivilDate,
): Promise<Rule<'COMPETENCE'>[]> {
  return endedBefore(rulesIn(await competenceRules(connection, [awardTypeId])), day);
}
