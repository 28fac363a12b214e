import type { Connection } from '../core/database.js';
import { readableAward, type AwardScope } from '../decisions/decision-scope.js';
import { ledgerSql, type PlacesThen } from '../decisions/ledger-conditions.js';
import { awardsFound, pageByDay, type FoundAward, type PageQuestion } from './found-awards.queries.js';
import type { HonourOrder } from './honour-search.inputs.js';
import { nearestPage, relevantPage } from './relevant-honours.queries.js';

/** Among so many of the newest awards it is looked how much of the ledger a reader reads. */
const NEWEST = 2_000;

/** The part of the newest awards that the reader may read, 0 to 1; 1 where the past is open as a whole. */
export async function shareOfLedger(connection: Connection, scope: AwardScope): Promise<number> {
  const { sql, values } = readableAward(scope);
  const [row] = await connection.rows<{ share: number | null }>(
    `select avg((${sql})::int)::float8 as share
     from (select unit_ids, route_unit_ids from award order by decided_on desc, id desc limit ${NEWEST}) a`,
    values,
  );
  return row?.share ?? 0;
}

// A place lies where it lay by its version of the day; before the first and after the last, as in these.
const LAY = `daterange(
  case when exists (select from area_version o where o.area_id = v.area_id and lower(o.valid) < lower(v.valid))
    then lower(v.valid) end,
  (select min(lower(o.valid)) from area_version o where o.area_id = v.area_id and lower(o.valid) > lower(v.valid)))`;

/** A place and all that lay below it, with the days on which each did; those of the same days together. */
export function placesBelow(connection: Connection, placeId: string): Promise<PlacesThen[]> {
  return connection.rows(
    `with recursive below as (
       select a.id, '(,)'::daterange as valid, 0 as depth from area a where a.id = $1
       union all
       select v.area_id, below.valid * ${LAY}, below.depth + 1
       from below join area_version v on v.parent_id = below.id and below.valid && ${LAY}
       where below.depth < 5
     )
     select valid::text as valid, array_agg(distinct id) as ids from below where not isempty(valid)
     group by valid order by valid`,
    [placeId],
  );
}

export interface SearchQuestion extends PageQuestion {
  order: HonourOrder;
  /** The name that was asked for; only with it there is relevance. */
  text: string | null;
}

/** A page of what fits. */
export function honourPage(connection: Connection, question: SearchQuestion): Promise<FoundAward[]> {
  const { order, text } = question;
  if (order === 'GIVEN_NAME') return pageByName(connection, question);
  if (order === 'DATE' || text === null) return pageByDay(connection, question, { rank: 0, also: () => '' });
  return question.conditions.speltLike === null
    ? relevantPage(connection, question, text)
    : nearestPage(connection, question, text);
}

function pageByName(connection: Connection, { after, limit, ...question }: PageQuestion): Promise<FoundAward[]> {
  const { where, values, value } = ledgerSql(question);
  const [key, id] = after ?? [];
  const keyset = after ? `and (a.sort_key, a.id) > (${value(key)}::text collate "C", ${value(id)}::uuid)` : '';
  const found = `select a.id, 0 as rank from award a where ${where} ${keyset} order by a.sort_key, a.id limit ${value(limit)}`;
  return awardsFound(connection, found, { order: 'a.sort_key, a.id', values });
}
