import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { PageArgs, type ConnectionOf } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { JobConnection, JobPayload, JobView } from './job.entity.js';
import { OverseeJobsService } from './oversee-jobs.service.js';

@Resolver(() => JobView)
export class JobsResolver {
  constructor(private readonly oversee: OverseeJobsService) {}

  @Allow('account.manage')
  @Query(() => JobConnection, {
    description:
      'Background jobs that wait, run or have failed, the newest first. For administrators of a unit without a superior.',
  })
  jobs(@Context() context: RequestContext, @Args() page: PageArgs): Promise<ConnectionOf<JobView>> {
    return this.oversee.page(context, page);
  }

  @Allow('account.manage')
  @Mutation(() => JobPayload, {
    description:
      'Lets a failed job begin anew, with all its attempts. For administrators of a unit without a superior.',
  })
  retryJob(
    @Context() context: RequestContext,
    @Args('id', { type: () => ID, description: 'The job.' }) id: string,
  ): Promise<Done<JobPayload>> {
    return this.oversee.retry(context, id);
  }
}
