/** True when what an edit would write is what stands there already. */
export function unchanged<Written extends object>(present: Written, written: Written): boolean {
  const keys = Object.keys(written) as (keyof Written)[];
  return keys.every((key) => written[key] === present[key]);
}
