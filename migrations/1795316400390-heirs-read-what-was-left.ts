import type { MigrationInterface, QueryRunner } from 'typeorm';

// What a body leaves when it ends is read by who comes after it: the units that the succession of its end names, and
// who took over its dossiers by the plan. One table says who reads what, so it is said there, and every list, count,
// search and edge follows: from its end on a body stands below its heirs as well as where it stood last.
const HERITAGE = `
  create index reorganisation_taker_of on reorganisation_taker (unit_id);
  create index reorganisation_taker_to on reorganisation_taker (taker_id);

  create view unit_heritage as
  select e.unit_id, h.heir_id, daterange(h.effective_on, null) as valid,
         array_position(tiers, (select v.tier from unit_version v where v.unit_id = h.heir_id
           order by (v.valid @> h.effective_on) desc, lower(v.valid) desc limit 1)) <= array_position(tiers, e.tier) as carries
  from (values (array['CENTRAL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'GRASSROOTS'])) as t (tiers)
  cross join (select unit_id, max(upper(valid)) as ended, (array_agg(tier order by lower(valid) desc))[1] as tier
    from unit_version group by unit_id having not bool_or(upper_inf(valid))) e
  cross join lateral (
    select s.to_unit_id as heir_id, s.effective_on from unit_succession s
    where s.from_unit_id = e.unit_id and s.to_unit_id is not null and s.effective_on >= e.ended
    union
    select t.taker_id, r.effective_on from reorganisation_taker t join reorganisation r on r.id = t.reorganisation_id
    where t.unit_id = e.unit_id and r.effective_on >= e.ended) h;
  comment on view unit_heritage is 'Who comes after each unit that has ended, and from when on: not what was parted from it while it went on. It carries what lay below, too, unless the heir is of a lower tier: a commune is no heir of its district''s other communes.';

  create view unit_step_up as
  select p.unit_id, p.superior_id as above_id, p.valid, false as inherits, true as carries
  from unit_place p where p.superior_id is not null
  union all
  select h.unit_id, h.heir_id, h.valid, true, h.carries from unit_heritage h;
  comment on view unit_step_up is 'One step up from each unit: to its superior, and to its heirs.';
`;

// As before (021), but for the heirs; and what meets is one row, so that nothing lies below a unit twice on one day. A
// way passes each unit once: one that was merged and parted again comes by several.
const FOLLOW = `
  create or replace function unit_above_follow(changed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    affected uuid[];
  begin
    perform pg_advisory_xact_lock(7019308);
    with recursive below as (
      select unnest(changed) as id
      union
      select next.id from below b cross join lateral (
        select v.unit_id as id from public.unit_version v where v.superior_id = b.id
        union all
        select s.from_unit_id from public.unit_succession s where s.to_unit_id = b.id
        union all
        select t.unit_id from public.reorganisation_taker t where t.taker_id = b.id) next
    )
    select array_agg(id) into affected from below;
    delete from public.unit_above where unit_id = any (affected);
    insert into public.unit_above (unit_id, above_id, valid)
    with recursive up as (
      select s.unit_id, s.above_id, s.valid, s.inherits as own, array[s.unit_id, s.above_id] as way
      from public.unit_step_up s where s.unit_id = any (affected)
      union all
      select up.unit_id, s.above_id, up.valid * s.valid, up.own and s.inherits, up.way || s.above_id
      from up join lateral (select q.above_id, q.valid, q.inherits, q.carries
                            from public.unit_step_up q where q.unit_id = up.above_id) s
        on s.valid && up.valid and (s.carries or up.own) and s.above_id <> all (up.way)
      where cardinality(up.way) <= 20
    )
    select unit_id, above_id, unnest(range_agg(valid)) from up group by unit_id, above_id
    union all
    select id, id, '(,)'::daterange from unnest(affected) id
    on conflict do nothing;
  end $fn$;
`;

// Neither is ever changed or taken back.
const TRIGGERS = `
  create function unit_inherited() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  begin
    if tg_table_name = 'unit_succession' then
      perform public.unit_above_follow(array(select from_unit_id from after_it where to_unit_id is not null));
    else
      perform public.unit_above_follow(array(select unit_id from after_it));
    end if;
    return null;
  end $fn$;
  create trigger unit_succession_inserted after insert on unit_succession
    referencing new table as after_it for each statement execute function unit_inherited();
  create trigger reorganisation_taker_inserted after insert on reorganisation_taker
    referencing new table as after_it for each statement execute function unit_inherited();
`;

const SAID = `
  comment on table unit_above is 'Each unit with itself (for ever), with every unit above it and, once it has ended, with its heirs and those above them, through the days on which it is so. Kept by triggers from unit_version, unit_succession and reorganisation_taker alone.';
  comment on function units_below is 'The roots and all units whose chain of superiors leads to one of them on that day. A unit that has ended stays where it stood last and stands below its heirs, so that somebody still reads what it left; one that has not begun stands where it will first.';
`;

const FOLLOW_PLACES = `
  create or replace function unit_above_follow(changed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    affected uuid[];
  begin
    perform pg_advisory_xact_lock(7019308);
    with recursive below as (
      select unnest(changed) as id
      union
      select v.unit_id from below b join public.unit_version v on v.superior_id = b.id
    )
    select array_agg(id) into affected from below;
    delete from public.unit_above where unit_id = any (affected);
    insert into public.unit_above (unit_id, above_id, valid)
    with recursive up as (
      select p.unit_id, p.superior_id as above_id, p.valid, 1 as height
      from public.unit_place p where p.unit_id = any (affected) and p.superior_id is not null
      union all
      select up.unit_id, p.superior_id, up.valid * p.valid, up.height + 1
      from up join lateral (select q.superior_id, q.valid from public.unit_place q where q.unit_id = up.above_id) p
        on p.valid && up.valid
      where p.superior_id is not null and up.height < 20
    )
    select unit_id, above_id, valid from up
    union
    select id, id, '(,)'::daterange from unnest(affected) id
    on conflict do nothing;
  end $fn$;
`;

const SAID_BEFORE = `
  comment on table unit_above is 'Each unit with itself (for ever) and with every unit above it, through the days on which it is so. Kept by a trigger from unit_version alone.';
  comment on function units_below is 'The roots and all units whose chain of superiors leads to one of them on that day. A unit that has ended stays where it stood last, so that somebody still reads what it left; one that has not begun stands where it will first.';
`;

/** All of them: what is kept is worked out anew. */
const ANEW = `select unit_above_follow(array(select id from unit))`;

export class HeirsReadWhatWasLeft1795316400390 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HERITAGE);
    await runner.query(FOLLOW);
    await runner.query(TRIGGERS);
    await runner.query(SAID);
    await runner.query(ANEW);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger unit_succession_inserted on unit_succession`);
    await runner.query(`drop trigger reorganisation_taker_inserted on reorganisation_taker`);
    await runner.query(`drop function unit_inherited()`);
    await runner.query(FOLLOW_PLACES);
    await runner.query(`drop view unit_step_up`);
    await runner.query(`drop view unit_heritage`);
    await runner.query(`drop index reorganisation_taker_of`);
    await runner.query(`drop index reorganisation_taker_to`);
    await runner.query(SAID_BEFORE);
    await runner.query(ANEW);
  }
}
