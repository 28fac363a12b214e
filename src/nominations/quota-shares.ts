import type { Share } from '../award-law/domain/quota.js';
import type { Connection } from '../core/database.js';
import { quotaBase } from './domain/quota-base.js';
import { quotaBases, takenShares, type TakenRow } from './quota-shares.queries.js';

/** What the deciding body of each has to share out in its year; null before there is a route. Two statements, however many. */
export async function sharesOf<Known extends { nominationId: string }>(
  connection: Connection,
  all: readonly Known[],
  quotasFor: (known: Known) => readonly string[],
): Promise<(nominationId: string) => Share | null> {
  const quotasOf = new Map(all.map((known) => [known.nominationId, quotasFor(known)]));
  const asking = [...quotasOf].filter(([, quotas]) => quotas.length > 0);
  const ids = asking.map(([id]) => id);
  const rows = new Map(
    (ids.length > 0 ? await takenShares(connection, ids) : []).map((row) => [row.nominationId, row]),
  );
  const keys = new Map(
    [...rows.values()].flatMap((row) =>
      (quotasOf.get(row.nominationId) ?? []).map((of) => [keyOf(row, of), { ...row, of }] as const),
    ),
  );
  const found = keys.size > 0 ? await quotaBases(connection, [...keys.values()]) : [];
  const bases = new Map(
    found.flatMap((each) => {
      const key = keyOf(each, each.of);
      const base = quotaBase({ ...each, body: keys.get(key)?.body ?? '' });
      return base ? [[key, base] as const] : [];
    }),
  );
  return (id) => {
    const row = rows.get(id);
    const known = (quotasOf.get(id) ?? []).flatMap((of) => {
      const base = row && bases.get(keyOf(row, of));
      return base ? [[of, base] as const] : [];
    });
    return row ? shareFrom(row, new Map(known)) : null;
  };
}

const keyOf = ({ bodyId, year }: { bodyId: string; year: number }, of: string): string => `${bodyId} ${year} ${of}`;

function shareFrom({ body, year, awarded, others, ownAwarded }: TakenRow, bases: Share['bases']): Share {
  return { body, year, awarded, open: others + (ownAwarded ? 0 : 1), bases };
}
