import type { Connection, Transaction } from '../core/database.js';
import type { Congress } from './domain/series.js';

/** The congresses of a Party committee, the earliest first. */
export function congressesOf(connection: Connection, unitId: string): Promise<Congress[]> {
  return connection.rows(
    `select closed_on as "closedOn", term, source from party_congress where unit_id = $1 order by closed_on`,
    [unitId],
  );
}

/** The congresses of some committees, the latest first. */
export function congressesOfUnits(
  connection: Connection,
  unitIds: readonly string[],
): Promise<(Congress & { unitId: string })[]> {
  return connection.rows(
    `select unit_id as "unitId", closed_on as "closedOn", term, source from party_congress
     where unit_id = any ($1::uuid[]) order by closed_on desc`,
    [unitIds],
  );
}

/** A congress that has closed. */
export async function insertCongress(
  tx: Transaction,
  accountId: string,
  { unitId, closedOn, term, source }: Congress & { unitId: string },
): Promise<void> {
  await tx.rows(
    `insert into party_congress (unit_id, closed_on, term, source, recorded_by_id, recorded_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [unitId, closedOn, term, source, accountId, tx.now],
  );
}
