/** How patient we are with failed sign-ins under one key. */
export interface Patience {
  /** Failures without any delay. */
  free: number;
  /** The longest delay, in seconds. */
  maxSeconds: number;
}

/**
 * One person at one address is slowed down soon; an account from everywhere a little (so that a stranger cannot lock
 * its owner out); an address, behind which many people may sit, late.
 */
export const PATIENCE = {
  accountAtAddress: { free: 4, maxSeconds: 900 },
  account: { free: 20, maxSeconds: 60 },
  address: { free: 50, maxSeconds: 900 },
} as const satisfies Record<string, Patience>;

/** Seconds to wait after the `failures`-th failure: nothing at first, then 2, 4, 8 … up to the most. */
export function delaySeconds(failures: number, patience: Patience): number {
  const beyond = failures - patience.free;
  return beyond <= 0 ? 0 : Math.min(2 ** Math.min(beyond, 30), patience.maxSeconds);
}
