import type { Connection, Transaction } from '../core/database.js';
import type { NumberBook, NumberedPaper } from './number-book.entity.js';

/** The series of such papers that is kept here, which stays so until the transaction ends; null where none is. */
export async function bookOf(tx: Transaction, unitId: string, paper: NumberedPaper): Promise<string | null> {
  const [book] = await tx.rows<{ series: string | null }>(
    `select series from number_book where unit_id = $1 and paper = $2 for share`,
    [unitId, paper],
  );
  return book?.series ?? null;
}

/**
 * The next number of a series in a year or term. What was typed before the book was opened counts. The row stays locked
 * until the transaction ends, so the numbers have no gap and no double.
 */
export async function takeNumber(
  tx: Transaction,
  { unitId, series, period }: { unitId: string; series: string; period: string },
): Promise<number> {
  const [row] = await tx.rows<{ last: number }>(
    `insert into number_series as s (unit_id, series, period, last)
     select $1, $2, $3, coalesce(max(p.number), 0) + 1 from proposal p where p.from_unit_id = $1 and p.series_key = $2 || ' ' || $3
     on conflict (unit_id, series, period) do update set last = greatest(s.last + 1, excluded.last) returning last`,
    [unitId, series, period],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.last;
}

/** Says how papers of a unit are numbered from now on; waits for papers that are being numbered. False when it was so. */
export async function writeBook(
  tx: Transaction,
  accountId: string,
  book: { unitId: string; paper: NumberedPaper; series: string; countedAs: string },
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into number_book as b (unit_id, paper, series, counted_as, kept_by_id, kept_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (unit_id, paper) do update set series = excluded.series, counted_as = excluded.counted_as,
       kept_by_id = excluded.kept_by_id, kept_at = excluded.kept_at
     where (b.series, b.counted_as) is distinct from (excluded.series, excluded.counted_as) returning paper`,
    [book.unitId, book.paper, book.series, book.countedAs, accountId, tx.now],
  );
  return rows.length > 0;
}

/** Its clerk numbers these papers again; waits for those that are being numbered. False where no book was kept. */
export async function closeBook(
  tx: Transaction,
  accountId: string,
  { unitId, paper }: { unitId: string; paper: NumberedPaper },
): Promise<boolean> {
  const rows = await tx.rows(
    `update number_book set series = null, counted_as = null, kept_by_id = $3, kept_at = $4
     where unit_id = $1 and paper = $2 and series is not null returning paper`,
    [unitId, paper, accountId, tx.now],
  );
  return rows.length > 0;
}

/** The last number that was used on paper: the next one follows it. True when no later one was allotted here. */
export async function writeLastUsed(
  tx: Transaction,
  { unitId, series, period, last }: { unitId: string; series: string; period: string; last: number },
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into number_series as s (unit_id, series, period, last) values ($1, $2, $3, $4)
     on conflict (unit_id, series, period) do update set last = excluded.last where s.last < excluded.last returning last`,
    [unitId, series, period, last],
  );
  return rows.length > 0;
}

/** The books of units, with the last number of each year or term, the latest first. */
export function booksOfUnits(
  connection: Connection,
  unitIds: readonly string[],
): Promise<(NumberBook & { unitId: string })[]> {
  return connection.rows(
    `select b.unit_id as "unitId", b.paper, b.series, coalesce((
       select jsonb_agg(jsonb_build_object('period', s.period, 'last', s.last) order by s.period desc)
       from number_series s where s.unit_id = b.unit_id and s.series = b.counted_as), '[]') as used
     from number_book b where b.unit_id = any ($1::uuid[]) and b.series is not null order by b.paper`,
    [unitIds],
  );
}
