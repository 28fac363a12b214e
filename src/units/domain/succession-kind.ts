/** How an area or unit went over into another; SuccessionKind of the API. */
export const SUCCESSION_KINDS = ['MERGED', 'SPLIT', 'PARTIAL', 'CONVERTED', 'DISSOLVED', 'TRANSFERRED'] as const;
export type SuccessionKind = (typeof SUCCESSION_KINDS)[number];

/** How sure a succession is. */
export const SUCCESSION_EVIDENCE = ['LAW', 'INFERRED', 'UNKNOWN'] as const;
export type SuccessionEvidence = (typeof SUCCESSION_EVIDENCE)[number];
