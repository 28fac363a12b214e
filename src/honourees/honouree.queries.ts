import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import { EACH_UNIT_BELOW, isBelow, UNITS_BELOW, UNITS_BELOW_ONCE } from '../units/unit.queries.js';
import type { Honouree } from './honouree.entity.js';
import { HONOUREE_COLUMNS as COLUMNS, withRow, type HonoureeRow } from './honouree-row.js';

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
// in three forms: looked up for each row, where few rows are asked; as lists of units, by whose indexes rows are found;
// and as sets that are made once, where many rows are asked.
const READABLE = isBelow('h.registered_by_id, h.unit_id');
const READABLE_BY_UNITS = `(h.registered_by_id = any (${UNITS_BELOW}) or h.unit_id = any (${UNITS_BELOW}))`;
const READABLE_BY_SETS = `(h.registered_by_id in ${EACH_UNIT_BELOW} or h.unit_id in ${EACH_UNIT_BELOW})`;

/** Among so many of the newest rows a page is looked for first, where it is to be expected there; see share. */
const NEWEST = 2_000;
/** The same for searches, of the rows that match. */
const NEWEST_MATCHES = 500;
/** Who reads a smaller part has rows found and counted by units, who reads more by sets. */
const LARGE_SHARE = 0.1;

function readableBy(share: number): string {
  return share < LARGE_SHARE ? READABLE_BY_UNITS : READABLE_BY_SETS;
}

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

/**
 * The part of the newest rows that the reader may read, 0 to 1. It chooses the way to find rows, never which: who reads
 * much finds a page in a few looks, going down from the newest; who reads little would go far, and asks unit by unit.
 */
export async function shareOfNewest(connection: Connection, scope: HonoureeScope): Promise<number> {
  const [row] = await connection.rows<{ share: number | null }>(
    `select avg(${READABLE}::int)::float8 as share
     from (select h.registered_by_id, h.unit_id from honouree h order by h.id desc limit ${NEWEST}) h`,
    [scope.roots, scope.day],
  );
  return row?.share ?? 0;
}

interface PageQuestion {
  scope: HonoureeScope;
  conditions: HonoureeConditions;
  after: Cursor | null;
  limit: number;
  row: HonoureeRow;
  /** See shareOfNewest(). */
  share: number;
}

/** A page of honourees, the newest first. */
export async function honoureePage(connection: Connection, question: PageQuestion): Promise<Honouree[]> {
  const newest = newestFor(question.conditions);
  // Twice as many as a page needs; where they are fewer all the same, the other way has the answer.
  const isNear = question.share * newest >= 2 * question.limit;
  const page = isNear ? await newestPage(connection, question, newest) : [];
  if (page.length === question.limit) return page.map(question.row.read);
  const other = isSelective(question.conditions)
    ? selectedPage(connection, question)
    : pageByUnits(connection, question);
  return (await other).map(question.row.read);
}

/** Rows of one unit or area may lie anywhere: they are not looked for among the newest. */
function newestFor(conditions: HonoureeConditions): number {
  if (conditions.unitId !== null || conditions.areaId !== null) return 0;
  return conditions.syllables === null ? NEWEST : NEWEST_MATCHES;
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

/** From the newest rows down, as far as `newest` of them: perhaps fewer than there are. */
function newestPage(connection: Connection, question: PageQuestion, newest: number): Promise<Honouree[]> {
  const { values, where, limit } = partsOf(question);
  const replan = isSelective(question.conditions);
  // Knowing the number PostgreSQL takes a plan of its own for each page for cheaper, and plans longer than it reads.
  const hidden = replan ? limit : `limit (select $${values.length}::int)`;
  return connection.rows(
    withRow(
      `select h.* from (select * from honouree h where true ${where} order by h.id desc limit ${newest}) h
       where ${READABLE} order by h.id desc ${hidden}`,
      question.row,
    ),
    values,
    { replan },
  );
}

/** By the index that finds the fewest rows; the planner knows how frequent a syllable is. */
function selectedPage(connection: Connection, question: PageQuestion): Promise<Honouree[]> {
  const { values, where, limit } = partsOf(question);
  return connection.rows(
    `with found as materialized (select * from honouree h where ${readableBy(question.share)} ${where})
     ${withRow(`select * from found h order by h.id desc ${limit}`, question.row)}`,
    values,
    { replan: true },
  );
}

/**
 * Unit by unit, each by its own index: rows of a page can only be of the units whose newest row is among the newest of
 * all units. Their ids come first, as an array: joined with them the planner, who expects few, reads the whole table.
 */
function pageByUnits(connection: Connection, question: PageQuestion): Promise<Honouree[]> {
  const { values, where, limit } = partsOf(question);
  const rowsOf = (column: string): string => {
    const newest = `select h.id from honouree h where h.${column} = unit ${where} order by h.id desc`;
    return `select rows.id
      from (select unit from unnest(${UNITS_BELOW_ONCE}) unit cross join lateral (${newest} limit 1) newest
            order by newest.id desc ${limit}) units
      cross join lateral (${newest} ${limit}) rows`;
  };
  return connection.rows(
    withRow(
      `select h.* from honouree h where h.id = any (array(
         select id from (${rowsOf('registered_by_id')} union ${rowsOf('unit_id')}) found order by id desc ${limit}))`,
      question.row,
    ),
    values,
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countHonourees(
  connection: Connection,
  { scope, conditions, share }: Pick<PageQuestion, 'scope' | 'conditions' | 'share'>,
): Promise<number> {
  const values: unknown[] = [scope.roots, scope.day];
  const where = `${readableBy(share)} ${conditionsOf(conditions, values)}`;
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from honouree h where ${where} limit ${COUNT_CAP + 1}) counted`,
    values,
    { replan: true },
  );
  return row?.count ?? 0;
}

/** One honouree, where the reader may read it. */
export async function readableHonouree(
  connection: Connection,
  { scope, id, row }: { scope: HonoureeScope; id: string; row: HonoureeRow },
): Promise<Honouree | null> {
  const [found] = await connection.rows<Honouree>(
    `select ${row.columns} from honouree h ${row.joins} where h.id = $3::uuid and ${READABLE}`,
    [scope.roots, scope.day, id],
  );
  return found ? row.read(found) : null;
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

/** New records, all at once; their ids, in no order. */
export async function insertHonourees(tx: Transaction, honourees: readonly NewHonouree[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `insert into honouree (kind, display_name, birth_year, gender, head_of_household, unit_id, area_id, registered_by_id, created_at)
     select kind, "displayName", "birthYear", gender, "headOfHousehold", "unitId", "areaId", "registeredById", $2
     from jsonb_to_recordset($1::jsonb)
       as h (kind text, "displayName" text, "birthYear" smallint, gender text, "headOfHousehold" text,
             "unitId" uuid, "areaId" uuid, "registeredById" uuid)
     returning id`,
    [JSON.stringify(honourees), tx.now],
  );
  return rows.map(({ id }) => id);
}
