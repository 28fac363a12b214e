import type { Award } from '../awards/award.entity.js';
import type { Connection } from '../core/database.js';
import type { Cursor } from '../core/pagination.js';
import { readsLittle } from '../decisions/decision-scope.js';
import {
  byNamesSql,
  isByNames,
  ledgerSql,
  nameless,
  type LedgerQuestion,
  type LedgerSql,
} from '../decisions/ledger-conditions.js';
import { AWARD_COLUMNS } from '../decisions/ledger.queries.js';
import type { PlaceMatch } from '../units/domain/area-past.js';

/** An award as a search finds it, with what it is ordered by. */
export interface FoundAward extends Award {
  rank: number;
  sortKey: string;
  /** How its place belongs to the one asked for, where that was asked AS_NOW. */
  placeMatch?: PlaceMatch | null;
}

export interface PageQuestion extends LedgerQuestion {
  after: Cursor | null;
  limit: number;
}

export const BY_DAY = `a.decided_on desc, a.id desc`;

/**
 * The awards of a page with what their decisions say. `found` says their ids and ranks alone: an index that knows them
 * answers it by itself, and only the rows of the page are read.
 */
export function awardsFound(
  connection: Connection,
  found: string,
  { order, values }: { order: string; values: readonly unknown[] },
): Promise<FoundAward[]> {
  return connection.rows(
    `select ${AWARD_COLUMNS}, found.rank, a.sort_key as "sortKey" from (${found}) found
     join award a on a.id = found.id join decision q on q.id = a.decision_id order by ${order}`,
    values,
    { replan: true },
  );
}

/** Among so many of the newest awards a name is looked for first; what is not there is rare enough to be read whole. */
const NEWEST = 10_000;

/** Awards of one rank: which, as SQL that may add values. */
export interface Ranked {
  rank: number;
  also: (sql: LedgerSql) => string;
}

/** A page of what fits, the newest first. */
export async function pageByDay(connection: Connection, question: PageQuestion, ranked: Ranked): Promise<FoundAward[]> {
  const { syllables } = question.conditions;
  if (!isByNames(question)) {
    const isOfUnits = syllables !== null && readsLittle(question.share);
    return isOfUnits ? pageOfUnits(connection, question, ranked) : plainPage(connection, question, ranked);
  }
  if (syllables === null) return namedPage(connection, question, ranked);
  const newest = await newestPage(connection, question, ranked);
  return newest.length === question.limit ? newest : namedPage(connection, question, ranked);
}

/** What a page adds to its question: its rank's own condition, the cursor and the limit. */
function pageOf({ after, limit }: PageQuestion, { also }: Ranked, sql: LedgerSql): { where: string; limit: string } {
  const { where, value } = sql;
  const keyset = after ? `and (a.decided_on, a.id) < (${value(after[0])}::date, ${value(after[1])}::uuid)` : '';
  return { where: `${where} ${also(sql)} ${keyset}`, limit: value(limit) };
}

function plainPage(connection: Connection, question: PageQuestion, ranked: Ranked): Promise<FoundAward[]> {
  const sql = ledgerSql(question);
  const { where, limit } = pageOf(question, ranked, sql);
  const found = `select a.id, ${ranked.rank} as rank from award a where ${where} order by ${BY_DAY} limit ${limit}`;
  return awardsFound(connection, found, { order: BY_DAY, values: sql.values });
}

/** By the index of units: of these all that fit are read, none is looked for by day. */
function pageOfUnits(connection: Connection, question: PageQuestion, ranked: Ranked): Promise<FoundAward[]> {
  const sql = ledgerSql(question);
  const { where, limit } = pageOf(question, ranked, sql);
  const found = `with a as materialized (select a.id, a.decided_on from award a where ${where})
    select a.id, ${ranked.rank} as rank from a order by ${BY_DAY} limit ${limit}`;
  return awardsFound(connection, found, { order: BY_DAY, values: sql.values });
}

/** From the newest down, as far as NEWEST of them: an index alone says which of them may have the name. */
function newestPage(connection: Connection, question: PageQuestion, ranked: Ranked): Promise<FoundAward[]> {
  const { after, conditions } = question;
  const sql = ledgerSql(nameless(question));
  const asked = `${sql.value(conditions.syllables)}::text[]`;
  const other = conditions.otherThan === null ? '' : `and a.name_folded <> ${sql.value(conditions.otherThan)}`;
  const keyset = after
    ? `where (a.decided_on, a.id) < (${sql.value(after[0])}::date, ${sql.value(after[1])}::uuid)`
    : '';
  const { where, limit } = pageOf({ ...question, after: null }, ranked, sql);
  const found = `select a.id, ${ranked.rank} as rank
    from (select a.id, a.decided_on
          from (select a.id, a.decided_on, a.name_marks from award a ${keyset} order by ${BY_DAY} limit ${NEWEST}) a
          where a.name_marks & name_marks(${asked}) = name_marks(${asked})) newest
    join award a on a.id = newest.id
    where a.name_syllables @> ${asked} ${other} and ${where} order by newest.decided_on desc, newest.id desc limit ${limit}`;
  return awardsFound(connection, found, { order: BY_DAY, values: sql.values });
}

/** Of each name that fits the newest, and of these the newest: an index has each name's awards by day. */
function namedPage(connection: Connection, question: PageQuestion, ranked: Ranked): Promise<FoundAward[]> {
  const { named, ...sql } = byNamesSql(question, { many: question.conditions.wholeName === null });
  const { where, limit } = pageOf(question, ranked, sql);
  const found = `select a.id, ${ranked.rank} as rank from ${named}
    cross join lateral (select a.id, a.decided_on from award a where a.names_id = named.id and ${where}
      order by ${BY_DAY} limit ${limit}) a
    order by ${BY_DAY} limit ${limit}`;
  return awardsFound(connection, found, { order: BY_DAY, values: sql.values });
}
