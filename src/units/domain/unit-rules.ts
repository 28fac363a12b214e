import type { Line, Tier } from './lines-and-tiers.js';

const HEIGHT: Readonly<Record<Tier, number>> = { CENTRAL: 4, PROVINCE: 3, DISTRICT: 2, COMMUNE: 1, GRASSROOTS: 0 };

/** True when a unit of `line` may stand below one of `superior`: same line, or another body below the State's. */
export function lineFits(line: Line, superior: Line): boolean {
  return line === superior || (line === 'OTHER' && superior === 'STATE');
}

/** True when a unit of `tier` may stand below one of `superior`. */
export function tierFits(tier: Tier, superior: Tier): boolean {
  return HEIGHT[tier] <= HEIGHT[superior];
}
