import type { CivilDate } from '../core/civil-date.js';
import type { Transaction } from '../core/database.js';

/**
 * Of these units those for which facts of an honouree may be recorded on that day: at or above its own or what that went
 * over into, and bodies on the road of its nomination. The database refuses others by the same function.
 */
export async function recordingUnits(
  tx: Transaction,
  honoureeId: string,
  unitIds: readonly string[],
  day: CivilDate,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select own.id from unnest($2::uuid[]) as own (id)
     where may_record_facts(own.id, $1, $3::date) order by own.id`,
    [honoureeId, unitIds, day],
  );
  return rows.map(({ id }) => id);
}

/** Of these units those for whose records that one answers: itself, and bodies that ended and that it took over. */
export async function answeredForBy(
  tx: Transaction,
  unitId: string,
  unitIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>(
    `select own.id from unnest($2::uuid[]) as own (id)
     where own.id = $1 or $1 in (select decision_heirs(own.id, $3::date))`,
    [unitId, unitIds, tx.today],
  );
  return new Set(rows.map(({ id }) => id));
}
