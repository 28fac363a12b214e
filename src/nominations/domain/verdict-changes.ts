import type { Verdict } from '../../award-law/domain/eligibility.js';

/** Dossiers whose verdict would be another one. */
export interface ChangedVerdict {
  from: Verdict;
  to: Verdict;
  ids: string[];
}

/** Of these dossiers those whose verdict differs, by from what to what, the most frequent change first. */
export function verdictChanges(
  before: ReadonlyMap<string, { verdict: Verdict }>,
  after: ReadonlyMap<string, { verdict: Verdict }>,
): ChangedVerdict[] {
  const found = new Map<string, ChangedVerdict>();
  for (const [id, { verdict: from }] of before) {
    const to = after.get(id)?.verdict ?? from;
    if (from === to) continue;
    const change = found.get(`${from} ${to}`) ?? { from, to, ids: [] };
    change.ids.push(id);
    found.set(`${from} ${to}`, change);
  }
  return [...found.values()].sort((a, b) => b.ids.length - a.ids.length || (a.from + a.to < b.from + b.to ? -1 : 1));
}
