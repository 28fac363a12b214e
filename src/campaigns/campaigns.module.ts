import { Module } from '@nestjs/common';
import { CampaignResolver } from './campaign.resolver.js';
import { ManageCampaignsService } from './manage-campaigns.service.js';

@Module({ providers: [CampaignResolver, ManageCampaignsService] })
export class CampaignsModule {}
