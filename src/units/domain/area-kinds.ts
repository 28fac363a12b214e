import type { AreaTier } from './published-data.js';

/** A kind of area (loại đơn vị hành chính) with the tier of those that are of it. */
export interface AreaKind {
  kind: string;
  tier: AreaTier;
}

// Longer kinds before those that begin them. A city is of the province's tier or of the district's.
const KINDS: readonly (readonly [word: string, tier: AreaTier | null])[] = [
  ['Thị trấn', 'COMMUNE'],
  ['Thị xã', 'DISTRICT'],
  ['Thành phố', null],
  ['Đặc khu', 'COMMUNE'],
  ['Tỉnh', 'PROVINCE'],
  ['Huyện', 'DISTRICT'],
  ['Quận', 'DISTRICT'],
  ['Phường', 'COMMUNE'],
  ['Xã', 'COMMUNE'],
];

/** The kind that a full name begins with; null when it begins with none. `like`: the tier of what it is made of. */
export function areaKindOf(name: string, like: AreaTier): AreaKind | null {
  const found = KINDS.find(([word]) => name.startsWith(`${word} `));
  if (!found) return null;
  const [kind, tier] = found;
  if (tier) return { kind, tier };
  return like === 'PROVINCE' ? { kind: 'Thành phố trực thuộc trung ương', tier: like } : { kind, tier: 'DISTRICT' };
}

const HEIGHT: Readonly<Record<AreaTier, number>> = { PROVINCE: 3, DISTRICT: 2, COMMUNE: 1 };
const DIGITS: Readonly<Record<AreaTier, number>> = { PROVINCE: 2, DISTRICT: 3, COMMUNE: 5 };

/** True when an area of one tier may lie in one of the other. */
export function liesIn(tier: AreaTier, containing: AreaTier): boolean {
  return HEIGHT[tier] < HEIGHT[containing];
}

/** True when the code is one of that tier (124/2004/QĐ-TTg, 19/2025/QĐ-TTg): 2, 3 or 5 digits. */
export function codeFits(code: string, tier: AreaTier): boolean {
  return /^\d+$/.test(code) && code.length === DIGITS[tier];
}
