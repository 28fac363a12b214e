import type { Connection } from '../core/database.js';
import { syllables } from '../core/fold.js';
import { readsLittle } from '../decisions/decision-scope.js';
import { ledgerSql, type LedgerSql } from '../decisions/ledger-conditions.js';
import {
  awardsFound,
  BY_DAY,
  pageByDay,
  type FoundAward,
  type PageQuestion,
  type Ranked,
} from './found-awards.queries.js';

/** The whole name with its accents, the whole name, then all others; each the newest first. */
export async function relevantPage(
  connection: Connection,
  { after, limit, ...question }: PageQuestion,
  text: string,
): Promise<FoundAward[]> {
  const from = typeof after?.[0] === 'number' ? after[0] : 0;
  const found: FoundAward[] = [];
  for (const { conditions, ...ranked } of await ranksOf(connection, question, text)) {
    if (ranked.rank < from || found.length === limit) continue;
    const page = { after: after && ranked.rank === from ? after.slice(1) : null, limit: limit - found.length };
    found.push(...(await pageByDay(connection, { ...question, conditions, ...page }, ranked)));
  }
  return found;
}

/** What there is of each rank: where no whole name is spelt so, nothing is looked for. */
async function ranksOf(
  connection: Connection,
  { conditions }: Pick<PageQuestion, 'conditions'>,
  text: string,
): Promise<(Ranked & Pick<PageQuestion, 'conditions'>)[]> {
  const whole = syllables(text).join(' ');
  // Of signs alone there is no name, though one may be printed so.
  const spellings = whole === '' ? [] : await spellingsOf(connection, whole, text);
  const exact = spellings.filter(({ isExact }) => isExact).map(({ name }) => name);
  const rest = { rank: 2, conditions: { ...conditions, otherThan: whole }, also: () => '' };
  // Who has the whole name has its syllables.
  const named = (rank: number, compared: '= any' | '<> all') => ({
    rank,
    conditions: { ...conditions, syllables: null, wholeName: whole },
    also: ({ value }: LedgerSql) => `and a.name_as_awarded ${compared} (${value(exact)}::text[])`,
  });
  return [
    ...(exact.length > 0 ? [named(0, '= any')] : []),
    ...(exact.length < spellings.length ? [named(1, '<> all')] : []),
    rest,
  ];
}

/** How the honours of a folded name print it, and whether that is as it was typed. */
function spellingsOf(
  connection: Connection,
  folded: string,
  text: string,
): Promise<{ name: string; isExact: boolean }[]> {
  return connection.rows(`select name, tones(name) = tones($2) as "isExact" from spellings_of($1) name order by name`, [
    folded,
    text,
  ]);
}

/** The nearest spelling first, in thousandths. */
export function nearestPage(
  connection: Connection,
  { after, limit, ...question }: PageQuestion,
  text: string,
): Promise<FoundAward[]> {
  const isOfUnits = readsLittle(question.share);
  const conditions = isOfUnits ? question.conditions : { ...question.conditions, speltLike: null };
  const { where, values, value } = ledgerSql({ ...question, conditions });
  const [asked, most] = [value(syllables(text).join(' ')), value(limit)];
  const [last, day, id] = (after ?? []).map(value);
  const keyset = after
    ? `and (near.rank > ${last}::int or near.rank = ${last}::int and (a.decided_on, a.id) < (${day}::date, ${id}::uuid))`
    : '';
  // Of each near name a page by the index of names, and of these the first; who reads little has few of them all.
  const awards = `select a.id, a.decided_on, a.name_folded from award a where ${where}`;
  const ofNames = isOfUnits
    ? `join (${awards}) a on a.name_folded = near.name where true ${keyset}`
    : `join findable_name f on f.name_folded = near.name
       cross join lateral (${awards} and a.names_id = f.id ${keyset} order by ${BY_DAY} limit ${most}) a`;
  const found = `with near as materialized (
      select name, (1000 - round(1000 * similarity(name, ${asked})))::int as rank from names_spelt_like(${asked}) name)
    select a.id, near.rank from near ${ofNames} order by near.rank, ${BY_DAY} limit ${most}`;
  return awardsFound(connection, found, { order: `found.rank, ${BY_DAY}`, values });
}
