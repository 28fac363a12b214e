import { addDays, type CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';
import { areaIdByCode } from '../units/find-areas.queries.js';
import { insertUnits, insertUnitVersions, type UnitPeriod } from '../units/write-unit.queries.js';
import type { UnitRow, UnitVersionRow, UnitsByCode } from './domain/units-in-time.js';

/** The units of the demonstration as they stand in the database. */
export interface MadeUnits {
  rows: UnitsByCode;
  /** Id of the unit with that code. */
  idOf(code: string): string;
  /** Id of the area that a version names. */
  areaIdOf(version: UnitVersionRow): string | null;
}

/** Makes the units with all their versions: those to come and those that ended as well. */
export async function makeUnits(tx: Transaction, units: readonly UnitRow[]): Promise<MadeUnits> {
  const ids = await insertUnits(
    tx,
    units.map(({ code, line, isBody, external = false }) => ({ code, line, isBody, external })),
  );
  const areas = await areasOf(tx, units);
  const rows = new Map(units.map((unit) => [unit.code, unit]));
  const made: MadeUnits = {
    rows,
    idOf: (code) => {
      const id = ids.get(code);
      if (id === undefined) throw new Error(`units.json: no unit ${code}`);
      return id;
    },
    areaIdOf: ({ area, from }) => areas.get(`${area}@${from}`) ?? null,
  };
  await insertUnitVersions(
    tx,
    units.flatMap((unit) => unit.versions.map((version) => periodOf(made, unit, version))),
  );
  return made;
}

/** Areas by the code that they bore on the first day of a version. */
async function areasOf(tx: Transaction, units: readonly UnitRow[]): Promise<Map<string, string>> {
  const areas = new Map<string, string>();
  for (const { area, from } of units.flatMap(({ versions }) => versions)) {
    const key = `${area}@${from}`;
    if (area === undefined || areas.has(key)) continue;
    const id = await areaIdByCode(tx, area, from);
    if (id === null) throw new Error(`units.json: no area ${key}`);
    areas.set(key, id);
  }
  return areas;
}

function periodOf(made: MadeUnits, unit: UnitRow, version: UnitVersionRow): UnitPeriod {
  const { from, to, name, superior } = version;
  return {
    unitId: made.idOf(unit.code),
    from,
    to: firstDayAfter(to),
    name,
    tier: unit.tier,
    areaId: made.areaIdOf(version),
    superiorId: superior === undefined ? null : made.idOf(superior),
  };
}

function firstDayAfter(day: CivilDate | undefined): CivilDate | null {
  return day === undefined ? null : addDays(day, 1);
}
