import type { Verdict } from '../../award-law/domain/eligibility.js';

/** Dossiers whose verdict would be another one. */
export interface ChangedVerdict {
  from: Verdict;
  to: Verdict;
  count: number;
  /** The first of them, as many as are kept. */
  ids: string[];
}

type Verdicts = ReadonlyMap<string, { verdict: Verdict }>;

/** Counts dossiers whose verdict differs, by from what to what, and keeps the first `kept` of each: some after others. */
export class VerdictChanges {
  private readonly found = new Map<string, ChangedVerdict>();

  constructor(private readonly kept: number) {}

  add(before: Verdicts, after: Verdicts): void {
    for (const [id, { verdict: from }] of before) {
      const to = after.get(id)?.verdict ?? from;
      if (from === to) continue;
      const change = this.found.get(`${from} ${to}`) ?? { from, to, count: 0, ids: [] };
      change.count += 1;
      if (change.ids.length < this.kept) change.ids.push(id);
      this.found.set(`${from} ${to}`, change);
    }
  }

  /** The most frequent change first. */
  all(): ChangedVerdict[] {
    return [...this.found.values()].sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1));
  }
}
