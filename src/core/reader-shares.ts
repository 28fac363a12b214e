const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 10_000;

/**
 * Which part of a list each reader reads, 0 to 1, remembered for a minute. It only chooses between ways to the same rows:
 * who reads much finds a page among the newest, who reads little is asked unit by unit.
 */
export class ReaderShares {
  private readonly known = new Map<string, { share: number; until: number }>();

  /** The share of a reader with these roots; `measure` is asked when nothing is remembered. */
  async of(roots: readonly string[], measure: () => Promise<number>): Promise<number> {
    const key = roots.join();
    const known = this.known.get(key);
    if (known && known.until > performance.now()) return known.share;
    const share = await measure();
    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    this.known.set(key, { share, until: performance.now() + REMEMBERED_MS });
    return share;
  }
}
