import type { Award } from '../awards/award.entity.js';
import type { Connection } from '../core/database.js';
import type { Cursor } from '../core/pagination.js';
import { readsLittle } from '../decisions/decision-scope.js';
import {
  ledgerSql,
  type AwardConditions,
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
const NEWEST = 40_000;

/** Awards of one rank: which, as SQL that may add values. */
export interface Ranked {
  rank: number;
  also: (sql: LedgerSql) => string;
}

/** A page of what fits, the newest first. */
export async function pageByDay(connection: Connection, question: PageQuestion, ranked: Ranked): Promise<FoundAward[]> {
  if (!isOfNameAlone(question.conditions)) return plainPage(connection, question, ranked);
  if (readsLittle(question.share)) return wholePage(connection, question, ranked);
  const newest = await newestPage(connection, question, ranked);
  return newest.length === question.limit ? newest : wholePage(connection, question, ranked);
}

/** Where more is asked than a name, a page is not expected among the newest. */
function isOfNameAlone(conditions: AwardConditions): boolean {
  const asked = Object.entries(conditions).filter(([, value]) => value !== null);
  return asked.length === 1 && asked[0]?.[0] === 'syllables';
}

function parts(question: PageQuestion, { also }: Ranked): LedgerSql & { keyset: string; limit: string } {
  const { after, limit, ...asked } = question;
  const sql = ledgerSql(asked);
  const keyset = after ? `and (a.decided_on, a.id) < (${sql.value(after[0])}::date, ${sql.value(after[1])}::uuid)` : '';
  return { ...sql, where: `${sql.where} ${also(sql)}`, keyset, limit: sql.value(limit) };
}

function plainPage(connection: Connection, question: PageQuestion, ranked: Ranked): Promise<FoundAward[]> {
  const { where, keyset, limit, values } = parts(question, ranked);
  const found = `select a.id, ${ranked.rank} as rank from award a where ${where} ${keyset} order by ${BY_DAY} limit ${limit}`;
  return awardsFound(connection, found, { order: BY_DAY, values });
}

/** From the newest down, as far as NEWEST of them: an index alone says which of them may have the name. */
function newestPage(connection: Connection, question: PageQuestion, ranked: Ranked): Promise<FoundAward[]> {
  const { where, keyset, limit, values, value } = parts(question, ranked);
  const marks = `name_marks(${value(question.conditions.syllables)}::text[])`;
  const found = `select a.id, ${ranked.rank} as rank
    from (select a.id, a.decided_on
          from (select a.id, a.decided_on, a.name_marks from award a where true ${keyset} order by ${BY_DAY} limit ${NEWEST}) a
          where a.name_marks & ${marks} = ${marks}) newest
    join award a on a.id = newest.id
    where ${where} order by newest.decided_on desc, newest.id desc limit ${limit}`;
  return awardsFound(connection, found, { order: BY_DAY, values });
}

/** By the indexes of names and units: all that fit are read, none is looked for by day. */
function wholePage(connection: Connection, question: PageQuestion, ranked: Ranked): Promise<FoundAward[]> {
  const { where, keyset, limit, values } = parts(question, ranked);
  const found = `with a as materialized (select a.id, a.decided_on from award a where ${where} ${keyset})
    select a.id, ${ranked.rank} as rank from a order by ${BY_DAY} limit ${limit}`;
  return awardsFound(connection, found, { order: BY_DAY, values });
}
