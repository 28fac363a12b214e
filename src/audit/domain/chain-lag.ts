/** The unchained row that was written first, as the database tells of it. */
export interface OldestPending {
  auditId: number;
  /** Since it was written, by the database's clock. */
  seconds: number;
  /** The row itself is gone: it will never be chained. */
  lost: boolean;
}

/**
 * How long the oldest unchained row has waited, as far as one process can know. All instants are seconds of one
 * monotonic clock; the database's own clock, which may be set back, is not the only witness.
 */
export class ChainLag {
  private lag = 0;
  private lookedAt: number;
  private clearedAt = -Infinity;
  private oldest: { auditId: number; since: number } | null = null;

  /** Nothing is known yet: counted from `now`. */
  constructor(now: number) {
    this.lookedAt = now;
  }

  /** Everything that was committed at `now` is chained. */
  cleared(now: number): void {
    this.clearedAt = now;
  }

  /** What the database answered to a question put at `now`. */
  looked(oldest: OldestPending | null, now: number): void {
    this.lookedAt = now;
    this.lag = 0;
    if (!oldest) {
      this.oldest = null;
      this.clearedAt = now;
      return;
    }
    if (this.oldest?.auditId !== oldest.auditId) this.oldest = { auditId: oldest.auditId, since: now };
    const waited = Math.max(oldest.seconds, now - this.oldest.since);
    // A long transaction's rows are old when they appear, and have been there to be chained only since then.
    this.lag = oldest.lost ? waited : Math.min(waited, now - this.clearedAt);
  }

  /** The wait at `now`; grows while the database does not answer. */
  seconds(now: number): number {
    return this.lag + now - this.lookedAt;
  }
}
