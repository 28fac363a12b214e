import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { Award, AwardConnection } from '../awards/award.entity.js';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import type { ConnectionOf } from '../core/pagination.js';
import { HonoursArgs } from './honour-search.inputs.js';
import { SearchHonoursService } from './search-honours.service.js';

@Resolver()
export class HistoryResolver {
  constructor(private readonly honours: SearchHonoursService) {}

  @Allow.signedIn()
  @Query(() => AwardConnection, {
    description:
      'Honours: all of the past for who reads it as a historian; for others those of their units, of those below, and of the routes on which their units stand. Where no name fits, those that are spelt nearly so.',
  })
  searchHonours(@Context() context: RequestContext, @Args() args: HonoursArgs): Promise<ConnectionOf<Award>> {
    return this.honours.page(context, args);
  }
}
