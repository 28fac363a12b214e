import type { MeritKind } from '../awards/domain/merit-kind.js';
import type { Connection } from '../core/database.js';
import { ledgerSql, type LedgerQuestion } from '../decisions/ledger-conditions.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import { PLACE_MATCHES, type PlaceMatch } from '../units/domain/area-past.js';
import type { Tier } from '../units/unit.entity.js';
import type { PastPlaces } from './past-places.queries.js';

export const FACETS = ['ALL', 'KIND', 'MERIT', 'TIER', 'TYPE', 'YEAR', 'ISSUER'] as const;
export type Facet = (typeof FACETS)[number];

/** One group of a facet; only the members of its facet mean something. */
export interface HonourGroup {
  facet: Facet;
  kind: SubjectKind;
  meritKind: MeritKind;
  tier: Tier | null;
  awardTypeId: string;
  year: number | null;
  issuedById: string | null;
  issuerAsPrinted: string | null;
  count: number;
  recorded: number;
}

// Which of the seven columns a group leaves open, as a number: that is how a grouping set is known in the result.
const FACET = `case grouping(kind, merit_kind, issuer_tier, award_type_id, year, issued_by_id, printed_in)
  when 127 then 'ALL' when 63 then 'KIND' when 95 then 'MERIT' when 111 then 'TIER' when 119 then 'TYPE'
  when 123 then 'YEAR' else 'ISSUER' end`;

/**
 * All groups of all facets over what fits the question, in one reading of it. What prints its issuer alone is grouped by
 * decision first: names are then read for each decision, not for each award.
 */
export function honourGroups(connection: Connection, question: LedgerQuestion): Promise<HonourGroup[]> {
  const { where, values } = ledgerSql(question);
  return connection.rows(
    `with hit as (
       select a.kind, a.merit_kind, a.issuer_tier, a.award_type_id, a.issued_by_id, a.origin,
         case when date_part('year', a.decided_from) = date_part('year', a.decided_on) then date_part('year', a.decided_on)::int end as year,
         case when a.issued_by_id is null then a.decision_id end as printed_in
       from award a where ${where}
     ), grouped as (
       select ${FACET} as facet, kind, merit_kind, issuer_tier, award_type_id, year, issued_by_id, printed_in,
         count(*) as count, count(*) filter (where origin = 'RECORDED') as recorded
       from hit
       group by grouping sets ((), (kind), (merit_kind), (issuer_tier), (award_type_id), (year), (issued_by_id, printed_in))
     )
     select g.facet, g.kind, g.merit_kind as "meritKind", g.issuer_tier as tier, g.award_type_id as "awardTypeId", g.year,
       g.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", sum(g.count)::int as count,
       sum(g.recorded)::int as recorded
     from grouped g left join decision q on q.id = g.printed_in
     group by g.facet, g.kind, g.merit_kind, g.issuer_tier, g.award_type_id, g.year, g.issued_by_id, q.issuer_as_printed`,
    values,
    { replan: true },
  );
}

/** How many there are, exactly. */
export async function countHonours(connection: Connection, question: LedgerQuestion): Promise<number> {
  const { where, values } = ledgerSql(question);
  const [row] = await connection.rows<{ count: number }>(
    `select count(*)::int as count from award a where ${where}`,
    values,
    { replan: true },
  );
  return row?.count ?? 0;
}

/** How many of them belong to the place in each way; every award in one alone, so together they are the total. */
export async function placeMatchTotals(
  connection: Connection,
  { conditions, ...question }: LedgerQuestion,
  past: readonly PastPlaces[],
): Promise<{ placeMatch: PlaceMatch; count: number; recorded: number }[]> {
  const totals = [];
  for (const placeMatch of PLACE_MATCHES) {
    const places = past.filter(({ share }) => share === placeMatch);
    if (places.length === 0) continue;
    const { where, values } = ledgerSql({ ...question, conditions: { ...conditions, places } });
    const [row] = await connection.rows<{ count: number; recorded: number }>(
      `select count(*)::int as count, (count(*) filter (where a.origin = 'RECORDED'))::int as recorded from award a where ${where}`,
      values,
      { replan: true },
    );
    if (row && row.count > 0) totals.push({ placeMatch, ...row });
  }
  return totals;
}
