import type { Transaction } from '../core/database.js';
import type { AreaLife, AreaLink, PastPlace } from './domain/area-past.js';

/** Every area with where it lay, in order of time. */
export function areaLives(tx: Transaction): Promise<AreaLife[]> {
  return tx.rows(
    `select area_id as id, (array_agg(tier order by lower(valid) desc))[1] as tier,
       jsonb_agg(jsonb_build_object('parentId', parent_id, 'from', lower(valid), 'to', upper(valid)) order by lower(valid)) as versions
     from area_version group by area_id`,
  );
}

/** Every step from one area into another. */
export function areaLinks(tx: Transaction): Promise<AreaLink[]> {
  return tx.rows(
    `select from_area_id as "fromId", to_area_id as "toId", effective_on as "effectiveOn", whole
     from area_succession where from_area_id is not null and to_area_id is not null`,
  );
}

/** Makes what is kept of the past of places the same as `places`; what is the same already is not written again. */
export async function keepAreaPast(tx: Transaction, places: readonly PastPlace[]): Promise<void> {
  const wanted = `unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::date[]) w (area_id, past_id, share, since, until)`;
  const values = [
    places.map(({ areaId }) => areaId),
    places.map(({ pastId }) => pastId),
    places.map(({ share }) => share),
    places.map(({ from }) => from),
    places.map(({ to }) => to),
  ];
  await tx.rows(
    `delete from area_past p where (p.area_id, p.past_id, p.share, p.valid) not in (
       select w.area_id, w.past_id, w.share, daterange(w.since, w.until) from ${wanted})`,
    values,
  );
  await tx.rows(
    `insert into area_past (area_id, past_id, share, valid)
     select w.area_id, w.past_id, w.share, daterange(w.since, w.until) from ${wanted} on conflict do nothing`,
    values,
  );
}
