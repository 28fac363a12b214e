import { Args, Context, Parent, Query, Resolver } from '@nestjs/graphql';
import { AwardType } from '../awards/award-type.entity.js';
import { awardTypeById } from '../awards/award-type.loaders.js';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { LeanField } from '../core/lean-field.js';
import { load } from '../core/loaders.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { HonourSearch } from './honour-search.inputs.js';
import { HonourAwardTypeTotal, HonourIssuerTotal, HonourTotals } from './honour-totals.entity.js';
import { SearchHonoursService } from './search-honours.service.js';

@Resolver()
export class HonourTotalsResolver {
  constructor(private readonly honours: SearchHonoursService) {}

  @Allow.signedIn()
  @Query(() => HonourTotals, {
    description: 'Exact counts of the honours that fit a search, of those that searchHonours would list for you.',
  })
  honourTotals(
    @Context() context: RequestContext,
    @Args('search', { description: 'Which honours.' }) search: HonourSearch,
  ): Promise<HonourTotals> {
    return this.honours.totals(context, search);
  }
}

@Resolver(() => HonourAwardTypeTotal)
export class HonourAwardTypeTotalResolver {
  @LeanField(() => AwardType, { description: 'Which award.' })
  awardType(
    @Parent() { awardTypeId }: HonourAwardTypeTotal,
    @Context() context: RequestContext,
  ): Promise<AwardType | null> {
    return load(context, awardTypeById, awardTypeId);
  }
}

@Resolver(() => HonourIssuerTotal)
export class HonourIssuerTotalResolver {
  @LeanField(() => Unit, { nullable: true, description: 'The issuing unit; null where only a printed name is known.' })
  issuer(@Parent() { issuedById }: HonourIssuerTotal, @Context() context: RequestContext): Promise<Unit | null> | null {
    return issuedById ? load(context, unitById, issuedById) : null;
  }
}
