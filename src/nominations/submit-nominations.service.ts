import { Injectable } from '@nestjs/common';
import { actOnce } from '../core/act-once.js';
import { awardTypesById } from '../awards/award-type.queries.js';
import type { AwardType } from '../awards/award-type.entity.js';
import type { RequestContext } from '../core/context.js';
import type { Actor } from '../core/actor.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { modelsForNomination } from '../emulation-models/emulation-model.queries.js';
import { checkCampaigns } from './check-content.js';
import { checkAttachments, checkRules } from './check-submission.js';
import type { PlannedStep } from './domain/route.js';
import { stepRulesOf } from './due-dates.js';
import { BY_LIST, lockDossiers, moveDossiers, rule, whoIs, type Dossier } from './move-nominations.js';
import type { ProposalPayload } from './nomination.entity.js';
import type { SubmitNominationsInput } from './proposal.inputs.js';
import { proposalById } from './nomination.loaders.js';
import { planRoute } from './plan-route.js';
import { requireLiving } from './receiving-unit.js';
import { proposalSymbol } from './symbols.js';
import { insertProposal, openTwin } from './write-nomination.queries.js';

/** Submits nominations, or submits them again after a return. */
@Injectable()
export class SubmitNominationsService {
  constructor(private readonly database: Database) {}

  /** All of them by one tờ trình to one body, or none. */
  async submit(context: RequestContext, input: SubmitNominationsInput): Promise<Done<ProposalPayload>> {
    const id = await actOnce(this.database, context, { operation: 'submitNominations', input }, (tx, actor) =>
      this.submitAll(tx, actor, input),
    );
    return { proposal: await load(context, proposalById, id) };
  }

  private async submitAll(tx: Transaction, actor: Actor, input: SubmitNominationsInput): Promise<string> {
    if (input.nominationIds.length === 0) {
      throw new DomainError('INVALID_INPUT', 'nomination.noneGiven', { field: ['input', 'nominationIds'] });
    }
    if (input.proposalDate > tx.today) {
      throw new DomainError('INVALID_INPUT', 'nomination.dateFuture', { field: ['input', 'proposalDate'] });
    }
    const dossiers = await lockDossiers(tx, actor, input.nominationIds, BY_LIST);
    const rulings = rule(dossiers, { action: 'SUBMIT' }, whoIs(actor, tx.today));
    const awardTypes = await this.awardTypes(tx, dossiers);
    await this.check(tx, dossiers, awardTypes);
    const routes = await this.routes(tx, dossiers, awardTypes);
    const steps = dossiers.map(({ nomination }, index) => ({
      nominationId: nomination.id,
      step: rulings[index]?.step ?? 1,
    }));
    const { fromUnitId, toUnitId } = this.ends(dossiers, routes, steps);
    await requireLiving(tx, toUnitId, ['input', 'nominationIds']);
    const proposalId = await this.proposal(tx, actor, { input, fromUnitId, toUnitId, steps });
    const taken = await this.twinRefusal(tx, dossiers);
    await onViolation('nomination_open_once', taken, () =>
      moveDossiers(tx, actor, dossiers, {
        move: { action: 'SUBMIT' },
        data: ({ nomination }) => ({ proposalId, route: routes.get(nomination.id) }),
      }),
    );
    return proposalId;
  }

  /** What each dossier must hold before it goes (workflow A.3 rows 3 and 4). */
  private async check(
    tx: Transaction,
    dossiers: readonly Dossier[],
    awardTypes: ReadonlyMap<string, AwardType>,
  ): Promise<void> {
    const modelIds = dossiers.flatMap(({ nomination }) => nomination.modelId ?? []);
    const overdue = new Set(
      (await modelsForNomination(tx, modelIds, tx.today)).filter((m) => m.overdue).map(({ id }) => id),
    );
    for (const { nomination } of dossiers) {
      const { code } = nomination;
      if (nomination.modelId && overdue.has(nomination.modelId)) {
        throw new DomainError('RULE_FAILED', 'nomination.modelOverdue', {
          params: { code },
          field: ['input', 'nominationIds'],
        });
      }
    }
    const drafts = dossiers.filter(({ nomination }) => nomination.state === 'DRAFT');
    const written = drafts.flatMap(({ nomination: content }) => {
      const awardType = awardTypes.get(content.awardTypeId);
      return awardType ? [{ content, awardType }] : [];
    });
    await checkCampaigns(tx, written, tx.today);
    checkAttachments(await stepRulesOf(tx, dossiers), dossiers);
    await checkRules(tx, dossiers);
  }

  private async awardTypes(tx: Transaction, dossiers: readonly Dossier[]): Promise<Map<string, AwardType>> {
    const ids = [...new Set(dossiers.map(({ nomination }) => nomination.awardTypeId))];
    return new Map((await awardTypesById(tx, ids)).map((awardType) => [awardType.id, awardType]));
  }

  /** A new route for what is submitted the first time, or anew; planned once for all that are alike. */
  private async routes(
    tx: Transaction,
    dossiers: readonly Dossier[],
    awardTypes: ReadonlyMap<string, AwardType>,
  ): Promise<Map<string, PlannedStep[]>> {
    const planned = new Map<string, PlannedStep[]>();
    const routes = new Map<string, PlannedStep[]>();
    for (const { nomination } of dossiers) {
      if (nomination.state === 'RETURNED' && !nomination.restart) continue;
      const { proposedById, wantedDeciderId, awardTypeId } = nomination;
      const awardType = awardTypes.get(awardTypeId);
      if (!awardType) throw new Error('nomination without award type');
      const key = [proposedById, awardTypeId, wantedDeciderId].join();
      const wish = { awardType, proposedById, decidingUnitId: wantedDeciderId, day: tx.today };
      const route = planned.get(key) ?? (await planRoute(tx, wish, ['input', 'nominationIds']));
      planned.set(key, route);
      routes.set(nomination.id, route);
    }
    return routes;
  }

  /** One tờ trình goes from one unit to one body. */
  private ends(
    dossiers: readonly Dossier[],
    routes: ReadonlyMap<string, PlannedStep[]>,
    steps: readonly { step: number }[],
  ): { fromUnitId: string; toUnitId: string } {
    const from = new Set(dossiers.map(({ nomination }) => nomination.proposedById));
    const to = new Set(
      dossiers.map(({ nomination, steps: present }, index) => {
        const route = routes.get(nomination.id) ?? present;
        return route[(steps[index]?.step ?? 1) - 1]?.unitId;
      }),
    );
    const [fromUnitId, ...moreFrom] = from;
    const [toUnitId, ...moreTo] = to;
    if (!fromUnitId || !toUnitId || moreFrom.length > 0 || moreTo.length > 0) {
      throw new DomainError('INVALID_INPUT', 'nomination.differentUnits', { field: ['input', 'nominationIds'] });
    }
    return { fromUnitId, toUnitId };
  }

  private async proposal(
    tx: Transaction,
    actor: Actor,
    what: {
      input: SubmitNominationsInput;
      fromUnitId: string;
      toUnitId: string;
      steps: readonly { nominationId: string; step: number }[];
    },
  ): Promise<string> {
    const { input, fromUnitId, toUnitId, steps } = what;
    const { proposalSymbol: symbol, proposalDate: date, signer } = input;
    const field = ['input', 'proposalSymbol'];
    const series = await proposalSymbol(tx, { unitId: fromUnitId, symbol, day: date, field });
    const taken = (): DomainError =>
      new DomainError('NUMBER_TAKEN', 'nomination.symbolTaken', { params: { symbol: symbol ?? '' }, field });
    const proposal = {
      fromUnitId,
      toUnitId,
      symbol: series?.symbol ?? null,
      seriesKey: series?.seriesKey ?? null,
      number: series?.number ?? null,
      date,
      signer,
      steps,
    };
    return onViolation('proposal_symbol_once', taken, () => insertProposal(tx, actor.accountId, proposal));
  }

  /** Read beforehand: after a violation the transaction answers no more questions. */
  private async twinRefusal(tx: Transaction, dossiers: readonly Dossier[]): Promise<() => DomainError> {
    const ids = dossiers.map(({ nomination }) => nomination.id);
    const code = (await openTwin(tx, ids)) ?? '…';
    return () =>
      new DomainError('DUPLICATE', 'nomination.duplicate', { params: { code }, field: ['input', 'nominationIds'] });
  }
}
