import { Injectable } from '@nestjs/common';
import { Personal } from '../audit/record.js';
import { rulesOfAwards } from '../award-law/award-rules.js';
import { ofKind } from '../award-law/domain/rule.js';
import { actOnce } from '../core/act-once.js';
import type { Actor } from '../core/actor.js';
import { printedDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { load } from '../core/loaders.js';
import { message } from '../core/messages.vi.js';
import type { Done } from '../core/payload.js';
import type { CorrectAwardInput, RevokeAwardInput } from './award-change.inputs.js';
import { insertChange, issuedChanges, type ChangedAward } from './award-change.queries.js';
import { recordDecision } from './decision-acts.js';
import type { DecisionPayload } from './decision.entity.js';
import { decisionById } from './decision.loaders.js';
import { requireAward, requireOwn, type AnsweredAward } from './require-award.js';
import { namesNow, requireMended, type ChangeKind, type RevocationGround } from './domain/award-change.js';

/** What is said of the change, beside which award and by whom. */
interface Wanted {
  kind: ChangeKind;
  ground: RevocationGround | null;
  nameAsAwarded: string | null;
  unitAsAwarded: string | null;
  /** The law on which it rests, beside the decision that it changes. */
  law: string[];
}

/** An award stays as it was given: what is wrong with it is put right by another decision, drafted here. */
@Injectable()
export class ChangeAwardService {
  constructor(private readonly database: Database) {}

  /** Đính chính. */
  correct(context: RequestContext, input: CorrectAwardInput): Promise<Done<DecisionPayload>> {
    const { nameAsAwarded = null, unitAsAwarded = null } = input;
    const wanted: Wanted = { kind: 'CORRECTION', ground: null, nameAsAwarded, unitAsAwarded, law: [] };
    return this.draft(context, 'correctAward', input, async (tx, award) => {
      requireMended(namesNow(award, await correctionsOf(tx, award.id)), wanted);
      return wanted;
    });
  }

  /** Hủy bỏ quyết định, thu hồi hiện vật và tiền thưởng. */
  revoke(context: RequestContext, input: RevokeAwardInput): Promise<Done<DecisionPayload>> {
    const { ground } = input;
    return this.draft(context, 'revokeAward', input, async (tx, award) => {
      const law = input.legalBases ? [] : [await lawOf(tx, award, ground)];
      return { kind: 'REVOCATION', ground, nameAsAwarded: null, unitAsAwarded: null, law };
    });
  }

  private async draft(
    context: RequestContext,
    operation: string,
    input: CorrectAwardInput | RevokeAwardInput,
    wantedOf: (tx: Transaction, award: ChangedAward) => Promise<Wanted>,
  ): Promise<Done<DecisionPayload>> {
    const id = await actOnce(this.database, context, { operation, input }, async (tx, actor) => {
      if (input.legalBases?.length === 0) {
        throw new DomainError('INVALID_INPUT', 'input.required', { field: ['input', 'legalBases'] });
      }
      const answered = await requireAward(tx, actor, input.awardId, 'decision.draft');
      const { award } = answered;
      const issuedById = issuerAmong(answered, input.issuedById ?? null);
      if (award.status === 'REVOKED') throw new DomainError('WRONG_STATE', 'award.revoked', { field: AWARD });
      const { law, ...wanted } = await wantedOf(tx, award);
      const { title, legalBases } = wording(award, input, { kind: wanted.kind, law });
      const draft = { ...wanted, award, issuedById, title, legalBases, reason: input.reason };
      const id = await onViolation(
        'award_change_open_once',
        () => new DomainError('CONFLICT', 'award.changeOpen', { field: AWARD }),
        () => insertChange(tx, actor.accountId, draft),
      );
      await this.keep(tx, actor, { id, issuedById }, { award, wanted, reason: input.reason });
      return id;
    });
    return { decision: await load(context, decisionById, id) };
  }

  private keep(
    tx: Transaction,
    actor: Actor,
    decision: { id: string; issuedById: string },
    { award, wanted, reason }: { award: ChangedAward; wanted: Omit<Wanted, 'law'>; reason: string },
  ): Promise<void> {
    const { kind, ground, nameAsAwarded, unitAsAwarded } = wanted;
    const name = nameAsAwarded === null ? null : new Personal(nameAsAwarded);
    const details = { awardId: award.id, kind, ground, nameAsAwarded: name, unitAsAwarded, reason };
    return recordDecision(tx, actor, decision, { action: 'draftChange', details });
  }
}

const AWARD = ['input', 'awardId'];

/** The point of the law of 2022 that is the ground; under another law, or where none is known, the drafter writes what it rests on. */
async function lawOf(tx: Transaction, { awardTypeId }: ChangedAward, ground: RevocationGround): Promise<string> {
  const rules = (await rulesOfAwards(tx, [awardTypeId], tx.today, ['REGIME'])).get(awardTypeId) ?? [];
  const [regime] = ofKind(rules, 'REGIME');
  if (regime?.citation.document.includes('06/2022/QH15')) {
    return message('revocation.law', { point: ground.toLowerCase() });
  }
  throw new DomainError('INVALID_INPUT', 'revocation.lawNeeded', { field: ['input', 'legalBases'] });
}

async function correctionsOf(tx: Transaction, awardId: string): Promise<{ nameAsAwarded?: string }[]> {
  const changes = await issuedChanges(tx, [awardId]);
  return changes.map(({ nameAsAwarded, unitAsAwarded }) => ({
    nameAsAwarded: nameAsAwarded ?? undefined,
    unitAsAwarded: unitAsAwarded ?? undefined,
  }));
}

/** The body that changes it: the one asked for, or the only one of the actor's. */
function issuerAmong(answered: AnsweredAward, asked: string | null): string {
  const only = requireOwn(answered);
  if (asked && answered.own.includes(asked)) return asked;
  const field = ['input', 'issuedById'];
  if (asked) throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field });
  if (answered.own.length > 1) throw new DomainError('INVALID_INPUT', 'award.chooseIssuer', { field });
  return only;
}

/** Title and bases as they were given, or as they usually are; no name stands in them, the audit keeps them as they are. */
function wording(
  { symbol, decidedOn, issuerAsPrinted }: ChangedAward,
  { title, legalBases }: CorrectAwardInput | RevokeAwardInput,
  { kind, law }: { kind: ChangeKind; law: string[] },
): { title: string; legalBases: string[] } {
  const params = { symbol: symbol ?? '…', day: printedDate(decidedOn), issuer: issuerAsPrinted ?? '…' };
  const decision = message('certificate.decision', params);
  const usual = message(kind === 'CORRECTION' ? 'correction.title' : 'revocation.title', { decision });
  return { title: title ?? usual, legalBases: legalBases ?? [...law, decision] };
}
