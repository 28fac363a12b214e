import { message } from '../../core/messages.vi.js';
import { collectiveRatio } from './collective-ratio.js';
import { consecutiveTitles } from './consecutive-titles.js';
import { concluded, type Answer, type Finding } from './finding.js';
import { groupResult } from './group-result.js';
import { concerns, type HeldAward, type History, type Proposal } from './history.js';
import { initiatives } from './initiatives.js';
import { priorAward } from './prior-award.js';
import { ratedYears } from './rated-years.js';
import { ofKind, type ArgsOf, type Rule } from './rule.js';
import { meritWord } from './words.js';
import { READINGS, type Reading } from './years.js';
import { yearRating } from './year-rating.js';
import { yearStandard } from './year-standard.js';

/** The kinds of rules that name grounds: awards, ratings and initiatives of earlier years. */
const ASK = {
  CONSECUTIVE_TITLES: consecutiveTitles,
  RATED_YEARS: ratedYears,
  PRIOR_AWARD: priorAward,
  YEAR_STANDARD: yearStandard,
  YEAR_RATING: yearRating,
  INITIATIVES: initiatives,
  GROUP_RESULT: groupResult,
  COLLECTIVE_RATIO: collectiveRatio,
};
export type GroundKind = keyof typeof ASK;
export const GROUND_KINDS = Object.keys(ASK) as GroundKind[];

/** Each code once, the most specific first: an award's own rule before the general one. */
export function eachCode<Each extends Rule>(rules: readonly Each[]): Each[] {
  return rules.filter((rule, at) => rules.findIndex(({ citation }) => citation.code === rule.citation.code) === at);
}

/** The rules about grounds that this proposal has to fulfil. */
export function groundRules(rules: readonly Rule[], proposal: Proposal): Rule<GroundKind>[] {
  return GROUND_KINDS.flatMap((kind): Rule<GroundKind>[] =>
    eachCode(ofKind(rules, kind)).filter(({ args }) => concerns(args, proposal)),
  );
}

function ask({ kind, args }: Rule<GroundKind>, history: History, proposal: Proposal, reading: Reading): Answer {
  const question = ASK[kind] as (
    args: ArgsOf[GroundKind],
    history: History,
    proposal: Proposal,
    reading: Reading,
  ) => Answer;
  return question(args, history, proposal, reading);
}

/** What holds in whichever way the years of old decisions are read; else a person judges. */
function inAnyReading(rule: Rule<GroundKind>, history: History, proposal: Proposal): Answer {
  const [late, early] = READINGS.map((reading) => ask(rule, history, proposal, reading));
  if (!late || !early || late.outcome === early.outcome) return late as Answer;
  return { ...late, outcome: 'DOUBT', explanation: `${late.explanation} ${message('law.yearUnsure')}` };
}

/** A history by what of it counts: surely, perhaps (loại hình not known), or not at all. */
export interface Counted {
  sure: History;
  perhaps: History;
  all: History;
  excluded: readonly HeldAward[];
  unsure: readonly HeldAward[];
}

/**
 * R15: awards of some merit kinds are no ground. While the rule itself is not confirmed they count perhaps, like the ones
 * whose merit kind nobody knows.
 */
export function counted(rule: Rule<'MERIT_NOT_GROUND'> | undefined, all: History, { merit }: Proposal): Counted {
  const barred = rule?.args.for.includes(merit) ? rule.args.merits : [];
  const isBarred = (award: HeldAward): boolean => barred.includes(award.merit);
  const isUnsure = (award: HeldAward): boolean =>
    award.merit === 'UNKNOWN' || (isBarred(award) && rule?.citation.confirmed === false);
  const excluded = all.awards.filter(isBarred);
  const unsure = all.awards.filter(isUnsure);
  const sure = { ...all, awards: all.awards.filter((award) => !isBarred(award) && !isUnsure(award)) };
  const perhaps = { ...all, awards: all.awards.filter((award) => !isBarred(award) || isUnsure(award)) };
  return { sure, perhaps, all, excluded, unsure };
}

/** What one rule about grounds says of what counts. */
export function groundAnswer(rule: Rule<GroundKind>, { sure, perhaps, unsure }: Counted, proposal: Proposal): Answer {
  const answer = inAnyReading(rule, sure, proposal);
  if (answer.outcome === 'YES' || unsure.length === 0) return answer;
  const more = inAnyReading(rule, perhaps, proposal);
  if (more.outcome === 'NO' || (more.outcome === answer.outcome && more.facts.length === answer.facts.length)) {
    return answer;
  }
  return {
    ...more,
    outcome: 'DOUBT',
    explanation: `${more.explanation} ${message('law.meritUnsure')}`,
    eligibleFrom: null,
  };
}

/** Whether merit kinds that are no ground, or that nobody knows, make the difference to a confirmed rule. */
export function notGroundFinding(
  rule: Rule<'MERIT_NOT_GROUND'> | undefined,
  grounds: readonly Rule<GroundKind>[],
  history: Counted,
  proposal: Proposal,
): Finding[] {
  if (!rule?.args.for.includes(proposal.merit) || grounds.length === 0) return [];
  const met =
    (one: History) =>
    (ground: Rule<GroundKind>): boolean =>
      inAnyReading(ground, one, proposal).outcome === 'YES';
  const confirmed = grounds.filter(({ citation }) => citation.confirmed);
  const barred = confirmed.some((ground) => met(history.all)(ground) && !met(history.perhaps)(ground));
  const doubtful = confirmed.some((ground) => met(history.perhaps)(ground) && !met(history.sure)(ground));
  const outcome = barred ? 'NO' : doubtful ? 'DOUBT' : 'YES';
  const keys = { YES: 'law.groundsCount', DOUBT: 'law.groundsUnsure', NO: 'law.groundsExcluded' } as const;
  const facts = [...new Set([...history.excluded, ...history.unsure])].map(
    ({ cited, merit }) => `${cited} (${meritWord(merit)})`,
  );
  return [concluded(rule, { outcome, explanation: message(keys[outcome]), facts, eligibleFrom: null })];
}
