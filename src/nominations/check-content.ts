import type { AwardType } from '../awards/award-type.entity.js';
import { ofKind } from '../award-law/domain/rule.js';
import { rulesOfDossiers } from '../award-law/award-rules.js';
import { readingRoots, type Actor } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import { DomainError, type ErrorCode } from '../core/errors.js';
import type { MessageKey, MessageParams } from '../core/messages.vi.js';
import type { Campaign } from '../campaigns/campaign.entity.js';
import { campaignsById } from '../campaigns/campaign.queries.js';
import { modelsForNomination } from '../emulation-models/emulation-model.queries.js';
import { KIND_WORDS } from '../honourees/domain/subject-kind.js';
import type { Honouree } from '../honourees/honouree.entity.js';
import { honoureesById } from '../honourees/honouree.queries.js';
import { unitsById } from '../units/unit.queries.js';
import type { NominationContent } from './write-nomination.queries.js';

interface Written {
  content: NominationContent;
  awardType: AwardType;
}

function refuse(code: ErrorCode, key: MessageKey, field: string, params?: MessageParams): DomainError {
  return new DomainError(code, key, { field: ['input', field], params });
}

/** What must be true of a draft (workflow A.3 row 1), by its content alone. */
export async function checkContent(tx: Transaction, actor: Actor, { content, awardType }: Written): Promise<void> {
  const { meritKind, achievementFrom, achievementTo } = content;
  if (meritKind === 'UNKNOWN') throw refuse('INVALID_INPUT', 'nomination.meritUnknown', 'meritKind');
  if (achievementTo < achievementFrom) throw refuse('INVALID_INPUT', 'input.dateOrder', 'achievementTo');
  if (achievementTo > tx.today) throw refuse('INVALID_INPUT', 'nomination.periodFuture', 'achievementTo');
  const honouree = await checkHonouree(tx, actor, content.honoureeId);
  await checkKind(tx, honouree, awardType, content.proposedById);
  await checkCampaigns(tx, [{ content, awardType }], tx.today);
  if (content.modelId) await checkModel(tx, content.modelId, content.honoureeId, tx.today);
}

/** One that the actor may read, and that is not a dissolved collective. */
async function checkHonouree(tx: Transaction, actor: Actor, id: string): Promise<Honouree> {
  const scope = { roots: readingRoots(actor, tx.today), day: tx.today };
  const [honouree] = await honoureesById(tx, scope, [id]);
  if (!honouree) throw refuse('NOT_FOUND', 'nomination.honoureeNotFound', 'honoureeId');
  const dissolved = await dissolvedOn(tx, honouree);
  if (dissolved && dissolved < tx.today) {
    throw refuse('RULE_FAILED', 'nomination.honoureeDissolved', 'honoureeId', { day: dissolved });
  }
  return honouree;
}

/** The last day of a collective that is a unit of the registry; null while it lives. */
export async function dissolvedOn(
  connection: Connection,
  honouree: Pick<Honouree, 'kind' | 'unitId'>,
): Promise<CivilDate | null> {
  if (honouree.kind !== 'COLLECTIVE' || !honouree.unitId) return null;
  const [unit] = await unitsById(connection, [honouree.unitId]);
  return unit?.validTo ?? null;
}

/** R07, R08: whom the award is for; only a confirmed rule refuses. */
async function checkKind(
  tx: Transaction,
  { id, kind }: Honouree,
  awardType: AwardType,
  proposedById: string,
): Promise<void> {
  const draft = { id, awardTypeId: awardType.id, proposedById };
  const rules = await rulesOfDossiers(tx, [draft], tx.today, ['SUBJECT_KINDS']);
  const [rule] = ofKind(rules.get(id) ?? [], 'SUBJECT_KINDS');
  if (!rule?.citation.confirmed || rule.args.kinds.includes(kind)) return;
  throw new DomainError('RULE_FAILED', 'nomination.subjectKind', {
    params: { award: awardType.name, kind: KIND_WORDS[kind] },
    field: ['input', 'awardTypeCode'],
    rule: rule.citation,
  });
}

/** An occasion takes nominations from its first to its last day, for its awards, of its period. */
export async function checkCampaigns(
  connection: Connection,
  written: readonly Written[],
  day: CivilDate,
): Promise<void> {
  const ids = [...new Set(written.flatMap(({ content }) => content.campaignId ?? []))];
  if (ids.length === 0) return;
  const campaigns = new Map((await campaignsById(connection, ids)).map((campaign) => [campaign.id, campaign]));
  for (const one of written) {
    if (one.content.campaignId) checkCampaign(campaigns.get(one.content.campaignId), one, day);
  }
}

function checkCampaign(found: Campaign | undefined, { content, awardType }: Written, day: CivilDate): void {
  if (!found) throw refuse('NOT_FOUND', 'nomination.campaignNotFound', 'campaignId');
  const { name: campaign, opensOn, closesOn, periodFrom, periodTo, awardTypeCodes } = found;
  if (day < opensOn || day > closesOn) {
    throw refuse('INVALID_INPUT', 'nomination.campaignClosed', 'campaignId', { campaign, from: opensOn, to: closesOn });
  }
  if (!awardTypeCodes.includes(awardType.code)) {
    throw refuse('INVALID_INPUT', 'nomination.campaignAward', 'awardTypeCode', { campaign, award: awardType.name });
  }
  if (content.achievementTo < periodFrom || content.achievementFrom > periodTo) {
    const params = { campaign, from: periodFrom, to: periodTo };
    throw refuse('INVALID_INPUT', 'nomination.campaignPeriod', 'achievementFrom', params);
  }
}

async function checkModel(tx: Transaction, id: string, honoureeId: string, day: CivilDate): Promise<void> {
  const [model] = await modelsForNomination(tx, [id], day);
  if (!model) throw refuse('NOT_FOUND', 'model.notFound', 'modelId');
  if (model.ownerId !== honoureeId) throw refuse('INVALID_INPUT', 'nomination.modelOwner', 'modelId');
}
