import { Injectable } from '@nestjs/common';
import { actOnce } from '../core/act-once.js';
import type { Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { newClocks, pausedClocks, restOfClocks } from './due-dates.js';
import { documentForDossier } from './dossier-documents.js';
import { BY_ID, lockDossiers, moveDossiers, refuseFactsChanged, type Dossier } from './move-nominations.js';
import type { NominationPayload } from './nomination.entity.js';
import type { NominationActionInput, SuspendNominationInput } from './nomination-step.inputs.js';
import { nominationById } from './nomination.loaders.js';
import { goOnAsking } from './opinion-dates.js';
import { requireLiving } from './receiving-unit.js';
import { insertAttachment, type NewEvent } from './write-nomination.queries.js';

/** What stops a dossier: withdrawn by the proposer, suspended and resumed by a body. */
@Injectable()
export class InterruptNominationService {
  constructor(private readonly database: Database) {}

  /** The proposer takes it back; with a reason, once it was submitted. */
  async withdraw(context: RequestContext, input: NominationActionInput): Promise<Done<NominationPayload>> {
    refuseFactsChanged(input);
    return this.act(context, 'withdrawNomination', input, async (tx, actor) => {
      const dossiers = await lockDossiers(tx, actor, [input.id], BY_ID, input.expectedVersion);
      if (!input.reason && dossiers.some(({ nomination }) => nomination.state !== 'DRAFT')) {
        throw new DomainError('INVALID_INPUT', 'nomination.reasonNeeded', { field: ['input', 'reason'] });
      }
      await moveDossiers(tx, actor, dossiers, { move: { action: 'WITHDRAW' }, reason: input.reason });
    });
  }

  /** Sets the mark, on a ground and from a day; a document may bear it out. */
  async suspend(context: RequestContext, input: SuspendNominationInput): Promise<Done<NominationPayload>> {
    const { ground, date, documentId } = input;
    if (date > context.clock.today()) {
      throw new DomainError('INVALID_INPUT', 'nomination.dateFuture', { field: ['input', 'date'] });
    }
    return this.act(context, 'suspendNomination', input, async (tx, actor) => {
      const dossiers = await lockDossiers(tx, actor, [input.id], BY_ID, input.expectedVersion);
      const [dossier] = dossiers;
      const clocks = await pausedClocks(tx, dossiers);
      await moveDossiers(tx, actor, dossiers, {
        move: { action: 'SUSPEND' },
        reason: ground,
        data: ({ nomination }) => ({ date, documentId, ...clocks.get(nomination.id) }),
      });
      if (!dossier || !documentId) return;
      const field = ['input', 'documentId'];
      const { step } = await documentForDossier(tx, actor, { dossier, documentId, field });
      await insertAttachment(tx, actor.accountId, { nominationId: input.id, documentId, kind: 'TAM_DUNG', step });
    });
  }

  /**
   * Takes the mark away, with the conclusion; the clock of the step goes on with what was left of it. Where the conclusion
   * changes the facts, what was appraised or endorsed at the step goes back to it in the same act.
   */
  async resume(context: RequestContext, input: NominationActionInput): Promise<Done<NominationPayload>> {
    if (!input.reason)
      throw new DomainError('INVALID_INPUT', 'nomination.reasonNeeded', { field: ['input', 'reason'] });
    return this.act(context, 'resumeNomination', input, async (tx, actor) => {
      const dossiers = await lockDossiers(tx, actor, [input.id], BY_ID, input.expectedVersion);
      const running = dossiers.filter(({ nomination }) =>
        ['RECEIVED', 'APPRAISED', 'ENDORSED'].includes(nomination.state),
      );
      const dueOn = await restOfClocks(tx, running, 'SUSPEND');
      await goOnAsking(tx, running, 'SUSPEND');
      const events = await moveDossiers(tx, actor, dossiers, {
        move: { action: 'RESUME' },
        reason: input.reason,
        data: ({ nomination }) => ({ dueOn: dueOn.get(nomination.id) }),
      });
      if (input.factsChanged) await this.appraiseAgain(tx, actor, resumed(dossiers, events), input.reason);
    });
  }

  /** Row 18: back to the same step, by whoever has just resumed it; what was not yet appraised there stays. */
  private async appraiseAgain(
    tx: Transaction,
    actor: Actor,
    dossiers: readonly Dossier[],
    reason: string | null | undefined,
  ): Promise<void> {
    for (const dossier of dossiers.filter(({ nomination }) => ['APPRAISED', 'ENDORSED'].includes(nomination.state))) {
      const { step: toStep } = dossier.nomination;
      await requireLiving(tx, dossier.steps[toStep - 1]?.unitId ?? '', ['input', 'id']);
      const clocks = await newClocks(tx, [dossier], toStep);
      await moveDossiers(tx, actor, [dossier], {
        move: { action: 'RETURN', toStep },
        reason,
        data: ({ nomination }) => ({ kind: 'AGAIN', missingItems: [], ...clocks.get(nomination.id) }),
      });
    }
  }

  private async act(
    context: RequestContext,
    operation: string,
    input: { id: string; clientMutationId?: string | null },
    work: (tx: Transaction, actor: Actor) => Promise<void>,
  ): Promise<Done<NominationPayload>> {
    await actOnce(this.database, context, { operation, input }, async (tx, actor) => {
      await work(tx, actor);
      return input.id;
    });
    return { nomination: await load(context, nominationById, input.id) };
  }
}

/** As they stand after that. */
function resumed(dossiers: readonly Dossier[], events: readonly NewEvent[]): Dossier[] {
  return dossiers.map((dossier, index) => {
    const { version, actingUnitId } = events[index] as NewEvent;
    return {
      ...dossier,
      nomination: { ...dossier.nomination, version, suspended: false, suspendedById: null },
      standing: { ...dossier.standing, suspended: false, suspendedById: null, resumedById: actingUnitId },
    };
  });
}
