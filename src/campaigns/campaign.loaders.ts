import type { AwardType } from '../awards/award-type.entity.js';
import { awardTypeByCode } from '../awards/award-type.loaders.js';
import type { RequestContext } from '../core/context.js';
import { load } from '../core/loaders.js';
import type { Campaign } from './campaign.entity.js';

/** The awards that may be proposed in a campaign, by code; of all campaigns of a list in one statement. */
export async function awardTypesOfCampaign(context: RequestContext, campaign: Campaign): Promise<AwardType[]> {
  const found = await Promise.all(campaign.awardTypeCodes.map((code) => load(context, awardTypeByCode, code)));
  return found.filter((awardType) => awardType !== null);
}
