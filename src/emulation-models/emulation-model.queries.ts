import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import { isBelow, UNITS_BELOW } from '../units/unit.queries.js';
import { WRITING_ACTIONS, type ModelState } from './domain/life.js';
import { REPORT_GRACE_DAYS } from './domain/report-period.js';
import type { EmulationModel } from './emulation-model.entity.js';

/** Who reads: the units of the reader's grants, and the day. */
export interface ModelScope {
  roots: readonly string[];
  day: CivilDate;
}

/** What is asked for; null members do not restrict. */
export interface ModelConditions {
  syllables: readonly string[] | null;
  states: readonly string[] | null;
  ownerId: string | null;
  registeredWithId: string | null;
  areaId: string | null;
  overdue: boolean | null;
}

// $1 roots, $2 day, in every statement here. Readable is a model whose unit, or whose launching body, lies at or below a
// unit of the reader: the one policy, asked of each row, or as the units by whose indexes rows are found.
const READABLE = isBelow('m.owner_unit_id, m.registered_with_id');
const READABLE_BY_UNITS = `(m.owner_unit_id = any (${UNITS_BELOW}) or m.registered_with_id = any (${UNITS_BELOW}))`;

/**
 * True for a model m that is overdue on the day $2 (R50): it runs, and some half-year of its life, over since more than
 * the days of grace, has no report. The one place where this is said: field, filter and nominations use it.
 */
const OVERDUE = `(m.state = 'RUNNING' and exists (
  select from generate_series(half_year_start(m.starts_on)::timestamp,
    half_year_start($2::date - ${REPORT_GRACE_DAYS}) - interval '6 months', interval '6 months') due
  where (upper_inf(m.period) or due < upper(m.period))
    and not exists (select from model_report r where r.model_id = m.id and r.period_from = due::date)))`;

const COLUMNS = `m.id, m.code, m.name, m.owner_id as "ownerId", m.owner_unit_id as "ownerUnitId",
  m.registered_with_id as "registeredWithId", m.area_id as "areaId", m.field, m.theme, m.content,
  lower(m.period) as "periodFrom", upper(m.period) - 1 as "periodTo", m.starts_on as "startsOn",
  m.ended_on as "endedOn", m.ending, m.state, m.version, ${OVERDUE} as overdue`;

/** Among so many of the newest rows those who read much find their page. */
const NEWEST = 200;

function conditionsOf(conditions: ModelConditions, values: unknown[]): string {
  const clauses: string[] = [];
  const add = (clause: (parameter: string) => string, value: unknown): void => {
    if (value !== null) clauses.push(`and ${clause(`$${values.push(value)}`)}`);
  };
  add((p) => `m.name_syllables @> ${p}::text[]`, conditions.syllables);
  add((p) => `m.state = any (${p}::text[])`, conditions.states);
  add((p) => `m.owner_id = ${p}::uuid`, conditions.ownerId);
  add((p) => `m.registered_with_id = ${p}::uuid`, conditions.registeredWithId);
  add((p) => `m.area_id = ${p}::uuid`, conditions.areaId);
  add((p) => `${OVERDUE} = ${p}::boolean`, conditions.overdue);
  return clauses.join(' ');
}

interface PageQuestion {
  scope: ModelScope;
  conditions: ModelConditions;
  after: Cursor | null;
  limit: number;
}

/**
 * A page of models, the newest first: found among the newest of all by those who read much, else by the units that the
 * reader reads. PostgreSQL does not run the second part when the first has filled the page; there "offset 0" keeps it from
 * walking the whole table from its newest row for the sake of the order.
 */
export function modelPage(connection: Connection, question: PageQuestion): Promise<EmulationModel[]> {
  const { scope, conditions, after, limit } = question;
  const values: unknown[] = [scope.roots, scope.day];
  const keyset = after ? `and m.id < $${values.push(after[0])}::uuid` : '';
  const where = `${conditionsOf(conditions, values)} ${keyset}`;
  const rows = `$${values.push(limit)}::bigint`;
  return connection.rows(
    `with hit as materialized (
       select m.id from (select * from emulation_model m where true ${where} order by m.id desc limit ${NEWEST}) m
       where ${READABLE} order by m.id desc limit ${rows}
     ), found as (
       select id from hit where (select count(*) from hit) = ${rows}
       union all
       (select m.id
        from (select m.id from emulation_model m
              where (select count(*) from hit) < ${rows} and ${READABLE_BY_UNITS} ${where} offset 0) m
        order by m.id desc limit ${rows})
     )
     select ${COLUMNS} from emulation_model m where m.id in (select id from found) order by m.id desc limit ${rows}`,
    values,
    { replan: true },
  );
}

/** How many that is, counted to COUNT_CAP + 1. */
export async function countModels(
  connection: Connection,
  scope: ModelScope,
  conditions: ModelConditions,
): Promise<number> {
  const values: unknown[] = [scope.roots, scope.day];
  const where = `${READABLE_BY_UNITS} ${conditionsOf(conditions, values)}`;
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (select from emulation_model m where ${where} limit ${COUNT_CAP + 1}) counted`,
    values,
    { replan: true },
  );
  return row?.count ?? 0;
}

/** Those of `ids` that the reader may read. */
export function modelsById(
  connection: Connection,
  scope: ModelScope,
  ids: readonly string[],
): Promise<EmulationModel[]> {
  return connection.rows(`select ${COLUMNS} from emulation_model m where m.id = any ($3::uuid[]) and ${READABLE}`, [
    scope.roots,
    scope.day,
    ids,
  ]);
}

/** The models of honourees that the reader may read, the newest first, 100 of each at most. */
export function modelsByOwner(
  connection: Connection,
  scope: ModelScope,
  ownerIds: readonly string[],
): Promise<EmulationModel[]> {
  return connection.rows(
    `select ${COLUMNS} from unnest($3::uuid[]) owner cross join lateral (
       select * from emulation_model m where m.owner_id = owner and ${READABLE} order by m.id desc limit 100) m
     order by m.id desc`,
    [scope.roots, scope.day, ownerIds],
  );
}

/** Locks a model that the reader may read, until the end of the transaction; null when there is none for him. */
export async function lockModel(tx: Transaction, scope: ModelScope, id: string): Promise<EmulationModel | null> {
  const [model] = await tx.rows<EmulationModel>(
    `select ${COLUMNS} from emulation_model m where m.id = $3 and ${READABLE} for update of m`,
    [scope.roots, scope.day, id],
  );
  return model ?? null;
}

/** Which of the models the account wrote or registered. */
export async function modelsWrittenBy(
  connection: Connection,
  accountId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await connection.rows<{ id: string }>(
    `select distinct model_id as id from model_event
     where model_id = any ($1::uuid[]) and by_id = $2 and action = any ($3::text[])`,
    [ids, accountId, WRITING_ACTIONS],
  );
  return rows.map(({ id }) => id);
}

/** What a nomination that names a model has to know of it. */
export interface ModelForNomination {
  id: string;
  ownerId: string;
  state: ModelState;
  overdue: boolean;
  registeredWithId: string;
}

/** Models as nominations judge them, whoever asks: an overdue one supports no award (R50). */
export function modelsForNomination(
  connection: Connection,
  ids: readonly string[],
  today: CivilDate,
): Promise<ModelForNomination[]> {
  return connection.rows(
    `select m.id, m.owner_id as "ownerId", m.state, ${OVERDUE} as overdue, m.registered_with_id as "registeredWithId"
     from emulation_model m where m.id = any ($1::uuid[])`,
    [ids, today],
  );
}

/**
 * True when the body lives on that day, acts in this registry and stands above the unit: in its own line of superiors,
 * or as the committee of the other line, State or Party, in an area where one of that line stands.
 */
export async function standsAbove(
  connection: Connection,
  bodyId: string,
  unitId: string,
  day: CivilDate,
): Promise<boolean> {
  const [row] = await connection.rows<{ above: boolean }>(
    `with recursive up as (
       select $2::uuid as id, 0 as height
       union all
       select v.superior_id, up.height + 1 from up join unit_version v on v.unit_id = up.id and v.valid @> $3::date
       where v.superior_id is not null and up.height < 20
     ), chain as (
       select up.id, up.height, u.line, a.area_id, a.tier
       from up join unit u on u.id = up.id
       join unit_version v on v.unit_id = up.id and v.valid @> $3::date
       left join area_version a on a.area_id = v.area_id and a.valid @> $3::date
     )
     select exists (
       select from unit b join unit_version v on v.unit_id = b.id and v.valid @> $3::date
       where b.id = $1 and b.id <> $2 and b.is_body and not b.external and exists (
         select from chain c
         where c.id = b.id and c.height > 0
            or b.line in ('STATE', 'PARTY') and b.line <> c.line and v.area_id = c.area_id and v.tier = c.tier)) as above`,
    [bodyId, unitId, day],
  );
  return row?.above ?? false;
}
