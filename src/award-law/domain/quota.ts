import { message } from '../../core/messages.vi.js';
import type { ArgsOf } from './rule.js';
import type { Answer } from './finding.js';
import { portionOf } from './portion.js';

/** What a body has to share out in a year: how many hold the title that is the denominator, how many got or ask for this award. */
export interface Share {
  base: number;
  taken: number;
}

/** A quota: at most that percentage of the holders of another title. Exceeding it refuses or warns, as the row says. */
export function quota({ of, percent, rounding, excess }: ArgsOf['QUOTA'], share: Share | null): Answer {
  const params = { of, percent: percent.replace('.', ',') };
  if (!share) {
    return { outcome: 'DOUBT', explanation: message('law.quotaUnknown', params), facts: [], eligibleFrom: null };
  }
  const limit = portionOf(share.base, percent, rounding);
  const kept = share.taken <= limit;
  const numbers = { ...params, base: String(share.base), limit: String(limit), taken: String(share.taken) };
  return {
    outcome: kept ? 'YES' : excess === 'REFUSE' ? 'NO' : 'DOUBT',
    explanation: message(kept ? 'law.quotaKept' : 'law.quotaExceeded', numbers),
    facts: [`${share.taken}/${limit}`],
    eligibleFrom: null,
  };
}
