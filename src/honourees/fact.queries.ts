import type { Connection } from '../core/database.js';
import type {
  Discipline,
  FactRecord,
  GroupResult,
  HonoureeFacts,
  Initiative,
  MemberCount,
  YearRating,
} from './domain/facts.js';

const RECORD = `f.id, f.honouree_id as "honoureeId", f.recorded_by_id as "recordedById",
  f.recorded_for_id as "recordedForId", f.recorded_at as "recordedAt"`;

/** The records of a table that hold, of any number of honourees: no newer one replaces them, and they do not withdraw. */
function holding<Fact extends FactRecord>(
  connection: Connection,
  { table, columns, order }: { table: string; columns: string; order: string },
  honoureeIds: readonly string[],
): Promise<Fact[]> {
  return connection.rows(
    `select ${RECORD}, ${columns} from ${table} f
     where f.honouree_id = any ($1::uuid[]) and not f.withdrawn
       and not exists (select from ${table} newer where newer.replaces_id = f.id)
     order by ${order}, f.id`,
    [honoureeIds],
  );
}

/** Ratings of years, the earliest first. */
export function ratingsOf(connection: Connection, honoureeIds: readonly string[]): Promise<YearRating[]> {
  const columns = 'f.year, f.rating, f.source';
  return holding(connection, { table: 'honouree_rating', columns, order: 'f.year' }, honoureeIds);
}

/** Recognised initiatives, the earliest year first. */
export function initiativesOf(connection: Connection, honoureeIds: readonly string[]): Promise<Initiative[]> {
  const columns = 'f.year, f.title, f.scope, f.recognised_by as "recognisedBy", f.symbol';
  return holding(connection, { table: 'honouree_initiative', columns, order: 'f.year' }, honoureeIds);
}

/** Places in cụm, khối thi đua, the earliest year first. */
export function groupResultsOf(connection: Connection, honoureeIds: readonly string[]): Promise<GroupResult[]> {
  const columns = 'f.year, f.group_name as "group", f.rank, f.group_size as "groupSize", f.source';
  return holding(connection, { table: 'honouree_group_result', columns, order: 'f.year' }, honoureeIds);
}

/** Counts of members, the earliest year first. */
export function memberCountsOf(connection: Connection, honoureeIds: readonly string[]): Promise<MemberCount[]> {
  const columns = 'f.year, f.members, f.completed, f.ldtt, f.cstdcs, f.source';
  return holding(connection, { table: 'honouree_member_count', columns, order: 'f.year' }, honoureeIds);
}

/** Sensitive: discipline and verification, the earliest first. For who may see it, see nominations/sensitive-scope.ts. */
export function disciplinesOf(connection: Connection, honoureeIds: readonly string[]): Promise<Discipline[]> {
  const columns = 'f.kind, f.matter, f.from_day as "from", f.to_day as "to", f.source';
  return holding(connection, { table: 'honouree_discipline', columns, order: 'f.from_day' }, honoureeIds);
}

/**
 * Everything recorded of these honourees, by id; one statement a table, however many they are. With `sensitive` discipline
 * and verification too: only to judge for, or to show to, somebody who may see them, whose read is then recorded.
 */
export async function readFacts(
  connection: Connection,
  honoureeIds: readonly string[],
  { sensitive }: { sensitive: boolean },
): Promise<Map<string, HonoureeFacts>> {
  const ids = [...new Set(honoureeIds)];
  const facts = new Map<string, HonoureeFacts>(
    ids.map((id) => [
      id,
      { ratings: [], initiatives: [], groupResults: [], memberCounts: [], disciplines: sensitive ? [] : null },
    ]),
  );
  // One after the other: in a transaction there is one connection.
  for (const each of await ratingsOf(connection, ids)) facts.get(each.honoureeId)?.ratings.push(each);
  for (const each of await initiativesOf(connection, ids)) facts.get(each.honoureeId)?.initiatives.push(each);
  for (const each of await groupResultsOf(connection, ids)) facts.get(each.honoureeId)?.groupResults.push(each);
  for (const each of await memberCountsOf(connection, ids)) facts.get(each.honoureeId)?.memberCounts.push(each);
  if (!sensitive) return facts;
  for (const each of await disciplinesOf(connection, ids)) facts.get(each.honoureeId)?.disciplines?.push(each);
  return facts;
}
