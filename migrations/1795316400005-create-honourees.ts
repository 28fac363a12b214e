import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const HONOUREES = `
  create table honouree (
    id uuid primary key default uuidv7(),
    kind text not null check (kind in ('INDIVIDUAL', 'COLLECTIVE', 'HOUSEHOLD')),
    display_name text not null check (length(display_name) between 1 and 300),
    aliases text[] not null default '{}',
    birth_year smallint check (birth_year between 1800 and 2200),
    death_year smallint check (death_year between 1800 and 2200),
    gender text check (gender in ('FEMALE', 'MALE', 'OTHER')),
    hometown_id uuid references area,
    unit_id uuid references unit,
    area_id uuid references area,
    head_of_household text,
    registered_by_id uuid not null references unit,
    created_at timestamptz not null,
    name_syllables text[] not null,
    constraint honouree_individual check (kind = 'INDIVIDUAL' or (birth_year is null and death_year is null and gender is null)),
    constraint honouree_household check (kind = 'HOUSEHOLD' or head_of_household is null)
  );
  comment on table honouree is 'A person, a collective or a household that may be honoured. What a decision printed is kept on the award.';
  comment on column honouree.registered_by_id is 'The unit that made the record; with unit_id it decides who reads it.';
  create index honouree_name on honouree using gin (name_syllables);
  create index honouree_registered_by on honouree (registered_by_id, id desc);
  create index honouree_unit on honouree (unit_id, id desc);
  create index honouree_area on honouree (area_id, id desc);

  create function honouree_syllables() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    new.name_syllables := public.syllables(concat_ws(' ', new.display_name, new.head_of_household, array_to_string(new.aliases, ' ')));
    return new;
  end $fn$;
  create trigger honouree_syllables before insert or update on honouree for each row execute function honouree_syllables();
`;

export class CreateHonourees1795316400005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HONOUREES);
    await grantToApp(runner, 'select, insert, update on honouree');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table honouree`);
    await runner.query(`drop function honouree_syllables()`);
  }
}
