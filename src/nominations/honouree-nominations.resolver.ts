import { Args, Context, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../core/context.js';
import { PageArgs, type ConnectionOf } from '../core/pagination.js';
import { Honouree } from '../honourees/honouree.entity.js';
import { FindNominationsService } from './find-nominations.service.js';
import { Nomination, NominationConnection } from './nomination.entity.js';

@Resolver(() => Honouree)
export class HonoureeNominationsResolver {
  constructor(private readonly find: FindNominationsService) {}

  @ResolveField(() => NominationConnection, {
    nullable: true,
    description: 'The nominations of this honouree that you may read, the newest first.',
  })
  nominations(
    @Parent() honouree: Honouree,
    @Context() context: RequestContext,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConnectionOf<Nomination>> {
    return this.find.ofHonouree(context, honouree.id, { page, info });
  }
}
