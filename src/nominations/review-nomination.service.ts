import { Injectable } from '@nestjs/common';
import { actOnce } from '../core/act-once.js';
import type { Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import type { CivilDate } from '../core/civil-date.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { requireOpinions } from './ask-opinions.service.js';
import { checkAttachments } from './check-submission.js';
import { datesOnReceipt, newClocks, pausedClocks, stepRulesOf, wasHere } from './due-dates.js';
import { appraisedEligibility } from './judge-findings.js';
import {
  BY_ID,
  BY_LIST,
  lockDossiers,
  moveDossiers,
  refuseFactsChanged,
  rule,
  whoIs,
  type Dossier,
} from './move-nominations.js';
import type { NominationPayload, NominationsPayload, ProposalPayload } from './nomination.entity.js';
import type {
  AppraiseNominationInput,
  EndorseNominationsInput,
  NominationActionInput,
  ReceiveProposalInput,
  ReturnNominationInput,
} from './nomination-step.inputs.js';
import { nominationById, nominationsOf, proposalById } from './nomination.loaders.js';
import { goOnAsking } from './opinion-dates.js';
import { waitingOf } from './proposal.queries.js';
import { requireLiving } from './receiving-unit.js';
import { requireOwnSymbol } from './symbols.js';
import { requireStanding } from './weigh-again.js';
import { insertAppraisal, insertMissingItems } from './write-nomination.queries.js';

/** What the body of a step does with a dossier: receives, returns, appraises, endorses without a council, declines. */
@Injectable()
export class ReviewNominationService {
  constructor(private readonly database: Database) {}

  /** Receives one. */
  async receive(context: RequestContext, input: NominationActionInput): Promise<Done<NominationPayload>> {
    refuseFactsChanged(input);
    const id = await this.act(context, 'receiveNomination', input, async (tx, actor) => {
      await this.receiveAll(tx, actor, await lockDossiers(tx, actor, [input.id], BY_ID, input.expectedVersion));
    });
    return { nomination: await load(context, nominationById, id) };
  }

  /** Receives all of a tờ trình that still wait, but the excepted ones. */
  async receiveProposal(context: RequestContext, input: ReceiveProposalInput): Promise<Done<ProposalPayload>> {
    const proposal = await load(context, proposalById, input.proposalId);
    if (!proposal)
      throw new DomainError('NOT_FOUND', 'nomination.proposalNotFound', { field: ['input', 'proposalId'] });
    await this.act(context, 'receiveProposal', { ...input, id: proposal.id }, async (tx, actor) => {
      const listed = await waitingOf(tx, proposal.id);
      if (listed.length === 0) {
        throw new DomainError('WRONG_STATE', 'nomination.nothingWaits', { field: ['input', 'proposalId'] });
      }
      const except = new Set(input.exceptIds ?? []);
      if ([...except].some((id) => !listed.includes(id))) {
        throw new DomainError('INVALID_INPUT', 'nomination.exceptUnknown', { field: ['input', 'exceptIds'] });
      }
      const ids = listed.filter((id) => !except.has(id));
      if (ids.length === 0)
        throw new DomainError('INVALID_INPUT', 'nomination.noneGiven', { field: ['input', 'exceptIds'] });
      await this.receiveAll(tx, actor, await lockDossiers(tx, actor, ids, () => ['input', 'proposalId']));
    });
    return { proposal: await load(context, proposalById, input.proposalId) };
  }

  private async receiveAll(tx: Transaction, actor: Actor, dossiers: readonly Dossier[]): Promise<void> {
    const rules = await stepRulesOf(tx, dossiers);
    const dueOn = await datesOnReceipt(tx, rules, dossiers);
    await goOnAsking(tx, dossiers.filter(wasHere), 'RETURN');
    await moveDossiers(tx, actor, dossiers, {
      move: { action: 'RECEIVE' },
      data: ({ nomination }) => ({ dueOn: dueOn.get(nomination.id) }),
    });
    checkAttachments(rules, dossiers);
  }

  /** Returns one to the proposer, or to a body of the route. */
  async return(context: RequestContext, input: ReturnNominationInput): Promise<Done<NominationPayload>> {
    const items = input.missingItems ?? [];
    if (input.kind === 'MISSING_DOCUMENTS' && items.length === 0) {
      throw new DomainError('INVALID_INPUT', 'nomination.itemsNeeded', { field: ['input', 'missingItems'] });
    }
    if (input.answerBy && input.answerBy <= context.clock.today()) {
      throw new DomainError('INVALID_INPUT', 'nomination.answerByPast', { field: ['input', 'answerBy'] });
    }
    const id = await this.act(context, 'returnNomination', input, async (tx, actor) => {
      const dossiers = await lockDossiers(tx, actor, [input.id], BY_ID, input.expectedVersion);
      const { toStep, answerBy, kind, reason } = input;
      // The table first: whether this account may at all.
      rule(dossiers, { action: 'RETURN', toStep }, whoIs(actor, tx.today));
      await this.requireReceiver(tx, dossiers, toStep ?? null);
      const clocks = toStep ? await newClocks(tx, dossiers, toStep) : await pausedClocks(tx, dossiers);
      const [event] = await moveDossiers(tx, actor, dossiers, {
        move: { action: 'RETURN', toStep },
        reason,
        data: ({ nomination }) => ({ kind, answerBy, missingItems: items, ...clocks.get(nomination.id) }),
      });
      if (event && !toStep) await insertMissingItems(tx, input.id, event.version, items);
    });
    return { nomination: await load(context, nominationById, id) };
  }

  /** The proposer, or the body of that step. */
  private async requireReceiver(tx: Transaction, dossiers: readonly Dossier[], toStep: number | null): Promise<void> {
    for (const { nomination, steps } of dossiers) {
      const unitId = toStep ? steps[toStep - 1]?.unitId : nomination.proposedById;
      if (unitId) await requireLiving(tx, unitId, ['input', toStep ? 'toStep' : 'id']);
    }
  }

  /** Appraises one by its criteria and the rules; what they found is kept with the judgements. */
  async appraise(context: RequestContext, input: AppraiseNominationInput): Promise<Done<NominationPayload>> {
    const id = await this.act(context, 'appraiseNomination', input, async (tx, actor) => {
      const [dossier] = await lockDossiers(tx, actor, [input.id], BY_ID, input.expectedVersion);
      if (!dossier) throw new DomainError('NOT_FOUND', 'nomination.notFound', { field: ['input', 'id'] });
      // The table first: it says whether this account may at all, before anything is said about the rules.
      rule([dossier], { action: 'APPRAISE' }, whoIs(actor, tx.today));
      await requireOpinions(tx, dossier);
      const { nomination, steps } = dossier;
      const eligibility = await appraisedEligibility(tx, actor, nomination, input);
      const { opinion, favourable } = input;
      await insertAppraisal(tx, {
        nominationId: nomination.id,
        version: nomination.version + 1,
        step: nomination.step,
        unitId: steps[nomination.step - 1]?.unitId ?? nomination.proposedById,
        accountId: actor.accountId,
        opinion,
        favourable,
        eligibility,
      });
      await moveDossiers(tx, actor, [dossier], { move: { action: 'APPRAISE' }, data: () => ({ favourable }) });
    });
    return { nomination: await load(context, nominationById, id) };
  }

  /** Endorses by the leadership, where the step needs no council, or by the simplified procedure. */
  async endorse(context: RequestContext, input: EndorseNominationsInput): Promise<Done<NominationsPayload>> {
    const { nominationIds, minutesNumber, minutesDate, simplifiedGround, judgements } = input;
    if (nominationIds.length === 0)
      throw new DomainError('INVALID_INPUT', 'nomination.noneGiven', { field: ['input', 'nominationIds'] });
    if (minutesDate > context.clock.today()) {
      throw new DomainError('INVALID_INPUT', 'nomination.minutesFuture', { field: ['input', 'minutesDate'] });
    }
    await this.act(context, 'endorseNominations', { ...input, id: nominationIds[0] ?? '' }, async (tx, actor) => {
      const dossiers = await lockDossiers(tx, actor, nominationIds, BY_LIST);
      rule(dossiers, { action: 'ENDORSE', way: 'HEAD' }, whoIs(actor, tx.today));
      const council = dossiers.some(({ nomination, steps }) => steps[nomination.step - 1]?.council === 'REQUIRED');
      if (council && !simplifiedGround) {
        throw new DomainError('WRONG_STATE', 'nomination.councilNeeded', { field: ['input', 'simplifiedGround'] });
      }
      requireReceived(dossiers, minutesDate);
      requireOwnSymbol(dossiers, minutesNumber);
      const said = await requireStanding(tx, actor, dossiers, judgements ?? []);
      await moveDossiers(tx, actor, dossiers, {
        move: { action: 'ENDORSE', way: 'HEAD' },
        reason: simplifiedGround,
        data: ({ nomination: { id } }) => ({ minutesNumber, minutesDate, simplifiedGround, judgements: said.get(id) }),
      });
    });
    return { nominations: await nominationsOf(context, nominationIds) };
  }

  /** Declines one by the head; a returned one only once its time to answer is over. */
  async decline(context: RequestContext, input: NominationActionInput): Promise<Done<NominationPayload>> {
    refuseFactsChanged(input);
    if (!input.reason)
      throw new DomainError('INVALID_INPUT', 'nomination.reasonNeeded', { field: ['input', 'reason'] });
    const id = await this.act(context, 'declineNomination', input, async (tx, actor) => {
      const dossiers = await lockDossiers(tx, actor, [input.id], BY_ID, input.expectedVersion);
      rule(dossiers, { action: 'REJECT', way: 'HEAD' }, whoIs(actor, tx.today));
      const { nomination } = dossiers[0] ?? {};
      if (nomination?.state === 'RETURNED' && (!nomination.answerBy || nomination.answerBy >= tx.today)) {
        const params = { day: nomination.answerBy ?? '–' };
        throw new DomainError('WRONG_STATE', 'nomination.answerOpen', { params, field: ['input', 'id'] });
      }
      await moveDossiers(tx, actor, dossiers, { move: { action: 'REJECT', way: 'HEAD' }, reason: input.reason });
    });
    return { nomination: await load(context, nominationById, id) };
  }

  private async act(
    context: RequestContext,
    operation: string,
    input: { id: string; clientMutationId?: string | null },
    work: (tx: Transaction, actor: Actor) => Promise<void>,
  ): Promise<string> {
    return actOnce(this.database, context, { operation, input }, async (tx, actor) => {
      await work(tx, actor);
      return input.id;
    });
  }
}

/** The leadership says yes to what has come to it by then, as a council does. */
function requireReceived(dossiers: readonly Dossier[], minutesDate: CivilDate): void {
  for (const { nomination, steps } of dossiers) {
    const day = steps[nomination.step - 1]?.receivedOn;
    if (!day || day <= minutesDate) continue;
    const params = { code: nomination.code, day };
    throw new DomainError('INVALID_INPUT', 'nomination.minutesBeforeReceipt', {
      params,
      field: ['input', 'minutesDate'],
    });
  }
}
