/** The way of a nomination to the body that decides it: a pure function (workflow A.2). */
import type { Line, Tier } from '../../units/domain/lines-and-tiers.js';

/** A unit as it is on the day of the route. */
export interface RouteUnit {
  id: string;
  code: string;
  name: string;
  tier: Tier;
  line: Line;
  isBody: boolean;
  external: boolean;
  areaId: string | null;
  /** The tier of the area for which it is responsible: DISTRICT for a district's committee, PROVINCE for a sở. */
  areaTier: Tier | null;
  superiorId: string | null;
}

/** Who may decide an award, on one day: a row of kind COMPETENCE. */
export interface RouteCompetence {
  ruleId: string;
  tier: Tier;
  line: Line;
  areaTier?: Tier;
  /** The code of the one unit that is meant, e.g. "TTG". */
  unitCode?: string;
}

/** What the rules say of the step of a body: rows of kind COUNCIL and POSTING. */
export interface StepRules {
  council: 'REQUIRED' | 'NONE';
  posting: boolean;
  ruleIds: readonly string[];
}

export interface RouteQuestion {
  proposer: RouteUnit;
  /** Superiors of the proposer in its line that day, the nearest first. */
  superiors: readonly RouteUnit[];
  /** Other bodies that may decide: those in the areas of the chain, and the external ones. */
  others: readonly RouteUnit[];
  competences: readonly RouteCompetence[];
  /** The body that is to decide, where several may. */
  decidingUnitId?: string | null;
  stepRules(body: RouteUnit, decides: boolean, external: RouteUnit | null): StepRules;
}

export interface PlannedStep {
  position: number;
  unitId: string;
  tier: Tier;
  line: Line;
  decides: boolean;
  external: boolean;
  council: 'REQUIRED' | 'NONE';
  posting: boolean;
  /** The rows of rules that made it so. */
  ruleIds: string[];
}

/** Why there is no route: nobody may decide it, no way leads there, several could, or the one asked for may not. */
export type RouteProblem = 'NO_COMPETENCE' | 'NO_BODY' | 'AMBIGUOUS' | 'NOT_COMPETENT';
export type RouteAnswer = { steps: PlannedStep[] } | { problem: RouteProblem; missing: Tier | null };

const HEIGHT: Record<Tier, number> = { GRASSROOTS: 0, COMMUNE: 1, DISTRICT: 2, PROVINCE: 3, CENTRAL: 4 };

function fits(unit: RouteUnit, competence: RouteCompetence): boolean {
  if (competence.unitCode !== undefined && competence.unitCode !== unit.code) return false;
  if (competence.areaTier !== undefined && competence.areaTier !== unit.areaTier) return false;
  return unit.tier === competence.tier && unit.line === competence.line;
}

/** The route from the proposer to the body that decides. */
export function routeOf(question: RouteQuestion): RouteAnswer {
  const chain = [question.proposer, ...question.superiors].filter(({ isBody, external }) => isBody && !external);
  if (question.competences.length === 0) return { problem: 'NO_COMPETENCE', missing: null };
  const found = onChain(question, chain) ?? across(question, chain) ?? toTheCentre(question, chain);
  if (found === null) return { problem: 'NO_BODY', missing: question.competences[0]?.tier ?? null };
  return 'problem' in found ? found : { steps: planned(question, found.bodies) };
}

type Way = { bodies: RouteUnit[] } | { problem: RouteProblem; missing: Tier | null } | null;

function isCompetent(question: RouteQuestion, unit: RouteUnit): boolean {
  return question.competences.some((competence) => fits(unit, competence));
}

/** A.2, 3: a body of the chain is competent: the route ends at the first one, or at the one asked for. */
function onChain(question: RouteQuestion, chain: readonly RouteUnit[]): Way {
  const wanted = question.decidingUnitId ?? null;
  const end = chain.findIndex((unit) => isCompetent(question, unit) && (wanted === null || unit.id === wanted));
  return end < 0 ? null : { bodies: chain.slice(0, end + 1) };
}

/** A.2, 4: the same tier in another line decides, in the same area. */
function across(question: RouteQuestion, chain: readonly RouteUnit[]): Way {
  for (const competence of question.competences.filter(({ tier }) => tier !== 'CENTRAL')) {
    const kept = upTo(chain, competence.tier);
    const last = kept.at(-1);
    if (!last || last.line === competence.line) continue;
    const bodies = question.others.filter(
      (unit) => unit.isBody && !unit.external && unit.areaId === last.areaId && fits(unit, competence),
    );
    const way = choose(question, kept, bodies, competence.tier);
    if (way) return way;
  }
  return null;
}

/** A.2, 5: a central body decides; where it stands in another line, the way goes over that line's body of the province. */
function toTheCentre(question: RouteQuestion, chain: readonly RouteUnit[]): Way {
  for (const competence of question.competences.filter(({ tier }) => tier === 'CENTRAL')) {
    const top = chain.at(-1);
    if (!top) continue;
    const bridge = question.others.filter(
      (unit) =>
        unit.isBody &&
        !unit.external &&
        unit.tier === 'PROVINCE' &&
        unit.line === competence.line &&
        unit.areaId === top.areaId,
    );
    const province = top.line === competence.line ? [] : bridge.slice(0, 1);
    if (top.line !== competence.line && province.length === 0) continue;
    const bodies = question.others.filter((unit) => unit.isBody && unit.external && fits(unit, competence));
    const way = choose(question, [...chain, ...province], bodies, 'CENTRAL');
    if (way) return way;
  }
  return null;
}

function choose(question: RouteQuestion, before: RouteUnit[], bodies: readonly RouteUnit[], tier: Tier): Way {
  const wanted = question.decidingUnitId ?? null;
  const fitting = wanted === null ? bodies : bodies.filter(({ id }) => id === wanted);
  const [only, ...more] = fitting;
  if (more.length > 0) return { problem: 'AMBIGUOUS', missing: tier };
  if (only) return { bodies: [...before, only] };
  return wanted !== null && bodies.length > 0 ? { problem: 'NOT_COMPETENT', missing: tier } : null;
}

/** The chain up to the last body whose tier is not above that one. */
function upTo(chain: readonly RouteUnit[], tier: Tier): RouteUnit[] {
  const end = chain.findIndex((unit) => HEIGHT[unit.tier] > HEIGHT[tier]);
  return end < 0 ? [...chain] : chain.slice(0, end);
}

function planned(question: RouteQuestion, bodies: readonly RouteUnit[]): PlannedStep[] {
  const last = bodies.at(-1);
  const external = last?.external ? last : null;
  return bodies.map((unit, index) => {
    const decides = index === bodies.length - 1;
    const { council, posting, ruleIds } = question.stepRules(unit, decides, external);
    const competence = decides ? question.competences.filter((rule) => fits(unit, rule)).slice(0, 1) : [];
    return {
      position: index + 1,
      unitId: unit.id,
      tier: unit.tier,
      line: unit.line,
      decides,
      external: unit.external,
      council: unit.external ? 'NONE' : council,
      posting: !unit.external && posting,
      ruleIds: [...competence.map(({ ruleId }) => ruleId), ...ruleIds],
    };
  });
}
