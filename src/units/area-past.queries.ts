import type { Transaction } from '../core/database.js';
import type { AreaLife, AreaLink, PastPlace } from './domain/area-past.js';

/** All that has to do with these areas: what contained them or lay in them on any day, what went into them or they into. */
export async function areasTogether(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `with recursive related as (
       select unnest($1::uuid[]) as id
       union
       select next.id from related r cross join lateral (
         select v.parent_id as id from area_version v where v.area_id = r.id and v.parent_id is not null
         union all select v.area_id from area_version v where v.parent_id = r.id
         union all select s.to_area_id from area_succession s where s.from_area_id = r.id and s.to_area_id is not null
         union all select s.from_area_id from area_succession s where s.to_area_id = r.id and s.from_area_id is not null
       ) next
     ) select id from related`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** Every area, or each of these, with where it lay, in order of time. */
export function areaLives(tx: Transaction, ids: readonly string[] | null): Promise<AreaLife[]> {
  return tx.rows(
    `select area_id as id, (array_agg(tier order by lower(valid) desc))[1] as tier,
       jsonb_agg(jsonb_build_object('parentId', parent_id, 'from', lower(valid), 'to', upper(valid)) order by lower(valid)) as versions
     from area_version ${ids ? 'where area_id = any ($1::uuid[])' : ''} group by area_id`,
    ids ? [ids] : [],
  );
}

/** Every step from one area, or from one of these, into another. */
export function areaLinks(tx: Transaction, ids: readonly string[] | null): Promise<AreaLink[]> {
  return tx.rows(
    `select from_area_id as "fromId", to_area_id as "toId", effective_on as "effectiveOn", whole
     from area_succession where from_area_id is not null and to_area_id is not null
       ${ids ? 'and from_area_id = any ($1::uuid[])' : ''}`,
    ids ? [ids] : [],
  );
}

/** Makes what is kept of the past of places, or of these, the same as `places`; what is the same is not written again. */
export async function keepAreaPast(
  tx: Transaction,
  places: readonly PastPlace[],
  ids: readonly string[] | null,
): Promise<void> {
  const wanted = `unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::date[]) w (area_id, past_id, share, since, until)`;
  const values = [
    places.map(({ areaId }) => areaId),
    places.map(({ pastId }) => pastId),
    places.map(({ share }) => share),
    places.map(({ from }) => from),
    places.map(({ to }) => to),
  ];
  // Before the first load there is nothing to compare 63,000 places with.
  if (await hasAreaPast(tx)) {
    await tx.rows(
      `delete from area_past p where ${ids ? 'p.area_id = any ($6::uuid[]) and ' : ''} not exists (
         select from ${wanted}
         where w.area_id = p.area_id and w.past_id = p.past_id and w.share = p.share and daterange(w.since, w.until) = p.valid)`,
      ids ? [...values, ids] : values,
    );
  }
  await tx.rows(
    `insert into area_past (area_id, past_id, share, valid)
     select w.area_id, w.past_id, w.share, daterange(w.since, w.until) from ${wanted} on conflict do nothing`,
    values,
  );
}

/** Whether today's places have been joined with their past. */
export async function hasAreaPast(tx: Transaction): Promise<boolean> {
  const [row] = await tx.rows<{ any: boolean }>(`select exists (select from area_past) as any`);
  return row?.any ?? false;
}
