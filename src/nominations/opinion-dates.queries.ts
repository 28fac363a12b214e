import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { OPEN, WAITING } from './opinion.queries.js';

/** How many opinions on each nomination are overdue; none where none is. */
export function overdueOf(
  connection: Connection,
  nominationIds: readonly string[],
  day: CivilDate,
): Promise<{ nominationId: string; count: number }[]> {
  return connection.rows(
    `select n.id as "nominationId", count(*)::int as count
     from nomination_opinion o join nomination n on n.id = o.nomination_id
     where n.id = any ($1::uuid[]) and ${WAITING} and o.due_on < $2::date group by n.id`,
    [nominationIds, day],
  );
}

/** What was asked at the step of these nominations and waits for an answer, and since when nobody could give one. */
export function pausedOpinions(
  tx: Transaction,
  nominationIds: readonly string[],
  pause: 'RETURN' | 'SUSPEND',
): Promise<{ id: string; dueOn: CivilDate; pausedOn: CivilDate }[]> {
  return tx.rows(
    `select o.id, o.due_on as "dueOn", paused.day as "pausedOn"
     from nomination_opinion o join nomination n on n.id = o.nomination_id and n.step = o.step
     cross join lateral (select e.day from nomination_event e where e.nomination_id = n.id and e.action = $2
       order by e.version desc limit 1) paused
     where o.nomination_id = any ($1::uuid[]) and ${OPEN} and o.due_on is not null`,
    [nominationIds, pause],
  );
}

/** Other last days for what is open. */
export async function moveOpinionDates(
  tx: Transaction,
  moved: readonly { id: string; dueOn: CivilDate }[],
): Promise<void> {
  await tx.rows(
    `update nomination_opinion o set due_on = greatest(moved."dueOn", o.requested_on)
     from jsonb_to_recordset($1::jsonb) as moved (id uuid, "dueOn" date) where o.id = moved.id`,
    [JSON.stringify(moved)],
  );
}
