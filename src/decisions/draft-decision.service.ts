import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { actOnce } from '../core/act-once.js';
import { mayAct, type Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { lockForAct, lockLines, recordDecision, requireLines } from './decision-acts.js';
import type { DecisionPayload } from './decision.entity.js';
import type {
  DecisionActionInput,
  DraftDecisionInput,
  EditDecisionInput,
  SetDecisionLinesInput,
} from './decision.inputs.js';
import { decisionById } from './decision.loaders.js';
import { linesOfDecisions } from './decision.queries.js';
import { lastLookAt } from './last-look.js';
import {
  deleteDraft,
  insertDecision,
  markChecked,
  markDrafted,
  markReturned,
  orderLines,
  replaceLines,
  updateWords,
} from './write-decision.queries.js';

/** A decision on its way to the signature: drafted, edited, its lines chosen, checked, given back, discarded. */
@Injectable()
export class DraftDecisionService {
  constructor(private readonly database: Database) {}

  /** Drafts one at a body of the actor, with its lines. */
  async draft(context: RequestContext, input: DraftDecisionInput): Promise<Done<DecisionPayload>> {
    return this.act(context, 'draftDecision', input, async (tx, actor) => {
      const { issuedById, title, legalBases, nominationIds } = input;
      if (!mayAct(actor, 'decision.draft', issuedById, tx.today)) {
        throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: ['input', 'issuedById'] });
      }
      requireBases(legalBases);
      const dossiers = await lockLines(tx, actor, nominationIds);
      const awardTypeId = await requireLines(tx, dossiers, { decisionId: null, issuedById });
      const id = await insertDecision(tx, actor.accountId, { issuedById, awardTypeId, title, legalBases });
      await replaceLines(tx, id, [...new Set(nominationIds)]);
      await recordDecision(tx, actor, { id, issuedById }, { action: 'draft', details: { title, nominationIds } });
      return id;
    });
  }

  /** Changes the words of a draft. */
  async edit(context: RequestContext, input: EditDecisionInput): Promise<Done<DecisionPayload>> {
    const { id, expectedVersion } = input;
    return this.act(context, 'editDecision', input, async (tx, actor) => {
      const decision = await lockForAct(tx, actor, id, 'EDIT');
      if (expectedVersion && expectedVersion !== decision.version) {
        throw new DomainError('STALE_VERSION', 'decision.stale', { field: ['input', 'expectedVersion'] });
      }
      const { title, legalBases } = decision;
      const words = { title: input.title ?? title, legalBases: input.legalBases ?? legalBases };
      requireBases(words.legalBases);
      if (isDeepStrictEqual(words, { title, legalBases })) return id;
      await updateWords(tx, id, { accountId: actor.accountId, ...words });
      await recordDecision(tx, actor, decision, { action: 'edit', details: words });
      return id;
    });
  }

  /** Chooses the lines of a draft anew. */
  async setLines(context: RequestContext, input: SetDecisionLinesInput): Promise<Done<DecisionPayload>> {
    const { id, nominationIds } = input;
    return this.act(context, 'setDecisionLines', input, async (tx, actor) => {
      const dossiers = await lockLines(tx, actor, nominationIds);
      const { issuedById, drafters } = await lockForAct(tx, actor, id, 'SET_LINES');
      const awardTypeId = await requireLines(tx, dossiers, { decisionId: id, issuedById });
      const present = new Set((await linesOfDecisions(tx, [id])).map(({ nominationId }) => nominationId));
      const wanted = new Set(nominationIds);
      const same = present.size === wanted.size && [...wanted].every((one) => present.has(one));
      // By somebody else they are chosen anew all the same: whoever has done so does not check them.
      if (same && drafters.includes(actor.accountId)) return id;
      await replaceLines(tx, id, [...wanted]);
      await markDrafted(tx, id, { accountId: actor.accountId, awardTypeId });
      await recordDecision(tx, actor, { id, issuedById }, { action: 'setLines', details: { nominationIds } });
      return id;
    });
  }

  /** Another person has checked it: it changes no more until it is given back. */
  async check(context: RequestContext, input: DecisionActionInput): Promise<Done<DecisionPayload>> {
    const { id } = input;
    return this.act(context, 'checkDecision', input, async (tx, actor) => {
      const decision = await lockForAct(tx, actor, id, 'CHECK');
      const lines = await linesOfDecisions(tx, [id]);
      if (decision.kind === 'AWARD' && lines.length === 0)
        throw new DomainError('WRONG_STATE', 'decision.noLines', { field: ['input', 'id'] });
      // Lines may have left since it was drafted, and names may have been mended.
      await orderLines(tx, id);
      await markChecked(tx, id, actor.accountId);
      await recordDecision(tx, actor, decision, { action: 'check', details: { lines: lines.length } });
      return id;
    });
  }

  /** Gives a checked one back for drafting, with a reason. */
  async return(context: RequestContext, input: DecisionActionInput): Promise<Done<DecisionPayload>> {
    const { id, reason } = input;
    if (!reason) throw new DomainError('INVALID_INPUT', 'nomination.reasonNeeded', { field: ['input', 'reason'] });
    return this.act(context, 'returnDecision', input, async (tx, actor) => {
      const decision = await lockForAct(tx, actor, id, 'RETURN');
      await markReturned(tx, id, reason);
      await recordDecision(tx, actor, decision, { action: 'return', details: { reason } });
      return id;
    });
  }

  /** Discards a draft; its lines are free for another. Answers with what it was. */
  async discard(context: RequestContext, input: DecisionActionInput): Promise<Done<DecisionPayload>> {
    const { id, reason } = input;
    const discarded = await lastLookAt(context, id);
    await this.act(context, 'discardDecision', input, async (tx, actor) => {
      const decision = await lockForAct(tx, actor, id, 'DISCARD');
      const nominationIds = (await linesOfDecisions(tx, [id])).map(({ nominationId }) => nominationId);
      await deleteDraft(tx, id);
      await recordDecision(tx, actor, decision, { action: 'discard', details: { reason, nominationIds } });
      return id;
    });
    return { decision: discarded };
  }

  private async act(
    context: RequestContext,
    operation: string,
    input: { clientMutationId?: string | null },
    work: (tx: Transaction, actor: Actor) => Promise<string>,
  ): Promise<Done<DecisionPayload>> {
    const id = await actOnce(this.database, context, { operation, input }, (tx, actor) => work(tx, actor));
    return { decision: await load(context, decisionById, id) };
  }
}

function requireBases(legalBases: readonly string[]): void {
  if (legalBases.length > 0) return;
  throw new DomainError('INVALID_INPUT', 'input.required', { field: ['input', 'legalBases'] });
}
