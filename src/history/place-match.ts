import type { Award } from '../awards/award.entity.js';
import type { PlaceMatch } from '../units/domain/area-past.js';
import type { PastPlaces } from './past-places.queries.js';

/** How the place of each award belongs to the place that was asked for. */
export function placeMatcher(places: readonly PastPlaces[]): (award: Award) => PlaceMatch | null {
  const known = places.map(({ ids, ...period }) => ({ ...period, ids: new Set(ids) }));
  return ({ areaAsAwardedId, decidedFrom, decidedTo }) =>
    known.find(
      ({ ids, from, to }) =>
        areaAsAwardedId !== null &&
        ids.has(areaAsAwardedId) &&
        (from === null || from <= decidedTo) &&
        (to === null || decidedFrom < to),
    )?.share ?? null;
}
