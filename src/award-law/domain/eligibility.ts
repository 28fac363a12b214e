import type { CivilDate } from '../../core/civil-date.js';
import { message, type MessageKey } from '../../core/messages.vi.js';
import type { SubjectKind } from '../../honourees/domain/subject-kind.js';
import { opinionRules, type Body } from './step-rules.js';
import { ofKind, type Citation, type Rule, type RuleKind } from './rule.js';

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
}

/** All findings about one honouree and one award. The verdict is the worst of them. */
export interface Eligibility {
  verdict: Verdict;
  /** Under the law of today, since the dossier has no law date yet. */
  provisional: boolean;
  lawDate: CivilDate;
  /** The body of law in force on that day; empty when none is known. */
  regime: string;
  findings: Finding[];
}

/** What is true of the dossier. */
export interface Facts {
  kind: SubjectKind;
  /** First day on which the honoured body is no more; null while it lives, and for people. */
  honoureeDissolvedOn: CivilDate | null;
  /** Awards given already for the same achievement, as one cites them. */
  sameAchievementAwards: readonly string[];
  /** The body that appraises it, with the codes of the rules whose opinions are in or waived; null at no body. */
  consulting?: { body: Body; settled: ReadonlySet<string> } | null;
  /** The day whose law applies. */
  day: CivilDate;
  provisional: boolean;
}

const WORDS: Record<SubjectKind, string> = {
  INDIVIDUAL: message('law.individual'),
  COLLECTIVE: message('law.collective'),
  HOUSEHOLD: message('law.household'),
};

/** A finding by a rule. An unconfirmed one neither approves nor rejects: its finding needs review (R04). */
function finding(rule: Rule, passes: boolean, explanation: string, facts: string[] = []): Finding {
  const { confirmed } = rule.citation;
  return {
    verdict: confirmed ? (passes ? 'PASSES' : 'FAILS') : 'NEEDS_REVIEW',
    rule: rule.citation,
    ruleId: rule.id,
    explanation: confirmed ? explanation : `${explanation} ${message('law.unconfirmed')}`,
    facts,
    eligibleFrom: null,
    judgement: null,
  };
}

/** No rule covers the day: nothing decides by itself, somebody must (R03). */
function gap(kind: RuleKind, explanation: string): Finding {
  const none = { article: '', document: '', text: null, validFrom: null, validTo: null, confirmed: false };
  const rule = { ...none, code: `NO_RULE.${kind}` };
  return { verdict: 'NEEDS_REVIEW', rule, ruleId: null, explanation, facts: [], eligibleFrom: null, judgement: null };
}

function noRule(kind: RuleKind, key: Extract<MessageKey, `law.no${string}`>, { day }: Facts): Finding[] {
  return [gap(kind, `${message(key)} ${message('law.gap', { day })}`)];
}

function regimeFindings(rule: Rule<'REGIME'> | undefined, facts: Facts): Finding[] {
  if (!rule) return noRule('REGIME', 'law.noRegime', facts);
  // That it is in force is no finding about the dossier.
  return rule.citation.confirmed
    ? []
    : [finding(rule, true, message('law.regime', { document: rule.citation.document }))];
}

function kindFindings(rules: readonly Rule[], facts: Facts): Finding[] {
  const [rule] = ofKind(rules, 'SUBJECT_KINDS');
  if (!rule) return noRule('SUBJECT_KINDS', 'law.noSubjectKinds', facts);
  const kinds = rule.args.kinds.map((kind) => WORDS[kind]).join(', ');
  const explanation = message('law.subjectKinds', { kinds, kind: WORDS[facts.kind] });
  return [finding(rule, rule.args.kinds.includes(facts.kind), explanation)];
}

function oneAwardFindings(rules: readonly Rule[], facts: Facts): Finding[] {
  const [rule] = ofKind(rules, 'ONE_AWARD_PER_ACHIEVEMENT');
  if (!rule) return noRule('ONE_AWARD_PER_ACHIEVEMENT', 'law.noOneAward', facts);
  const others = [...facts.sameAchievementAwards];
  return [
    finding(rule, others.length === 0, message(others.length === 0 ? 'law.firstAward' : 'law.secondAward'), others),
  ];
}

function dissolvedFindings(rules: readonly Rule[], facts: Facts): Finding[] {
  const { kind, day, honoureeDissolvedOn } = facts;
  const dissolved = honoureeDissolvedOn !== null && honoureeDissolvedOn <= day;
  const [rule] = ofKind(rules, 'DISSOLVED_NOT_COMMENDED');
  if (!rule) return dissolved ? noRule('DISSOLVED_NOT_COMMENDED', 'law.noDissolved', facts) : [];
  if (!rule.args.kinds.includes(kind)) return [];
  if (!dissolved) return [finding(rule, true, message('law.living'))];
  return [finding(rule, false, message('law.dissolved', { day: honoureeDissolvedOn }))];
}

/** Hiệp y: the opinions that the body has to ask for, each in or waived with a reason. */
function opinionFindings(rules: readonly Rule[], { consulting }: Facts): Finding[] {
  if (!consulting) return [];
  return opinionRules(rules, consulting.body).map((rule) => {
    const settled = consulting.settled.has(rule.citation.code);
    const key = settled ? 'law.opinionIn' : 'law.opinionMissing';
    return finding(rule, settled, message(key, { of: rule.args.of }));
  });
}

const worst = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce((a, b) => (VERDICTS.indexOf(b) > VERDICTS.indexOf(a) ? b : a), 'PASSES');

/** The kinds of rules that evaluate() asks: it sees no others, so that whoever fetches only these misses nothing. */
export const EVALUATED_KINDS: readonly RuleKind[] = [
  'REGIME',
  'SUBJECT_KINDS',
  'ONE_AWARD_PER_ACHIEVEMENT',
  'DISSOLVED_NOT_COMMENDED',
  'OPINION',
];

/** What the rules of one award that hold on `facts.day` say of these facts. */
export function evaluate(all: readonly Rule[], facts: Facts): Eligibility {
  const rules = all.filter(({ kind }) => EVALUATED_KINDS.includes(kind));
  const [regime] = ofKind(rules, 'REGIME');
  const findings = [
    ...regimeFindings(regime, facts),
    ...kindFindings(rules, facts),
    ...oneAwardFindings(rules, facts),
    ...dissolvedFindings(rules, facts),
    ...opinionFindings(rules, facts),
  ];
  return {
    verdict: worst(findings.map(({ verdict }) => verdict)),
    provisional: facts.provisional,
    lawDate: facts.day,
    regime: regime?.args.regime ?? '',
    findings,
  };
}

/**
 * The same with people's judgements, by code of rule. They settle what needs review and nothing else: a confirmed FAILS
 * nobody can judge away, so a judgement on it is not taken on.
 */
export function withJudgements(eligibility: Eligibility, judgements: ReadonlyMap<string, Judgement>): Eligibility {
  const findings = eligibility.findings.map((each) => ({
    ...each,
    judgement: each.verdict === 'NEEDS_REVIEW' ? (judgements.get(each.rule.code) ?? each.judgement) : null,
  }));
  return { ...eligibility, findings };
}

function settled({ verdict, judgement }: Finding): Verdict {
  if (verdict !== 'NEEDS_REVIEW' || !judgement) return verdict;
  return judgement.accept ? 'PASSES' : 'FAILS';
}

/** What comes of the findings and the judgements on them; NEEDS_REVIEW while one is still to be judged. */
export function outcomeOf({ findings }: Eligibility): Verdict {
  return worst(findings.map(settled));
}

/** The findings that somebody still has to judge. */
export function unjudged({ findings }: Eligibility): Finding[] {
  return findings.filter(({ verdict, judgement }) => verdict === 'NEEDS_REVIEW' && !judgement);
}
