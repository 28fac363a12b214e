import { createHash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { convert, type Conversion } from './domain/conversion.js';
import type { Plan, PlannedUnit, Problem, UnitPlan } from './domain/plan.js';
import { unitPlan } from './domain/unit-plan.js';
import {
  competencesOf,
  dossiersOfUnits,
  draftDecisionsOfUnits,
  draftsOfUnits,
  grantsOfUnits,
  modelsOfUnits,
  orphanAwards,
  sessionsOfUnits,
  takenCodes,
  unitsBelowPlan,
  unitsForPlan,
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
  units: UnitPlan;
  converted: Converted[];
  drafts: Held[];
  models: HeldModel[];
  grants: Held[];
  sessions: Held[];
  decisions: Held[];
  orphans: OrphanAward[];
  problems: Problem[];
  /** Over the plan and every fact that it rests on. */
  hash: string;
}

/** Every unit that the plan names, each once. */
export function namedUnits({ changes }: Plan): string[] {
  return [
    ...new Set(changes.flatMap(({ fromIds, toIds, takerId }) => [...fromIds, ...toIds, ...(takerId ? [takerId] : [])])),
  ];
}

/** Reads what the plan rests on and works out what it does; writes nothing. */
export async function lookAhead(connection: Connection, plan: Plan, today: CivilDate): Promise<Outlook> {
  const day = plan.effectiveOn;
  const named = await unitsForPlan(connection, namedUnits(plan), day);
  const below = await unitsBelowPlan(
    connection,
    plan.changes.flatMap(({ fromIds }) => fromIds),
    day,
  );
  const units = unitPlan(plan, named, below);
  const ended = [...units.ended];
  const dossiers = await dossiersOfUnits(connection, ended);
  const converted = await conversions(
    connection,
    units,
    dossiers,
    [...named, ...units.created],
    day > today ? day : today,
  );
  const held = {
    drafts: await draftsOfUnits(connection, ended),
    models: await modelsOfUnits(connection, ended),
    grants: await grantsOfUnits(connection, ended, day),
    sessions: await sessionsOfUnits(connection, ended),
    decisions: await draftDecisionsOfUnits(connection, ended),
  };
  const orphans = await orphansOf(connection, units, named, day);
  const problems = [
    ...units.problems,
    ...(await codesTaken(connection, units)),
    ...withoutTaker(units, named, dossiers, held),
  ];
  const outlook = { plan, units, converted, ...held, orphans, problems };
  return { ...outlook, hash: hashOf(outlook, named, below) };
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
  units: readonly PlannedUnit[],
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
async function orphansOf(
  connection: Connection,
  units: UnitPlan,
  named: readonly PlannedUnit[],
  day: CivilDate,
): Promise<OrphanAward[]> {
  const found = await orphanAwards(
    connection,
    named.filter(({ id }) => units.ended.has(id)),
    day,
  );
  const decidable = new Set(
    (await competencesOf(connection, units.created, day)).map(({ awardTypeId }) => awardTypeId),
  );
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

function hashOf(outlook: Omit<Outlook, 'hash'>, named: readonly PlannedUnit[], below: readonly PlannedUnit[]): string {
  const { plan, converted, drafts, models, grants, sessions, decisions, orphans } = outlook;
  const facts = { plan, named, below, converted, drafts, models, grants, sessions, decisions, orphans };
  return createHash('sha256').update(canonicalJson(facts)).digest('hex');
}
