import type { Connection } from '../core/database.js';

/** Which: of an award, or of all (null); from a unit and those below it today, or from all. */
interface Which {
  awardTypeId: string | null;
  forUnitId: string | null;
}

const OPEN = `from nomination n
     where n.state not in ('AWARDED', 'REJECTED', 'WITHDRAWN') and n.state <> 'DRAFT'
       and ($1::uuid is null or n.award_type_id = $1)
       and ($2::uuid is null or exists (select from unit_above b where b.unit_id = n.proposed_by_id and b.above_id = $2))`;

/** The nominations on their way, the newest first; those before `before`, where it is given. */
export async function openNominations(
  connection: Connection,
  { awardTypeId, forUnitId }: Which,
  { before, limit }: { before: string | null; limit: number },
): Promise<string[]> {
  const rows = await connection.rows<{ id: string }>(
    `select n.id ${OPEN} and ($3::uuid is null or n.id < $3)
     order by n.id desc limit $4`,
    [awardTypeId, forUnitId, before, limit],
    { replan: true },
  );
  return rows.map(({ id }) => id);
}

export async function countOpenNominations(connection: Connection, { awardTypeId, forUnitId }: Which): Promise<number> {
  const [row] = await connection.rows<{ count: number }>(`select count(*)::int as count ${OPEN}`, [
    awardTypeId,
    forUnitId,
  ]);
  return row?.count ?? 0;
}
