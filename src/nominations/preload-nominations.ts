import type { GraphQLResolveInfo } from 'graphql';
import { awardTypeById } from '../awards/award-type.loaders.js';
import { asksFor } from '../core/asked-fields.js';
import type { RequestContext } from '../core/context.js';
import { preload } from '../core/loaders.js';
import type { ConnectionOf } from '../core/pagination.js';
import { unitById } from '../units/unit.loaders.js';
import type { Nomination, RouteStep } from './nomination.entity.js';
import { honoureeOfNomination, stepsByNomination } from './nomination.loaders.js';

/**
 * Fetches what a list asks of each row before its rows are resolved, where it did not come with the rows: whom, which
 * award, by whom and where it lies would else be eighty promises a page.
 */
export async function preloadPage(
  context: RequestContext,
  page: ConnectionOf<Nomination>,
  info: GraphQLResolveInfo,
): Promise<ConnectionOf<Nomination>> {
  const nodes = page.edges.map(({ node }) => node);
  const joined = nodes[0]?.joined ?? {};
  const asks = (...path: string[]): boolean => asksFor(info, ['edges', 'node', ...path]);
  const ofAll = <Key>(asked: boolean, keyOf: (node: Nomination) => Key): Key[] => (asked ? nodes.map(keyOf) : []);
  const here = asks('currentStep') && joined.currentStep === undefined;
  await Promise.all([
    preload(
      context,
      honoureeOfNomination,
      ofAll(asks('honouree') && !joined.honouree, ({ honoureeId }) => honoureeId),
    ),
    preload(
      context,
      awardTypeById,
      ofAll(asks('awardType') && !joined.awardType, ({ awardTypeId }) => awardTypeId),
    ),
    preload(
      context,
      stepsByNomination,
      ofAll(here || asks('route'), ({ id }) => id),
    ),
  ]);
  const steps = context.loaders.ready(stepsByNomination) as Map<string, RouteStep[] | null>;
  const bodies = ofAll(here && asks('currentStep', 'unit'), ({ id, step }) => steps.get(id)?.[step - 1]?.unitId ?? []);
  const deciders = ofAll(
    asks('decidingUnit'),
    ({ decidingUnitId, wantedDeciderId }) => decidingUnitId ?? wantedDeciderId ?? [],
  );
  await preload(context, unitById, [
    ...ofAll(asks('proposedBy') && !joined.proposedBy, ({ proposedById }) => proposedById),
    ...bodies.flat(),
    ...deciders.flat(),
  ]);
  return page;
}
