import type { MigrationInterface, QueryRunner } from 'typeorm';
import { loadTrigrams } from './support/load-trigrams.js';

// Names repeat: among millions of awards there are far fewer of them, and near spellings are looked for among these.
const TABLE = `
  create table honoured_name (name_folded text not null);
  comment on table honoured_name is 'Every folded name of the ledger. Two that are entered at once may stand twice; nobody waits for that.';
  insert into honoured_name select distinct name_folded from award;
  create index honoured_name_whole on honoured_name (name_folded);
  create index honoured_name_misspelled on honoured_name using gin (name_folded gin_trgm_ops);

  create function honoured_name_follow() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  begin
    insert into public.honoured_name
    select distinct e.name_folded from entered e
    where not exists (select from public.honoured_name n where n.name_folded = e.name_folded);
    return null;
  end $fn$;
  revoke execute on function honoured_name_follow() from public;
  create trigger honoured_name_follow after insert on award
    referencing new table as entered for each statement execute function honoured_name_follow();
`;

const FIND = `
  drop function honours_spelt_like(text);
  drop index award_misspelled;
  create function names_spelt_like(asked text) returns setof text
  language sql stable parallel safe security definer rows 50
  set pg_trgm.similarity_threshold = 0.6 set search_path = pg_catalog, public as $fn$
    select distinct n.name_folded from public.honoured_name n where n.name_folded operator(public.%) asked
  $fn$;
`;

const FIND_ALL = `
  drop function names_spelt_like(text);
  create index award_misspelled on award using gin (name_folded gin_trgm_ops);
  create function honours_spelt_like(asked text) returns setof uuid language sql stable parallel safe rows 500
  set pg_trgm.similarity_threshold = 0.6 as $fn$
    select a.id from public.award a where a.name_folded operator(public.%) asked
  $fn$;
`;

export class KeepHonouredNames1795316400084 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await loadTrigrams(runner);
    await runner.query(TABLE);
    await runner.query(FIND);
  }

  async down(runner: QueryRunner): Promise<void> {
    await loadTrigrams(runner);
    await runner.query(FIND_ALL);
    await runner.query(`drop trigger honoured_name_follow on award`);
    await runner.query(`drop function honoured_name_follow()`);
    await runner.query(`drop table honoured_name`);
  }
}
