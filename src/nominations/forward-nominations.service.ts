import { Injectable } from '@nestjs/common';
import { actOnce } from '../core/act-once.js';
import type { Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { fold } from '../core/fold.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { BY_LIST, lockDossiers, moveDossiers, rule, whoIs, type Dossier } from './move-nominations.js';
import type { ProposalPayload } from './nomination.entity.js';
import type { ForwardNominationsInput } from './proposal.inputs.js';
import { nextPosition } from './domain/workflow.js';
import { proposalById } from './nomination.loaders.js';
import { latestMinutes, namesApart } from './proposal.queries.js';
import { requireLiving } from './receiving-unit.js';
import { proposalSymbol } from './symbols.js';
import { insertProposal } from './write-nomination.queries.js';

/** Forwards endorsed nominations to the next body, by a tờ trình. */
@Injectable()
export class ForwardNominationsService {
  constructor(private readonly database: Database) {}

  /** All of them, or none. */
  async forward(context: RequestContext, input: ForwardNominationsInput): Promise<Done<ProposalPayload>> {
    const id = await actOnce(this.database, context, { operation: 'forwardNominations', input }, (tx, actor) =>
      this.forwardAll(tx, actor, input),
    );
    return { proposal: await load(context, proposalById, id) };
  }

  private async forwardAll(tx: Transaction, actor: Actor, input: ForwardNominationsInput): Promise<string> {
    const { nominationIds, proposalSymbol: symbol, proposalDate: date, signer } = input;
    if (nominationIds.length === 0) {
      throw new DomainError('INVALID_INPUT', 'nomination.noneGiven', { field: ['input', 'nominationIds'] });
    }
    const dossiers = await lockDossiers(tx, actor, nominationIds, BY_LIST);
    rule(dossiers, { action: 'FORWARD' }, whoIs(actor, tx.today));
    const { fromUnitId, toUnitId } = this.ends(dossiers);
    await requireLiving(tx, toUnitId, ['input', 'nominationIds']);
    await this.checkDate(tx, dossiers, date);
    await this.checkSigner(tx, dossiers, signer);
    const field = ['input', 'proposalSymbol'];
    const series = await proposalSymbol(tx, { unitId: fromUnitId, symbol, day: date, field });
    if (!series) throw new DomainError('INVALID_INPUT', 'numberBook.symbolNeeded', { field });
    const taken = (): DomainError =>
      new DomainError('NUMBER_TAKEN', 'nomination.symbolTaken', { params: { symbol: series.symbol }, field });
    const steps = dossiers.map(({ nomination, steps: route }) => ({
      nominationId: nomination.id,
      step: nextPosition(route, nomination.step) ?? 0,
    }));
    const proposalId = await onViolation('proposal_symbol_once', taken, () =>
      insertProposal(tx, actor.accountId, { fromUnitId, toUnitId, ...series, date, signer, steps }),
    );
    await moveDossiers(tx, actor, dossiers, { move: { action: 'FORWARD' }, data: () => ({ proposalId }) });
    return proposalId;
  }

  /** Of one unit, to one next unit, for one award. */
  private ends(dossiers: readonly Dossier[]): { fromUnitId: string; toUnitId: string } {
    const keys = dossiers.map(({ nomination, steps }) => ({
      fromUnitId: steps[nomination.step - 1]?.unitId ?? '',
      toUnitId: steps[(nextPosition(steps, nomination.step) ?? 0) - 1]?.unitId ?? '',
      award: nomination.awardTypeId,
    }));
    const [first, ...others] = new Map(keys.map((key) => [Object.values(key).join(), key])).values();
    if (!first || others.length > 0) {
      throw new DomainError('INVALID_INPUT', 'nomination.differentUnits', { field: ['input', 'nominationIds'] });
    }
    return first;
  }

  private async checkDate(tx: Transaction, dossiers: readonly Dossier[], date: string): Promise<void> {
    const minutes = await latestMinutes(
      tx,
      dossiers.map(({ nomination }) => nomination.id),
    );
    if (date <= tx.today && (minutes === null || minutes <= date)) return;
    throw new DomainError('INVALID_INPUT', 'nomination.minutesOrder', { field: ['input', 'proposalDate'] });
  }

  /** The signer is named, not signed in: so the name is compared with those who wrote or appraised. */
  private async checkSigner(tx: Transaction, dossiers: readonly Dossier[], signer: string): Promise<void> {
    const apart = await namesApart(
      tx,
      dossiers.map(({ nomination }) => nomination.id),
    );
    const same = apart.find(({ name }) => name === fold(signer));
    if (!same) return;
    throw new DomainError('SAME_PERSON', 'nomination.samePersonSigner', {
      params: { signer, code: same.code },
      field: ['input', 'signer'],
    });
  }
}
