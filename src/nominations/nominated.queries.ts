import type { Connection } from '../core/database.js';
import type { Honouree } from '../honourees/honouree.entity.js';

/** Whom nominations propose. Asked only of nominations that the reader reads: these carry the name with them. */
export function honoureesOfNominations(
  connection: Connection,
  nominationIds: readonly string[],
): Promise<(Honouree & { nominationId: string })[]> {
  return connection.rows(
    `select n.id as "nominationId", h.id, h.kind, h.display_name as "displayName", h.aliases, h.birth_year as "birthYear",
       h.death_year as "deathYear", h.gender, h.head_of_household as "headOfHousehold", h.hometown_id as "hometownId",
       h.unit_id as "unitId", h.area_id as "areaId", h.registered_by_id as "registeredById"
     from nomination n join honouree h on h.id = n.honouree_id where n.id = any ($1::uuid[])`,
    [nominationIds],
  );
}
