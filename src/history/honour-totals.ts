import { awardTypesById } from '../awards/award-type.queries.js';
import { MERIT_KINDS } from '../awards/domain/merit-kind.js';
import type { RequestContext } from '../core/context.js';
import { SUBJECT_KINDS } from '../honourees/domain/subject-kind.js';
import { TIERS } from '../units/unit.entity.js';
import type { HonourTotals } from './honour-totals.entity.js';
import type { Facet, HonourGroup } from './honour-totals.queries.js';

const MAX_ISSUERS = 100;

/** The groups of all facets, each facet in its order. */
export async function totalsOf(
  context: RequestContext,
  groups: readonly HonourGroup[],
): Promise<Omit<HonourTotals, 'byPlaceMatch' | 'revoked'>> {
  const of = (facet: Facet): HonourGroup[] => groups.filter((group) => group.facet === facet);
  const types = of('TYPE').sort(mostFirst((group) => group.awardTypeId));
  const issuers = of('ISSUER').sort(mostFirst((group) => group.issuedById ?? group.issuerAsPrinted ?? ''));
  const [all] = of('ALL');
  return {
    total: all?.count ?? 0,
    recorded: all?.recorded ?? 0,
    commendations: await commendations(context, types),
    byKind: of('KIND').sort(inOrderOf(SUBJECT_KINDS, ({ kind }) => kind)),
    byMeritKind: of('MERIT').sort(inOrderOf(MERIT_KINDS, ({ meritKind }) => meritKind)),
    byTier: of('TIER').sort(inOrderOf([...TIERS, null], ({ tier }) => tier)),
    byAwardType: types,
    byYear: of('YEAR').sort((one, other) => (other.year ?? 0) - (one.year ?? 0)),
    byIssuer: issuers.slice(0, MAX_ISSUERS),
    issuers: issuers.length,
  };
}

async function commendations(context: RequestContext, types: readonly HonourGroup[]): Promise<number> {
  const ids = types.map(({ awardTypeId }) => awardTypeId);
  const known = ids.length > 0 ? await awardTypesById(context.connection, ids) : [];
  const commending = new Set(known.filter(({ isCommendation }) => isCommendation).map(({ id }) => id));
  return types.reduce((sum, { awardTypeId, count }) => (commending.has(awardTypeId) ? sum + count : sum), 0);
}

/** The largest group first; equal ones by their key, so that the order is always the same. */
function mostFirst(keyOf: (group: HonourGroup) => string): (one: HonourGroup, other: HonourGroup) => number {
  return (one, other) => other.count - one.count || (keyOf(one) < keyOf(other) ? -1 : 1);
}

function inOrderOf<Value>(
  order: readonly Value[],
  valueOf: (group: HonourGroup) => Value,
): (one: HonourGroup, other: HonourGroup) => number {
  return (one, other) => order.indexOf(valueOf(one)) - order.indexOf(valueOf(other));
}
