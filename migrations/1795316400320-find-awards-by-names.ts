import type { MigrationInterface, QueryRunner } from 'typeorm';
import { anchor } from './support/cover-rows.js';
import { grantToApp } from './support/grant-to-app.js';

// Names repeat: two million awards have some fifty thousand. A name is looked for among these, and the awards of each lie
// side by side, by day, in an index that knows what counts and totals ask: a page of it holds thirty awards, where each
// award was a page of the table. It stands for two that were there, of syllables and of whole names.
const NAMES = `
  create table findable_name (
    id int generated always as identity primary key,
    name_folded text not null,
    syllables text[] not null
  );
  comment on table findable_name is 'Every name of the ledger, with the syllables by which awards of it are found. Two that are entered at once may stand twice; nobody waits for that, and both are found.';
  comment on column findable_name.name_folded is 'As award.name_folded: the name as awarded.';
  comment on column findable_name.syllables is 'As award.name_syllables: of all names of the record, too.';
  insert into findable_name (name_folded, syllables) select distinct name_folded, name_syllables from award;
  create index findable_name_whole on findable_name (name_folded);
  create index findable_name_same on findable_name using hash (syllables);
  -- New names are few, and a search reads what waits to be entered.
  create index findable_name_with on findable_name using gin (syllables) with (fastupdate = off);
  analyze findable_name;
`;

// Written with all its rows at once, not row by row beside them: its type changes from itself to itself. The indexes of
// the table, which are made anew by that, have memory to be sorted in.
const FILL = `
  create function award_name_id(folded text, names text[]) returns int language plpgsql stable as $fn$
  begin
    return (select f.id from public.findable_name f where f.syllables = names and f.name_folded = folded limit 1);
  end $fn$;
  set local maintenance_work_mem = '256MB';
  drop index award_name, award_name_whole;
  alter table award add column names_id int;
  alter table award alter column names_id type int using award_name_id(name_folded, name_syllables);
  alter table award alter column names_id set not null,
    add constraint award_unit_ids_few check (cardinality(unit_ids) <= 5);
  drop function award_name_id(text, text[]);
  comment on column award.names_id is 'The row of findable_name with the same name_folded and name_syllables. No foreign key: these rows never go, and each award would lock the row of a name that many have.';
  create index award_named on award (names_id, decided_on desc, id desc)
    include (unit_ids, route_unit_ids, status, kind, merit_kind, issuer_tier, award_type_id, issued_by_id, origin, decided_from,
      decision_id);
`;

const FOLLOW = `
  create function award_names_follow() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  begin
    select f.id into new.names_id from public.findable_name f
    where f.syllables = new.name_syllables and f.name_folded = new.name_folded limit 1;
    if not found then
      insert into public.findable_name (name_folded, syllables) values (new.name_folded, new.name_syllables)
      returning id into new.names_id;
    end if;
    return new;
  end $fn$;
  revoke execute on function award_names_follow() from public;
  -- After award_zz_search, which makes the syllables.
  create trigger award_zzz_names before insert or update of name_syllables on award
    for each row execute function award_names_follow();
`;

/** The audit's chain covers the rows of awards with all their columns. */
async function anchorAwards(runner: QueryRunner): Promise<void> {
  await runner.query(`set local timezone = 'UTC'`);
  await anchor(runner, 'award', ['id']);
}

export class FindAwardsByNames1795316400320 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [NAMES, FILL, FOLLOW]) await runner.query(part);
    await grantToApp(runner, 'select on findable_name');
    await anchorAwards(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger award_zzz_names on award`);
    await runner.query(`drop function award_names_follow()`);
    await runner.query(`alter table award drop constraint award_unit_ids_few, drop column names_id`);
    await runner.query(`drop table findable_name`);
    await runner.query(`create index award_name on award using gin (name_syllables)`);
    await runner.query(`create index award_name_whole on award (name_folded, decided_on desc, id desc)`);
    await anchorAwards(runner);
  }
}
