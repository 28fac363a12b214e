import type { Transaction } from '../core/database.js';

/** What has become of an award after it was given. */
export interface AwardEvent {
  kind: 'CORRECTED' | 'REVOKED' | 'REISSUED';
  awardId: string;
  /** The decision that did it, issued by now; null for a certificate that is issued again. */
  decisionId: string | null;
  /** What anybody may read of it: no more about a person than the certificate prints. */
  facts: Readonly<Record<string, unknown>>;
}

/**
 * Where every later event of an award goes on to the award log: the last act of the transaction that does it. What
 * happened stands in award_change and certificate_reissue in any case.
 */
export async function tellAwardLog(_tx: Transaction, _events: readonly AwardEvent[]): Promise<void> {
  // The award log joins here.
}
