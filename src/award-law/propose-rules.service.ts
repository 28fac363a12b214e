import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { rulesById, rulesOn, type AwardRuleRow } from '../awards/award-rule.queries.js';
import { awardTypesByCode } from '../awards/award-type.queries.js';
import { actOnce } from '../core/act-once.js';
import type { Actor } from '../core/actor.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { isId, paginate, type ConnectionOf, type PageArgs } from '../core/pagination.js';
import type { Done } from '../core/payload.js';
import type { AwardRule, AwardRulePayload } from './award-rule.entity.js';
import type { ProposeRuleInput } from './award-rule.inputs.js';
import { MalformedRule, parseRule } from './domain/rule.js';
import { mayBeProvincial, newCode, sameSlot } from './domain/rule-version.js';
import {
  countWaitingRules,
  insertConfirmation,
  insertProposal,
  ruleProposal,
  saidAlready,
  waitingRules,
  type NewProposal,
} from './rule-proposal.queries.js';
import { holdingUnit, ruleScope } from './rule-scope.js';

/** Changes the law as it is kept: one administrator proposes a version, another one confirms it, no row is ever changed. */
@Injectable()
export class ProposeRulesService {
  constructor(private readonly database: Database) {}

  /** What waits for a second administrator, the newest first. */
  async page(context: RequestContext, page: PageArgs): Promise<ConnectionOf<AwardRule>> {
    const { connection, clock } = context;
    const scope = await ruleScope(connection, signedIn(context), clock.today());
    return paginate<AwardRule>({
      page,
      accept: ([id]) => isId(id),
      fetch: (after, limit) => waitingRules(connection, scope, after, limit),
      count: () => countWaitingRules(connection, scope),
      cursorOf: (row) => [row.id],
    });
  }

  /** Proposes a rule, or a newer version of one. */
  async propose(context: RequestContext, input: ProposeRuleInput): Promise<Done<AwardRulePayload>> {
    const id = await actOnce(this.database, context, { operation: 'proposeRule', input }, async (tx, actor) => {
      const rule = await this.proposed(tx, actor, input);
      if (await saidAlready(tx, rule)) throw new DomainError('DUPLICATE', 'rule.saidAlready', { field: ['input'] });
      const ruleId = await insertProposal(tx, rule);
      const { proposedById: _by, proposerUnitId, ...details } = rule;
      await record(tx, actor, { action: 'rule.propose', subject: `rule:${ruleId}`, unitId: proposerUnitId, details });
      return ruleId;
    });
    return { awardRule: await this.byId(context, id) };
  }

  /** Confirms what another administrator has proposed: from its first day on it is law. */
  async confirm(context: RequestContext, id: string): Promise<Done<AwardRulePayload>> {
    const actor = signedIn(context);
    await this.database.transaction(async (tx) => {
      const proposal = isId(id) ? await ruleProposal(tx, await ruleScope(tx, actor, tx.today), id) : null;
      if (!proposal) throw new DomainError('NOT_FOUND', 'rule.notFound', { field: ['id'] });
      if (proposal.isConfirmed) throw new DomainError('WRONG_STATE', 'rule.confirmedAlready', { field: ['id'] });
      if (proposal.proposedById === actor.accountId) {
        throw new DomainError('SAME_PERSON', 'rule.samePerson', { field: ['id'] });
      }
      const unitId = await this.holding(tx, actor, 'rule.confirm', proposal.forUnitId);
      await insertConfirmation(tx, { proposalId: proposal.id, accountId: actor.accountId, unitId });
      const details = { code: proposal.citation.code, kind: proposal.kind };
      await record(tx, actor, { action: 'rule.confirm', subject: `rule:${proposal.id}`, unitId, details });
    });
    return { awardRule: await this.byId(context, id) };
  }

  private async byId(context: RequestContext, id: string): Promise<AwardRule | null> {
    const scope = await ruleScope(this.database, signedIn(context), context.clock.today());
    return ruleProposal(this.database, scope, id);
  }

  private async holding(
    tx: Transaction,
    actor: Actor,
    permission: 'rule.propose' | 'rule.confirm',
    forUnitId: string | null,
  ): Promise<string> {
    const unitId = await holdingUnit(tx, actor, { permission, forUnitId, day: tx.today });
    if (unitId) return unitId;
    throw new DomainError('FORBIDDEN', 'auth.forbiddenHere', { field: ['input', 'forUnitId'] });
  }

  private async proposed(tx: Transaction, actor: Actor, input: ProposeRuleInput): Promise<NewProposal> {
    const { kind, article, document, text, validFrom, validTo } = input;
    const forUnitId = input.forUnitId ?? null;
    const proposerUnitId = await this.holding(tx, actor, 'rule.propose', forUnitId);
    if (validTo && validTo < validFrom) {
      throw new DomainError('INVALID_INPUT', 'rule.periodOrder', { field: ['input', 'validTo'] });
    }
    const args = argsOf(input);
    if (forUnitId && !mayBeProvincial({ kind, args })) {
      throw new DomainError('INVALID_INPUT', 'rule.notProvincial', { field: ['input', 'forUnitId'] });
    }
    const awardTypeId = await awardIdOf(tx, input.awardTypeCode ?? null);
    const code = await codeOf(tx, input, { awardTypeId, args });
    return {
      ...{ awardTypeId, forUnitId, kind, code, args, article, document, text: text ?? null },
      ...{ validFrom, validTo: validTo ?? null, proposedById: actor.accountId, proposerUnitId },
    };
  }
}

/** The args as they were written, if they fit the kind. */
function argsOf({ kind, args: written }: ProposeRuleInput): Record<string, unknown> {
  const field = ['input', 'args'];
  const args = parsed(written);
  if (!args) throw new DomainError('INVALID_INPUT', 'rule.argsNotJson', { field });
  const none = { code: kind, article: '', document: '', text: null, validFrom: null, validTo: null, confirmed: false };
  try {
    parseRule({ id: '', awardTypeId: null, kind, args, citation: none });
  } catch (error) {
    if (!(error instanceof MalformedRule)) throw error;
    const params = { kind, problem: error.message.replace(/^.*?\): /, '') };
    throw new DomainError('INVALID_INPUT', 'rule.argsMalformed', { params, field });
  }
  return args;
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

async function awardIdOf(tx: Transaction, code: string | null): Promise<string | null> {
  if (code === null) return null;
  const [awardType] = await awardTypesByCode(tx, [code]);
  if (awardType) return awardType.id;
  throw new DomainError('NOT_FOUND', 'rule.awardUnknown', { params: { code }, field: ['input', 'awardTypeCode'] });
}

/** The code of the rule of which this is a version: the one that is named, or the only one that it can be; else a new one. */
async function codeOf(
  tx: Transaction,
  { kind, awardTypeCode, validFrom, previousId }: ProposeRuleInput,
  { awardTypeId, args }: { awardTypeId: string | null; args: Record<string, unknown> },
): Promise<string> {
  const fits = (rule: AwardRuleRow): boolean => rule.kind === kind && rule.awardTypeId === awardTypeId;
  const field = ['input', 'previousId'];
  if (previousId) {
    const [previous] = await rulesById(tx, [previousId]);
    if (!previous) throw new DomainError('NOT_FOUND', 'rule.notFound', { field });
    if (!fits(previous)) throw new DomainError('INVALID_INPUT', 'rule.previousOther', { field });
    return previous.citation.code;
  }
  const inForce = await rulesOn(tx, awardTypeId ? [awardTypeId] : [], validFrom, [kind]);
  const same = inForce.filter((rule) => fits(rule) && sameSlot(rule, { kind, args }));
  const codes = [...new Set(same.map(({ citation }) => citation.code))];
  if (codes.length > 1) throw new DomainError('INVALID_INPUT', 'rule.choosePrevious', { field });
  return codes[0] ?? newCode({ kind, args }, awardTypeCode ?? null);
}
