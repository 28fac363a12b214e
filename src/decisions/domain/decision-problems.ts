/** What stands against a decision, on the day of its signature: a pure function of what was read (R05, R06, R17, R22, R40, R41, R50). */
import { KIND_WORDS, type SubjectKind } from '../../honourees/domain/subject-kind.js';
import type { CivilDate } from '../../core/civil-date.js';
import { DomainError } from '../../core/errors.js';
import { unjudged, type Eligibility, type Finding } from '../../award-law/domain/eligibility.js';
import type { Rule } from '../../award-law/domain/rule.js';
import { namesAnother, otherTotal } from './title-check.js';

/** A line as it stands now. */
export interface LineFacts {
  nominationId: string;
  code: string;
  kind: SubjectKind;
  honouree: string;
  awardTypeId: string;
  achievementFrom: CivilDate;
  achievementTo: CivilDate;
  /** The same for equal texts of an achievement (R17); null for an honouree with one line. */
  achievementKey: string | null;
  /** The tờ trình by which it came, which the decision cites (R41). */
  proposalId: string | null;
  /** The date of that tờ trình, and of the minutes on which it rests. */
  proposedOn: CivilDate | null;
  proposerMinutesOn: CivilDate | null;
  /** True while the dossier is endorsed at the step of this body that decides. */
  ready: boolean;
  suspended: boolean;
  /** True while the model on which it rests owes a report (R50). */
  modelOverdue: boolean;
  /** The date of the minutes on which its last endorsement rests. */
  minutesOn: CivilDate | null;
  /** When that endorsement was made. */
  endorsedOn: CivilDate | null;
  /** What the rules say of it, with the judgements that were given. */
  eligibility: Eligibility | null;
}

/** The decision as a whole. */
export interface DecisionFacts {
  title: string;
  award: string;
  awardTypeId: string;
  issuer: string;
  signedOn: CivilDate;
  today: CivilDate;
  /** The rule by which the issuer may decide that award on that day; null where none lets it, or it does not live then. */
  competence: Rule<'COMPETENCE'> | null;
  /** Where there is none: the last one by which it might until a day before (R06); null where it never might. */
  ended: Rule<'COMPETENCE'> | null;
  /** What the signer says of an unconfirmed competence; null while nothing. */
  competenceAccepted: boolean | null;
  lines: readonly LineFacts[];
}

const DAY = ['input', 'signedOn'];
const LINES = ['input', 'id'];
const JUDGEMENTS = ['input', 'judgements'];

/** Every problem, each once: those that nobody can judge away first. */
export function decisionProblems(facts: DecisionFacts): DomainError[] {
  const competence = competenceProblems(facts);
  const [never, open] = facts.competence ? [[], competence] : [competence, []];
  return [
    ...never,
    ...dayProblems(facts),
    ...open,
    ...titleProblems(facts),
    ...lineProblems(facts),
    ...annexProblems(facts),
    ...lawProblems(facts),
  ];
}

function dayProblems({ signedOn, today, lines }: DecisionFacts): DomainError[] {
  const problems: DomainError[] = [];
  if (signedOn > today) {
    problems.push(new DomainError('INVALID_INPUT', 'decision.signedFuture', { field: DAY }));
  }
  for (const { code, proposedOn } of lines) {
    if (proposedOn === null || proposedOn <= signedOn) continue;
    const params = { code, day: proposedOn };
    problems.push(new DomainError('INVALID_INPUT', 'decision.signedBeforeProposal', { params, field: DAY }));
  }
  for (const { code, minutesOn, endorsedOn } of lines) {
    const day = [minutesOn, endorsedOn]
      .filter((each) => each !== null)
      .sort()
      .at(-1);
    if (!day || day <= signedOn) continue;
    problems.push(new DomainError('INVALID_INPUT', 'decision.signedBefore', { params: { code, day }, field: DAY }));
  }
  return problems;
}

function competenceProblems(facts: DecisionFacts): DomainError[] {
  const { award, issuer, signedOn, competence, competenceAccepted, ended } = facts;
  const params = { award, issuer, day: signedOn };
  if (!competence && ended) {
    const { article, document, validTo } = ended.citation;
    const until = { ...params, article, document, until: validTo ?? '' };
    return [
      new DomainError('NOT_COMPETENT', 'decision.competenceEnded', { params: until, field: DAY, rule: ended.citation }),
    ];
  }
  if (!competence) return [new DomainError('NOT_COMPETENT', 'decision.notCompetent', { params, field: DAY })];
  const rule = competence.citation;
  if (rule.confirmed || competenceAccepted === true) return [];
  if (competenceAccepted === false) {
    return [new DomainError('NOT_COMPETENT', 'decision.notCompetent', { params, field: JUDGEMENTS, rule })];
  }
  const named = { ...params, rule: rule.code };
  return [new DomainError('NEEDS_JUDGEMENT', 'decision.judgeCompetence', { params: named, field: JUDGEMENTS, rule })];
}

/** R40: title, Điều 1 and annex say the same. */
function titleProblems({ title, award, lines }: DecisionFacts): DomainError[] {
  const problems: DomainError[] = [];
  if (namesAnother(title, award)) {
    problems.push(new DomainError('RULE_FAILED', 'decision.titleOther', { params: { award }, field: LINES }));
  }
  const other = otherTotal(title, lines);
  if (other) {
    const params = { kind: KIND_WORDS[other.kind], said: other.said, listed: other.listed };
    problems.push(new DomainError('RULE_FAILED', 'decision.titleTotals', { params, field: LINES }));
  }
  return problems;
}

/** R40, R41 and R17, told of each line: one award, minutes before the tờ trình that rests on them and after the one that asks, and nothing twice. */
function annexProblems({ lines, award, awardTypeId, signedOn }: DecisionFacts): DomainError[] {
  const told = (
    key:
      | 'decision.lineOtherAward'
      | 'decision.proposalBeforeMinutes'
      | 'decision.minutesBeforeProposal'
      | 'decision.lineTwice',
    isWrong: (line: LineFacts, index: number) => boolean,
  ): DomainError[] =>
    lines
      .filter(isWrong)
      .map(({ code }) => new DomainError('RULE_FAILED', key, { params: { code, award }, field: LINES }));
  return [
    ...told('decision.lineOtherAward', (line) => line.awardTypeId !== awardTypeId),
    ...told(
      'decision.proposalBeforeMinutes',
      ({ proposedOn, proposerMinutesOn }) =>
        proposedOn !== null && proposerMinutesOn !== null && proposedOn < proposerMinutesOn,
    ),
    ...told(
      'decision.minutesBeforeProposal',
      // A tờ trình of after the signature was told of already.
      ({ proposedOn, minutesOn }) =>
        proposedOn !== null && minutesOn !== null && minutesOn < proposedOn && proposedOn <= signedOn,
    ),
    ...told('decision.lineTwice', (line, index) =>
      lines.slice(0, index).some((earlier) => isSameAchievement(earlier, line)),
    ),
  ];
}

/** The same honouree, for the same text in overlapping periods: one award is enough (R17). */
function isSameAchievement(one: LineFacts, other: LineFacts): boolean {
  return (
    one.honouree === other.honouree &&
    one.achievementKey === other.achievementKey &&
    one.achievementFrom <= other.achievementTo &&
    other.achievementFrom <= one.achievementTo
  );
}

function lineProblems({ lines }: DecisionFacts): DomainError[] {
  const none = lines.length === 0 ? [new DomainError('WRONG_STATE', 'decision.noLines', { field: LINES })] : [];
  return [
    ...none,
    ...lines
      .filter(({ suspended }) => suspended)
      .map(({ code }) => new DomainError('SUSPENDED', 'decision.lineSuspended', { params: { code }, field: LINES })),
    ...lines
      .filter(({ ready, suspended }) => !ready && !suspended)
      .map(({ code }) => new DomainError('WRONG_STATE', 'decision.lineNotReady', { params: { code }, field: LINES })),
    ...lines
      .filter(({ modelOverdue }) => modelOverdue)
      .map(({ code }) => new DomainError('RULE_FAILED', 'decision.modelOverdue', { params: { code }, field: LINES })),
    ...lines
      .filter(({ proposalId }) => proposalId === null)
      .map(({ code }) => new DomainError('RULE_FAILED', 'decision.lineUncited', { params: { code }, field: LINES })),
  ];
}

function lawProblems({ lines }: DecisionFacts): DomainError[] {
  const failed = lines.flatMap(({ code, eligibility }) => failures(eligibility).map((each) => failure(code, each)));
  const open = new Map<string, { finding: Finding; codes: string[] }>();
  for (const { code, eligibility } of lines) {
    for (const finding of eligibility ? unjudged(eligibility) : []) {
      const known = open.get(finding.rule.code) ?? { finding, codes: [] };
      known.codes.push(code);
      open.set(finding.rule.code, known);
    }
  }
  const doubtful = [...open.values()].map(({ finding: { rule }, codes: [first = '', ...others] }) => {
    const params = { rule: rule.code, code: first, others: others.length };
    return new DomainError('NEEDS_JUDGEMENT', 'decision.needsJudgement', { params, field: JUDGEMENTS, rule });
  });
  return [...failed, ...doubtful];
}

function failures(eligibility: Eligibility | null): Finding[] {
  return (eligibility?.findings ?? []).filter(
    ({ verdict, judgement }) => verdict === 'FAILS' || judgement?.accept === false,
  );
}

function failure(code: string, { rule, explanation }: Finding): DomainError {
  const params = { code, explanation };
  return new DomainError('RULE_FAILED', 'decision.ruleFailed', { params, field: LINES, rule });
}
