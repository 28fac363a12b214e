import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import { isBelow, UNITS_BELOW } from '../units/unit.queries.js';
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

// $1 roots, $2 day: readable is what a unit of the reader's subtree registered, or what belongs to one. The same policy
// in two forms: asked of each row, for those who read much; and as lists of units, by whose indexes rows are found.
const READABLE = isBelow('h.registered_by_id, h.unit_id');
const READABLE_BY_UNITS = `(h.registered_by_id = any (${UNITS_BELOW}) or h.unit_id = any (${UNITS_BELOW}))`;

/** From so many rows on a reader "reads much" of the registry. */
const MUCH = 100_000;
/** Among so many of the newest rows those who read much find their page, unless others registered all of these. */
const NEWEST = 2_000;

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

/** True for conditions that an index answers; how many rows it finds is known only with the values. */
function isSelective(conditions: HonoureeConditions): boolean {
  return conditions.syllables !== null || conditions.unitId !== null || conditions.areaId !== null;
}

/** Whether the reader may read a great many rows. Chooses the way to find them, never which. */
export async function readsMuch(connection: Connection, scope: HonoureeScope): Promise<boolean> {
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (
       select from honouree h where h.registered_by_id = any (${UNITS_BELOW})
       union all
       select from honouree h where h.unit_id = any (${UNITS_BELOW}) and h.registered_by_id <> all (${UNITS_BELOW})
       limit ${MUCH}) counted`,
    [scope.roots, scope.day],
  );
  return row?.count === MUCH;
}

interface PageQuestion {
  scope: HonoureeScope;
  conditions: HonoureeConditions;
  after: Cursor | null;
  limit: number;
  /** See readsMuch(). */
  much: boolean;
}

/** A page of honourees, the newest first. */
export async function honoureePage(connection: Connection, question: PageQuestion): Promise<Honouree[]> {
  if (isSelective(question.conditions)) return selectedPage(connection, question);
  const page = question.much ? await newestPage(connection, question) : [];
  return page.length === question.limit ? page : pageByUnits(connection, question);
}

interface Parts {
  values: unknown[];
  where: string;
  limit: string;
}

function partsOf({ scope, conditions, after, limit }: PageQuestion): Parts {
  const values: unknown[] = [scope.roots, scope.day];
  const keyset = after ? `and h.id < $${values.push(after[0])}::uuid` : '';
  const where = `${conditionsOf(conditions, values)} ${keyset}`;
  return { values, where, limit: `limit $${values.push(limit)}` };
}

/** By the index that finds the fewest rows; the planner knows how frequent a syllable is. */
function selectedPage(connection: Connection, question: PageQuestion): Promise<Honouree[]> {
  const { values, where, limit } = partsOf(question);
  const text = question.much
    ? `select ${COLUMNS} from honouree h where ${READABLE} ${where} order by h.id desc ${limit}`
    : `with found as materialized (select * from honouree h where ${READABLE_BY_UNITS} ${where})
       select ${COLUMNS} from found h order by h.id desc ${limit}`;
  return connection.rows(text, values, { replan: true });
}

/** From the newest rows down, as far as NEWEST: perhaps fewer than there are. */
function newestPage(connection: Connection, question: PageQuestion): Promise<Honouree[]> {
  const { values, where, limit } = partsOf(question);
  return connection.rows(
    `select ${COLUMNS}
     from (select * from honouree h where true ${where} order by h.id desc limit ${NEWEST}) h
     where ${READABLE} order by h.id desc ${limit}`,
    values,
  );
}

/** The newest rows of each unit, each by its own index, and of these the newest. */
function pageByUnits(connection: Connection, question: PageQuestion): Promise<Honouree[]> {
  const { values, where, limit } = partsOf(question);
  const newestOf = (column: string): string =>
    `select newest.id from unnest(${UNITS_BELOW}) unit cross join lateral (
       select h.id from honouree h where h.${column} = unit ${where} order by h.id desc ${limit}) newest`;
  return connection.rows(
    `select ${COLUMNS} from honouree h
     where h.id in (${newestOf('registered_by_id')} union all ${newestOf('unit_id')})
     order by h.id desc ${limit}`,
    values,
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countHonourees(
  connection: Connection,
  { scope, conditions, much }: Pick<PageQuestion, 'scope' | 'conditions' | 'much'>,
): Promise<number> {
  const values: unknown[] = [scope.roots, scope.day];
  const where = `${much ? READABLE : READABLE_BY_UNITS} ${conditionsOf(conditions, values)}`;
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from honouree h where ${where} limit ${COUNT_CAP + 1}) counted`,
    values,
    { replan: true },
  );
  return row?.count ?? 0;
}

/** Those of `ids` that the reader may read. */
export function honoureesById(
  connection: Connection,
  scope: HonoureeScope,
  ids: readonly string[],
): Promise<Honouree[]> {
  return connection.rows(`select ${COLUMNS} from honouree h where h.id = any ($3::uuid[]) and ${READABLE}`, [
    scope.roots,
    scope.day,
    ids,
  ]);
}

/** Those of `ids`, whoever asks: for edges of what the reader was allowed to see and that cannot do without them. */
export function anyHonoureesById(connection: Connection, ids: readonly string[]): Promise<Honouree[]> {
  return connection.rows(`select ${COLUMNS} from honouree h where h.id = any ($1::uuid[])`, [ids]);
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
