import type { Transaction } from '../core/database.js';
import type { Dossier } from '../nominations/move-nominations.js';
import type { ExternalOutcome } from './decision.entity.js';
import { lockPapers } from './external-outcome.queries.js';

/** A dossier, and what a paper says that a body outside has done with it. */
export interface Recorded {
  dossier: Dossier;
  outcome: ExternalOutcome;
}

/** The body outside where the dossier lies. */
export function issuerOf({ dossier: { nomination, steps } }: Recorded): string | null {
  return steps[nomination.step - 1]?.unitId ?? null;
}

/** Those that one paper moves in one way, and of one award. */
export function byPaper(open: readonly Recorded[]): Recorded[][] {
  const papers = new Map<string, Recorded[]>();
  for (const each of open) {
    const { outcome, issuerAsPrinted, symbol, signedOn, reason } = each.outcome;
    const { awardTypeId } = each.dossier.nomination;
    const key = JSON.stringify([outcome, issuerAsPrinted, symbol, signedOn, reason, awardTypeId]);
    papers.set(key, [...(papers.get(key) ?? []), each]);
  }
  return [...papers.values()];
}

/**
 * The turn of each paper that awards, before the first is entered: from there on everybody who issues waits for the log, and
 * whoever has the log must not wait for a paper.
 */
export async function lockPapersOf(tx: Transaction, open: readonly Recorded[]): Promise<void> {
  const awarding = open.filter(({ outcome }) => outcome.outcome === 'AWARD');
  const papers = awarding.map((each) => ({ ...each.outcome, issuedById: issuerOf(each) }));
  if (papers.length > 0) await lockPapers(tx, papers);
}
