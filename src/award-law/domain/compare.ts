import { message } from '../../core/messages.vi.js';
import type { Eligibility, Finding, Verdict } from './eligibility.js';

/** How the answer of one rule is another on another day. */
export interface EligibilityChange {
  ruleCode: string;
  /** Null: no such rule was asked. */
  before: Verdict | null;
  after: Verdict | null;
  explanation: string;
}

/** As people say it. */
export const VERDICT_WORDS: Record<Verdict, string> = {
  PASSES: message('law.verdictPasses'),
  NEEDS_REVIEW: message('law.verdictNeedsReview'),
  FAILS: message('law.verdictFails'),
};

function said(finding: Finding | undefined): string {
  if (!finding) return message('law.notAsked');
  const { rule, explanation } = finding;
  const verdict = VERDICT_WORDS[finding.verdict];
  // Where there is no rule for the day nothing is cited, and its code says nothing to people.
  if (rule.article === '') return message('law.saidWithoutRule', { verdict, explanation });
  return message('law.saidBy', { verdict, article: rule.article, document: rule.document, explanation });
}

/** What differs between two answers about the same proposal: rules come and go, or say something else. */
export function differences(before: Eligibility, after: Eligibility): EligibilityChange[] {
  const codes = [...new Set([...before.findings, ...after.findings].map(({ rule }) => rule.code))];
  const of = ({ findings }: Eligibility, code: string): Finding | undefined =>
    findings.find(({ rule }) => rule.code === code);
  return codes.flatMap((ruleCode) => {
    const [one, other] = [of(before, ruleCode), of(after, ruleCode)];
    const same =
      one?.verdict === other?.verdict &&
      one?.rule.document === other?.rule.document &&
      one?.rule.article === other?.rule.article &&
      one?.rule.confirmed === other?.rule.confirmed;
    if (same) return [];
    const explanation = message('law.changed', {
      from: before.lawDate,
      to: after.lawDate,
      before: said(one),
      after: said(other),
    });
    return [{ ruleCode, before: one?.verdict ?? null, after: other?.verdict ?? null, explanation }];
  });
}
