export const TIERS = ['CENTRAL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'GRASSROOTS'] as const;
/** Level of a body or area, the highest first. */
export type Tier = (typeof TIERS)[number];

export const LINES = ['STATE', 'PARTY', 'FRONT', 'OTHER'] as const;
/** The system that a body belongs to. */
export type Line = (typeof LINES)[number];
