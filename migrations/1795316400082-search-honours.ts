import type { MigrationInterface, QueryRunner } from 'typeorm';
import { loadTrigrams } from './support/load-trigrams.js';

// The order of the Vietnamese alphabet, syllable by syllable, the tone after the letters: ă after a, đ after d, ơ after ô;
// no tone, huyền, hỏi, ngã, sắc, nặng. What is written is compared byte by byte (ICU of these binaries moves with them).
const SORT_KEY = `
  create function vietnamese_key(syllable text) returns text
  language sql immutable parallel safe strict
  return (
    select regexp_replace(
        replace(replace(replace(replace(replace(replace(replace(
          regexp_replace(s, U&'[\\0300\\0309\\0303\\0301\\0323]', '', 'g'),
          U&'a\\0306', 'aB'), U&'a\\0302', 'aC'), U&'e\\0302', 'eB'), U&'o\\0302', 'oB'), U&'o\\031B', 'oC'), U&'u\\031B', 'uB'),
          'đ', 'dB'),
        '([a-z])(?![BC])', '\\1A', 'g') || '!'
      || coalesce(position((regexp_match(s, U&'[\\0300\\0309\\0303\\0301\\0323]'))[1] in U&'\\0300\\0309\\0303\\0301\\0323'), 0)
    from (select normalize(lower(normalize(syllable, nfc)), nfd) as s) d);

  create function honour_sort_key(name text, kind text) returns text
  language sql immutable parallel safe strict
  return (
    select string_agg(vietnamese_key(syllable), ' ' order by (kind = 'INDIVIDUAL' and position = count) desc, position)
    from (select syllable, position, count(*) over () as count
          from regexp_split_to_table(btrim(name), '[[:space:]]+') with ordinality s (syllable, position)) words);
  comment on function honour_sort_key is 'By which honours are listed: of individuals the given name (the last syllable) first.';
`;

const COLUMNS = `
  alter table award
    add column name_folded text not null default '',
    add column sort_key text not null default '' collate "C",
    add column unit_ids uuid[] not null default '{}',
    add column route_unit_ids uuid[] not null default '{}';
  comment on column award.name_syllables is 'Of the name as awarded and of all names of the honouree''s record.';
  comment on column award.name_folded is 'The name as awarded, folded, one blank between syllables.';
  comment on column award.unit_ids is 'Whoever reads one of these units, or what lies above it, reads the award: of the honouree, the issuer, the proposer, the recorder.';
  comment on column award.route_unit_ids is 'The units of the route: exactly they read it.';
`;

const FILL = `
  create function award_names(name text, honouree uuid) returns text[] language sql stable parallel safe as $fn$
    select public.syllables(concat_ws(' ', name, h.display_name, h.head_of_household, array_to_string(h.aliases, ' ')))
    from public.honouree h where h.id = honouree
  $fn$;

  create or replace function award_syllables() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    new.name_syllables := coalesce(public.award_names(new.name_as_awarded, new.honouree_id), '{}');
    new.name_folded := array_to_string(public.syllables(new.name_as_awarded), ' ');
    new.sort_key := public.honour_sort_key(new.name_as_awarded, new.kind);
    new.unit_ids := array(select distinct u from unnest(array[new.issued_by_id, new.recorded_for_id,
      (select h.registered_by_id from public.honouree h where h.id = new.honouree_id),
      (select h.unit_id from public.honouree h where h.id = new.honouree_id),
      (select n.proposed_by_id from public.nomination n where n.id = new.nomination_id)]) u where u is not null);
    new.route_unit_ids := array(select distinct s.unit_id from public.nomination_step s where s.nomination_id = new.nomination_id);
    return new;
  end $fn$;
  drop trigger award_syllables on award;
  create trigger award_zz_search before insert on award for each row execute function award_syllables();

  -- The record of an honouree may be corrected and may move; who is found by it, and by whom, follows.
  create function honouree_awards_follow() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  begin
    update public.award a set
      name_syllables = public.award_names(a.name_as_awarded, a.honouree_id),
      unit_ids = array(select distinct u from unnest(array[a.issued_by_id, a.recorded_for_id, new.registered_by_id, new.unit_id,
        (select n.proposed_by_id from public.nomination n where n.id = a.nomination_id)]) u where u is not null)
    where a.honouree_id = new.id;
    return null;
  end $fn$;
  revoke execute on function honouree_awards_follow() from public;
  create trigger honouree_awards_follow after update of display_name, head_of_household, aliases, unit_id, registered_by_id
    on honouree for each row execute function honouree_awards_follow();

  -- Names that are nearly so; the threshold holds inside alone.
  create function honours_spelt_like(asked text) returns setof uuid language sql stable parallel safe rows 500
  set pg_trgm.similarity_threshold = 0.6 as $fn$
    select a.id from public.award a where a.name_folded operator(public.%) asked
  $fn$;
`;

/** The guard of the ledger with other columns that may follow. */
const guard = (from: string, to: string): string =>
  `do $do$ begin execute replace(pg_get_functiondef('award_guard'::regproc), $x$${from}$x$, $x$${to}$x$); end $do$`;
const FOLLOWS = `'status', 'flagged', 'name_syllables'`;

const BACKFILL = `
  alter table award disable trigger award_guard;
  update award a set
    name_syllables = award_names(a.name_as_awarded, a.honouree_id),
    name_folded = array_to_string(syllables(a.name_as_awarded), ' '),
    sort_key = honour_sort_key(a.name_as_awarded, a.kind),
    unit_ids = array(select distinct u from unnest(array[a.issued_by_id, a.recorded_for_id,
      (select h.registered_by_id from honouree h where h.id = a.honouree_id),
      (select h.unit_id from honouree h where h.id = a.honouree_id),
      (select n.proposed_by_id from nomination n where n.id = a.nomination_id)]) u where u is not null),
    route_unit_ids = array(select distinct s.unit_id from nomination_step s where s.nomination_id = a.nomination_id);
  alter table award enable trigger award_guard;
  alter table award alter column name_folded drop default, alter column sort_key drop default,
    alter column unit_ids drop default, alter column route_unit_ids drop default;
`;

const INDEXES = `
  create index award_name_whole on award (name_folded, decided_on desc, id desc);
  create index award_misspelled on award using gin (name_folded gin_trgm_ops);
  create index award_sorted on award (sort_key, id);
  create index award_units on award using gin (unit_ids);
  create index award_route_units on award using gin (route_unit_ids);
`;

export class SearchHonours1795316400082 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await loadTrigrams(runner);
    for (const part of [SORT_KEY, COLUMNS, FILL, guard(FOLLOWS, `${FOLLOWS}, 'unit_ids'`), BACKFILL, INDEXES]) {
      await runner.query(part);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(guard(`${FOLLOWS}, 'unit_ids'`, FOLLOWS));
    await runner.query(`drop trigger honouree_awards_follow on honouree`);
    await runner.query(`drop trigger award_zz_search on award`);
    await runner.query(`drop function honouree_awards_follow(), honours_spelt_like(text)`);
    await runner.query(
      `alter table award drop column name_folded, drop column sort_key, drop column unit_ids, drop column route_unit_ids`,
    );
    await runner.query(`
      create or replace function award_syllables() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
      begin
        new.name_syllables := public.syllables(new.name_as_awarded);
        return new;
      end $fn$;
      create trigger award_syllables before insert on award for each row execute function award_syllables();
      comment on column award.name_syllables is null`);
    await runner.query(`drop function award_names(text, uuid), honour_sort_key(text, text), vietnamese_key(text)`);
  }
}
