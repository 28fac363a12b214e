import { competenceRules, rulesOnTrial, unitsUnder } from '../awards/award-rule.queries.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { holdsOn, RULE_KINDS, rulesFor, rulesIn, type Rule, type RuleKind, type RuleRow } from './domain/rule.js';
import { competences, endedBefore } from './domain/step-rules.js';
import { keptRules } from './kept-rules.js';

/** The rules for all that hold for each of these award types on a day, its own and the general ones, of these kinds. */
export async function rulesOfAwards(
  connection: Connection,
  awardTypeIds: readonly string[],
  day: CivilDate,
  kinds: readonly RuleKind[] = RULE_KINDS,
): Promise<Map<string, Rule[]>> {
  const asked = askedRules(awardTypeIds, [day]);
  const rules = (await keptRules(connection)).where(kinds, (row) => !row.forUnitId && asked(row));
  return new Map([...new Set(awardTypeIds)].map((id) => [id, rulesFor(rules, id)]));
}

/** Whether a rule is for one of these award types or for every one, and holds on one of these days. */
function askedRules(awardTypeIds: readonly string[], days: readonly CivilDate[]): (row: RuleRow) => boolean {
  const awards = new Set<string | null>([...awardTypeIds, null]);
  return (row) => awards.has(row.awardTypeId) && days.some((day) => holdsOn(row, day));
}

/** By which rules that award was decided once, and on that day no more; the latest first. For the refusals that say so. */
export async function endedCompetences(
  connection: Connection,
  awardTypeId: string,
  day: CivilDate,
): Promise<Rule<'COMPETENCE'>[]> {
  return endedBefore(rulesIn(await competenceRules(connection, [awardTypeId])), day);
}

/** The same for cases on whose days nobody decides their award; one statement, and none where somebody does. */
export async function endedWhereNobody(
  connection: Connection,
  cases: readonly RuledCase[],
  ruleOn: (id: string, day: CivilDate) => Rule[],
): Promise<(id: string, day: CivilDate) => Rule<'COMPETENCE'> | null> {
  const nobody = ({ id, days }: RuledCase): boolean => days.some((day) => competences(ruleOn(id, day)).length === 0);
  const awardOf = new Map(cases.filter(nobody).map(({ id, awardTypeId }) => [id, awardTypeId]));
  const ids = [...new Set(awardOf.values())];
  const rules = ids.length > 0 ? rulesIn(await competenceRules(connection, ids)) : [];
  return (id, day) =>
    endedBefore(
      rules.filter(({ awardTypeId }) => awardTypeId === awardOf.get(id)),
      day,
    )[0] ?? null;
}

/** A case with the days whose rules are asked; `proposedById` null where no unit proposes it yet. */
export interface RuledCase {
  id: string;
  awardTypeId: string;
  proposedById: string | null;
  days: readonly CivilDate[];
}

/**
 * The rules of each case on each of its days, its award's, the general ones and those of the province from which it comes:
 * one more statement for each day on which a province has rules of its own.
 */
export async function rulesOfCases(
  connection: Connection,
  cases: readonly RuledCase[],
  kinds: readonly RuleKind[],
): Promise<(id: string, day: CivilDate) => Rule[]> {
  const awards = [...new Set(cases.map(({ awardTypeId }) => awardTypeId))];
  const proposers = [...new Set(cases.flatMap(({ proposedById }) => proposedById ?? []))];
  const days = [...new Set(cases.flatMap((each) => each.days))];
  const tried = await rulesOnTrial(connection, { awardTypeIds: awards, days, kinds });
  const rules = tried ? rulesIn(tried) : (await keptRules(connection)).where(kinds, askedRules(awards, days));
  const places = await placesOn(connection, { rules, proposers, days });
  const byId = new Map(cases.map((each) => [each.id, each]));
  // Many cases of one award, place and day have the same rules: picked once.
  const found = new Map<string, Rule[]>();
  return (id, day) => {
    const { awardTypeId = '', proposedById = null } = byId.get(id) ?? {};
    const here = places(day, proposedById);
    const key = [awardTypeId, day, ...here].join(' ');
    const known =
      found.get(key) ??
      rulesFor(
        rules.filter((rule) => holdsOn(rule, day)),
        awardTypeId,
        here,
      );
    found.set(key, known);
    return known;
  };
}

/** The rules of each dossier on one day, by its id. */
export async function rulesOfDossiers(
  connection: Connection,
  dossiers: readonly Omit<RuledCase, 'days'>[],
  day: CivilDate,
  kinds: readonly RuleKind[],
): Promise<Map<string, Rule[]>> {
  const cases = dossiers.map(({ id, awardTypeId, proposedById }) => ({ id, awardTypeId, proposedById, days: [day] }));
  const ruleOn = await rulesOfCases(connection, cases, kinds);
  return new Map(dossiers.map(({ id }) => [id, ruleOn(id, day)]));
}

/** The units with rules of their own above each proposer, by day. */
async function placesOn(
  connection: Connection,
  { rules, proposers, days }: { rules: readonly Rule[]; proposers: readonly string[]; days: readonly CivilDate[] },
): Promise<(day: CivilDate, proposedById: string | null) => string[]> {
  const found = new Map<CivilDate, { unitId: string; aboveId: string }[]>();
  for (const day of days) {
    const scopes = rules.flatMap((rule) => (holdsOn(rule, day) ? (rule.forUnitId ?? []) : []));
    if (scopes.length > 0) found.set(day, await unitsUnder(connection, proposers, [...new Set(scopes)], day));
  }
  return (day, proposedById) =>
    (found.get(day) ?? []).flatMap(({ unitId, aboveId }) => (unitId === proposedById ? aboveId : [])).sort();
}
