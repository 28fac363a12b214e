import { recordAll } from '../audit/record.js';
import { unitsWith, type Actor } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';

/** Something sensitive that is shown: through which of the reader's units, and with which dossier. */
export interface SensitiveRead {
  honoureeId: string;
  /** The unit of the reader's right. */
  unitId: string;
  /** Null where it is read on the honouree itself. */
  nominationId: string | null;
}

/**
 * Of these nominations those whose facts on discipline and verification the actor may see, by id: where `sensitive.read`
 * is held at a unit of the route itself; neither above nor below it, and of no draft, which has no route. For all others
 * what rests on such facts is left out of every answer, so that with and without them it is the same.
 */
export async function sensitiveNominations(
  connection: Connection,
  actor: Actor,
  day: CivilDate,
  nominationIds: readonly string[],
): Promise<Map<string, SensitiveRead>> {
  const units = unitsWith(actor, 'sensitive.read', day);
  if (units.length === 0) return new Map();
  const rows = await connection.rows<SensitiveRead & { nominationId: string }>(
    `select distinct on (n.id) n.id as "nominationId", n.honouree_id as "honoureeId", s.unit_id as "unitId"
     from nomination n join nomination_step s on s.nomination_id = n.id and s.unit_id = any ($2::uuid[])
     where n.id = any ($1::uuid[]) order by n.id, s.position`,
    [nominationIds, units],
  );
  return new Map(rows.map((row) => [row.nominationId, row]));
}

/**
 * The same for honourees: at a unit of the route of one of their nominations, or at the unit that recorded something; where
 * that one has ended, at the one that took over from it.
 */
export async function sensitiveHonourees(
  connection: Connection,
  actor: Actor,
  day: CivilDate,
  honoureeIds: readonly string[],
): Promise<Map<string, SensitiveRead>> {
  const units = unitsWith(actor, 'sensitive.read', day);
  if (units.length === 0) return new Map();
  const rows = await connection.rows<SensitiveRead>(
    `select distinct on (seen."honoureeId") seen.*, null as "nominationId"
     from (
       select n.honouree_id as "honoureeId", s.unit_id as "unitId"
       from nomination n join nomination_step s on s.nomination_id = n.id and s.unit_id = any ($2::uuid[])
       where n.honouree_id = any ($1::uuid[])
       union all
       select d.honouree_id, answering.id
       from honouree_discipline d
       cross join lateral (select d.recorded_for_id union select decision_heirs(d.recorded_for_id, $3::date)) as answering (id)
       where d.honouree_id = any ($1::uuid[]) and answering.id = any ($2::uuid[])
     ) seen order by seen."honoureeId", seen."unitId"`,
    [honoureeIds, units, day],
  );
  return new Map(rows.map((row) => [row.honoureeId, row]));
}

/** Who looked at whom: each read is kept, whether there was something to see or not. */
export async function recordSensitiveReads(
  tx: Transaction,
  actor: Actor,
  reads: Iterable<SensitiveRead>,
): Promise<void> {
  const entries = [...reads].map(({ honoureeId, unitId, nominationId }) => ({
    action: 'honouree.readSensitive',
    subject: `honouree:${honoureeId}`,
    unitId,
    details: nominationId === null ? {} : { nominationId },
  }));
  await recordAll(tx, actor, entries);
}
