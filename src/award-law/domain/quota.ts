import { message } from '../../core/messages.vi.js';
import type { ArgsOf } from './rule.js';
import type { Answer, Outcome } from './finding.js';
import { portionOf } from './portion.js';
import { awardWords } from './words.js';

/** How many there are of what a quota is a portion of. */
export interface QuotaBase {
  count: number;
  /** True: so many are known, there may be more. What exceeds a portion of it need not exceed the quota. */
  atLeast: boolean;
  /** Where it is from, as one cites it. */
  source: string;
}

/** What a body has to share out in a year. */
export interface Share {
  /** The body that decides, as people call it. */
  body: string;
  year: number;
  /** How many of this award it has given for the year; those that were revoked do not count. */
  awarded: number;
  /** How many it is asked for, with the one that is asked about. */
  open: number;
  /** By what the quota is of; nothing for what nobody knows. */
  bases: ReadonlyMap<string, QuotaBase>;
}

/** What a quota may be of beside the holders of an award: figures that are recorded of the body itself. */
const OF = { MEMBERS: 'law.quotaOfMembers', COMPLETED: 'law.quotaOfCompleted' } as const;
const ROUNDED = { DOWN: 'law.quotaDown', UP: 'law.quotaUp', HALF_UP: 'law.quotaHalfUp' } as const;

const doubt = (explanation: string): Answer => ({ outcome: 'DOUBT', explanation, facts: [], eligibleFrom: null });

/**
 * A quota: at most that percentage of the holders of another title, or of the members. Exceeding it refuses or warns, as
 * the row says. Without the number that it is of nobody can say.
 */
export function quota({ of, percent, rounding, excess }: ArgsOf['QUOTA'], share: Share | null): Answer {
  const named = Object.hasOwn(OF, of) ? message(OF[of as keyof typeof OF]) : awardWords([of]);
  const params = { of: named, percent: percent.replace('.', ',') };
  if (!share) return doubt(message('law.quotaNoBody', params));
  const { body, year, awarded, open } = share;
  const base = share.bases.get(of);
  if (!base)
    return doubt(message('law.quotaUnknown', { of: named, percent: params.percent, body, year: String(year) }));
  const [limit, used] = [portionOf(base.count, percent, rounding), awarded + open];
  const kept = used <= limit;
  const sure: Outcome = excess === 'REFUSE' && !base.atLeast ? 'NO' : 'DOUBT';
  const key = kept ? 'law.quotaKept' : base.atLeast ? 'law.quotaPerhaps' : 'law.quotaExceeded';
  const counts = { awarded, open, used, limit, base: base.count, year };
  const words = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, String(value)]));
  const all = { ...params, ...words, body, rounding: message(ROUNDED[rounding]), source: base.source };
  return {
    outcome: kept ? 'YES' : sure,
    explanation: message(key, all),
    facts: [message('law.quotaUsed', all), message('law.quotaBase', all)],
    eligibleFrom: null,
  };
}
