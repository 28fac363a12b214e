import type { CivilDate } from '../../core/civil-date.js';
import type { Line, Tier } from '../../units/domain/lines-and-tiers.js';
import { ofKind, type Rule } from './rule.js';

/**
 * What the rules of one award, on one day, say of who decides and of the steps before. Pass the rules of one award type
 * (rulesFor) that hold on the day; an award's own rule comes before the general one. Null: no rule says anything.
 */

/** A body as rules speak of it. */
export interface Body {
  tier: Tier;
  line: Line;
  /** Tier of the area for which it answers. Default: its own; a sở stands at DISTRICT and answers for a PROVINCE. */
  areaTier?: Tier;
}

/** Who may decide. */
export function competences(rules: readonly Rule[]): Rule<'COMPETENCE'>[] {
  return ofKind(rules, 'COMPETENCE');
}

/** Of the rules of all times, who might decide until a day before that one; the latest first. */
export function endedBefore(rules: readonly Rule[], day: CivilDate): Rule<'COMPETENCE'>[] {
  const until = ({ citation: { validTo } }: Rule): string => validTo ?? '9999';
  return competences(rules)
    .filter((rule) => until(rule) < day)
    .sort((a, b) => (until(a) === until(b) ? 0 : until(a) > until(b) ? -1 : 1));
}

function isAt(args: Body, { tier, line, areaTier = tier }: Body): boolean {
  return args.tier === tier && args.line === line && (args.areaTier === undefined || args.areaTier === areaTier);
}

/** The rule by which that body may decide; a central body is known by its code. */
export function competenceOf(rules: readonly Rule[], body: Body & { code: string }): Rule<'COMPETENCE'> | null {
  const found = competences(rules).filter(
    ({ args }) => isAt(args, body) && (args.unitCode === undefined || args.unitCode === body.code),
  );
  return found.find(({ citation }) => citation.confirmed) ?? found[0] ?? null;
}

/** Whether a council votes at that body, and from how many percent of all its members an item passes. */
export function councilRule(rules: readonly Rule[], body: Body): Rule<'COUNCIL'> | null {
  return ofKind(rules, 'COUNCIL').find(({ args }) => isAt(args, body)) ?? null;
}

/** For how many working days that body shows a proposal to the public. */
export function postingRule(rules: readonly Rule[], body: Body): Rule<'POSTING'> | null {
  return ofKind(rules, 'POSTING').find(({ args }) => isAt(args, body)) ?? null;
}

/** Whose opinions that body asks for before it appraises; each code once, an award's own rule before the general one. */
export function opinionRules(rules: readonly Rule[], body: Body): Rule<'OPINION'>[] {
  const here = ofKind(rules, 'OPINION').filter(({ args }) => isAt(args, body));
  return here.filter((rule, index) => here.findIndex(({ citation }) => citation.code === rule.citation.code) === index);
}

/** In how many working days a unit that was asked answers, and what its silence means: never that it agrees. */
export function answerRule(rules: readonly Rule[]): Rule<'OPINION_DEADLINE'> | null {
  return ofKind(rules, 'OPINION_DEADLINE')[0] ?? null;
}

/** Which documents must be there at submission, beside the tờ trình with its list. */
export function documentsRule(rules: readonly Rule[]): Rule<'DOCUMENTS'> | null {
  return ofKind(rules, 'DOCUMENTS')[0] ?? null;
}

/** In how many working days from receipt a body of that tier appraises. */
export function deadlineRule(rules: readonly Rule[], { tier }: Pick<Body, 'tier'>): Rule<'DEADLINE'> | null {
  return ofKind(rules, 'DEADLINE').find(({ args }) => args.tier === tier) ?? null;
}
