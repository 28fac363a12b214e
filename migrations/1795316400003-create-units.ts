import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

// Nothing is renamed in place: what changes lives in versions, each with its period. A parent or superior must live
// through the whole of its child's period (temporal foreign keys, checked at commit so that both can change at once).
const AREAS = `
  create table area (id uuid primary key default uuidv7());
  comment on table area is 'An administrative unit (đơn vị hành chính). Its identity is ours: official codes are taken over by other units.';

  create table area_version (
    area_id uuid not null references area,
    valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
    code text not null check (code ~ '^[0-9]{2,5}$'),
    name text not null,
    kind text not null,
    tier text not null check (tier in ('PROVINCE', 'DISTRICT', 'COMMUNE')),
    parent_id uuid,
    primary key (area_id, valid without overlaps),
    constraint area_version_code_key unique (code, valid without overlaps),
    constraint area_version_parent foreign key (parent_id, period valid)
      references area_version (area_id, period valid) deferrable initially deferred,
    check ((tier = 'PROVINCE') = (parent_id is null))
  );
  create index area_version_by_day on area_version (area_id, lower(valid));
  create index area_version_children on area_version (parent_id, lower(valid));
`;

const UNITS = `
  create table unit (
    id uuid primary key default uuidv7(),
    code text not null constraint unit_code_key unique check (code ~ '^[A-Z0-9][A-Z0-9._-]{0,59}$'),
    line text not null check (line in ('STATE', 'PARTY', 'FRONT', 'OTHER')),
    is_body boolean not null,
    external boolean not null default false
  );
  comment on table unit is 'A body or other organisation of one line; what changes about it stands in unit_version.';

  create table unit_version (
    unit_id uuid not null references unit,
    valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
    name text not null,
    tier text not null check (tier in ('CENTRAL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'GRASSROOTS')),
    area_id uuid references area,
    superior_id uuid check (superior_id <> unit_id),
    primary key (unit_id, valid without overlaps),
    constraint unit_version_superior foreign key (superior_id, period valid)
      references unit_version (unit_id, period valid) deferrable initially deferred
  );
  create index unit_version_by_day on unit_version (unit_id, lower(valid));
  create index unit_version_children on unit_version (superior_id, lower(valid));

  create function units_below(roots uuid[], day date) returns setof uuid
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
  comment on function units_below is 'The roots and all units whose chain of superiors leads to one of them on that day. A unit that has ended stays where it stood last, so that somebody still reads what it left; one that has not begun stands where it will first.';
`;

export class CreateUnits1795316400003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AREAS);
    await runner.query(UNITS);
    await grantToApp(runner, 'select, insert on area, unit', 'select, insert, update on area_version, unit_version');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function units_below(uuid[], date)`);
    await runner.query(`drop table unit_version, unit, area_version, area`);
  }
}
