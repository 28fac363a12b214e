import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import { COUNT_CAP, type Cursor } from '../core/pagination.js';
import type { PlacePart } from './domain/place-text.js';
import type { Area } from './unit.entity.js';

/** What areas are asked for; null members do not restrict. */
export interface AreaConditions {
  day: CivilDate;
  place: PlacePart[] | null;
  code: string | null;
  tier: string | null;
  parentId: string | null;
}

/** An area as found, with what its place in the list rests on. */
export interface FoundArea extends Area {
  rank: number;
  sortName: string;
}

type Values = unknown[];

/** Parameters of the readings of one part: kinds, names, names as written. */
function readingParameters(part: PlacePart, values: Values): string {
  const kinds = values.push(part.map(({ kind }) => kind));
  const names = values.push(part.map(({ name }) => name));
  const written = values.push(part.map((reading) => reading.written));
  return `unnest($${kinds}::text[], $${names}::text[], $${written}::text[]) r (kind, name, written)`;
}

/** An ancestor `alias` is meant by the part: same name, and same kind where one was written. */
function isMeant(alias: string, part: PlacePart, values: Values): string {
  const readings = readingParameters(part, values);
  return `exists (select from ${readings} where ${alias}.name_folded = r.name and (r.kind is null or ${alias}.kind_key = r.kind))`;
}

function ancestors(place: PlacePart[], values: Values): string {
  const [, second, third] = place;
  if (!second) return 'true';
  if (!third) return `(${isMeant('p', second, values)} or ${isMeant('g', second, values)})`;
  return `${isMeant('p', second, values)} and ${isMeant('g', third, values)}`;
}

// Rank, the best first: the whole name, its beginning, some of its syllables; then the kind that was written; then the
// same accents; then the higher tier.
function ranked(part: PlacePart, values: Values): string {
  const readings = readingParameters(part, values);
  return `cross join lateral (
    select min(case when v.name_folded = r.name then 0 when v.name_folded like r.name || '%' then 1000 else 2000 end
      + case when r.kind is null then 100 else 0 end
      + case when tones(r.written) = v.name_tones then 0 else 10 end) as rank
    from ${readings}
    where (r.kind is null or v.kind_key = r.kind)
      and (v.name_folded like r.name || '%' or v.name_syllables @> string_to_array(r.name, ' '))) m`;
}

function misspelled(part: PlacePart, values: Values): string {
  const readings = readingParameters(part, values);
  return `cross join lateral (
    select min(3000 + round(500 * (1 - similarity(v.name_folded, r.name)))) as rank
    from ${readings}
    where (r.kind is null or v.kind_key = r.kind) and similarity(v.name_folded, r.name) >= 0.5) m`;
}

// So that an index finds the candidates: any reading may be the one.
function candidates(part: PlacePart, values: Values, isMisspelled: boolean): string {
  const clauses = part.map(({ name }) => {
    const p = `$${values.push(name)}`;
    return isMisspelled
      ? `v.name_folded % ${p}`
      : `v.name_folded like ${p} || '%' or v.name_syllables @> string_to_array(${p}, ' ')`;
  });
  return `(${clauses.join(' or ')})`;
}

const TIER_ORDER = `case v.tier when 'PROVINCE' then 0 when 'DISTRICT' then 1 else 2 end`;

/** What contains `v` on that day: `p`, and `g` above it. */
function containing(day: string): string {
  return `left join area_version p on p.area_id = v.parent_id and p.valid @> ${day}
    left join area_version g on g.area_id = p.parent_id and g.valid @> ${day}`;
}

/** The inner query: every area that fits, with its rank. */
function matching(conditions: AreaConditions, values: Values, isMisspelled: boolean): string {
  const day = `$${values.push(conditions.day)}::date`;
  const [first] = conditions.place ?? [];
  const rank = first
    ? isMisspelled
      ? misspelled(first, values)
      : ranked(first, values)
    : 'cross join (values (0)) m (rank)';
  const clauses = [`v.valid @> ${day}`, 'm.rank is not null'];
  if (first) clauses.push(candidates(first, values, isMisspelled), ancestors(conditions.place ?? [], values));
  const add = (column: string, value: string | null): void => {
    if (value !== null) clauses.push(`${column} = $${values.push(value)}`);
  };
  add('v.code', conditions.code);
  add('v.tier', conditions.tier);
  add('v.parent_id', conditions.parentId);
  return `select v.area_id as id, m.rank + ${TIER_ORDER} as rank, v.name_folded || ' ' || v.code as sort_name
    from area_version v ${(conditions.place?.length ?? 0) > 1 ? containing(day) : ''} ${rank}
    where ${clauses.join(' and ')}`;
}

const LIFE = `cross join lateral (
  select min(lower(o.valid)) as first,
         case when bool_or(upper_inf(o.valid)) then null else max(upper(o.valid)) - 1 end as last,
         (array_agg(o.code order by lower(o.valid) desc))[1] as code,
         (array_agg(o.tier order by lower(o.valid) desc))[1] as tier
  from area_version o where o.area_id = f.id) l`;

/** A page of areas, the best first, then by name. `isMisspelled`: by likeness, for when nothing else is found. */
export function areaPage(
  connection: Connection,
  conditions: AreaConditions,
  page: { after: Cursor | null; limit: number; isMisspelled: boolean },
): Promise<FoundArea[]> {
  const values: Values = [];
  const inner = matching(conditions, values, page.isMisspelled);
  const [rank, name] = page.after ?? [];
  const keyset = page.after
    ? `where (m.rank, m.sort_name collate "C") > ($${values.push(rank)}::numeric, $${values.push(name)})`
    : '';
  return connection.rows(
    `select f.id, f.rank::int as rank, f.sort_name as "sortName", l.code, l.tier, l.first as "validFrom", l.last as "validTo"
     from (select * from (${inner}) m ${keyset} order by m.rank, m.sort_name collate "C" limit $${values.push(page.limit)}) f
     ${LIFE} order by f.rank, f.sort_name collate "C"`,
    values,
  );
}

/** How many areas that is, counted to COUNT_CAP + 1. */
export async function countAreas(
  connection: Connection,
  conditions: AreaConditions,
  isMisspelled: boolean,
): Promise<number> {
  const values: Values = [];
  const inner = matching(conditions, values, isMisspelled);
  const [row] = await connection.rows<{ count: number }>(
    `select count(*) from (${inner} limit ${COUNT_CAP + 1}) counted`,
    values,
  );
  return row?.count ?? 0;
}

/** The area that bore the code on that day. */
export async function areaIdByCode(connection: Connection, code: string, day: CivilDate): Promise<string | null> {
  const [row] = await connection.rows<{ id: string }>(
    `select area_id as id from area_version where code = $1 and valid @> $2::date`,
    [code, day],
  );
  return row?.id ?? null;
}

/** The areas that contain each area on its day, the province first, itself last; empty outside its life. */
export async function pathsOf(
  connection: Connection,
  wanted: readonly { id: string; day: CivilDate }[],
): Promise<{ position: number; ids: string[] }[]> {
  return connection.rows(
    `with recursive up as (
       select w.position::int as position, v.area_id, v.parent_id, w.day, 0 as height
       from unnest($1::uuid[], $2::date[]) with ordinality as w (id, day, position)
       join area_version v on v.area_id = w.id and v.valid @> w.day
       union all
       select up.position, v.area_id, v.parent_id, up.day, up.height + 1
       from up join area_version v on v.area_id = up.parent_id and v.valid @> up.day
     ) select position, array_agg(area_id order by height desc) as ids from up group by position`,
    [wanted.map(({ id }) => id), wanted.map(({ day }) => day)],
  );
}
