import { createHash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { convert, type Conversion } from './domain/conversion.js';
import type { AreaPlan, Plan, PlannedArea, PlannedUnit, Problem, UnitPlan } from './domain/plan.js';
import { asTheyWillBe, factsOf, type Facts, type Names } from './plan-facts.js';
import {
  competencesOf,
  dossiersOfUnits,
  draftDecisionsOfUnits,
  draftsOfUnits,
  grantsOfUnits,
  modelsOfPlan,
  opinionsOfUnits,
  orphanAwards,
  sessionsOfUnits,
  takenCodes,
  type DecidingUnit,
  type Held,
  type HeldModel,
  type OrphanAward,
  type PlannedDossier,
} from './reorganisation-facts.queries.js';

/** What the plan does with one dossier. */
export interface Converted {
  dossier: PlannedDossier;
  becomes: Conversion;
}

/** All that the plan would do, were it applied now. */
export interface Outlook {
  plan: Plan;
  names: Names;
  areas: AreaPlan;
  units: UnitPlan;
  converted: Converted[];
  drafts: Held[];
  models: HeldModel[];
  grants: Held[];
  sessions: Held[];
  decisions: Held[];
  opinions: Held[];
  orphans: OrphanAward[];
  problems: Problem[];
  /** Over the plan and every fact that it rests on. */
  hash: string;
}

/** Reads what the plan rests on and works out what it does; writes nothing. */
export async function lookAhead(connection: Connection, plan: Plan, today: CivilDate): Promise<Outlook> {
  const day = plan.effectiveOn;
  const facts = await factsOf(connection, plan);
  const { areas, units, named } = facts;
  const ended = [...units.ended];
  const dossiers = await dossiersOfUnits(connection, ended);
  const living = asTheyWillBe([...named, ...units.created], facts);
  const converted = await conversions(connection, units, dossiers, living, day > today ? day : today);
  const held = {
    drafts: await draftsOfUnits(connection, ended),
    models: await modelsOfPlan(connection, ended, [...areas.heirs.keys()]),
    grants: await grantsOfUnits(connection, ended, day),
    sessions: await sessionsOfUnits(connection, ended),
    decisions: await draftDecisionsOfUnits(connection, ended),
    opinions: await opinionsOfUnits(connection, ended),
  };
  const orphans = await orphansOf(connection, facts, day);
  const problems = [
    ...areas.problems,
    ...units.problems,
    ...(await codesTaken(connection, units)),
    ...withoutTaker(units, named, dossiers, held),
  ];
  const outlook = { plan, names: facts.names, areas, units, converted, ...held, orphans, problems };
  return { ...outlook, hash: hashOf(outlook, [...named, ...facts.touched, ...facts.places]) };
}

async function codesTaken(connection: Connection, { created }: UnitPlan): Promise<Problem[]> {
  const codes = await takenCodes(
    connection,
    created.map(({ code }) => code),
  );
  return codes.map((code) => ({
    code: 'DUPLICATE',
    key: 'reorganisation.codeTaken',
    params: { code },
    field: ['input', 'changes'],
  }));
}

async function conversions(
  connection: Connection,
  { ended, takers }: UnitPlan,
  dossiers: readonly PlannedDossier[],
  units: readonly DecidingUnit[],
  day: CivilDate,
): Promise<Converted[]> {
  const able = new Set(
    (await competencesOf(connection, units, day)).map(({ unitId, awardTypeId }) => `${unitId} ${awardTypeId}`),
  );
  const mayDecide = (awardTypeId: string, unitId: string): boolean => able.has(`${unitId} ${awardTypeId}`);
  return dossiers.flatMap((dossier) => {
    const becomes = convert(dossier, { ended, takers, mayDecide });
    return becomes ? [{ dossier, becomes }] : [];
  });
}

/** Awards that die with the ended bodies, but for those that a new one may decide. */
async function orphansOf(connection: Connection, facts: Facts, day: CivilDate): Promise<OrphanAward[]> {
  const { units, named } = facts;
  const found = await orphanAwards(
    connection,
    named.filter(({ id }) => units.ended.has(id)),
    day,
  );
  const able = await competencesOf(connection, asTheyWillBe(units.created, facts), day);
  const decidable = new Set(able.map(({ awardTypeId }) => awardTypeId));
  return found.filter(({ id }) => !decidable.has(id));
}

/** The plan says for every body with something open who takes it over. */
function withoutTaker(
  { ended, takers }: UnitPlan,
  named: readonly PlannedUnit[],
  dossiers: readonly PlannedDossier[],
  { drafts, models }: { drafts: readonly Held[]; models: readonly HeldModel[] },
): Problem[] {
  const open = new Map<string, number>();
  const count = (units: readonly string[]): void => {
    for (const id of new Set(units)) if (ended.has(id) && !takers.has(id)) open.set(id, (open.get(id) ?? 0) + 1);
  };
  for (const { proposedById, route, step } of dossiers) {
    count([
      proposedById,
      ...route
        .slice(step - 1)
        .filter(({ gone }) => !gone)
        .map(({ unitId }) => unitId),
    ]);
  }
  for (const { unitId } of drafts) count([unitId]);
  for (const { ownerUnitId, registeredWithId } of models) count([ownerUnitId, registeredWithId]);
  return [...open].map(([id, number]) => ({
    code: 'INVALID_INPUT',
    key: 'reorganisation.takerMissing',
    params: { unit: named.find((unit) => unit.id === id)?.name ?? '', count: number },
    field: ['input', 'changes'],
  }));
}

function hashOf(outlook: Omit<Outlook, 'hash'>, rests: readonly (PlannedUnit | PlannedArea)[]): string {
  const { plan, converted, drafts, models, grants, sessions, decisions, opinions, orphans } = outlook;
  const facts = { plan, rests, converted, drafts, models, grants, sessions, decisions, opinions, orphans };
  return createHash('sha256').update(canonicalJson(facts)).digest('hex');
}
