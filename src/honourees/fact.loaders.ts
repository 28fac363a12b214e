import type { Connection } from '../core/database.js';
import type { BatchFunction } from '../core/loaders.js';
import type { FactRecord } from './domain/facts.js';
import type { FactRecording, GroupResult, Initiative, MemberCount, YearRating } from './fact.entity.js';
import { groupResultsOf, initiativesOf, memberCountsOf, ratingsOf } from './fact.queries.js';

/** A record as it is shown: who wrote it stands in one member. */
export type Shown<Fact> = Fact & { recorded: FactRecording };

/** Records of these honourees, by honouree in the order of `ids`. */
export function shownFacts<Fact extends FactRecord>(ids: readonly string[], facts: readonly Fact[]): Shown<Fact>[][] {
  const found = new Map<string, Shown<Fact>[]>(ids.map((id) => [id, []]));
  for (const fact of facts) {
    const recorded = { at: fact.recordedAt, byId: fact.recordedById, forId: fact.recordedForId };
    found.get(fact.honoureeId)?.push({ ...fact, recorded });
  }
  return ids.map((id) => found.get(id) ?? []);
}

function factsBy<Fact extends FactRecord>(
  query: (connection: Connection, honoureeIds: readonly string[]) => Promise<Fact[]>,
): BatchFunction<string, Shown<Fact>[]> {
  return async (context, ids) => shownFacts(ids, await query(context.connection, ids));
}

// What hangs on an honouree: whoever reads that one by the policy of honourees reads it too.
export const ratingsByHonouree: BatchFunction<string, YearRating[]> = factsBy(ratingsOf);
export const initiativesByHonouree: BatchFunction<string, Initiative[]> = factsBy(initiativesOf);
export const groupResultsByHonouree: BatchFunction<string, GroupResult[]> = factsBy(groupResultsOf);
export const memberCountsByHonouree: BatchFunction<string, MemberCount[]> = factsBy(memberCountsOf);
