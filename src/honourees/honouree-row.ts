import type { GraphQLResolveInfo } from 'graphql';
import { asksFor, asksOnly } from '../core/asked-fields.js';
import type { CivilDate } from '../core/civil-date.js';
import { JOINED_UNIT, joinedUnit, joinUnit } from '../units/joined-unit.js';
import type { Honouree } from './honouree.entity.js';

/**
 * What comes with the row of an honouree: nearly every list shows where each works and who made the record. As columns
 * of the row they cost half of what a statement of their own does, with its write, its wake-up and its parse.
 */
export interface HonoureeRow {
  columns: string;
  /** The joins on `h`; the day is $2. */
  joins: string;
  /** Puts what came along to the honouree's `joined`. */
  read: (row: Honouree) => Honouree;
}

export const HONOUREE_COLUMNS = `h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear",
  h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId",
  h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"`;

/** The honouree alone. */
export const PLAIN_HONOUREE: HonoureeRow = { columns: HONOUREE_COLUMNS, joins: '', read: (row) => row };

/** The honourees `found`, the newest first, each with what comes along. */
export function withRow(found: string, row: HonoureeRow): string {
  return `select ${row.columns} from (${found}) h ${row.joins} order by h.id desc`;
}

const JOINED_COLUMNS = `body.code as "bodyCode", body.name as "bodyName", maker.code as "makerCode", maker.name as "makerName"`;
const JOINS = `${joinUnit('body', 'h.unit_id', '$2::date')} ${joinUnit('maker', 'h.registered_by_id', '$2::date')}`;

interface JoinedColumns {
  bodyCode: string | null;
  bodyName: string | null;
  makerCode: string;
  makerName: string;
}

/**
 * What the query that is being resolved asks of the honourees at `path`. Where it asks for more of one of the units a
 * statement fetches units all the same: then both come with it.
 */
export function honoureeRowFor(info: GraphQLResolveInfo, path: readonly string[], day: CivilDate): HonoureeRow {
  const asked = (['unit', 'registeredBy'] as const).filter((field) => asksFor(info, [...path, field]));
  if (asked.length === 0 || !asked.every((field) => asksOnly(info, [...path, field], JOINED_UNIT))) {
    return PLAIN_HONOUREE;
  }
  const read = (honouree: Honouree): Honouree => {
    const row = honouree as Honouree & JoinedColumns;
    const { unitId, registeredById, bodyCode, bodyName, makerCode, makerName } = row;
    row.joined = {
      unit: unitId ? joinedUnit(unitId, { code: bodyCode, name: bodyName }, day) : null,
      registeredBy: joinedUnit(registeredById, { code: makerCode, name: makerName }, day),
    };
    return row;
  };
  return { columns: `${HONOUREE_COLUMNS}, ${JOINED_COLUMNS}`, joins: JOINS, read };
}
