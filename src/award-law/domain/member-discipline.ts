import { message } from '../../core/messages.vi.js';
import type { Answer } from './finding.js';
import { proposedYear, type History, type Proposal } from './history.js';
import type { Proceeding } from './proceedings.js';
import type { ArgsOf } from './rule.js';

/** Of a collective those who have a record here, and what is recorded on their discipline. Sensitive; nobody is named. */
export interface Members {
  /** How many have a record. */
  known: number;
  proceedings: readonly (Proceeding & { memberId: string; matter: string | null })[];
}

const says = (matter: string | null, forms: readonly string[]): boolean =>
  forms.some((form) => (matter ?? '').normalize('NFC').toLowerCase().includes(form));

/**
 * R23: nobody of the collective was disciplined in these forms in the year. A discipline whose form is not told, and members
 * of whom nothing is known here, are for a person to judge: that there is no record is no proof.
 */
export function membersUndisciplined(
  { proceedings: kinds, forms, lesser }: ArgsOf['MEMBERS_UNDISCIPLINED'],
  found: Members | null,
  { memberCounts }: Pick<History, 'memberCounts'>,
  proposal: Proposal,
): Answer {
  const year = proposedYear(proposal);
  const inYear = (found?.proceedings ?? []).filter(
    ({ kind, from, to }) => kinds.includes(kind) && from <= `${year}-12-31` && (to === null || to >= `${year}-01-01`),
  );
  const grave = new Set(inYear.filter(({ matter }) => says(matter, forms)).map(({ memberId }) => memberId)).size;
  const unclear = inYear.some(({ matter }) => !says(matter, forms) && !says(matter, lesser));
  const members = memberCounts.find((each) => each.year === year)?.members ?? null;
  const known = found?.known ?? 0;
  const counts = { year: String(year), known: String(known), members: String(members ?? '?'), count: String(grave) };
  const facts = [message('law.membersFacts', counts), ...(unclear ? [message('law.membersFactsUnclear')] : [])];
  const rest = { facts, eligibleFrom: null };
  if (grave > 0) {
    const explanation = message('law.membersDisciplined', { year: String(year), count: String(grave) });
    return { outcome: 'NO', explanation, ...rest };
  }
  if (unclear) return { outcome: 'DOUBT', explanation: message('law.membersUnclear', { year: String(year) }), ...rest };
  const isAll = members !== null && known >= members;
  const of = { year: String(year), known: String(known), members: String(members ?? '?') };
  return isAll
    ? { outcome: 'YES', explanation: message('law.membersUndisciplined', of), ...rest }
    : { outcome: 'DOUBT', explanation: message('law.membersUnknown', of), ...rest };
}
