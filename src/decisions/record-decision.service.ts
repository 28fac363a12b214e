import { Injectable } from '@nestjs/common';
import { AwardLog } from '../award-log/award-log.js';
import { awardTypesByCode } from '../awards/award-type.queries.js';
import { Personal, record } from '../audit/record.js';
import { actOnce } from '../core/act-once.js';
import { readingRoots, unitsWith, type Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { documentsById } from '../documents/document.queries.js';
import { honoureesById } from '../honourees/honouree.queries.js';
import { deciderOf } from './decision-acts.js';
import { decisionScopeOf } from './decision-scope.js';
import type { Decision, DecisionPayload } from './decision.entity.js';
import { decisionById } from './decision.loaders.js';
import { lockDecision } from './decision.queries.js';
import { decideOn } from './domain/decision-life.js';
import { lastLookAt } from './last-look.js';
import type {
  ConfirmRecordedDecisionInput,
  RecordDecisionInput,
  RecordedLineInput,
} from './recorded-decision.inputs.js';
import {
  areasAmong,
  confirmRecorded,
  dropRecorded,
  fileScans,
  insertOldDecision,
  insertRecordedLines,
  isKnown,
  knownHonour,
  unitNameWithin,
  type OldDecision,
  type OldLine,
} from './recorded-decision.queries.js';

const field = (...path: (string | number)[]): string[] => ['input', ...path.map(String)];

/** Decisions made elsewhere or long ago: one account writes one down, another confirms it, then its awards are entered. */
@Injectable()
export class RecordDecisionService {
  constructor(
    private readonly database: Database,
    private readonly log: AwardLog,
  ) {}

  /** Writes it down; nothing enters the ledger yet. */
  async record(context: RequestContext, input: RecordDecisionInput): Promise<Done<DecisionPayload>> {
    requireSense(input, context.clock.today());
    const id = await actOnce(this.database, context, { operation: 'recordDecision', input }, async (tx, actor) => {
      const recordedForId = recorderOf(tx, actor, input.recordedForId);
      const lines = await this.linesOf(tx, actor, input.lines);
      const decision = await this.decisionOf(tx, input, { recordedForId, lines });
      const id = await insertOldDecision(tx, actor.accountId, decision);
      await insertRecordedLines(tx, id, lines);
      await this.fileScans(tx, actor, id, input.documentIds ?? []);
      await this.keep(tx, actor, { id, recordedForId }, 'recordPast', {
        ...decision,
        acknowledgeDuplicate: input.acknowledgeDuplicate ?? false,
        documentIds: input.documentIds ?? [],
        lines: lines.map(({ nameAsAwarded, receivedBy, ...line }) => ({
          ...line,
          nameAsAwarded: new Personal(nameAsAwarded),
          receivedBy: receivedBy === null ? null : new Personal(receivedBy),
        })),
      });
      return id;
    });
    return { decision: await load(context, decisionById, id) };
  }

  /** A second account bears it out, and its awards are entered; or somebody finds it wrong, and nothing is left of it. */
  async confirm(context: RequestContext, input: ConfirmRecordedDecisionInput): Promise<Done<DecisionPayload>> {
    const { id, accept, reason } = input;
    if (!accept && !reason)
      throw new DomainError('INVALID_INPUT', 'nomination.reasonNeeded', { field: field('reason') });
    const dropped = accept ? null : await lastLookAt(context, id);
    await actOnce(this.database, context, { operation: 'confirmRecordedDecision', input }, async (tx, actor) => {
      const recorded = await this.lock(tx, actor, id, accept ? 'CONFIRM' : 'DROP');
      const awards = accept ? await confirmRecorded(tx, id, actor.accountId) : 0;
      if (!accept) await dropRecorded(tx, id);
      await this.keep(tx, actor, recorded, 'confirmRecorded', { accept, reason, awards });
      if (accept) await this.log.enterDecision(tx, id);
      return id;
    });
    return { decision: dropped ?? (await load(context, decisionById, id)) };
  }

  private async lock(
    tx: Transaction,
    actor: Actor,
    id: string,
    action: 'CONFIRM' | 'DROP',
  ): Promise<{ id: string; recordedForId: string }> {
    const decision: Decision | null = await lockDecision(tx, decisionScopeOf(actor, tx.today), id);
    if (!decision) throw new DomainError('NOT_FOUND', 'decision.notFound', { field: field('id') });
    const ruling = decideOn(decision, action, deciderOf(actor, tx.today));
    if (!ruling.allowed) throw new DomainError(ruling.code, ruling.key, { field: field('id') });
    return { id, recordedForId: decision.recordedForId ?? '' };
  }

  private async decisionOf(
    tx: Transaction,
    input: RecordDecisionInput,
    { recordedForId, lines }: { recordedForId: string; lines: readonly OldLine[] },
  ): Promise<OldDecision> {
    const { decidedFrom, decidedTo, title, source } = input;
    const issuedById = input.issuedById ?? null;
    const name = issuedById ? await unitNameWithin(tx, issuedById, input) : null;
    if (issuedById && name === null) {
      throw new DomainError('INVALID_INPUT', 'recorded.issuerNotLiving', { field: field('issuedById') });
    }
    const [awardTypeId = null, ...others] = new Set(lines.map((line) => line.awardTypeId));
    const decision = {
      recordedForId,
      issuedById,
      issuerAsPrinted: input.issuerAsPrinted ?? name,
      symbol: input.symbol ?? null,
      decidedFrom,
      decidedTo,
      title,
      source,
      awardTypeId: others.length > 0 ? null : awardTypeId,
    };
    if (!input.acknowledgeDuplicate) await refuseKnown(tx, decision, lines);
    return decision;
  }

  /** The lines with what they name: honourees that the actor may read, awards and places that there are. */
  private async linesOf(tx: Transaction, actor: Actor, inputs: readonly RecordedLineInput[]): Promise<OldLine[]> {
    const scope = { roots: readingRoots(actor, tx.today), day: tx.today };
    const wanted = inputs.flatMap(({ honoureeId, sharedWithIds }) => [honoureeId, ...(sharedWithIds ?? [])]);
    const honourees = new Set((await honoureesById(tx, scope, wanted)).map(({ id }) => id));
    const codes = inputs.map(({ awardTypeCode }) => awardTypeCode);
    const awards = new Map((await awardTypesByCode(tx, codes)).map(({ code, id }) => [code, id]));
    const areaIds = inputs.flatMap(({ areaId }) => areaId ?? []);
    const areas = new Set(areaIds.length > 0 ? await areasAmong(tx, areaIds) : []);
    return inputs.map((line, index) => {
      const at = (name: string): { field: string[] } => ({ field: field('lines', index, name) });
      const { honoureeId, awardTypeCode } = line;
      if (inputs.findIndex((one) => one.honoureeId === honoureeId && one.awardTypeCode === awardTypeCode) < index) {
        throw new DomainError('DUPLICATE', 'recorded.lineTwice', at('honoureeId'));
      }
      const awardTypeId = awards.get(line.awardTypeCode);
      if (!awardTypeId) {
        const params = { code: line.awardTypeCode };
        throw new DomainError('NOT_FOUND', 'recorded.awardUnknown', { ...at('awardTypeCode'), params });
      }
      if (!honourees.has(line.honoureeId)) throw new DomainError('NOT_FOUND', 'recorded.honouree', at('honoureeId'));
      const sharedWith = line.sharedWithIds ?? [];
      if (!sharedWith.every((id) => honourees.has(id))) {
        throw new DomainError('NOT_FOUND', 'recorded.honouree', at('sharedWithIds'));
      }
      if (line.areaId && !areas.has(line.areaId)) throw new DomainError('NOT_FOUND', 'area.notFound', at('areaId'));
      if (line.receivedBy && !line.posthumous) {
        throw new DomainError('INVALID_INPUT', 'recorded.receivedByLiving', at('receivedBy'));
      }
      return lineOf(line, awardTypeId);
    });
  }

  private async fileScans(tx: Transaction, actor: Actor, id: string, documentIds: readonly string[]): Promise<void> {
    if (documentIds.length === 0) return;
    const scope = { roots: readingRoots(actor, tx.today), day: tx.today, accountId: actor.accountId };
    const found = await documentsById(tx, scope, documentIds);
    if (found.length < new Set(documentIds).size) {
      throw new DomainError('NOT_FOUND', 'document.notFound', { field: field('documentIds') });
    }
    await fileScans(tx, id, documentIds);
  }

  private keep(
    tx: Transaction,
    actor: Actor,
    { id, recordedForId }: { id: string; recordedForId: string },
    action: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return record(tx, actor, {
      action: `decision.${action}`,
      subject: `decision:${id}`,
      unitId: recordedForId,
      details,
    });
  }
}

/** By its symbol; one that has lost it, by what it gave whom. */
async function refuseKnown(tx: Transaction, decision: OldDecision, lines: readonly OldLine[]): Promise<void> {
  const { symbol } = decision;
  if (symbol) {
    if (!(await isKnown(tx, decision))) return;
    throw new DomainError('DUPLICATE', 'recorded.known', { params: { symbol }, field: field('symbol') });
  }
  const name = await knownHonour(tx, decision, lines);
  if (name === null) return;
  throw new DomainError('DUPLICATE', 'recorded.knownHonour', { params: { name }, field: field('lines') });
}

function lineOf(line: RecordedLineInput, awardTypeId: string): OldLine {
  return {
    honoureeId: line.honoureeId,
    awardTypeId,
    meritKind: line.meritKind,
    nameAsAwarded: line.nameAsAwarded,
    unitAsAwarded: line.unitAsAwarded ?? null,
    areaId: line.areaId ?? null,
    citationText: line.citationText ?? null,
    posthumous: line.posthumous ?? false,
    receivedBy: line.receivedBy ?? null,
    sharedWith: line.sharedWithIds ?? [],
  };
}

/** Refuses what no paper can say. */
function requireSense(input: RecordDecisionInput, today: string): void {
  if (input.lines.length === 0) throw new DomainError('INVALID_INPUT', 'recorded.noLines', { field: field('lines') });
  if (input.decidedFrom > input.decidedTo) {
    throw new DomainError('INVALID_INPUT', 'recorded.periodOrder', { field: field('decidedTo') });
  }
  if (input.decidedTo > today) {
    throw new DomainError('INVALID_INPUT', 'outcome.dateFuture', { field: field('decidedTo') });
  }
  if (!input.issuedById && !input.issuerAsPrinted) {
    throw new DomainError('INVALID_INPUT', 'recorded.issuerNeeded', { field: field('issuerAsPrinted') });
  }
}

/** The unit for which the actor writes: as said, or the only one. */
function recorderOf(tx: Transaction, actor: Actor, asked: string | null | undefined): string {
  const units = new Set([
    ...unitsWith(actor, 'history.record', tx.today),
    ...unitsWith(actor, 'decision.record', tx.today),
  ]);
  if (asked) {
    if (units.has(asked)) return asked;
    throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: field('recordedForId') });
  }
  const [only, ...more] = units;
  if (only && more.length === 0) return only;
  throw new DomainError('INVALID_INPUT', 'recorded.chooseUnit', { field: field('recordedForId') });
}
