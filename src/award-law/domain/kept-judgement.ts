import type { Eligibility } from './eligibility.js';
import type { Finding } from './finding.js';
import type { Citation } from './rule.js';
import { inWords } from './words.js';

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

/** What a judgement is about. */
type Judged = Pick<Finding, 'rule' | 'ruleId' | 'facts'>;

/** Whether what was judged of one finding holds of another: of the same version of the rule, upon the same facts. */
export function covers(judged: Judged, now: Judged): boolean {
  const [before, after] = [new Set(judged.facts.map(inWords)), new Set(now.facts.map(inWords))];
  const same = before.size === after.size && [...before].every((fact) => after.has(fact));
  return judged.rule.code === now.rule.code && judged.ruleId === now.ruleId && same;
}

/** The same with what was judged of it earlier: as its judgement where that covers it, else as the earlier one. */
export function withEarlier(now: Eligibility, earlier: readonly Finding[]): Eligibility {
  const findings = now.findings.map((each): Finding => {
    const judged = earlier.find(({ rule, judgement }) => judgement && rule.code === each.rule.code);
    if (each.verdict !== 'NEEDS_REVIEW' || !judged?.judgement) return { ...each, judgement: null };
    const { judgement } = judged;
    return covers(judged, each) ? { ...each, judgement } : { ...each, judgement: null, earlierJudgement: judgement };
  });
  return { ...now, findings };
}

/** That judgement of that finding. */
export function keptJudgement(
  { rule, ruleId, explanation, facts }: Pick<Finding, 'rule' | 'ruleId' | 'explanation' | 'facts'>,
  { accept, reason }: { accept: boolean; reason: string },
): KeptJudgement {
  return { ruleCode: rule.code, ruleId, rule, explanation, facts, accept, reason };
}
