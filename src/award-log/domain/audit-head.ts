/** How far the audit was chained at one moment, signed with the checkpoint of the log of that moment. */
export interface AuditHead {
  /** Position in the chain; 0 before its first row. */
  pos: number;
  /** The chain's hash there, hexadecimal. */
  hash: string;
  /** ISO 8601 with milliseconds, UTC. */
  at: string;
  /** Eight hexadecimal digits. */
  keyId: string;
  /** Ed25519, base64url. */
  signature: string;
}

/** The text that is signed, in UTF-8. */
export function signedOfAuditHead({ pos, hash, at, keyId }: Omit<AuditHead, 'signature'>): string {
  return ['so-vang/audit-head/1', pos, hash, at, keyId, ''].join('\n');
}

/** The entry of the audit that says, in `details.since`, when the first head was signed. */
export const HEADS_BEGUN = { action: 'awardLog.signHeads', subject: 'registry:awardLog' } as const;
