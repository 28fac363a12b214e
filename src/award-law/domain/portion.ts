/** Exact comparison of portions: percentages are decimal texts of at most four decimals, never floats. */

const SCALE = 10_000n;

function scaled(percent: string): bigint {
  const [whole = '0', decimals = ''] = percent.split('.');
  return BigInt(whole) * SCALE + BigInt(decimals.padEnd(4, '0'));
}

/** Negative, zero or positive: the part is below, at or above that percentage of the whole. */
export function comparePortion(part: number, whole: number, percent: string): number {
  const left = BigInt(part) * 100n * SCALE;
  const right = BigInt(whole) * scaled(percent);
  return left < right ? -1 : left > right ? 1 : 0;
}

export const ROUNDINGS = ['DOWN', 'UP', 'HALF_UP'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/** So many percent of a whole, rounded to units. */
export function portionOf(whole: number, percent: string, rounding: Rounding): number {
  const exact = BigInt(whole) * scaled(percent);
  const unit = 100n * SCALE;
  const extra = { DOWN: 0n, UP: unit - 1n, HALF_UP: unit / 2n }[rounding];
  return Number((exact + extra) / unit);
}
