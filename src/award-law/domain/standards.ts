import type { CivilDate } from '../../core/civil-date.js';
import { message } from '../../core/messages.vi.js';
import { consumedYears } from './consumed-years.js';
import { concluded, finding, type Answer, type Finding } from './finding.js';
import { counted, eachCode, groundAnswer, groundRules, notGroundFinding, type GroundKind } from './grounds.js';
import { concerns, type History, type Proposal } from './history.js';
import { membersUndisciplined, type Members } from './member-discipline.js';
import {
  disciplinedUntil,
  historyAfter,
  pendingProceedings,
  timeAfterDiscipline,
  type Proceeding,
} from './proceedings.js';
import { quota, type Share } from './quota.js';
import { ofKind, type Rule } from './rule.js';
import { documentsRule } from './step-rules.js';
import { meritWord, paperWord } from './words.js';

/** What the standards of an award ask about: what is proposed, for whom, and what is known of the years before. */
export interface Proposed extends Proposal {
  /** Code of the award type. */
  award: string;
  history: History;
  share: Share | null;
}

/** What an unconfirmed ground says, with the loại hình for which it was not read: what a person has to find out. */
function unread({ args, citation }: Rule<GroundKind>, answer: Answer, { merit }: Proposal): Answer {
  if (citation.confirmed || !args.meritKinds) return answer;
  const explanation = `${answer.explanation} ${message('law.meritUnread', { merit: meritWord(merit) })}`;
  return { ...answer, explanation };
}

/** R09–R16: the grounds, and which of them do not count. */
function groundFindings(rules: readonly Rule[], proposed: Proposed): Finding[] {
  const [barring] = ofKind(rules, 'MERIT_NOT_GROUND');
  const grounds = groundRules(rules, proposed);
  const known = counted(barring, proposed.history, proposed);
  return [
    ...grounds.map((rule) => concluded(rule, unread(rule, groundAnswer(rule, known, proposed), proposed))),
    ...notGroundFinding(barring, grounds, known, proposed),
  ];
}

function meritFindings(rules: readonly Rule[], { merit }: Proposed): Finding[] {
  const [rule] = ofKind(rules, 'MERIT_KIND');
  if (!rule) return [];
  if (merit === 'UNKNOWN') return [finding(rule, false, message('law.meritNotSaid'))];
  const fits = rule.args.kinds.includes(merit);
  return [finding(rule, fits, message(fits ? 'law.meritFits' : 'law.meritDoesNotFit', { merit: meritWord(merit) }))];
}

/** What an article asks and no record answers: never passed by itself, whoever has confirmed it. */
function criteriaFindings(rules: readonly Rule[], proposed: Proposed): Finding[] {
  return eachCode(ofKind(rules, 'CRITERIA'))
    .filter(({ args }) => concerns(args, proposed))
    .map((rule) => {
      const explanation = message('law.criteria', { of: rule.args.of });
      return concluded(rule, { outcome: 'DOUBT', explanation, facts: [], eligibleFrom: null });
    });
}

/** What the quotas on this proposal are portions of. */
export function quotasOf(rules: readonly Rule[], proposal: Proposal): string[] {
  return ofKind(rules, 'QUOTA').flatMap(({ args }) => (concerns(args, proposal) ? [args.of] : []));
}

/** The rules about the members of the collective that this proposes. */
export const memberRules = (rules: readonly Rule[], proposal: Proposal): Rule<'MEMBERS_UNDISCIPLINED'>[] =>
  eachCode(ofKind(rules, 'MEMBERS_UNDISCIPLINED')).filter(({ args }) => concerns(args, proposal));

/** Whether some rule asks about earlier years of whom this proposes. */
export function asksHistory(rules: readonly Rule[], proposal: Proposal): boolean {
  const consumed = ofKind(rules, 'YEARS_CONSUMED').some(({ args }) => concerns(args, proposal));
  return consumed || memberRules(rules, proposal).length > 0 || groundRules(rules, proposal).length > 0;
}

/** What the standards of the award say, but for sensitive ones. */
export function standardFindings(rules: readonly Rule[], proposed: Proposed): Finding[] {
  const about = <Each extends Rule<'YEARS_CONSUMED' | 'QUOTA'>>(found: readonly Each[]): Each[] =>
    eachCode(found).filter(({ args }) => concerns(args, proposed));
  const { award, history, share } = proposed;
  return [
    ...meritFindings(rules, proposed),
    ...groundFindings(rules, proposed),
    ...criteriaFindings(rules, proposed),
    ...about(ofKind(rules, 'YEARS_CONSUMED')).map((rule) => concluded(rule, consumedYears(award, history, proposed))),
    ...about(ofKind(rules, 'QUOTA')).map((rule) => concluded(rule, quota(rule.args, share))),
  ];
}

/** R28: the documents that the dossier has to hold beside the tờ trình. */
export function documentFindings(rules: readonly Rule[], held: ReadonlySet<string>): Finding[] {
  const rule = documentsRule(rules);
  if (!rule) return [];
  const missing = rule.args.atSubmit.filter((kind) => !held.has(kind));
  const params = { kinds: missing.map(paperWord).join(', ') };
  const key = missing.length === 0 ? 'law.documentsIn' : 'law.documentsMissing';
  return [finding(rule, missing.length === 0, message(key, params), [...held].map(paperWord))];
}

/** Whether the confirmed standards that are met would still be so with what came after a discipline alone. */
function stillMet(rules: readonly Rule[], proposed: Proposed, last: CivilDate): boolean {
  const left = groundFindings(rules, { ...proposed, history: historyAfter(proposed.history, last) });
  const passed = groundFindings(rules, proposed).filter(({ verdict }) => verdict === 'PASSES');
  return passed.every(({ ruleId }) => left.some((each) => each.ruleId === ruleId && each.verdict !== 'FAILS'));
}

/** What is recorded on discipline and verification, with the day on which that is asked. */
export interface SensitiveFacts {
  proceedings: readonly Proceeding[];
  today: CivilDate;
  /** Of a collective its members; null or absent where nothing is known of them. */
  members?: Members | null;
}

/** R20, R21, R23: what rests on discipline and verification; only for those who may read that. */
export function sensitiveFindings(
  rules: readonly Rule[],
  proposed: Proposed,
  { proceedings, today, members = null }: SensitiveFacts,
): Finding[] {
  const pending = eachCode(ofKind(rules, 'PENDING_PROCEEDINGS')).map((rule) =>
    concluded(rule, pendingProceedings(rule.args.proceedings, proceedings, today)),
  );
  const time = eachCode(ofKind(rules, 'TIME_AFTER_PROCEEDINGS')).map((rule) => {
    const found = disciplinedUntil(rule.args.proceedings, proceedings, today);
    const met = !found || stillMet(rules, proposed, found.last);
    return concluded(rule, timeAfterDiscipline(found, proposed, met));
  });
  const ofMembers = memberRules(rules, proposed).map((rule) =>
    concluded(rule, membersUndisciplined(rule.args, members, proposed.history, proposed)),
  );
  return [...pending, ...time, ...ofMembers].map((each) => ({ ...each, sensitive: true }));
}
