import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';

const conditions: string[] = [
  `exists (select from unit_above a where a.unit_id in (h.registered_by_id, h.unit_id) and a.above_id = own.id
     and a.valid @> $3::date)`,
];

/**
 * Lets more units record facts of an honouree than its own and those above: a module that hangs something on honourees
 * adds SQL that is true for the unit `own.id` and the honouree `h`.
 */
export function letRecordFacts(condition: string): void {
  conditions.push(condition);
}

/** Of these units those for which facts of an honouree may be recorded on that day. */
export async function recordingUnits(
  tx: Transaction,
  honoureeId: string,
  unitIds: readonly string[],
  day: CivilDate,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select own.id from unnest($2::uuid[]) as own (id) join honouree h on h.id = $1
     where ${conditions.join(' or ')} order by own.id`,
    [honoureeId, unitIds, day],
  );
  return rows.map(({ id }) => id);
}
