import type { Members } from '../award-law/domain/member-discipline.js';
import type { Connection } from '../core/database.js';

/**
 * Sensitive: of these collectives those who have a record here as of that unit, how many, and what holds of their discipline.
 * Whoever has no record is not in it; nobody is named in what is said of it.
 */
export function membersOf(
  connection: Connection,
  honoureeIds: readonly string[],
): Promise<(Members & { honoureeId: string })[]> {
  return connection.rows(
    `select c.id as "honoureeId", count(distinct m.id)::int as known,
       coalesce(json_agg(json_build_object('memberId', m.id, 'kind', f.kind, 'matter', f.matter, 'from', f.from_day, 'to', f.to_day))
         filter (where f.id is not null), '[]') as proceedings
     from honouree c join honouree m on m.unit_id = c.unit_id and m.kind = 'INDIVIDUAL'
     left join honouree_discipline f on f.honouree_id = m.id and not f.withdrawn
       and not exists (select from honouree_discipline newer where newer.replaces_id = f.id)
     where c.id = any ($1::uuid[]) and c.kind = 'COLLECTIVE' group by c.id`,
    [honoureeIds],
  );
}
