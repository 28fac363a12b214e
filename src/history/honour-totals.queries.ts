import type { MeritKind } from '../awards/domain/merit-kind.js';
import type { Connection } from '../core/database.js';
import { wholeLedgerSql, type LedgerQuestion } from '../decisions/ledger-conditions.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import { PLACE_MATCHES, type PlaceMatch } from '../units/domain/area-past.js';
import type { Tier } from '../units/unit.entity.js';
import type { PastPlaces } from './past-places.queries.js';

export type Facet = 'ALL' | 'KIND' | 'MERIT' | 'TIER' | 'TYPE' | 'YEAR' | 'ISSUER';

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
  /** How many more were revoked, where these are counted apart. */
  revoked: number;
}

// Which of the seven columns a group leaves open, as a number: that is how a grouping set is known in the result.
const FACET = `case grouping(kind, merit_kind, issuer_tier, award_type_id, year, issued_by_id, printed_in)
  when 127 then 'ALL' when 63 then 'KIND' when 95 then 'MERIT' when 111 then 'TIER' when 119 then 'TYPE'
  when 123 then 'YEAR' else 'ISSUER' end`;

/**
 * All groups of all facets over what fits the question, in one reading of it; with `revokedApart` what was revoked is in
 * none of their counts. What prints its issuer alone is grouped by decision first: names are then read for each decision,
 * not for each award.
 */
export function honourGroups(
  connection: Connection,
  question: LedgerQuestion,
  { revokedApart }: { revokedApart: boolean },
): Promise<HonourGroup[]> {
  const { from, where, values } = wholeLedgerSql(question);
  return connection.rows(
    `with hit as (
       select a.kind, a.merit_kind, a.issuer_tier, a.award_type_id, a.issued_by_id, a.origin,
         ${revokedApart ? `a.status = 'REVOKED'` : 'false'} as revoked,
         case when date_part('year', a.decided_from) = date_part('year', a.decided_on) then date_part('year', a.decided_on)::int end as year,
         case when a.issued_by_id is null then a.decision_id end as printed_in
       from ${from} where ${where}
     ), grouped as (
       select ${FACET} as facet, kind, merit_kind, issuer_tier, award_type_id, year, issued_by_id, printed_in,
         count(*) filter (where not revoked) as count, count(*) filter (where not revoked and origin = 'RECORDED') as recorded,
         count(*) filter (where revoked) as revoked
       from hit
       group by grouping sets ((), (kind), (merit_kind), (issuer_tier), (award_type_id), (year), (issued_by_id, printed_in))
     )
     select g.facet, g.kind, g.merit_kind as "meritKind", g.issuer_tier as tier, g.award_type_id as "awardTypeId", g.year,
       g.issued_by_id as "issuedById", q.issuer_as_printed as "issuerAsPrinted", sum(g.count)::int as count,
       sum(g.recorded)::int as recorded, sum(g.revoked)::int as revoked
     from grouped g left join lateral (select issuer_as_printed from decision where id = g.printed_in offset 0) q on true
     group by g.facet, g.kind, g.merit_kind, g.issuer_tier, g.award_type_id, g.year, g.issued_by_id, q.issuer_as_printed
     having sum(g.count) > 0 or g.facet = 'ALL'`,
    values,
    { replan: true },
  );
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
    const { from, where, values } = wholeLedgerSql({ ...question, conditions: { ...conditions, places } });
    const [row] = await connection.rows<{ count: number; recorded: number }>(
      `select count(*)::int as count, (count(*) filter (where a.origin = 'RECORDED'))::int as recorded from ${from} where ${where}`,
      values,
      { replan: true },
    );
    if (row && row.count > 0) totals.push({ placeMatch, ...row });
  }
  return totals;
}
