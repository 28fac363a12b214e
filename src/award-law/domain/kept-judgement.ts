import type { Finding } from './finding.js';
import type { Citation } from './rule.js';

/** What is kept of a judgement with the act: also the version of the rule, and on what it was given. */
export interface KeptJudgement {
  ruleCode: string;
  /** The very version; null where there was no rule for the day. */
  ruleId: string | null;
  rule: Citation;
  explanation: string;
  facts: readonly string[];
  accept: boolean;
  reason: string;
}

/** That judgement of that finding. */
export function keptJudgement(
  { rule, ruleId, explanation, facts }: Pick<Finding, 'rule' | 'ruleId' | 'explanation' | 'facts'>,
  { accept, reason }: { accept: boolean; reason: string },
): KeptJudgement {
  return { ruleCode: rule.code, ruleId, rule, explanation, facts, accept, reason };
}
