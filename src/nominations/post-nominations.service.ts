import { Injectable } from '@nestjs/common';
import { actOnce } from '../core/act-once.js';
import { postingEnd } from '../award-law/domain/working-days.js';
import { postingRule } from '../award-law/domain/step-rules.js';
import { recordAll } from '../audit/record.js';
import { mayAct, type Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import type { Done } from '../core/payload.js';
import { rulesOfDossiers } from '../award-law/award-rules.js';
import { workingCalendar } from '../award-law/working-calendar.js';
import { BY_LIST, lockDossiers, type Dossier, type PathOf } from './move-nominations.js';
import type { NominationPayload, NominationsPayload } from './nomination.entity.js';
import type { RoutePosition } from './nomination.queries.js';
import { nominationById, nominationsOf } from './nomination.loaders.js';
import type { Posting } from './posting.entity.js';
import type {
  AnswerObjectionInput,
  ClosePostingInput,
  OpenPostingInput,
  RecordObjectionInput,
} from './posting.inputs.js';
import {
  closePostings,
  insertObjection,
  insertPostings,
  lockObjection,
  objectionsOf,
  postingsOf,
  writeAnswer,
} from './posting.queries.js';

/** Postings for the opinion of the people, where the route asks for one (R31), before the vote of the step. */
@Injectable()
export class PostNominationsService {
  constructor(private readonly database: Database) {}

  /** Opens them, once a nomination was received and before it was endorsed. */
  async open(context: RequestContext, input: OpenPostingInput): Promise<Done<NominationsPayload>> {
    await this.act(context, 'openPosting', input, async (tx, actor) => {
      const dossiers = await this.lock(tx, actor, input.nominationIds, BY_LIST);
      const nominations = dossiers.map(({ nomination }) => nomination);
      const rules = await rulesOfDossiers(tx, nominations, tx.today, ['POSTING']);
      const open = await postingsOf(tx, input.nominationIds);
      const calendar = await workingCalendar(tx);
      const postings = dossiers.map((dossier) => {
        const { nomination } = dossier;
        const step = this.step(dossier);
        if (!step.posting)
          throw new DomainError('WRONG_STATE', 'posting.notNeeded', { field: ['input', 'nominationIds'] });
        if (living(open, dossier)) throw this.problem('posting.open', nomination.code);
        const days = postingRule(rules.get(nomination.id) ?? [], step)?.args.workingDays;
        if (!days) throw new DomainError('RULE_FAILED', 'posting.notNeeded', { field: ['input', 'nominationIds'] });
        const { unitId, position } = step;
        const closesOn = postingEnd(tx.today, days, calendar);
        return { nominationId: nomination.id, step: position, unitId, opensOn: tx.today, closesOn, place: input.place };
      });
      await insertPostings(tx, actor.accountId, postings);
      await this.keep(tx, actor, 'open', dossiers);
    });
    return { nominations: await nominationsOf(context, input.nominationIds) };
  }

  /** Closes them, after their last day and with every objection answered. */
  async close(context: RequestContext, input: ClosePostingInput): Promise<Done<NominationsPayload>> {
    await this.act(context, 'closePosting', input, async (tx, actor) => {
      const dossiers = await this.lock(tx, actor, input.nominationIds, BY_LIST);
      const all = await postingsOf(tx, input.nominationIds);
      const postings = dossiers.map((dossier) => {
        const posting = living(all, dossier);
        if (!posting || posting.closedOn) throw this.problem('posting.notOpen', dossier.nomination.code);
        if (tx.today <= posting.closesOn) {
          const params = { day: posting.closesOn };
          throw new DomainError('WRONG_STATE', 'posting.tooEarly', { params, field: ['input', 'nominationIds'] });
        }
        return posting;
      });
      const ids = postings.map(({ id }) => id);
      if ((await objectionsOf(tx, ids)).some(({ answer }) => answer === null)) {
        throw new DomainError('WRONG_STATE', 'posting.objectionOpen', { field: ['input', 'nominationIds'] });
      }
      await closePostings(tx, ids, tx.today);
      await this.keep(tx, actor, 'close', dossiers);
    });
    return { nominations: await nominationsOf(context, input.nominationIds) };
  }

  /** Keeps an objection. */
  async object(context: RequestContext, input: RecordObjectionInput): Promise<Done<NominationPayload>> {
    await this.act(context, 'recordObjection', input, async (tx, actor) => {
      if (input.receivedOn > tx.today) {
        throw new DomainError('INVALID_INPUT', 'nomination.dateFuture', { field: ['input', 'receivedOn'] });
      }
      const [dossier] = await this.lock(tx, actor, [input.nominationId], () => ['input', 'nominationId']);
      const posting = dossier && living(await postingsOf(tx, [input.nominationId]), dossier);
      if (!dossier || !posting || posting.closedOn)
        throw this.problem('posting.notOpen', dossier?.nomination.code ?? '');
      if (input.receivedOn < posting.opensOn) {
        const params = { code: dossier.nomination.code, day: posting.opensOn };
        throw new DomainError('INVALID_INPUT', 'posting.objectionEarly', { params, field: ['input', 'receivedOn'] });
      }
      await insertObjection(tx, actor.accountId, {
        postingId: posting.id,
        receivedOn: input.receivedOn,
        text: input.text,
      });
      await this.keep(tx, actor, 'object', [dossier]);
    });
    return { nomination: await load(context, nominationById, input.nominationId) };
  }

  /** Answers an objection; an upheld one obliges to return the dossier to the appraisal of this step. */
  async answer(context: RequestContext, input: AnswerObjectionInput): Promise<Done<NominationPayload>> {
    const id = await this.act(context, 'answerObjection', input, async (tx, actor) => {
      const field = ['input', 'objectionId'];
      const objection = await lockObjection(tx, input.objectionId);
      if (!objection) throw new DomainError('NOT_FOUND', 'posting.objectionNotFound', { field });
      const dossiers = await this.lock(tx, actor, [objection.nominationId], () => field);
      if (objection.answer !== null) throw new DomainError('WRONG_STATE', 'posting.objectionAnswered', { field });
      await writeAnswer(tx, actor.accountId, { id: objection.id, answer: input.answer, upheld: input.upheld });
      await this.keep(tx, actor, 'answer', dossiers);
      return objection.nominationId;
    });
    return { nomination: await load(context, nominationById, id) };
  }

  /** Those that were received and not yet endorsed, at a step where the actor appraises. */
  private async lock(tx: Transaction, actor: Actor, ids: readonly string[], pathOf: PathOf): Promise<Dossier[]> {
    if (ids.length === 0)
      throw new DomainError('INVALID_INPUT', 'nomination.noneGiven', { field: ['input', 'nominationIds'] });
    const dossiers = await lockDossiers(tx, actor, ids, pathOf);
    for (const dossier of dossiers) {
      const { nomination, field } = dossier;
      if (!['RECEIVED', 'APPRAISED'].includes(nomination.state) || nomination.suspended) {
        const params = { code: nomination.code };
        throw new DomainError('WRONG_STATE', 'nomination.wrongStateOf', { params, field });
      }
      if (!mayAct(actor, 'nomination.appraise', this.step(dossier).unitId, tx.today)) {
        throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field });
      }
    }
    return dossiers;
  }

  private step({ nomination, steps }: Dossier): RoutePosition {
    const step = steps[nomination.step - 1];
    if (!step) throw new DomainError('WRONG_STEP', 'nomination.wrongStep', { field: ['input', 'nominationIds'] });
    return step;
  }

  private problem(key: 'posting.open' | 'posting.notOpen', code: string): DomainError {
    return new DomainError('WRONG_STATE', key, { params: { code }, field: ['input', 'nominationIds'] });
  }

  private async keep(tx: Transaction, actor: Actor, act: string, dossiers: readonly Dossier[]): Promise<void> {
    const entries = dossiers.map((dossier) => {
      const { unitId, position } = this.step(dossier);
      const subject = `nomination:${dossier.nomination.id}`;
      return { action: `posting.${act}`, subject, unitId, details: { step: position } };
    });
    await recordAll(tx, actor, entries);
  }

  private async act(
    context: RequestContext,
    operation: string,
    input: { clientMutationId?: string | null; nominationIds?: string[]; nominationId?: string },
    work: (tx: Transaction, actor: Actor) => Promise<string | void>,
  ): Promise<string> {
    return actOnce(this.database, context, { operation, input }, async (tx, actor) => {
      const id = await work(tx, actor);
      return id ?? input.nominationId ?? input.nominationIds?.[0] ?? '';
    });
  }
}

/** The posting of the dossier's present step that still counts. */
function living(postings: readonly Posting[], { nomination }: Dossier): Posting | undefined {
  return postings.find(
    ({ nominationId, step, voided }) => nominationId === nomination.id && step === nomination.step && !voided,
  );
}
