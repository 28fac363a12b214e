import { message } from '../../core/messages.vi.js';
import type { ArgsOf } from './rule.js';
import type { Answer, Outcome } from './finding.js';
import { proposedYear, type History, type Proposal } from './history.js';

/** R24: a flag needs a named cụm or khối and the result of its comparison in the year; of the year before, a person judges. */
export function groupResult({ rank }: ArgsOf['GROUP_RESULT'], history: History, proposal: Proposal): Answer {
  const year = proposedYear(proposal);
  const known = history.groupResults.filter((each) => each.year === year || each.year === year - 1);
  const leading = known.filter((each) => each.rank <= rank);
  // Before anything is written the year may have just begun: then the one before tells.
  const sure = leading.some((each) => each.year === year || proposal.to === null);
  const outcome: Outcome = sure ? 'YES' : leading.length > 0 ? 'DOUBT' : 'NO';
  const keys = { YES: 'law.groupLeads', DOUBT: 'law.groupBefore', NO: 'law.groupMissing' } as const;
  return {
    outcome,
    explanation: message(keys[outcome], { rank: String(rank), year: String(year) }),
    facts: known.map((each) => `${each.year}: ${each.group} (${each.rank})`),
    eligibleFrom: null,
  };
}
