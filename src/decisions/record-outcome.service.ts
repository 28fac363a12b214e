import { Injectable } from '@nestjs/common';
import { actOnce } from '../core/act-once.js';
import { awardTypesById } from '../awards/award-type.queries.js';
import { AwardLog } from '../award-log/award-log.js';
import { record } from '../audit/record.js';
import type { Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { message } from '../core/messages.vi.js';
import type { Done } from '../core/payload.js';
import { documentForDossier } from '../nominations/dossier-documents.js';
import { dueDates, stepRulesOf } from '../nominations/due-dates.js';
import { BY_LIST, lockDossiers, moveDossiers, rule, whoIs, type Dossier } from '../nominations/move-nominations.js';
import type { NominationsPayload } from '../nominations/nomination.entity.js';
import { nominationsOf } from '../nominations/nomination.loaders.js';
import { insertAttachment } from '../nominations/write-nomination.queries.js';
import { printedLines } from './annex.queries.js';
import { writeAnnex } from './certificates.js';
import type { ConfirmExternalOutcomeInput, RecordExternalOutcomeInput } from './external-outcome.inputs.js';
import { checkSignedOn } from './check-outcome.js';
import {
  confirmOutcomes,
  dropOutcomes,
  insertOutcomes,
  lockOpenOutcomes,
  outcomesOf,
  recordedDecision,
} from './external-outcome.queries.js';
import { byPaper, issuerOf, lockPapersOf, type Recorded } from './recorded-papers.js';

const IDS = ['input', 'nominationIds'];
const REASON = ['input', 'reason'];
/** As what the paper of a body outside is put into the dossier. */
const PAPER = 'VAN_BAN_KET_QUA';

/** What bodies outside this registry do: one account records it, another confirms it, then the nominations move. */
@Injectable()
export class RecordOutcomeService {
  constructor(
    private readonly database: Database,
    private readonly log: AwardLog,
  ) {}

  /** Writes down what a paper says; nothing moves yet. */
  async record(context: RequestContext, input: RecordExternalOutcomeInput): Promise<Done<NominationsPayload>> {
    const { outcome, signedOn, reason } = input;
    if (outcome !== 'AWARD' && !reason) {
      throw new DomainError('INVALID_INPUT', 'nomination.reasonNeeded', { field: REASON });
    }
    return this.act(context, 'recordExternalOutcome', input, async (tx, actor, dossiers) => {
      const rulings = rule(dossiers, { action: outcome, way: 'OUTSIDE' }, whoIs(actor, tx.today));
      await checkSignedOn(tx, dossiers, signedOn);
      await this.refuseSecond(tx, dossiers);
      await this.file(tx, actor, dossiers, input.documentId);
      const nominations = dossiers.map(({ nomination }, index) => ({
        nominationId: nomination.id,
        unitId: rulings[index]?.actingUnitId ?? '',
      }));
      const { documentId, issuerAsPrinted, symbol } = input;
      const paper = {
        outcome,
        issuerAsPrinted,
        symbol,
        signedOn,
        documentId: documentId ?? null,
        reason: reason ?? null,
      };
      await onViolation('external_outcome_open_once', this.second, () =>
        insertOutcomes(tx, actor.accountId, { nominations, ...paper }),
      );
      await this.keep(
        tx,
        actor,
        { action: 'outcome.record', unitId: nominations[0]?.unitId, details: { ...paper } },
        dossiers,
      );
    });
  }

  /** A second account bears it out, and the nominations move; or finds it wrong, and nothing comes of it. */
  async confirm(context: RequestContext, input: ConfirmExternalOutcomeInput): Promise<Done<NominationsPayload>> {
    const { accept, reason } = input;
    if (!accept && !reason) throw new DomainError('INVALID_INPUT', 'nomination.reasonNeeded', { field: REASON });
    return this.act(context, 'confirmExternalOutcome', input, async (tx, actor, dossiers) => {
      const open = await this.openOf(tx, dossiers);
      for (const { dossier, outcome } of open) {
        rule([dossier], { action: outcome.outcome, way: 'OUTSIDE' }, whoIs(actor, tx.today));
      }
      if (open.some(({ outcome }) => outcome.recordedById === actor.accountId)) {
        throw new DomainError('SAME_PERSON', 'outcome.samePerson', { field: IDS });
      }
      const ids = open.map(({ outcome }) => outcome.id);
      if (accept) {
        await confirmOutcomes(tx, ids, actor.accountId);
        await this.carryOut(tx, actor, open);
      } else {
        await dropOutcomes(tx, ids);
      }
      const unitId = open[0]?.outcome.unitId;
      const outcomes = open.map(({ outcome }) => ({ id: outcome.id, outcome: outcome.outcome }));
      const details = { accept, reason, outcomes };
      await this.keep(tx, actor, { action: 'outcome.confirm', unitId, details }, dossiers);
    });
  }

  private readonly second = (): DomainError =>
    new DomainError('DUPLICATE', 'outcome.alreadyRecorded', { params: { code: '' }, field: IDS });

  private async refuseSecond(tx: Transaction, dossiers: readonly Dossier[]): Promise<void> {
    const known = await outcomesOf(
      tx,
      dossiers.map(({ nomination }) => nomination.id),
    );
    const waiting = known.find(({ confirmedAt, dropped }) => !confirmedAt && !dropped);
    const dossier = dossiers.find(({ nomination }) => nomination.id === waiting?.nominationId);
    if (!dossier) return;
    const { code } = dossier.nomination;
    throw new DomainError('DUPLICATE', 'outcome.alreadyRecorded', { params: { code }, field: IDS });
  }

  /** The scan goes into each dossier, where all who read those may read it. */
  private async file(
    tx: Transaction,
    actor: Actor,
    dossiers: readonly Dossier[],
    documentId: string | null | undefined,
  ): Promise<void> {
    if (!documentId) return;
    for (const dossier of dossiers) {
      const { step } = await documentForDossier(tx, actor, { dossier, documentId, field: ['input', 'documentId'] });
      await insertAttachment(tx, actor.accountId, {
        nominationId: dossier.nomination.id,
        documentId,
        kind: PAPER,
        step,
      });
    }
  }

  private async openOf(tx: Transaction, dossiers: readonly Dossier[]): Promise<Recorded[]> {
    const outcomes = await lockOpenOutcomes(
      tx,
      dossiers.map(({ nomination }) => nomination.id),
    );
    return dossiers.map((dossier) => {
      const { id, code } = dossier.nomination;
      const outcome = outcomes.find(({ nominationId }) => nominationId === id);
      if (!outcome) throw new DomainError('WRONG_STATE', 'outcome.nothingOpen', { params: { code }, field: IDS });
      return { dossier, outcome };
    });
  }

  /** Moves them; what was awarded is written into the ledger, one recorded decision for each paper and award. */
  private async carryOut(tx: Transaction, actor: Actor, open: readonly Recorded[]): Promise<void> {
    await lockPapersOf(tx, open);
    for (const recorded of byPaper(open)) {
      const dossiers = recorded.map(({ dossier }) => dossier);
      const outcomeIds = new Map(recorded.map(({ dossier, outcome }) => [dossier.nomination.id, outcome.id]));
      const { outcome: action = 'AWARD', reason } = recorded[0]?.outcome ?? {};
      const dueOn = action === 'RETURN' ? await this.datesOnReturn(tx, dossiers) : null;
      await moveDossiers(tx, actor, dossiers, {
        move: { action, way: 'OUTSIDE' },
        reason,
        data: ({ nomination: { id } }) => ({
          outcomeId: outcomeIds.get(id),
          dueOn: dueOn?.get(id),
        }),
        recordedTogether: true,
      });
      if (action === 'AWARD') await this.enter(tx, actor, recorded);
    }
  }

  /** From outside it comes back to the last body of the registry, whose clock starts anew. */
  private async datesOnReturn(tx: Transaction, dossiers: readonly Dossier[]): ReturnType<typeof dueDates> {
    return dueDates(tx, await stepRulesOf(tx, dossiers), dossiers, ({ nomination }) => nomination.step - 1);
  }

  private async enter(tx: Transaction, actor: Actor, recorded: readonly Recorded[]): Promise<void> {
    const [first] = recorded;
    if (!first) return;
    const { nomination } = first.dossier;
    const { issuerAsPrinted, symbol, signedOn, recordedById, documentId, unitId } = first.outcome;
    const [awardType] = await awardTypesById(tx, [nomination.awardTypeId]);
    const decision = await recordedDecision(tx, {
      issuedById: issuerOf(first),
      issuerAsPrinted,
      symbol,
      signedOn,
      awardTypeId: nomination.awardTypeId,
      title: message('outcome.recordedTitle', { symbol, award: awardType?.name ?? '' }),
      draftedById: recordedById,
      checkedById: actor.accountId,
      documentId,
    });
    const ids = recorded.map(({ dossier }) => dossier.nomination.id);
    const printed = await printedLines(tx, ids, signedOn);
    const lines = printed.map((line, index) => ({ ...line, position: decision.lines + index + 1 }));
    await writeAnnex(tx, this.log, { id: decision.id, signedOn, bookOf: unitId }, lines);
  }

  private async keep(
    tx: Transaction,
    actor: Actor,
    entry: { action: string; unitId: string | undefined; details: Record<string, unknown> },
    dossiers: readonly Dossier[],
  ): Promise<void> {
    const { action, unitId, details } = entry;
    const nominationIds = dossiers.map(({ nomination }) => nomination.id);
    const subject = `nomination:${nominationIds[0] ?? ''}`;
    await record(tx, actor, { action, subject, unitId, details: { ...details, nominationIds } });
  }

  private async act(
    context: RequestContext,
    operation: string,
    input: { nominationIds: string[]; clientMutationId?: string | null },
    work: (tx: Transaction, actor: Actor, dossiers: Dossier[]) => Promise<void>,
  ): Promise<Done<NominationsPayload>> {
    const [first = ''] = input.nominationIds;
    if (!first) throw new DomainError('INVALID_INPUT', 'nomination.noneGiven', { field: IDS });
    await actOnce(this.database, context, { operation, input }, async (tx, actor) => {
      await work(tx, actor, await lockDossiers(tx, actor, input.nominationIds, BY_LIST));
      return first;
    });
    return { nominations: await nominationsOf(context, input.nominationIds) };
  }
}
