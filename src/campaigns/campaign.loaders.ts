import type { AwardType } from '../awards/award-type.entity.js';
import { awardTypeByCode } from '../awards/award-type.loaders.js';
import type { RequestContext } from '../core/context.js';
import { inOrder, load, type BatchFunction } from '../core/loaders.js';
import type { Campaign } from './campaign.entity.js';
import { campaignsById } from './campaign.queries.js';

/** Campaigns by id. They are announced to everybody who is signed in. */
export const campaignById: BatchFunction<string, Campaign> = async (context, ids) =>
  inOrder(ids, await campaignsById(context.connection, ids), ({ id }) => id);

/** The awards that may be proposed in a campaign, by code; of all campaigns of a list in one statement. */
export async function awardTypesOfCampaign(context: RequestContext, campaign: Campaign): Promise<AwardType[]> {
  const found = await Promise.all(campaign.awardTypeCodes.map((code) => load(context, awardTypeByCode, code)));
  return found.filter((awardType) => awardType !== null);
}
