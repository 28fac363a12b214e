import { CALENDAR_KINDS } from './holidays.js';
import { PRIZE_KINDS } from './prize.js';
import type { RuleRow } from './rule.js';

/** The members of args that say which body, step, table or day a rule is about: of one award and kind there is one for each. */
const SLOT = ['tier', 'line', 'areaTier', 'unitCode', 'of', 'table', 'kind', 'name', 'holiday', 'year', 'off'];
const MAX_CODE = 60;

type Said = Pick<RuleRow, 'kind' | 'args'>;

function slotOf({ kind, args }: Said): string[] {
  const about = SLOT.map((name) => args[name]).filter((value) => ['string', 'number'].includes(typeof value));
  return [kind, ...about.map(String)];
}

/** True when two rules speak of the same thing, so that one may be a newer version of the other. */
export function sameSlot(a: Said, b: Said): boolean {
  return slotOf(a).join('|') === slotOf(b).join('|');
}

/** A code for a rule that is no version of another: kind, award, and what body or step it is about. */
export function newCode(rule: Said, awardCode: string | null): string {
  const [kind = '', ...about] = slotOf(rule);
  // What an opinion is about is a text for people.
  const signs = about.filter((part) => /^[A-Z0-9_.-]+$/.test(part)).map((part) => part.replaceAll('-', '_'));
  return [kind, awardCode ?? 'CHUNG', ...signs].join('.').slice(0, MAX_CODE);
}

/** Kinds that no province may set otherwise: which law is in force, whom the law lets decide, prizes, public holidays. */
const NOT_OF_A_PROVINCE: readonly string[] = ['REGIME', 'COMPETENCE', ...PRIZE_KINDS, ...CALENDAR_KINDS];

/** Whether a unit may have such a rule of its own for what comes from it and those below. */
export function mayBeProvincial({ kind, args }: Said): boolean {
  // That no council votes is believed of a general rule alone: the database holds routes to it.
  return !NOT_OF_A_PROVINCE.includes(kind) && args['requirement'] !== 'NONE';
}
