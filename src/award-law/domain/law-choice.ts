import type { CivilDate } from '../../core/civil-date.js';
import { message } from '../../core/messages.vi.js';
import { differences, VERDICT_WORDS } from './compare.js';
import { withoutSensitive, type Eligibility } from './eligibility.js';
import { concluded, noRule, VERDICTS, worst, type Finding, type Verdict } from './finding.js';
import { holdsOn, ofKind, type Rule } from './rule.js';

/**
 * "The more favourable rule applies" (R02). Nothing applies it by itself: a person chooses one of the days under whose law
 * a dossier can fall, with a reason, and that choice is a finding which somebody has to judge.
 */
export const LAW_BASES = ['LAW_DATE', 'FIRST_RECEIPT', 'NEW_LAW'] as const;
export type LawBasis = (typeof LAW_BASES)[number];

/** A choice as it was recorded, other than the law date itself. */
export interface LawChoice {
  /** Of the records of that dossier the how manieth, from 1. */
  number: number;
  basis: LawBasis;
  lawDate: CivilDate;
  day: CivilDate;
  reason: string;
}

const RECEIPT = 'RECEIPT.';

/** Whether that verdict is worse for the honouree than the other. */
export const isWorse = (one: Verdict, other: Verdict): boolean => VERDICTS.indexOf(one) > VERDICTS.indexOf(other);

/** What both laws say, but for what rests on discipline: a choice is shown to all who read the dossier. */
export function bothVerdicts(chosen: Eligibility, usual: Eligibility): { verdict: Verdict; other: Verdict } {
  return { verdict: withoutSensitive(chosen).verdict, other: withoutSensitive(usual).verdict };
}

const laterOf = ({ day, lawDate }: Pick<LawChoice, 'day' | 'lawDate'>): CivilDate => (day > lawDate ? day : lawDate);

/** The rule that lets `by` be applied instead, on the later of the two days: what is passed over says the newer law. */
export function permission(
  rules: readonly Rule[],
  { day, lawDate }: Pick<LawChoice, 'day' | 'lawDate'>,
  { by, instead }: { by: string; instead: string },
): Rule<'FAVOURABLE_LAW'> | null {
  const fitting = ofKind(rules, 'FAVOURABLE_LAW').filter((rule) => holdsOn(rule, laterOf({ day, lawDate })));
  return fitting.find(({ args }) => args.by === by && args.instead === instead) ?? null;
}

/** The finding of the choice: both days, both laws, what each says and where they differ. */
function choiceFinding(
  rule: Rule<'FAVOURABLE_LAW'> | null,
  choice: LawChoice,
  both: [Eligibility, Eligibility],
): Finding {
  const [chosen, usual] = both;
  const { verdict, other } = bothVerdicts(chosen, usual);
  const { day, lawDate, reason } = choice;
  const said = message('law.chosen', {
    day,
    lawDate,
    reason,
    verdict: VERDICT_WORDS[verdict],
    other: VERDICT_WORDS[other],
    by: chosen.regime,
    instead: usual.regime,
  });
  const worse = isWorse(verdict, other);
  const explanation = worse ? `${said} ${message('law.chosenWorse')}` : said;
  const facts = [
    ...[chosen, usual].map((each) => `${each.lawDate}: ${each.regime}`),
    ...differences(withoutSensitive(usual), withoutSensitive(chosen))
      .filter(({ ruleCode }) => !ruleCode.startsWith(RECEIPT))
      .map((each) => each.explanation),
  ];
  if (rule) {
    const found = concluded(rule, { outcome: worse ? 'NO' : 'YES', explanation, facts, eligibleFrom: null });
    return ofChoice(choice, found);
  }
  const [none] = noRule('FAVOURABLE_LAW', 'law.noFavourable', laterOf(choice)) as [Finding];
  return ofChoice(choice, { ...none, explanation: `${explanation} ${none.explanation}`, facts });
}

/** Under a code of that very record: what was judged of an earlier choice says nothing of this one. */
const ofChoice = ({ number }: LawChoice, { rule, ...rest }: Finding): Finding => ({
  ...rest,
  rule: { ...rule, code: `CHOICE.${number}.${rule.code}` },
});

/**
 * The answer by the chosen law, with the choice as a finding of its own. That a lower body received it under yet another law
 * stays a finding, where the choice is not about just that.
 */
export function underChosenLaw(
  rules: readonly Rule[],
  choice: LawChoice,
  both: [Eligibility, Eligibility],
): Eligibility {
  const [chosen, usual] = both;
  const receipt = usual.findings.filter(
    ({ rule }) => choice.basis !== 'FIRST_RECEIPT' && rule.code.startsWith(RECEIPT),
  );
  const own = chosen.findings.filter(({ rule }) => !rule.code.startsWith(RECEIPT));
  const rule = permission(rules, choice, { by: chosen.regime, instead: usual.regime });
  const findings = [choiceFinding(rule, choice, both), ...receipt, ...own];
  return { ...chosen, findings, verdict: worst(findings.map(({ verdict }) => verdict)) };
}
