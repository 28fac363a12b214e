/** @param {readonly number[]} values */
export function median(values) {
  return percentile(values, 50);
}

/**
 * The value below which `share` per cent lie (nearest rank).
 * @param {readonly number[]} values
 * @param {number} share
 */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return NaN;
  return sorted[Math.min(sorted.length - 1, Math.ceil((share / 100) * sorted.length) - 1)] ?? sorted[0];
}
