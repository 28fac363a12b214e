import { Args, Context, Parent, Resolver } from '@nestjs/graphql';
import { MeritKindEnum } from '../awards/award-type.entity.js';
import { awardTypeByCode } from '../awards/award-type.loaders.js';
import type { MeritKind } from '../awards/domain/merit-kind.js';
import type { CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { ParseCivilDate } from '../core/parse-civil-date.pipe.js';
import { ParseCode } from '../core/parse-code.pipe.js';
import { CivilDateScalar } from '../core/scalars.js';
import { Unit } from '../units/unit.entity.js';
import { RouteStep } from './nomination.entity.js';
import { findRoute } from './plan-route.js';

/** Which way a nomination of a unit would go. */
@Resolver(() => Unit)
export class UnitRouteResolver {
  @LeanField(() => [RouteStep], {
    nullable: true,
    description: 'The way of a nomination that this unit would submit on that day; null where there is none.',
  })
  async route(
    @Parent() unit: Unit,
    @Context() context: RequestContext,
    @Args('awardTypeCode', { description: 'For which award.' }, ParseCode) awardTypeCode: string,
    @Args('meritKind', { type: () => MeritKindEnum, description: 'On what ground.' }) _meritKind: MeritKind,
    @Args(
      'asOf',
      { type: () => CivilDateScalar, nullable: true, description: 'On which day. Default: today.' },
      ParseCivilDate,
    )
    asOf: CivilDate | null,
  ): Promise<RouteStep[] | null> {
    const awardType = await load(context, awardTypeByCode, awardTypeCode);
    const day = asOf ?? context.clock.today();
    const wish = awardType && { awardType, proposedById: unit.id, decidingUnitId: null, day };
    const answer = wish && (await findRoute(context.connection, wish));
    return answer && 'steps' in answer ? answer.steps.map((step) => ({ ...step, ...NOT_YET })) : null;
  }
}

const NOT_YET = { enteredAt: null, receivedOn: null, dueOn: null, leftAt: null, outcome: null };
