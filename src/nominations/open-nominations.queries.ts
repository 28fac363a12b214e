import type { Connection } from '../core/database.js';

/** Which nominations are on their way: of an award, or of all (null); from a unit and those below it today, or from all. */
export async function openNominations(
  connection: Connection,
  { awardTypeId, forUnitId }: { awardTypeId: string | null; forUnitId: string | null },
  limit: number,
): Promise<string[]> {
  const rows = await connection.rows<{ id: string }>(
    `select n.id from nomination n
     where n.state not in ('AWARDED', 'REJECTED', 'WITHDRAWN') and n.state <> 'DRAFT'
       and ($1::uuid is null or n.award_type_id = $1)
       and ($2::uuid is null or exists (select from unit_above b where b.unit_id = n.proposed_by_id and b.above_id = $2))
     order by n.id desc limit $3`,
    [awardTypeId, forUnitId, limit],
    { replan: true },
  );
  return rows.map(({ id }) => id);
}
