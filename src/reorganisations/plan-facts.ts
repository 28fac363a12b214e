import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { areasAmong, areasForPlan, unitsInAreas } from './area-facts.queries.js';
import { areaPlan } from './domain/area-plan.js';
import type { AreaPlan, Plan, PlannedArea, PlannedUnit, UnitPlan } from './domain/plan.js';
import { unitPlan } from './domain/unit-plan.js';
import { unitsBelowPlan, unitsForPlan, type DecidingUnit } from './reorganisation-facts.queries.js';

/** Every unit and area that the plan names, each once. */
function namedIds({ changes }: Pick<Plan, 'changes'>): string[] {
  return [
    ...new Set(changes.flatMap(({ fromIds, toIds, takerId }) => [...fromIds, ...toIds, ...(takerId ? [takerId] : [])])),
  ];
}

/** What the plan names: units and areas apart. */
export interface Names {
  units: string[];
  areas: string[];
}

export async function namesOf(connection: Connection, plan: Pick<Plan, 'changes'>): Promise<Names> {
  const ids = namedIds(plan);
  const areas = new Set(await areasAmong(connection, ids));
  return { units: ids.filter((id) => !areas.has(id)), areas: [...areas] };
}

/** The areas and units that the plan names or touches, and what it does to them. */
export interface Facts {
  names: Names;
  places: PlannedArea[];
  named: PlannedUnit[];
  touched: PlannedUnit[];
  areas: AreaPlan;
  units: UnitPlan;
}

/** Reads them; writes nothing. */
export async function factsOf(connection: Connection, plan: Plan): Promise<Facts> {
  const day = plan.effectiveOn;
  const names = await namesOf(connection, plan);
  const isArea = new Set(names.areas);
  const all = [...plan.changes.entries()];
  const ofAreas = all.filter(([, { fromIds }]) => fromIds.some((id) => isArea.has(id)));
  const ofUnits = all.filter(([, { fromIds }]) => !fromIds.some((id) => isArea.has(id)));
  const codes = [...all.flatMap(([, { areaCode }]) => areaCode ?? []), ...ofAreas.flatMap(([, c]) => c.newCode ?? [])];
  const places = await areasForPlan(connection, names.areas, codes, day);
  const areas = areaPlan(plan, ofAreas, places);
  const named = await unitsForPlan(connection, names.units, day);
  const touched = [
    ...(await unitsBelowPlan(
      connection,
      ofUnits.flatMap(([, { fromIds }]) => fromIds),
      day,
    )),
    ...(await unitsInAreas(connection, [...areas.ended], day)),
  ];
  const { ended, heirs } = areas;
  const units = unitPlan(plan, ofUnits, {
    named,
    touched,
    areas: { ended, heirs, byCode: byCode(areas, places, day) },
  });
  return { names, places, named, touched, areas, units };
}

/** The areas that bear a code once the plan is in force. */
function byCode({ ended, created }: AreaPlan, places: readonly PlannedArea[], day: CivilDate): Map<string, string> {
  const living = places.filter(({ id, from, to }) => !ended.has(id) && from <= day && (to === null || to > day));
  return new Map([...living, ...created].map(({ code, id }) => [code, id]));
}

/** The units as the plan leaves them. */
export function asTheyWillBe(units: readonly PlannedUnit[], { areas, units: plan }: Facts): DecidingUnit[] {
  const changed = new Map(plan.changed.map((unit) => [unit.id, unit]));
  const made = new Map(areas.created.map(({ id, tier }) => [id, tier]));
  return units.map((unit) => {
    const { id, code, line, tier, areaId, isBody } = changed.get(unit.id) ?? unit;
    const areaTier = made.get(areaId ?? '') ?? null;
    const isGone = areaId !== null && (made.has(areaId) || areas.ended.has(areaId));
    return { id, code, line, tier, isBody, areaId: isGone ? null : areaId, areaTier };
  });
}
