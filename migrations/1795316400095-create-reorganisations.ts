import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const TABLES = `
  create table reorganisation (
    id uuid primary key default uuidv7(),
    effective_on date not null,
    legal_basis text not null check (length(legal_basis) between 1 and 500),
    changes jsonb not null,
    units uuid[] not null,
    state text not null check (state in ('PLANNED', 'APPLIED', 'CANCELLED', 'FAILED')),
    planned_by_id uuid not null references account,
    planned_at timestamptz not null,
    applied_at timestamptz,
    ended_at timestamptz,
    note text,
    check ((state = 'APPLIED') = (applied_at is not null)),
    check ((state in ('CANCELLED', 'FAILED')) = (ended_at is not null))
  );
  comment on table reorganisation is 'A plan (phương án sắp xếp) by a legal act: which bodies merge, split, end or move on a day, and who takes over what they leave.';
  comment on column reorganisation.units is 'The units that the plan names: two plans that wait may not share one.';
  comment on column reorganisation.note is 'Why it could not be applied on its day.';
  create index reorganisation_waiting on reorganisation (effective_on) where state = 'PLANNED';
  create index reorganisation_page on reorganisation (effective_on desc, id desc);

  create table unit_succession (
    id uuid primary key default uuidv7(),
    from_unit_id uuid not null references unit,
    to_unit_id uuid references unit check (to_unit_id <> from_unit_id),
    kind text not null check (kind in ('MERGED', 'SPLIT', 'PARTIAL', 'CONVERTED', 'DISSOLVED', 'TRANSFERRED')),
    effective_on date not null,
    legal_basis text not null check (length(legal_basis) between 1 and 500),
    reorganisation_id uuid references reorganisation,
    check ((to_unit_id is null) = (kind = 'DISSOLVED')),
    constraint unit_succession_once unique nulls not distinct (from_unit_id, to_unit_id, effective_on)
  );
  comment on table unit_succession is 'What became of a unit: many to many. Null: it was dissolved without a successor.';
  create index unit_succession_to on unit_succession (to_unit_id);

  create table reorganisation_taker (
    reorganisation_id uuid not null references reorganisation,
    unit_id uuid not null references unit,
    taker_id uuid not null references unit check (taker_id <> unit_id),
    primary key (reorganisation_id, unit_id)
  );
  comment on table reorganisation_taker is 'Who takes over the dossiers and models of each body that an applied plan has ended.';
`;

// A plan says only once what becomes of it; and only a body that has ended hands over, to one that lives.
const GUARDS = `
  create function reorganisation_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if old.state <> 'PLANNED' or (to_jsonb(new) - array['state', 'applied_at', 'ended_at', 'note'])
       <> (to_jsonb(old) - array['state', 'applied_at', 'ended_at', 'note']) then
      raise exception 'a plan does not change' using errcode = 'SV130',
        detail = '{"code":"WRONG_STATE","key":"reorganisation.wrongState"}';
    end if;
    return new;
  end $fn$;
  create trigger reorganisation_guard before update on reorganisation
    for each row execute function reorganisation_guard();

  create function reorganisation_taker_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if exists (
      select from taken t
      left join public.reorganisation r on r.id = t.reorganisation_id and r.state = 'APPLIED'
      where r.id is null
        or exists (select from public.unit_version v where v.unit_id = t.unit_id and v.valid && daterange(r.effective_on, null))
        or not exists (select from public.unit_version v where v.unit_id = t.taker_id and v.valid @> r.effective_on))
    then
      raise exception 'an ended body hands over to a living one' using errcode = 'SV130',
        detail = '{"code":"WRONG_STATE","key":"reorganisation.wrongState"}';
    end if;
    return null;
  end $fn$;
  create trigger reorganisation_taker_guard after insert on reorganisation_taker
    referencing new table as taken for each statement execute function reorganisation_taker_guard();
`;

export class CreateReorganisations1795316400095 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GUARDS);
    await grantToApp(
      runner,
      'select, insert on reorganisation, unit_succession, reorganisation_taker',
      'update (state, applied_at, ended_at, note) on reorganisation',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table reorganisation_taker, unit_succession, reorganisation`);
    await runner.query(`drop function reorganisation_guard()`);
    await runner.query(`drop function reorganisation_taker_guard()`);
  }
}
