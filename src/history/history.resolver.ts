import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { Award, AwardConnection } from '../awards/award.entity.js';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { syllables } from '../core/fold.js';
import type { ConnectionOf } from '../core/pagination.js';
import { FindAwardsService } from '../decisions/find-awards.service.js';
import type { AwardConditions } from '../decisions/ledger.queries.js';
import { HonoursArgs, type HonourSearch } from './honour-search.inputs.js';

function conditionsOf(search: HonourSearch): Partial<AwardConditions> {
  return {
    syllables: search.text ? syllables(search.text) : null,
    placeId: search.placeId ?? null,
    from: search.from ?? null,
    to: search.to ?? null,
    awardTypeCodes: search.awardTypeCodes ?? null,
    kinds: search.kinds ?? null,
    decisionSymbol: search.decisionSymbol ?? null,
  };
}

@Resolver()
export class HistoryResolver {
  constructor(private readonly awards: FindAwardsService) {}

  @Allow.signedIn()
  @Query(() => AwardConnection, {
    description:
      'Honours, the newest first: all of the past for who reads it as a historian; for others those of their units, of those below, and of the routes on which their units stand.',
  })
  searchHonours(@Context() context: RequestContext, @Args() args: HonoursArgs): Promise<ConnectionOf<Award>> {
    return this.awards.page(context, args, conditionsOf(args.search));
  }
}
