import type { CivilDate } from '../core/civil-date.js';
import type { BatchFunction } from '../core/loaders.js';
import { inOrder } from '../core/loaders.js';
import { pathsOf } from './find-areas.queries.js';
import { areasById, areaVersionsOn, successorsOf, unitsPresentOn, unitVersionsOn } from './unit.queries.js';
import type { Area, AreaVersion, Unit, UnitVersion } from './unit.entity.js';

interface OnDay {
  id: string;
  day: CivilDate;
}

/** Units, with their version of today. They are public to everybody who is signed in. */
export const unitById: BatchFunction<string, Unit> = async (context, ids) =>
  inOrder(ids, await unitsPresentOn(context.connection, ids, context.clock.today()), (unit) => unit.id);

/** The units that followed each unit. */
export const successorsOfUnit: BatchFunction<string, string[]> = async (context, ids) => {
  const rows = await successorsOf(context.connection, ids);
  return ids.map((id) => rows.filter(({ unitId }) => unitId === id).map(({ successorId }) => successorId));
};

/** Areas are public to everybody who is signed in. */
export const areaById: BatchFunction<string, Area> = async (context, ids) =>
  inOrder(ids, await areasById(context.connection, ids), (area) => area.id);

function byPosition<Row extends { position: number }>(
  wanted: readonly unknown[],
  rows: readonly Row[],
): (Row | null)[] {
  const found = new Map(rows.map((row) => [row.position, row]));
  return wanted.map((_, index) => found.get(index + 1) ?? null);
}

export const unitVersionOn: BatchFunction<OnDay, UnitVersion> = async (context, wanted) =>
  byPosition(wanted, await unitVersionsOn(context.connection, wanted));

export const areaVersionOn: BatchFunction<OnDay, AreaVersion> = async (context, wanted) =>
  byPosition(wanted, await areaVersionsOn(context.connection, wanted));

/** What contains each area on its day, the province first, itself last. */
export const areaPathOn: BatchFunction<OnDay, Area[]> = async (context, wanted) => {
  const paths = byPosition(wanted, await pathsOf(context.connection, wanted));
  const ids = [...new Set(paths.flatMap((path) => path?.ids ?? []))];
  const areas = new Map((await areasById(context.connection, ids)).map((area) => [area.id, area]));
  return paths.map((path) => path?.ids.flatMap((id) => areas.get(id) ?? []) ?? null);
};
