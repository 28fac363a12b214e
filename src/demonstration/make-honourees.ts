import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import { insertHonourees } from '../honourees/honouree.queries.js';
import { areaVersionsOn } from '../units/unit.queries.js';
import type { DemonstrationData } from './demonstration-data.js';
import { syntheticHonourees, type CommunePlace, type Places, type UnitPlace } from './domain/synthetic-honourees.js';
import { bodyAbove, versionOn, type UnitRow } from './domain/units-in-time.js';
import type { MadeUnits } from './make-units.js';

/** Makes the synthetic honourees at the units and in the communes of today. Answers with how many. */
export async function makeHonourees(
  tx: Transaction,
  units: MadeUnits,
  { honourees, names }: Pick<DemonstrationData, 'honourees' | 'names'>,
): Promise<number> {
  const made = syntheticHonourees(honourees, names, await placesOn(tx, units));
  await insertHonourees(tx, made);
  return made.length;
}

async function placesOn(tx: Transaction, units: MadeUnits): Promise<Places> {
  const living = [...units.rows.values()].filter((unit) => !unit.external && versionOn(unit, tx.today));
  const communes = await communesOf(tx, units, living);
  return { units: living.map((unit) => placeOf(units, unit, communes, tx.today)), communes: [...communes.values()] };
}

/** The communes whose People's Committees live today, by area. */
async function communesOf(
  tx: Transaction,
  units: MadeUnits,
  living: readonly UnitRow[],
): Promise<Map<string, CommunePlace>> {
  const committeeOf = new Map(
    living
      .filter(({ line, tier }) => line === 'STATE' && tier === 'COMMUNE')
      .map((unit) => [areaIdOn(units, unit, tx.today) ?? '', units.idOf(unit.code)]),
  );
  const areas = await areaVersionsOn(
    tx,
    [...committeeOf.keys()].map((id) => ({ id, day: tx.today })),
  );
  return new Map(
    areas.map(({ areaId, name }) => [areaId, { areaId, name, registeredById: committeeOf.get(areaId) ?? '' }]),
  );
}

function areaIdOn(units: MadeUnits, unit: UnitRow, day: CivilDate): string | null {
  const version = versionOn(unit, day);
  return version ? units.areaIdOf(version) : null;
}

function placeOf(
  units: MadeUnits,
  unit: UnitRow,
  communes: ReadonlyMap<string, CommunePlace>,
  day: CivilDate,
): UnitPlace {
  const registrar = bodyAbove(units.rows, unit.code, day);
  if (!registrar) throw new Error(`units.json: no body above ${unit.code} on ${day}`);
  return {
    unitId: units.idOf(unit.code),
    name: versionOn(unit, day)?.name ?? '',
    commune: communes.get(areaIdOn(units, unit, day) ?? '') ?? null,
    registeredById: units.idOf(registrar.code),
  };
}
