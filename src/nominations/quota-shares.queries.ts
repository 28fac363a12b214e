import type { Connection } from '../core/database.js';

/** How much of the year of a nomination is given or asked for already, at the body that decides it. */
export interface TakenRow {
  nominationId: string;
  bodyId: string;
  body: string;
  year: number;
  awarded: number;
  /** Without the nomination itself. */
  others: number;
  /** Whether its own award is among those that were given. */
  ownAwarded: boolean;
}

/**
 * For each of these nominations that has a route: how many of its award the deciding body has given for the year of its
 * achievement, and how many others are on their way to it. Drafts, and what was returned, are asked for by nobody yet.
 */
export function takenShares(connection: Connection, nominationIds: readonly string[]): Promise<TakenRow[]> {
  return connection.rows(
    `with asked as (
       select n.id, n.award_type_id, s.unit_id as body_id, extract(year from n.achievement_to)::int as year
       from nomination n join nomination_step s on s.nomination_id = n.id and s.decides
       where n.id = any ($1::uuid[])
     ), body as (
       select distinct award_type_id, body_id, year from asked
     ), given as (
       select b.*, array_agg(a.nomination_id) filter (where a.nomination_id is not null) as ids, count(a.id)::int as count
       from body b left join award a on a.award_type_id = b.award_type_id and a.issued_by_id = b.body_id
         and a.status <> 'REVOKED' and extract(year from coalesce(a.achievement_to, a.decided_on)) = b.year
       group by b.award_type_id, b.body_id, b.year
     ), coming as (
       select b.*, array_agg(n.id) as ids
       from body b join nomination_step s on s.unit_id = b.body_id and s.decides
       join nomination n on n.id = s.nomination_id and n.award_type_id = b.award_type_id
         and extract(year from n.achievement_to) = b.year
         and n.state not in ('DRAFT', 'RETURNED', 'AWARDED', 'REJECTED', 'WITHDRAWN')
       group by b.award_type_id, b.body_id, b.year
     )
     select a.id as "nominationId", a.body_id as "bodyId", a.year, g.count as awarded,
       coalesce(a.id = any (g.ids), false) as "ownAwarded",
       coalesce(cardinality(array_remove(c.ids, a.id)), 0) as others,
       (select v.name from unit_version v where v.unit_id = a.body_id order by lower(v.valid) desc limit 1) as body
     from asked a
     join given g on g.award_type_id = a.award_type_id and g.body_id = a.body_id and g.year = a.year
     left join coming c on c.award_type_id = a.award_type_id and c.body_id = a.body_id and c.year = a.year`,
    [nominationIds],
  );
}

/** What is known of that which a quota is of, at a body in a year. */
export interface BaseRow {
  bodyId: string;
  year: number;
  of: string;
  /** How many the ledger names: those of the body and of the bodies that lived below it, not of those whose heir it is. */
  holders: number;
  /** What is recorded of the collective that is the body itself: it bears its name. Several where there are doubles. */
  figures: { members: number; completed: number | null; ldtt: number | null; cstdcs: number | null; source: string }[];
}

/** The denominators of quotas. */
export function quotaBases(
  connection: Connection,
  asked: readonly { bodyId: string; year: number; of: string }[],
): Promise<BaseRow[]> {
  return connection.rows(
    `select asked.body_id as "bodyId", asked.year, asked.of,
       (select count(distinct a.honouree_id)::int
        from award_type t join award a on a.award_type_id = t.id and a.status <> 'REVOKED'
        where t.code = asked.of and extract(year from coalesce(a.achievement_to, a.decided_on)) = asked.year
          and a.issued_by_id in (select b.unit_id from unit_above b
            join unit_version lived on lived.unit_id = b.unit_id and lived.valid && b.valid
              and lived.valid * b.valid && daterange(make_date(asked.year, 1, 1), make_date(asked.year + 1, 1, 1))
            where b.above_id = asked.body_id)) as holders,
       (select coalesce(json_agg(json_build_object('members', f.members, 'completed', f.completed, 'ldtt', f.ldtt,
          'cstdcs', f.cstdcs, 'source', f.source) order by f.id), '[]')
        from honouree h join honouree_member_count f on f.honouree_id = h.id and f.year = asked.year and not f.withdrawn
          and not exists (select from honouree_member_count newer where newer.replaces_id = f.id)
        where h.unit_id = asked.body_id and h.kind = 'COLLECTIVE'
          and exists (select from unit_version v where v.unit_id = h.unit_id and fold(v.name) = fold(h.display_name))
       ) as figures
     from unnest($1::uuid[], $2::int[], $3::text[]) as asked (body_id, year, of)`,
    [asked.map(({ bodyId }) => bodyId), asked.map(({ year }) => year), asked.map(({ of }) => of)],
  );
}
