import type { CivilDate } from '../../core/civil-date.js';
import { message } from '../../core/messages.vi.js';
import { KIND_WORDS, type SubjectKind } from '../../honourees/domain/subject-kind.js';
import type { Line } from '../../units/domain/lines-and-tiers.js';
import { concluded, finding, noRule, worst, type Finding, type Judgement, type Verdict } from './finding.js';
import { GROUND_KINDS } from './grounds.js';
import {
  documentFindings,
  sensitiveFindings,
  standardFindings,
  type Proposed,
  type SensitiveFacts,
} from './standards.js';
import { competences, opinionRules, type Body } from './step-rules.js';
import { ofKind, type Rule, type RuleKind } from './rule.js';

export { VERDICTS, type Finding, type Judgement, type Verdict } from './finding.js';

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

/** An award as one cites it, and the line of its type: the State's, the Party's. */
export interface GivenAward {
  cited: string;
  line: Line;
}

/** What is true of the dossier. */
export interface Facts {
  kind: SubjectKind;
  /** First day on which the honoured body is no more; null while it lives, and for people. */
  honoureeDissolvedOn: CivilDate | null;
  /** Awards given already for the same achievement; null before anything is written. */
  sameAchievementAwards: readonly GivenAward[] | null;
  /** The body that appraises it, with the codes of the rules whose opinions are in or waived; null at no body. */
  consulting?: { body: Body; settled: ReadonlySet<string> } | null;
  /** What is proposed and what is known of the years before; absent: the standards are not asked. */
  proposed?: Proposed | null;
  /** Kinds of the documents that the dossier holds; null before there is one. */
  documents?: ReadonlySet<string> | null;
  /** By which rule the award was last decided, where nobody decides it on that day; null: by none. Absent: not asked. */
  lastCompetence?: Rule<'COMPETENCE'> | null;
  /** The day of the first receipt at any body, with the rule that says which law was in force then. */
  firstReceived?: { day: CivilDate; regime: Rule<'REGIME'> | null } | null;
  /** Discipline and verification, with the day on which that is asked; null for those who may not read it. */
  sensitive?: SensitiveFacts | null;
  /** The day whose law applies. */
  day: CivilDate;
  provisional: boolean;
}

function regimeFindings(rule: Rule<'REGIME'> | undefined, facts: Facts): Finding[] {
  if (!rule) return noRule('REGIME', 'law.noRegime', facts.day);
  // That it is in force is no finding about the dossier.
  return rule.citation.confirmed
    ? []
    : [finding(rule, true, message('law.regime', { document: rule.citation.document }))];
}

function kindFindings(rules: readonly Rule[], facts: Facts): Finding[] {
  const [rule] = ofKind(rules, 'SUBJECT_KINDS');
  if (!rule) return noRule('SUBJECT_KINDS', 'law.noSubjectKinds', facts.day);
  const kinds = rule.args.kinds.map((kind) => KIND_WORDS[kind]).join(', ');
  const explanation = message('law.subjectKinds', { kinds, kind: KIND_WORDS[facts.kind] });
  return [finding(rule, rule.args.kinds.includes(facts.kind), explanation)];
}

function oneAwardFindings(rules: readonly Rule[], { sameAchievementAwards: given, day }: Facts): Finding[] {
  if (given === null) return [];
  const [rule] = ofKind(rules, 'ONE_AWARD_PER_ACHIEVEMENT');
  if (!rule) return noRule('ONE_AWARD_PER_ACHIEVEMENT', 'law.noOneAward', day);
  const { lines } = rule.args;
  const barred = given.some(({ line }) => !lines || lines.includes(line));
  const outcome = barred ? 'NO' : given.length > 0 ? 'DOUBT' : 'YES';
  const keys = { YES: 'law.firstAward', DOUBT: 'law.otherLineAward', NO: 'law.secondAward' } as const;
  const facts = given.map(({ cited }) => cited);
  return [concluded(rule, { outcome, explanation: message(keys[outcome]), facts, eligibleFrom: null })];
}

function dissolvedFindings(rules: readonly Rule[], facts: Facts): Finding[] {
  const { kind, day, honoureeDissolvedOn } = facts;
  const dissolved = honoureeDissolvedOn !== null && honoureeDissolvedOn <= day;
  const [rule] = ofKind(rules, 'DISSOLVED_NOT_COMMENDED');
  if (!rule) return dissolved ? noRule('DISSOLVED_NOT_COMMENDED', 'law.noDissolved', day) : [];
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
    return finding(rule, settled, message(key, { of: rule.args.of }), settled ? [rule.args.of] : []);
  });
}

/** Received by a first body under one law, by the deciding one under another: both are shown, and somebody judges. */
function receiptFindings(regime: Rule<'REGIME'> | undefined, { firstReceived, day }: Facts): Finding[] {
  const before = firstReceived?.regime;
  if (!firstReceived || !before || before.args.regime === regime?.args.regime) return [];
  const now = regime?.citation.document ?? message('law.none');
  const params = { first: firstReceived.day, before: before.citation.document, day, now };
  const answer = {
    explanation: message('law.receiptsDiffer', params),
    facts: [firstReceived.day, day],
    eligibleFrom: null,
  };
  const rule = { ...before, citation: { ...before.citation, code: `RECEIPT.${before.citation.code}` } };
  return [concluded(rule, { outcome: 'DOUBT', ...answer })];
}

/** R05, R06: that some body decides the award that day; whether a certain one may is asked of its decision. */
function competenceFindings(rules: readonly Rule[], { lastCompetence, day }: Facts): Finding[] {
  if (lastCompetence === undefined || competences(rules).length > 0) return [];
  if (!lastCompetence) return noRule('COMPETENCE', 'law.noCompetence', day);
  const until = lastCompetence.citation.validTo ?? '';
  return [finding(lastCompetence, false, message('law.nobodyCompetent', { day, until }))];
}

/** The kinds of rules that evaluate() and underChosenLaw() ask, and no others: whoever fetches only these misses nothing. */
export const EVALUATED_KINDS: readonly RuleKind[] = [
  'REGIME',
  'FAVOURABLE_LAW',
  'SUBJECT_KINDS',
  'ONE_AWARD_PER_ACHIEVEMENT',
  'DISSOLVED_NOT_COMMENDED',
  'OPINION',
  'MERIT_KIND',
  'DOCUMENTS',
  'COMPETENCE',
  ...GROUND_KINDS,
  'MERIT_NOT_GROUND',
  'CRITERIA',
  'YEARS_CONSUMED',
  'QUOTA',
  'PENDING_PROCEEDINGS',
  'TIME_AFTER_PROCEEDINGS',
  'MEMBERS_UNDISCIPLINED',
];

/** What the rules of one award that hold on `facts.day` say of these facts. */
export function evaluate(all: readonly Rule[], facts: Facts): Eligibility {
  const rules = all.filter(({ kind }) => EVALUATED_KINDS.includes(kind));
  const [regime] = ofKind(rules, 'REGIME');
  const findings = [
    ...regimeFindings(regime, facts),
    ...kindFindings(rules, facts),
    ...receiptFindings(regime, facts),
    ...oneAwardFindings(rules, facts),
    ...dissolvedFindings(rules, facts),
    ...competenceFindings(rules, facts),
    ...(facts.proposed ? standardFindings(rules, facts.proposed) : []),
    ...(facts.documents ? documentFindings(rules, facts.documents) : []),
    ...opinionFindings(rules, facts),
    ...(facts.proposed && facts.sensitive ? sensitiveFindings(rules, facts.proposed, facts.sensitive) : []),
  ];
  return {
    verdict: worst(findings.map(({ verdict }) => verdict)),
    provisional: facts.provisional,
    lawDate: facts.day,
    regime: regime?.args.regime ?? '',
    findings,
  };
}

/** The same as those see it who may not read about discipline: nothing of it is left, in the verdict neither. */
export function withoutSensitive(eligibility: Eligibility): Eligibility {
  const findings = eligibility.findings.filter(({ sensitive }) => !sensitive);
  return { ...eligibility, findings, verdict: worst(findings.map(({ verdict }) => verdict)) };
}

/**
 * The same for those who act without the right to read about discipline: what is open of it stops them all the same, as one
 * finding that does not say what it is.
 */
export function veiled(eligibility: Eligibility): Eligibility {
  const open = eligibility.findings.filter((each) => each.sensitive && settled(each) !== 'PASSES');
  const seen = withoutSensitive(eligibility);
  if (open.length === 0) return seen;
  const none = { article: '', document: '', text: null, validFrom: null, validTo: null };
  const veil: Finding = {
    verdict: 'FAILS',
    rule: { ...none, code: 'SENSITIVE', confirmed: true },
    ruleId: null,
    explanation: message('law.veiled'),
    facts: [],
    eligibleFrom: null,
    judgement: null,
    sensitive: true,
  };
  return { ...seen, verdict: 'FAILS', findings: [...seen.findings, veil] };
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
