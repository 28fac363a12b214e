import type { Award } from '../awards/award.entity.js';
import type { Connection } from '../core/database.js';
import { syllables } from '../core/fold.js';
import type { Cursor } from '../core/pagination.js';
import { readableAward, type AwardScope } from '../decisions/decision-scope.js';
import { ledgerSql, type LedgerQuestion, type LedgerSql, type PlacesThen } from '../decisions/ledger-conditions.js';
import { AWARD_COLUMNS } from '../decisions/ledger.queries.js';
import type { PlaceMatch } from '../units/domain/area-past.js';
import type { HonourOrder } from './honour-search.inputs.js';

/** An award as a search finds it, with what it is ordered by. */
export interface FoundAward extends Award {
  rank: number;
  sortKey: string;
  /** How its place belongs to the one asked for, where that was asked AS_NOW. */
  placeMatch?: PlaceMatch | null;
}

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

export interface SearchQuestion extends LedgerQuestion {
  order: HonourOrder;
  /** The name that was asked for; only with it there is relevance. */
  text: string | null;
  after: Cursor | null;
  limit: number;
}

/** A page of what fits. */
export function honourPage(connection: Connection, question: SearchQuestion): Promise<FoundAward[]> {
  const sql = ledgerSql(question);
  const text = question.order === 'RELEVANCE' ? question.text : null;
  if (text === null) return simplePage(connection, question, sql);
  return question.conditions.speltLike === null
    ? relevantPage(connection, question, text)
    : nearestPage(connection, question, { sql, text });
}

const BY_DAY = `a.decided_on desc, a.id desc`;

/** The awards of a page with what their decisions say: joined after the page is cut, and put in its order again. */
function withDecisions(found: string, order: string): string {
  return `select ${AWARD_COLUMNS}, a.rank, a.sort_key as "sortKey" from (${found}) a
    join decision q on q.id = a.decision_id order by ${order}`;
}

/** By day or by name. */
function simplePage(
  connection: Connection,
  { order, after, limit }: SearchQuestion,
  { where, values, value }: LedgerSql,
): Promise<FoundAward[]> {
  const byName = order === 'GIVEN_NAME';
  const sorted = byName ? 'a.sort_key, a.id' : BY_DAY;
  const [first, id] = after ?? [];
  const keyset = !after
    ? ''
    : byName
      ? `and (a.sort_key, a.id) > (${value(first)}::text collate "C", ${value(id)}::uuid)`
      : `and (a.decided_on, a.id) < (${value(first)}::date, ${value(id)}::uuid)`;
  const found = `select a.*, 0 as rank from award a where ${where} ${keyset} order by ${sorted} limit ${value(limit)}`;
  return connection.rows(withDecisions(found, sorted), values, { replan: true });
}

/**
 * The whole name with its accents, the whole name, then all others; each the newest first. Whole names are found by an
 * index of their own, so the others need not be ranked: among the many of a common syllable they are those of the day.
 */
async function relevantPage(connection: Connection, question: SearchQuestion, text: string): Promise<FoundAward[]> {
  const { after, limit } = question;
  const isRest = after?.[0] === 2;
  const whole = isRest ? [] : await wholeNames(connection, question, text);
  if (whole.length === limit) return whole;
  const left = { ...question, limit: limit - whole.length, after: isRest ? after.slice(1) : null };
  return [...whole, ...(await otherNames(connection, left, text))];
}

function wholeNames(
  connection: Connection,
  { after, limit, ...question }: SearchQuestion,
  text: string,
): Promise<FoundAward[]> {
  const { where, values, value } = ledgerSql(question);
  const whole = value(syllables(text).join(' '));
  // Of each spelling once: many are honoured under one name.
  const rank = `case when a.name_as_awarded = any (array(
    select spelt.name from (select distinct w.name_as_awarded as name from award w where w.name_folded = ${whole}) spelt
    where tones(spelt.name) = tones(${value(text)}))) then 0 else 1 end`;
  const [last, day, id] = after ?? [];
  const keyset = after ? rankedAfter(rank, { last: value(last), day: value(day), id: value(id) }) : '';
  const found = `select a.*, ${rank} as rank from award a where ${where} and a.name_folded = ${whole} ${keyset}
    order by rank, ${BY_DAY} limit ${value(limit)}`;
  return connection.rows(withDecisions(found, `a.rank, ${BY_DAY}`), values, { replan: true });
}

function otherNames(
  connection: Connection,
  { after, limit, ...question }: SearchQuestion,
  text: string,
): Promise<FoundAward[]> {
  const { where, values, value } = ledgerSql(question);
  const [day, id] = after ?? [];
  const keyset = after ? `and (a.decided_on, a.id) < (${value(day)}::date, ${value(id)}::uuid)` : '';
  const found = `select a.*, 2 as rank from award a
    where ${where} and a.name_folded <> ${value(syllables(text).join(' '))} ${keyset} order by ${BY_DAY} limit ${value(limit)}`;
  return connection.rows(withDecisions(found, BY_DAY), values, { replan: true });
}

/** What comes after a row in the order of rank and day, newest first. */
function rankedAfter(rank: string, { last, day, id }: Record<'last' | 'day' | 'id', string>): string {
  return `and (${rank} > ${last}::int or ${rank} = ${last}::int and (a.decided_on, a.id) < (${day}::date, ${id}::uuid))`;
}

/** The nearest spelling first, in thousandths. */
function nearestPage(
  connection: Connection,
  { after, limit }: SearchQuestion,
  { sql: { where, values, value }, text }: { sql: LedgerSql; text: string },
): Promise<FoundAward[]> {
  const rank = `(1000 - round(1000 * similarity(a.name_folded, ${value(syllables(text).join(' '))})))::int`;
  const [last, day, id] = after ?? [];
  const keyset = after ? rankedAfter(rank, { last: value(last), day: value(day), id: value(id) }) : '';
  const found = `select a.*, ${rank} as rank from award a where ${where} ${keyset} order by rank, ${BY_DAY} limit ${value(limit)}`;
  return connection.rows(withDecisions(found, `a.rank, ${BY_DAY}`), values, { replan: true });
}
