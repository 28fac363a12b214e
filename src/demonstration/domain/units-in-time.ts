import type { CivilDate } from '../../core/civil-date.js';
import type { Line, Tier } from '../../units/domain/lines-and-tiers.js';

/** What data/demonstration/units.json says of a unit through a period; both ends included, no `to` is open. */
export interface UnitVersionRow {
  from: CivilDate;
  to?: CivilDate;
  name: string;
  /** Official code of the area on the first day. */
  area?: string;
  /** Code of the unit above it in its line. */
  superior?: string;
}

/** A unit of data/demonstration/units.json; its versions are in order of time. */
export interface UnitRow {
  code: string;
  line: Line;
  tier: Tier;
  isBody: boolean;
  external?: boolean;
  versions: UnitVersionRow[];
}

/** The units by code. */
export type UnitsByCode = ReadonlyMap<string, UnitRow>;

/** The version that holds on `day`; undefined outside the unit's life. */
export function versionOn(unit: UnitRow, day: CivilDate): UnitVersionRow | undefined {
  return unit.versions.find(({ from, to }) => from <= day && (to === undefined || day <= to));
}

/** The version that holds on `day`, else the last one before it, else the first. */
export function nearestVersion(unit: UnitRow, day: CivilDate): UnitVersionRow {
  const [first] = unit.versions;
  if (!first) throw new Error(`units.json: ${unit.code} has no versions`);
  return unit.versions.filter(({ from }) => from <= day).at(-1) ?? first;
}

/** The unit with that code; throws when there is none. */
export function unitOf(units: UnitsByCode, code: string): UnitRow {
  const unit = units.get(code);
  if (!unit) throw new Error(`units.json: no unit ${code}`);
  return unit;
}

/** The nearest body at or above the unit on `day`: what registers for it. Undefined when there is none. */
export function bodyAbove(units: UnitsByCode, code: string, day: CivilDate): UnitRow | undefined {
  const unit = unitOf(units, code);
  if (unit.isBody) return unit;
  const superior = versionOn(unit, day)?.superior;
  return superior === undefined ? undefined : bodyAbove(units, superior, day);
}

/** The unit itself when it lives on `day`; else the nearest one above it, as last or first known, that does. */
export function keeperOn(units: UnitsByCode, code: string, day: CivilDate): UnitRow {
  const unit = unitOf(units, code);
  const { superior } = nearestVersion(unit, day);
  return versionOn(unit, day) || superior === undefined ? unit : keeperOn(units, superior, day);
}
