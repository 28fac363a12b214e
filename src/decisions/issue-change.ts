import type { LogEvent } from '../award-log/award-log.js';
import type { Actor } from '../core/actor.js';
import type { Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { lockForAct, recordDecision } from './decision-acts.js';
import type { Decision } from './decision.entity.js';
import type { IssueDecisionInput } from './decision.inputs.js';
import { previewOfChange } from './preview-change.js';

type Issuing = Decision & { issuedById: string };

/**
 * The signature of a correction or revocation. The database marks the award when the decision is issued, and flags what
 * rested on it; `sign` gives it its number and issues it. Answers with what is to be told to the award log.
 */
export async function issueChange(
  tx: Transaction,
  actor: Actor,
  input: IssueDecisionInput,
  sign: (decision: Issuing, issuer: string) => Promise<{ symbol: string }>,
): Promise<LogEvent[]> {
  const { id, signedOn, previewHash, judgements } = input;
  const decision = await lockForAct(tx, actor, id, 'ISSUE');
  const { problems, hash, issuer, change } = await previewOfChange(tx, decision, { signedOn, today: tx.today });
  const [problem] = problems;
  if (problem) throw problem;
  if (hash !== previewHash) {
    throw new DomainError('PREVIEW_CHANGED', 'decision.previewChanged', { field: ['input', 'previewHash'] });
  }
  const [judgement] = judgements ?? [];
  if (judgement) {
    const params = { rule: judgement.ruleCode };
    throw new DomainError('INVALID_INPUT', 'decision.judgementUnknown', { params, field: ['input', 'judgements'] });
  }
  const { symbol } = await sign(decision, issuer);
  const { awardId, kind, ground, nameAsAwarded } = change;
  const details = { symbol, signedOn, previewHash, awardId, kind, ground };
  await recordDecision(tx, actor, decision, { action: 'issueChange', details });
  return kind === 'CORRECTION'
    ? [{ kind: 'CORRECTED', awardId, decisionId: id, facts: nameAsAwarded === null ? {} : { name: nameAsAwarded } }]
    : [{ kind: 'REVOKED', awardId, decisionId: id, facts: { ground } }];
}
