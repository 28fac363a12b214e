import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

// What is true of a day (valid) and when the registry knew it: a load that knows better puts the former words aside, with
// the instant from which they no longer were what the registry says. Nothing is lost and nothing changes in silence.
const TABLES = `
  create table area_load (
    id uuid primary key default uuidv7(),
    at timestamptz not null,
    until date,
    data_sha256 text not null check (data_sha256 ~ '^[0-9a-f]{64}$'),
    summary jsonb not null
  );
  comment on table area_load is 'A load of published administrative units that changed something. until: as known on that day; null: all.';

  alter table area_version add column load_id uuid references area_load;
  comment on column area_version.load_id is 'The load that wrote it; null: a plan, or a load of before loads were kept.';
  create index area_version_by_load on area_version (load_id) where load_id is not null;
  alter table area_succession add column load_id uuid references area_load;
  create index area_succession_by_load on area_succession (load_id) where load_id is not null;

  create table area_version_superseded (
    id uuid primary key default uuidv7(),
    area_id uuid not null references area,
    valid daterange not null check (not isempty(valid)),
    code text not null,
    name text not null,
    kind text not null,
    tier text not null,
    parent_id uuid references area,
    load_id uuid references area_load,
    superseded_at timestamptz not null,
    superseded_by_id uuid not null references area_load
  );
  comment on table area_version_superseded is 'What the registry said of an area until a load knew better. Append only.';
  create index area_version_superseded_of on area_version_superseded (area_id, lower(valid));

  create table area_succession_superseded (
    id uuid primary key default uuidv7(),
    from_area_id uuid references area,
    to_area_id uuid references area,
    kind text not null,
    effective_on date not null,
    legal_basis text,
    whole boolean not null,
    is_primary boolean not null,
    evidence text not null,
    load_id uuid references area_load,
    superseded_at timestamptz not null,
    superseded_by_id uuid not null references area_load
  );
  comment on table area_succession_superseded is 'What the registry said that areas became until a load knew better. Append only.';
`;

// The only way to take a version or succession away: into the table of what was known. What a plan wrote stays.
const FUNCTIONS = `
  create function area_versions_supersede(load uuid, areas uuid[], starts date[]) returns integer
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    by_load public.area_load;
    moved integer;
  begin
    select * into strict by_load from public.area_load l where l.id = load;
    with gone as (
      delete from public.area_version v using unnest(areas, starts) as w (area_id, start)
      where v.area_id = w.area_id and lower(v.valid) = w.start and v.reorganisation_id is null
      returning v.*
    )
    insert into public.area_version_superseded (area_id, valid, code, name, kind, tier, parent_id, load_id, superseded_at, superseded_by_id)
    select area_id, valid, code, name, kind, tier, parent_id, load_id, by_load.at, load from gone;
    get diagnostics moved = row_count;
    return moved;
  end $fn$;

  create function area_successions_supersede(load uuid, ids uuid[]) returns integer
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    by_load public.area_load;
    moved integer;
  begin
    select * into strict by_load from public.area_load l where l.id = load;
    with gone as (
      delete from public.area_succession s where s.id = any (ids) and s.reorganisation_id is null returning s.*
    )
    insert into public.area_succession_superseded (id, from_area_id, to_area_id, kind, effective_on, legal_basis, whole, is_primary,
      evidence, load_id, superseded_at, superseded_by_id)
    select id, from_area_id, to_area_id, kind, effective_on, legal_basis, whole, is_primary, evidence, load_id, by_load.at, load
    from gone;
    get diagnostics moved = row_count;
    return moved;
  end $fn$;
  revoke execute on function area_versions_supersede(uuid, uuid[], date[]), area_successions_supersede(uuid, uuid[]) from public;
`;

export class KeepWhatWasKnownOfAreas1795316400161 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(FUNCTIONS);
    await grantToApp(
      runner,
      'select, insert on area_load',
      'select on area_version_superseded, area_succession_superseded',
      'execute on function area_versions_supersede(uuid, uuid[], date[]), area_successions_supersede(uuid, uuid[])',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function area_versions_supersede(uuid, uuid[], date[])`);
    await runner.query(`drop function area_successions_supersede(uuid, uuid[])`);
    await runner.query(`drop table area_succession_superseded, area_version_superseded`);
    await runner.query(`alter table area_succession drop column load_id`);
    await runner.query(`alter table area_version drop column load_id`);
    await runner.query(`drop table area_load`);
  }
}
