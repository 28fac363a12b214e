import type { CivilDate } from '../../core/civil-date.js';

/** A period as the demonstration's files have it: both ends included, no `to` is open. */
export interface Period {
  from: CivilDate;
  to?: CivilDate;
}

/** Where a period stands on a day. */
export type Standing = 'RUNNING' | 'TO_COME' | 'ENDED';

/** Whether a period runs on `day`, will, or did. */
export function standing({ from, to }: Period, day: CivilDate): Standing {
  if (day < from) return 'TO_COME';
  return to !== undefined && to < day ? 'ENDED' : 'RUNNING';
}

const ORDER: readonly Standing[] = ['RUNNING', 'TO_COME', 'ENDED'];

function rank(period: Period, day: CivilDate): number {
  return ORDER.indexOf(standing(period, day));
}

/** The grant that says where an account belongs on `day`: the first that runs, else one to come, else one that ended. */
export function mainGrant<Grant extends Period>(grants: readonly Grant[], day: CivilDate): Grant {
  const [main] = [...grants].sort((a, b) => rank(a, day) - rank(b, day));
  if (!main) throw new Error('accounts.json: an account without grants');
  return main;
}

/** Accounts with those first that act on `day`, then those to come, then those that ended; else in their order. */
export function byStanding<Account extends { grants: readonly Period[] }>(
  accounts: readonly Account[],
  day: CivilDate,
): Account[] {
  const rankOf = ({ grants }: Account): number => rank(mainGrant(grants, day), day);
  return [...accounts].sort((a, b) => rankOf(a) - rankOf(b));
}
