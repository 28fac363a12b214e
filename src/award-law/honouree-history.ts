import type { Connection } from '../core/database.js';
import type { CivilDate } from '../core/civil-date.js';
import { readFacts } from '../honourees/fact.queries.js';
import { heldAwards } from './held-award.queries.js';
import { NO_HISTORY, type HeldAward, type History } from './domain/history.js';

/** An award in the ledger, with the nomination that led to it. */
export type LedgerAward = HeldAward & { nominationId: string | null };
export type LedgerHistory = Omit<History, 'awards'> & { awards: readonly LedgerAward[] };

/** What the registry knows of the years of these honourees until a day; one statement a table, however many they are. */
export async function historiesOf(
  connection: Connection,
  honoureeIds: readonly string[],
  until: CivilDate,
): Promise<(honoureeId: string) => LedgerHistory> {
  const ids = [...new Set(honoureeIds)];
  if (ids.length === 0) return () => ({ ...NO_HISTORY, awards: [] });
  const facts = await readFacts(connection, ids, { sensitive: false });
  const awards = new Map<string, LedgerAward[]>();
  for (const { honoureeId, ...award } of await heldAwards(connection, ids, until)) {
    awards.set(honoureeId, [...(awards.get(honoureeId) ?? []), award]);
  }
  return (id) => ({ ...NO_HISTORY, ...facts.get(id), awards: awards.get(id) ?? [] });
}
