import {
  outcomeOf,
  unjudged,
  withJudgements,
  type Eligibility,
  type Judgement,
} from '../award-law/domain/eligibility.js';
import type { Actor } from '../core/actor.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { eligibilityOf } from './dossier-eligibility.js';
import type { Nomination } from './nomination.entity.js';
import type { JudgementInput } from './nomination-step.inputs.js';
import { recordSensitiveReads, sensitiveNominations } from './sensitive-scope.js';

/** What a person who acts says of the doubtful findings; unknown codes are refused. */
export function judged(
  tx: Transaction,
  actor: Actor,
  eligibility: Eligibility,
  inputs: readonly JudgementInput[],
): Eligibility {
  const known = new Set(
    eligibility.findings.filter(({ verdict }) => verdict === 'NEEDS_REVIEW').map(({ rule }) => rule.code),
  );
  inputs.forEach(({ ruleCode }, index) => {
    if (known.has(ruleCode)) return;
    throw new DomainError('INVALID_INPUT', 'nomination.judgementUnknown', {
      params: { rule: ruleCode },
      field: ['input', 'judgements', String(index), 'ruleCode'],
    });
  });
  const judgements = new Map<string, Judgement>(
    inputs.map(({ ruleCode, accept, reason }) => [
      ruleCode,
      { accept, reason, byAccountId: actor.accountId, at: tx.now },
    ]),
  );
  return withJudgements(eligibility, judgements);
}

/**
 * The findings of an appraisal with its judgements. A favourable one needs every doubtful finding judged and accepted,
 * and no confirmed rule that fails: that nobody can judge away.
 */
export async function appraisedEligibility(
  tx: Transaction,
  actor: Actor,
  nomination: Nomination,
  input: { favourable: boolean; judgements?: JudgementInput[] | null },
): Promise<Eligibility> {
  const found = (await eligibilityOf(tx, [nomination], tx.today, { sensitive: 'ALL', documents: true })).get(
    nomination.id,
  );
  if (!found) throw new Error('nomination without honouree');
  const reads = await sensitiveNominations(tx, actor, tx.today, [nomination.id]);
  if (found.findings.some(({ sensitive }) => sensitive)) await recordSensitiveReads(tx, actor, reads.values());
  const eligibility = judged(tx, actor, found, input.judgements ?? []);
  if (input.favourable) requirePassing(nomination.code, eligibility, ['input', 'favourable']);
  return eligibility;
}

/** Throws RULE_FAILED, NEEDS_JUDGEMENT or again RULE_FAILED where judgements did not accept. */
export function requirePassing(code: string, eligibility: Eligibility, field: readonly string[]): void {
  const failed = eligibility.findings.find(({ verdict }) => verdict === 'FAILS');
  if (failed) {
    const params = { explanation: `${code}: ${failed.explanation}` };
    throw new DomainError('RULE_FAILED', 'nomination.ruleFailed', { params, field, rule: failed.rule });
  }
  const [open] = unjudged(eligibility);
  if (open) {
    const params = { code, rule: open.rule.code };
    throw new DomainError('NEEDS_JUDGEMENT', 'nomination.needsJudgement', {
      params,
      field: ['input', 'judgements'],
      rule: open.rule,
    });
  }
  if (outcomeOf(eligibility) === 'PASSES') return;
  const refused = eligibility.findings.find(({ judgement }) => judgement?.accept === false);
  const params = { code, rule: refused?.rule.code ?? '' };
  throw new DomainError('RULE_FAILED', 'nomination.judgementRefused', { params, field, rule: refused?.rule });
}
