import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

// Who may read a row depends on whether its unit lies below a unit of the reader. Asked by walking down the tree this
// cost 3 ms a list for a province of 2,700 units, and grew with the tree; asked here it is one look into an index.
const TABLE = `
  create table unit_above (
    unit_id uuid not null references unit,
    above_id uuid not null references unit,
    valid daterange not null,
    primary key (unit_id, above_id, valid)
  );
  comment on table unit_above is 'Each unit with itself (for ever) and with every unit above it, through the days on which it is so. Kept by a trigger from unit_version alone.';
  create index unit_above_below on unit_above (above_id) include (unit_id, valid);
`;

// A unit that has ended stays where it stood last, so that somebody still reads what it left; one that has not begun
// stands where it will first.
const PLACE = `
  create view unit_place as
  select unit_id, superior_id,
         daterange(case when lag(lower(valid)) over life is null then null else lower(valid) end,
                   lead(lower(valid)) over life) as valid
  from unit_version window life as (partition by unit_id order by lower(valid));
  comment on view unit_place is 'Where each unit stands on every day: its versions, the first and the last without end, gaps filled by what was before.';
`;

// The lines of all that lies below a changed unit, on whatever day, are made anew. Writers of versions take turns: two
// that change one branch at once would each miss what the other has not committed; the lock stands in a statement of its
// own, so that the next one sees what the other has. A ring, which the service refuses, ends at height 20.
const FOLLOW = `
  create function unit_above_follow(changed uuid[]) returns void
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
  revoke execute on function unit_above_follow(uuid[]) from public;

  create function unit_version_written() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  begin
    if tg_op = 'INSERT' then
      perform public.unit_above_follow(array(select unit_id from after_it));
    elsif tg_op = 'DELETE' then
      perform public.unit_above_follow(array(select unit_id from before_it));
    else
      perform public.unit_above_follow(array(select unit_id from before_it union select unit_id from after_it));
    end if;
    return null;
  end $fn$;
  create trigger unit_version_inserted after insert on unit_version
    referencing new table as after_it for each statement execute function unit_version_written();
  create trigger unit_version_updated after update on unit_version
    referencing old table as before_it new table as after_it for each statement execute function unit_version_written();
  create trigger unit_version_deleted after delete on unit_version
    referencing old table as before_it for each statement execute function unit_version_written();
  select unit_above_follow(array(select id from unit));
`;

const BELOW = `
  create or replace function units_below(roots uuid[], day date) returns setof uuid
  language sql stable parallel safe rows 100 as $fn$
    select distinct unit_id from unit_above where above_id = any (roots) and valid @> day
  $fn$;
`;

const BELOW_BY_WALKING = `
  create or replace function units_below(roots uuid[], day date) returns setof uuid
  language sql stable parallel safe rows 100 as $fn$
    with recursive below as (
      select root as id from unnest(roots) root
      union
      select v.unit_id
      from below b
      join unit_version v on v.superior_id = b.id
      where not exists (
        select from unit_version o
        where o.unit_id = v.unit_id
          and case when lower(v.valid) <= day
                then lower(o.valid) > lower(v.valid) and lower(o.valid) <= day
                else lower(o.valid) < lower(v.valid) end)
    )
    select id from below
  $fn$;
`;

export class KeepWhatLiesBelow1795316400021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(PLACE);
    await runner.query(FOLLOW);
    await runner.query(BELOW);
    await grantToApp(runner, 'select on unit_above');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BELOW_BY_WALKING);
    await runner.query(`drop trigger unit_version_inserted on unit_version`);
    await runner.query(`drop trigger unit_version_updated on unit_version`);
    await runner.query(`drop trigger unit_version_deleted on unit_version`);
    await runner.query(`drop function unit_version_written()`);
    await runner.query(`drop function unit_above_follow(uuid[])`);
    await runner.query(`drop view unit_place`);
    await runner.query(`drop table unit_above`);
  }
}
