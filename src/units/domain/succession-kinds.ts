export const SUCCESSION_KINDS = ['MERGED', 'SPLIT', 'PARTIAL', 'CONVERTED', 'DISSOLVED', 'TRANSFERRED'] as const;
/** What became of a place or body. */
export type SuccessionKind = (typeof SUCCESSION_KINDS)[number];
