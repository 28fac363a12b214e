import type { CivilDate } from '../../core/civil-date.js';
import { message, type MessageKey } from '../../core/messages.vi.js';
import type { Citation, Rule, RuleKind } from './rule.js';

export const VERDICTS = ['PASSES', 'NEEDS_REVIEW', 'FAILS'] as const;
/** What a rule says of a dossier, the best first. */
export type Verdict = (typeof VERDICTS)[number];

/** A person's decision on a finding that needs review. */
export interface Judgement {
  accept: boolean;
  reason: string;
  byAccountId: string;
  at: Date;
}

/** What one rule says. */
export interface Finding {
  verdict: Verdict;
  rule: Citation;
  /** Null where there is no rule for the day. */
  ruleId: string | null;
  explanation: string;
  facts: string[];
  /** First day on which it would pass; null when not known, or it does. */
  eligibleFrom: CivilDate | null;
  judgement: Judgement | null;
  /** What was judged of it by another version of the rule or upon other facts: it does not cover, and asks again. */
  earlierJudgement?: Judgement;
  /** True: it rests on discipline or verification, and is shown only to those who may read that. */
  sensitive?: true;
  /** The awards of the ledger that speak for it, by id. Whatever is awarded on it rests on them. */
  awardIds?: readonly string[];
}

/** What the facts say to a rule: it is fulfilled, it is not, or they do not suffice to know. */
export type Outcome = 'YES' | 'DOUBT' | 'NO';

/** The same with what was compared. */
export interface Answer {
  outcome: Outcome;
  explanation: string;
  facts: string[];
  eligibleFrom: CivilDate | null;
  awardIds?: readonly string[];
}

const VERDICT_OF: Record<Outcome, Verdict> = { YES: 'PASSES', DOUBT: 'NEEDS_REVIEW', NO: 'FAILS' };

/** A finding by a rule. An unconfirmed one neither approves nor rejects: its finding needs review (R04). */
export function concluded(rule: Rule, { outcome, explanation, facts, eligibleFrom, awardIds = [] }: Answer): Finding {
  const { confirmed } = rule.citation;
  return {
    verdict: confirmed ? VERDICT_OF[outcome] : 'NEEDS_REVIEW',
    rule: rule.citation,
    ruleId: rule.id,
    explanation: confirmed ? explanation : `${explanation} ${message('law.unconfirmed')}`,
    facts,
    eligibleFrom: outcome === 'YES' ? null : eligibleFrom,
    judgement: null,
    ...(awardIds.length > 0 && { awardIds }),
  };
}

/** A finding where the facts suffice: they fulfil the rule, or do not. */
export function finding(rule: Rule, passes: boolean, explanation: string, facts: string[] = []): Finding {
  return concluded(rule, { outcome: passes ? 'YES' : 'NO', explanation, facts, eligibleFrom: null });
}

/** No rule covers the day: nothing decides by itself, somebody must (R03). */
export function noRule(kind: RuleKind, key: Extract<MessageKey, `law.no${string}`>, day: CivilDate): Finding[] {
  const none = { article: '', document: '', text: null, validFrom: null, validTo: null, confirmed: false };
  const explanation = `${message(key)} ${message('law.gap', { day })}`;
  const rule = { ...none, code: `NO_RULE.${kind}` };
  const rest = { facts: [], eligibleFrom: null, judgement: null };
  return [{ verdict: 'NEEDS_REVIEW', rule, ruleId: null, explanation, ...rest }];
}

/** The worst of them. */
export const worst = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce((a, b) => (VERDICTS.indexOf(b) > VERDICTS.indexOf(a) ? b : a), 'PASSES');
