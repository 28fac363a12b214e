import type { CivilDate } from '../core/civil-date.js';
import type { Connection } from '../core/database.js';
import type { PlacesThen } from '../decisions/ledger-conditions.js';
import type { PlaceMatch } from '../units/domain/area-past.js';

/** Places that belong to a place in one way on the same days; `to` is the first day after them, null is without bound. */
export interface PastPlaces extends PlacesThen {
  share: PlaceMatch;
  from: CivilDate | null;
  to: CivilDate | null;
}

/** All that the territory of a place was, itself among it. */
export function pastPlaces(
  connection: Connection,
  placeId: string,
  matches: readonly PlaceMatch[],
): Promise<PastPlaces[]> {
  return connection.rows(
    `select share, valid::text as valid, lower(valid) as from, upper(valid) as to, array_agg(past_id) as ids
     from area_past where area_id = $1 and share = any ($2::text[]) group by share, valid order by share, valid`,
    [placeId, matches],
  );
}
