import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AwardType } from '../awards/award-type.entity.js';
import { Allow } from '../core/allow.js';
import type { RequestContext } from '../core/context.js';
import { load } from '../core/loaders.js';
import { PageArgs, type ConnectionOf } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { Unit } from '../units/unit.entity.js';
import { unitById } from '../units/unit.loaders.js';
import { Campaign, CampaignConnection, CampaignPayload } from './campaign.entity.js';
import { CreateCampaignInput } from './campaign.inputs.js';
import { awardTypesOfCampaign } from './campaign.loaders.js';
import { ManageCampaignsService } from './manage-campaigns.service.js';

@Resolver(() => Campaign)
export class CampaignResolver {
  constructor(private readonly manage: ManageCampaignsService) {}

  @Allow.signedIn()
  @Query(() => CampaignConnection, { description: 'All campaigns, the latest opened first.' })
  campaigns(@Context() context: RequestContext, @Args() page: PageArgs): Promise<ConnectionOf<Campaign>> {
    return this.manage.page(context, page);
  }

  @Allow('campaign.manage')
  @Mutation(() => CampaignPayload, { description: 'Opens an occasion for nominations.' })
  createCampaign(
    @Context() context: RequestContext,
    @Args('input', { description: 'The occasion.' }) input: CreateCampaignInput,
  ): Promise<Done<CampaignPayload>> {
    return this.manage.create(context, input);
  }

  @ResolveField(() => Unit, { description: 'The unit that launched it.' })
  launchedBy(@Parent() campaign: Campaign, @Context() context: RequestContext): Promise<Unit | null> {
    return load(context, unitById, campaign.launchedById);
  }

  @ResolveField(() => [AwardType], { description: 'The awards that may be proposed in it, by code.' })
  awardTypes(@Parent() campaign: Campaign, @Context() context: RequestContext): Promise<AwardType[]> {
    return awardTypesOfCampaign(context, campaign);
  }
}
