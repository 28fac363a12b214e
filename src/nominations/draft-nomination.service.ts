import { Injectable } from '@nestjs/common';
import { actOnce } from '../core/act-once.js';
import { record } from '../audit/record.js';
import { endedCompetences } from '../award-law/award-rules.js';
import { awardTypesByCode, awardTypesById } from '../awards/award-type.queries.js';
import type { AwardType } from '../awards/award-type.entity.js';
import { mayAct, type Actor } from '../core/actor.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import { isId } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { unchanged } from '../core/unchanged.js';
import { isDocumentKind } from '../documents/domain/document-kind.js';
import { checkContent } from './check-content.js';
import { documentForDossier } from './dossier-documents.js';
import { BY_ID, lockDossiers, moveDossiers, rule, whoIs } from './move-nominations.js';
import type { AnswerMissingItemInput, DraftNominationInput, EditNominationInput } from './nomination.inputs.js';
import type { NominationPayload } from './nomination.entity.js';
import { nominationById } from './nomination.loaders.js';
import { missingItemsOf, nominationsById } from './nomination.queries.js';
import { nominationScopeOf } from './nomination-scope.js';
import {
  answerItem,
  copyAttachments,
  insertAttachment,
  insertNomination,
  updateContent,
  type NominationContent,
} from './write-nomination.queries.js';

/** What a proposer writes: drafts, changes, documents, answers to a return. */
@Injectable()
export class DraftNominationService {
  constructor(private readonly database: Database) {}

  /** A new draft. */
  async draft(context: RequestContext, input: DraftNominationInput): Promise<Done<NominationPayload>> {
    const id = await actOnce(this.database, context, { operation: 'draftNomination', input }, (tx, actor) =>
      this.insert(tx, actor, input),
    );
    return { nomination: await load(context, nominationById, id) };
  }

  private async insert(tx: Transaction, actor: Actor, input: DraftNominationInput): Promise<string> {
    if (!mayAct(actor, 'nomination.propose', input.proposedById, tx.today)) {
      throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: ['input', 'proposedById'] });
    }
    const awardType = await this.awardType(tx, input.awardTypeCode);
    const content: NominationContent = {
      campaignId: input.campaignId ?? null,
      honoureeId: input.honoureeId,
      awardTypeId: awardType.id,
      meritKind: input.meritKind,
      proposedById: input.proposedById,
      wantedDeciderId: input.decidingUnitId ?? null,
      achievements: input.achievements,
      achievementFrom: input.achievementFrom,
      achievementTo: input.achievementTo,
      modelId: input.modelId ?? null,
    };
    await checkContent(tx, actor, { content, awardType });
    const previousId = await this.previous(tx, actor, input);
    const id = await insertNomination(tx, { ...content, previousId });
    const dossiers = await lockDossiers(tx, actor, [id], () => ['input', 'proposedById']);
    await moveDossiers(tx, actor, dossiers, { move: { action: 'CREATE' } });
    if (previousId) await copyAttachments(tx, actor.accountId, previousId, id);
    return id;
  }

  private async awardType(tx: Transaction, code: string): Promise<AwardType> {
    const [awardType] = await awardTypesByCode(tx, [code]);
    const valid = awardType && awardType.validFrom <= tx.today && (awardType.validTo ?? tx.today) >= tx.today;
    if (valid) return awardType;
    // Why an award can be asked for no more, its law says (R06).
    const [ended] = awardType ? await endedCompetences(tx, awardType.id, tx.today) : [];
    throw new DomainError('INVALID_INPUT', 'nomination.awardNotFound', {
      params: { code, day: tx.today },
      field: ['input', 'awardTypeCode'],
      rule: ended?.citation ?? null,
    });
  }

  /** One made again takes over the documents of the refused one, of the same honouree and proposer. */
  private async previous(tx: Transaction, actor: Actor, input: DraftNominationInput): Promise<string | null> {
    if (!input.previousId) return null;
    const [former] = await nominationsById(tx, nominationScopeOf(actor, tx.today), [input.previousId]);
    const fits =
      former &&
      ['REJECTED', 'WITHDRAWN'].includes(former.state) &&
      former.honoureeId === input.honoureeId &&
      former.proposedById === input.proposedById;
    if (fits) return former.id;
    throw new DomainError('INVALID_INPUT', 'nomination.previousNotFinal', { field: ['input', 'previousId'] });
  }

  /** Changes a draft or a returned nomination. */
  async edit(context: RequestContext, input: EditNominationInput): Promise<Done<NominationPayload>> {
    const id = await actOnce(this.database, context, { operation: 'editNomination', input }, (tx, actor) =>
      this.change(tx, actor, input),
    );
    return { nomination: await load(context, nominationById, id) };
  }

  private async change(tx: Transaction, actor: Actor, input: EditNominationInput): Promise<string> {
    const [dossier] = await lockDossiers(tx, actor, [input.id], BY_ID, input.expectedVersion);
    if (!dossier) throw new DomainError('NOT_FOUND', 'nomination.notFound', { field: ['input', 'id'] });
    const { nomination } = dossier;
    const [present] = await awardTypesById(tx, [nomination.awardTypeId]);
    const awardType = input.awardTypeCode ? await this.awardType(tx, input.awardTypeCode) : present;
    if (!awardType) throw new Error('nomination without award type');
    const content: NominationContent = {
      ...nomination,
      awardTypeId: awardType.id,
      meritKind: input.meritKind ?? nomination.meritKind,
      achievements: input.achievements ?? nomination.achievements,
      achievementFrom: input.achievementFrom ?? nomination.achievementFrom,
      achievementTo: input.achievementTo ?? nomination.achievementTo,
      modelId: input.modelId === undefined ? nomination.modelId : input.modelId,
    };
    const move = { action: 'EDIT' } as const;
    rule([dossier], move, whoIs(actor, tx.today));
    if (unchanged<NominationContent>(nomination, content)) return nomination.id;
    // The event first: it says whether this account may at all, before anything is said about the content.
    await moveDossiers(tx, actor, [dossier], { move });
    await checkContent(tx, actor, { content, awardType });
    await updateContent(tx, nomination.id, content);
    return nomination.id;
  }

  /** Puts a document into a dossier: the proposer's unit while it writes, else a unit of the route. */
  async attach(
    context: RequestContext,
    attachment: { nominationId: string; documentId: string; kind: string },
  ): Promise<Done<NominationPayload>> {
    const { nominationId, documentId, kind } = attachment;
    if (!isId(nominationId)) throw new DomainError('NOT_FOUND', 'nomination.notFound', { field: ['nominationId'] });
    if (!isId(documentId)) throw new DomainError('NOT_FOUND', 'nomination.documentNotFound', { field: ['documentId'] });
    if (!isDocumentKind(kind)) throw new DomainError('INVALID_INPUT', 'document.kind', { field: ['kind'] });
    const actor = signedIn(context);
    await this.database.transaction(async (tx) => {
      const [dossier] = await lockDossiers(tx, actor, [nominationId], () => ['nominationId']);
      if (!dossier) throw new DomainError('NOT_FOUND', 'nomination.notFound', { field: ['nominationId'] });
      const { unitId, step } = await documentForDossier(tx, actor, { dossier, documentId, field: ['documentId'] });
      // It is there as that already.
      if (!(await insertAttachment(tx, actor.accountId, { nominationId, documentId, kind, step }))) return;
      const subject = `nomination:${nominationId}`;
      await record(tx, actor, { action: 'nomination.attach', subject, unitId, details: { documentId, kind } });
    });
    return { nomination: await load(context, nominationById, nominationId) };
  }

  /** Answers what a return asked for. */
  async answer(context: RequestContext, input: AnswerMissingItemInput): Promise<Done<NominationPayload>> {
    const id = await actOnce(this.database, context, { operation: 'answerMissingItem', input }, (tx, actor) =>
      this.writeAnswer(tx, actor, input),
    );
    return { nomination: await load(context, nominationById, id) };
  }

  private async writeAnswer(tx: Transaction, actor: Actor, input: AnswerMissingItemInput): Promise<string> {
    const { nominationId, itemId, answer, documentId } = input;
    const [dossier] = await lockDossiers(tx, actor, [nominationId], () => ['input', 'nominationId']);
    if (!dossier) throw new DomainError('NOT_FOUND', 'nomination.notFound', { field: ['input', 'nominationId'] });
    const { nomination } = dossier;
    if (nomination.state !== 'RETURNED') {
      throw new DomainError('WRONG_STATE', 'nomination.wrongState', { field: ['input', 'nominationId'] });
    }
    if (!mayAct(actor, 'nomination.propose', nomination.proposedById, tx.today)) {
      throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: ['input', 'nominationId'] });
    }
    if (!answer && !documentId) {
      throw new DomainError('INVALID_INPUT', 'nomination.answerNeeded', { field: ['input', 'answer'] });
    }
    const items = await missingItemsOf(tx, [nominationId]);
    const item = items.find(({ id }) => id === itemId);
    if (!item) throw new DomainError('NOT_FOUND', 'nomination.itemNotFound', { field: ['input', 'itemId'] });
    if (documentId) {
      const { step } = await documentForDossier(tx, actor, { dossier, documentId, field: ['input', 'documentId'] });
      await insertAttachment(tx, actor.accountId, { nominationId, documentId, kind: 'BO_SUNG', step });
    }
    if (item.answer === (answer ?? null) && item.answeredByDocumentId === (documentId ?? null)) return nominationId;
    await answerItem(tx, itemId, { text: answer ?? null, documentId: documentId ?? null });
    const subject = `nomination:${nominationId}`;
    await record(tx, actor, {
      action: 'nomination.answer',
      subject,
      unitId: nomination.proposedById,
      details: { itemId, documentId },
    });
    return nominationId;
  }
}
