import { Injectable } from '@nestjs/common';
import { recordAll } from '../audit/record.js';
import { rulesOfDossiers } from '../award-law/award-rules.js';
import type { Rule } from '../award-law/domain/rule.js';
import { opinionRules } from '../award-law/domain/step-rules.js';
import { rulesById } from '../awards/award-rule.queries.js';
import { actOnce } from '../core/act-once.js';
import { mayAct, type Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import { isId, paginate, type ConnectionOf } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import { unitsPresentOn } from '../units/unit.queries.js';
import { readableDocument } from './dossier-documents.js';
import { BY_LIST, lockDossiers, type Dossier } from './move-nominations.js';
import type { NominationsPayload } from './nomination.entity.js';
import { nominationsOf } from './nomination.loaders.js';
import { nominationScope, nominationScopeOf } from './nomination-scope.js';
import { answerDates } from './opinion-dates.js';
import type { Opinion, OpinionPayload } from './opinion.entity.js';
import type { GiveOpinionInput, OpinionsArgs, RequestOpinionsInput, WaiveOpinionInput } from './opinion.inputs.js';
import { opinionById } from './opinion.loaders.js';
import {
  consultations,
  countOpinions,
  insertOpinions,
  lockOpinion,
  openOpinions,
  opinionPage,
  writeOpinion,
  writeWaiver,
  type LockedOpinion,
  type NewOpinion,
} from './opinion.queries.js';
import { insertAttachment } from './write-nomination.queries.js';

const IDS = ['input', 'nominationIds'];
const OPINION = ['input', 'opinionId'];

/** Hiệp y: what the body of a step asks other units about a nomination before it appraises. */
@Injectable()
export class AskOpinionsService {
  constructor(private readonly database: Database) {}

  /** What the account's units were asked, or asked for, the newest first. */
  page(context: RequestContext, args: OpinionsArgs): Promise<ConnectionOf<Opinion>> {
    const { asking, open = null, overdue = null } = args;
    const question = { scope: nominationScope(context), asking: asking ?? false, open, overdue };
    return paginate({
      page: args,
      accept: ([id]) => isId(id),
      fetch: (after, limit) => opinionPage(context.connection, { ...question, after, limit }),
      count: () => countOpinions(context.connection, question),
      cursorOf: (row) => [row.id],
    });
  }

  /** Asks one unit about nominations that were received and not yet appraised. */
  async request(context: RequestContext, input: RequestOpinionsInput): Promise<Done<NominationsPayload>> {
    const { nominationIds, askedId, question } = input;
    if (nominationIds.length === 0) throw new DomainError('INVALID_INPUT', 'nomination.noneGiven', { field: IDS });
    await actOnce(this.database, context, { operation: 'requestOpinions', input }, async (tx, actor) => {
      const dossiers = await lockDossiers(tx, actor, nominationIds, BY_LIST);
      for (const dossier of dossiers) checkAsking(tx, actor, dossier, askedId);
      if ((await unitsPresentOn(tx, [askedId], tx.today)).length === 0) {
        const params = { day: tx.today };
        throw new DomainError('NOT_FOUND', 'opinion.unitNotLiving', { params, field: ['input', 'askedId'] });
      }
      const opinions = await this.planned(tx, dossiers, input.ruleCode ?? null);
      await onViolation(
        'nomination_opinion_once',
        () => new DomainError('DUPLICATE', 'opinion.asked', { params: { code: codesOf(dossiers) }, field: IDS }),
        () => insertOpinions(tx, actor.accountId, { askedId, question, opinions }),
      );
      await keep(tx, actor, 'request', opinions, { askedId, ruleCode: input.ruleCode ?? null });
      return nominationIds[0] ?? '';
    });
    return { nominations: await nominationsOf(context, nominationIds) };
  }

  /** By which rule each is asked for, which has to hold for its award at its step. */
  private async planned(tx: Transaction, dossiers: readonly Dossier[], ruleCode: string | null): Promise<NewOpinion[]> {
    const asking = ruleCode ? await this.askingRules(tx, dossiers) : new Map<string, Rule<'OPINION'>[]>();
    const dates = await answerDates(tx, dossiers);
    const opinions = dossiers.map(({ nomination: { id, code, step }, steps }): NewOpinion => {
      const rule = asking.get(id)?.find(({ citation }) => citation.code === ruleCode);
      if (ruleCode && !rule) {
        const params = { rule: ruleCode, code };
        throw new DomainError('INVALID_INPUT', 'opinion.ruleUnknown', { params, field: ['input', 'ruleCode'] });
      }
      const { dueOn = null, dueRuleId = null } = dates.get(id) ?? {};
      const unitId = steps[step - 1]?.unitId ?? '';
      return { nominationId: id, step, unitId, ruleId: rule?.id ?? null, dueOn, dueRuleId };
    });
    return opinions;
  }

  /** By nomination: the rules that ask for opinions at its step, under its law. */
  private async askingRules(tx: Transaction, dossiers: readonly Dossier[]): Promise<Map<string, Rule<'OPINION'>[]>> {
    const nominations = dossiers.map(({ nomination }) => nomination);
    const bodies = new Map(
      (
        await consultations(
          tx,
          nominations.map(({ id }) => id),
          tx.today,
        )
      ).map((body) => [body.nominationId, body]),
    );
    const found = new Map<string, Rule<'OPINION'>[]>();
    for (const day of new Set(nominations.map(({ lawDate }) => lawDate ?? tx.today))) {
      const rules = await rulesOfDossiers(tx, nominations, day, ['OPINION']);
      for (const { id, lawDate } of nominations) {
        const body = (lawDate ?? tx.today) === day && bodies.get(id);
        if (body) found.set(id, opinionRules(rules.get(id) ?? [], body));
      }
    }
    return found;
  }

  /** Keeps an opinion: the asked unit's own word, or what the asking body writes down from its paper. */
  give(context: RequestContext, input: GiveOpinionInput): Promise<Done<OpinionPayload>> {
    const { stance, text, documentId = null } = input;
    return this.settle(context, 'giveOpinion', input, async (tx, actor, opinion) => {
      const own = mayAct(actor, 'nomination.appraise', opinion.askedId, tx.today);
      if (!own) requireAsking(tx, actor, opinion);
      if (opinion.proposed) throw new DomainError('SAME_PERSON', 'opinion.samePerson', { field: OPINION });
      const field = ['input', 'documentId'];
      if (!own && !documentId) throw new DomainError('DOCUMENT_MISSING', 'opinion.documentNeeded', { field });
      const { id, nominationId, step, askedId } = opinion;
      if (documentId) {
        await readableDocument(tx, actor, documentId, field);
        await insertAttachment(tx, actor.accountId, { nominationId, documentId, kind: 'Y_KIEN', step });
      }
      await writeOpinion(tx, actor.accountId, { id, stance, text, documentId, recorded: !own });
      const kept = { ...opinion, unitId: own ? askedId : opinion.unitId };
      await keep(tx, actor, 'give', [kept], { askedId, stance, recorded: !own });
    });
  }

  /** Does without an opinion. */
  waive(context: RequestContext, input: WaiveOpinionInput): Promise<Done<OpinionPayload>> {
    return this.settle(context, 'waiveOpinion', input, async (tx, actor, opinion) => {
      requireAsking(tx, actor, opinion);
      if (opinion.proposed) throw new DomainError('SAME_PERSON', 'nomination.samePerson', { field: OPINION });
      await writeWaiver(tx, actor.accountId, opinion.id, input.reason);
      await keep(tx, actor, 'waive', [opinion], { askedId: opinion.askedId });
    });
  }

  private async settle(
    context: RequestContext,
    operation: string,
    input: GiveOpinionInput | WaiveOpinionInput,
    work: (tx: Transaction, actor: Actor, opinion: LockedOpinion) => Promise<void>,
  ): Promise<Done<OpinionPayload>> {
    const id = await actOnce(this.database, context, { operation, input }, async (tx, actor) => {
      const wanted = { id: input.opinionId, accountId: actor.accountId };
      const opinion = await lockOpinion(tx, nominationScopeOf(actor, tx.today), wanted);
      if (!opinion) throw new DomainError('NOT_FOUND', 'opinion.notFound', { field: OPINION });
      if (opinion.settled) throw new DomainError('WRONG_STATE', 'opinion.settled', { field: OPINION });
      await work(tx, actor, requireOpen(opinion));
      return input.opinionId;
    });
    return { opinion: await load(context, opinionById, id) };
  }
}

/**
 * Row 8 of the workflow: nothing is appraised while a unit that was asked has not answered; but where a confirmed rule lets
 * the body go on without an answer that is overdue.
 */
export async function requireOpinions(tx: Transaction, { nomination }: Dossier): Promise<void> {
  const [open] = await openOpinions(tx, nomination.id, tx.today);
  if (!open) return;
  const [rule] = open.ruleId ? await rulesById(tx, [open.ruleId]) : [];
  throw new DomainError('DOCUMENT_MISSING', 'opinion.open', {
    params: { code: nomination.code, unit: open.unit },
    field: ['input', 'id'],
    rule: rule?.citation ?? null,
  });
}

function requireOpen(opinion: LockedOpinion): LockedOpinion {
  if (opinion.suspended) throw new DomainError('SUSPENDED', 'nomination.suspended', { field: OPINION });
  if (opinion.state === 'RECEIVED' && opinion.here) return opinion;
  throw new DomainError('WRONG_STATE', 'nomination.wrongState', { field: OPINION });
}

function requireAsking(tx: Transaction, actor: Actor, { unitId }: LockedOpinion): void {
  if (mayAct(actor, 'nomination.appraise', unitId, tx.today)) return;
  throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: OPINION });
}

function checkAsking(tx: Transaction, actor: Actor, dossier: Dossier, askedId: string): void {
  const { nomination, steps, standing } = dossier;
  const { code, state, suspended, step, proposedById } = nomination;
  const body = steps[step - 1];
  if (suspended) throw new DomainError('SUSPENDED', 'nomination.suspended', { field: IDS });
  if (state !== 'RECEIVED' || !body) {
    throw new DomainError('WRONG_STATE', 'nomination.wrongStateOf', { params: { code }, field: IDS });
  }
  if (!mayAct(actor, 'nomination.appraise', body.unitId, tx.today)) {
    throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: IDS });
  }
  if (standing.proposers.has(actor.accountId)) {
    throw new DomainError('SAME_PERSON', 'nomination.samePerson', { field: IDS });
  }
  if (askedId === body.unitId || askedId === proposedById) {
    throw new DomainError('INVALID_INPUT', 'opinion.ownUnit', { params: { code }, field: ['input', 'askedId'] });
  }
}

const codesOf = (dossiers: readonly Dossier[]): string => dossiers.map(({ nomination }) => nomination.code).join(', ');

async function keep(
  tx: Transaction,
  actor: Actor,
  act: 'request' | 'give' | 'waive',
  opinions: readonly { nominationId: string; unitId: string; step: number }[],
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const entries = opinions.map(({ nominationId, unitId, step }) => {
    return { action: `opinion.${act}`, subject: `nomination:${nominationId}`, unitId, details: { step, ...details } };
  });
  await recordAll(tx, actor, entries);
}
