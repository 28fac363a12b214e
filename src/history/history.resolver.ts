import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { Award, AwardConnection } from '../awards/award.entity.js';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import type { ConnectionOf } from '../core/pagination.js';
import { FindAwardsService } from '../decisions/find-awards.service.js';
import { conditionsOf } from './honour-conditions.js';
import { HonoursArgs } from './honour-search.inputs.js';

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
