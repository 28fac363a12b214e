import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { awardTypesByCode } from '../awards/award-type.queries.js';
import { unitsWith, type Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { signedIn } from '../core/context.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { once } from '../core/idempotency.js';
import { isId, paginate, type ConnectionOf, type PageArgs } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { isCivilDate } from '../core/civil-date.js';
import { livesThrough, unitsAmongBelow, unitVersionsOn } from '../units/unit.queries.js';
import type { Campaign, CampaignPayload } from './campaign.entity.js';
import type { CreateCampaignInput } from './campaign.inputs.js';
import { campaignPage, campaignsById, countCampaigns, insertCampaign } from './campaign.queries.js';

@Injectable()
export class ManageCampaignsService {
  constructor(private readonly database: Database) {}

  /** All campaigns, the latest opened first: they are announced to everybody. */
  page(context: RequestContext, page: PageArgs): Promise<ConnectionOf<Campaign>> {
    return paginate({
      page,
      accept: ([opensOn, id]) => isCivilDate(opensOn) && isId(id),
      fetch: (after, limit) => campaignPage(context.connection, after, limit),
      count: () => countCampaigns(context.connection),
      cursorOf: (row) => [row.opensOn, row.id],
    });
  }

  /** Opens an occasion for nominations, launched by a unit that the administrator looks after. */
  async create(context: RequestContext, input: CreateCampaignInput): Promise<Done<CampaignPayload>> {
    const actor = signedIn(context);
    const { id } = await this.database.transaction((tx) =>
      once(tx, actor, { operation: 'createCampaign', input }, () => this.insert(tx, actor, input)),
    );
    const [campaign] = await campaignsById(this.database, [id]);
    return { campaign: campaign ?? null };
  }

  private async insert(tx: Transaction, actor: Actor, input: CreateCampaignInput): Promise<string> {
    await this.check(tx, actor, input);
    await this.checkAwards(tx, input);
    const taken = (): DomainError =>
      new DomainError('DUPLICATE', 'campaign.codeTaken', { params: { code: input.code }, field: ['input', 'code'] });
    const id = await onViolation('campaign_code_key', taken, () => insertCampaign(tx, input));
    const { clientMutationId: _key, launchedById, ...details } = input;
    await record(tx, actor, { action: 'campaign.create', subject: `campaign:${id}`, unitId: launchedById, details });
    return id;
  }

  private async check(tx: Transaction, actor: Actor, input: CreateCampaignInput): Promise<void> {
    const { launchedById, opensOn, closesOn, periodFrom, periodTo } = input;
    const refuse = (field: string): DomainError =>
      new DomainError('INVALID_INPUT', 'input.dateOrder', { field: ['input', field] });
    if (closesOn < opensOn) throw refuse('closesOn');
    if (periodTo < periodFrom) throw refuse('periodTo');
    const field = ['input', 'launchedById'];
    const [unit] = await unitVersionsOn(tx, [{ id: launchedById, day: opensOn }]);
    if (!unit) throw new DomainError('NOT_FOUND', 'unit.notFound', { field });
    const [below] = await unitsAmongBelow(tx, unitsWith(actor, 'campaign.manage', tx.today), [launchedById], tx.today);
    if (!below) throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field });
    if (!(await livesThrough(tx, launchedById, opensOn, closesOn))) {
      throw new DomainError('INVALID_INPUT', 'campaign.unitNotLiving', { params: { unit: unit.name }, field });
    }
  }

  /** Each award exists, and may still be decided on some day of the campaign. */
  private async checkAwards(
    tx: Transaction,
    { awardTypeCodes, opensOn, closesOn }: CreateCampaignInput,
  ): Promise<void> {
    const known = (await awardTypesByCode(tx, awardTypeCodes))
      .filter(({ validFrom, validTo }) => validFrom <= closesOn && (validTo === null || opensOn <= validTo))
      .map(({ code }) => code);
    const unknown = awardTypeCodes.filter((code) => !known.includes(code));
    if (unknown.length === 0) return;
    const params = { codes: unknown.join(', ') };
    throw new DomainError('INVALID_INPUT', 'campaign.awardUnknown', { params, field: ['input', 'awardTypeCodes'] });
  }
}
