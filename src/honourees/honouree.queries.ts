import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { Honouree } from './honouree.entity.js';

const COLUMNS = `h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear",
  h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId",
  h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"`;

/** Who reads: the units of the reader's grants, and the day. One policy for lists, counts, searches and edges. */
export interface HonoureeScope {
  roots: readonly string[];
  day: CivilDate;
}

/** What is asked for; null members do not restrict. */
export interface HonoureeConditions {
  syllables: readonly string[] | null;
  kind: string | null;
  unitId: string | null;
  areaId: string | null;
}

// $1 roots, $2 day: readable is what a unit of the reader's subtree registered, or what belongs to one.
const READABLE = `(h.registered_by_id = any (array(select units_below($1::uuid[], $2)))
  or h.unit_id = any (array(select units_below($1::uuid[], $2))))`;

/** The clauses of what is asked for; only those that restrict, so that each shape has its own plan. */
function conditionsOf(conditions: HonoureeConditions, values: unknown[]): string {
  const clauses: string[] = [];
  const add = (clause: (parameter: string) => string, value: unknown): void => {
    if (value !== null) clauses.push(`and ${clause(`$${values.push(value)}`)}`);
  };
  add((p) => `h.name_syllables @> ${p}::text[]`, conditions.syllables);
  add((p) => `h.kind = ${p}`, conditions.kind);
  add((p) => `h.unit_id = any (array(select units_below(array[${p}::uuid], $2)))`, conditions.unitId);
  add((p) => `h.area_id = ${p}::uuid`, conditions.areaId);
  return clauses.join(' ');
}

/** A page of honourees, the newest first. */
export function honoureePage(
  connection: Connection,
  scope: HonoureeScope,
  conditions: HonoureeConditions,
  after: Cursor | null,
  limit: number,
): Promise<Honouree[]> {
  const values: unknown[] = [scope.roots, scope.day];
  const where = conditionsOf(conditions, values);
  const keyset = after ? `and h.id < $${values.push(after[0])}::uuid` : '';
  return connection.rows(
    `select ${COLUMNS} from honouree h where ${READABLE} ${where} ${keyset} order by h.id desc limit $${values.push(limit)}`,
    values,
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countHonourees(
  connection: Connection,
  scope: HonoureeScope,
  conditions: HonoureeConditions,
): Promise<number> {
  const values: unknown[] = [scope.roots, scope.day];
  const where = conditionsOf(conditions, values);
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from honouree h where ${READABLE} ${where} limit ${COUNT_CAP + 1}) counted`,
    values,
  );
  return row?.count ?? 0;
}

/** Those of `ids` that the reader may read. */
export function honoureesById(
  connection: Connection,
  scope: HonoureeScope,
  ids: readonly string[],
): Promise<Honouree[]> {
  return connection.rows(`select ${COLUMNS} from honouree h where ${READABLE} and h.id = any ($3::uuid[])`, [
    scope.roots,
    scope.day,
    ids,
  ]);
}

/** Other records with the same folded name and kind that the reader may read, the newest first, 20 at most. */
export function honoureesOfSameName(
  connection: Connection,
  scope: HonoureeScope,
  honouree: Honouree,
): Promise<Honouree[]> {
  return connection.rows(
    `select ${COLUMNS} from honouree h
     where ${READABLE} and h.kind = $3 and h.id <> $4 and h.name_syllables @> syllables($5)
       and fold(h.display_name) = fold($5)
     order by h.id desc limit 20`,
    [scope.roots, scope.day, honouree.kind, honouree.id, honouree.displayName],
  );
}

/** True when the area exists. */
export async function areaExists(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.rows(`select from area where id = $1`, [id])).length > 0;
}

/** What a new record holds from the beginning. */
export type NewHonouree = Pick<
  Honouree,
  'kind' | 'displayName' | 'birthYear' | 'gender' | 'headOfHousehold' | 'unitId' | 'areaId' | 'registeredById'
>;

/** New records, all at once. */
export async function insertHonourees(tx: Transaction, honourees: readonly NewHonouree[]): Promise<void> {
  await tx.rows(
    `insert into honouree (kind, display_name, birth_year, gender, head_of_household, unit_id, area_id, registered_by_id, created_at)
     select kind, "displayName", "birthYear", gender, "headOfHousehold", "unitId", "areaId", "registeredById", $2
     from jsonb_to_recordset($1::jsonb)
       as h (kind text, "displayName" text, "birthYear" smallint, gender text, "headOfHousehold" text,
             "unitId" uuid, "areaId" uuid, "registeredById" uuid)`,
    [JSON.stringify(honourees), tx.now],
  );
}
