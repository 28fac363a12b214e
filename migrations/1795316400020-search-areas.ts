import type { MigrationInterface, QueryRunner } from 'typeorm';

// What is searched is computed once, when a version is written.
const COLUMNS = `
  alter table area_version
    add column kind_key text not null default '',
    add column name_folded text not null default '',
    add column name_syllables text[] not null default '{}',
    add column name_tones text not null default '';
  comment on column area_version.kind_key is 'The kind word at the beginning of the name, folded: "thanh pho", "xa" …';
  comment on column area_version.name_folded is 'The name without its kind, folded, one blank between syllables.';
  comment on column area_version.name_tones is 'The name without its kind with the tone of each syllable behind it, so that hòa = hoà.';
`;

const FUNCTIONS = `
  create function tones(value text) returns text
  language sql immutable parallel safe strict
  return (
    select string_agg(
      regexp_replace(syllable, U&'[\\0300\\0301\\0303\\0309\\0323]', '', 'g')
        || coalesce((regexp_match(syllable, U&'[\\0300\\0301\\0303\\0309\\0323]'))[1], ''), ' ' order by position)
    from regexp_split_to_table(normalize(lower(normalize(value, nfc)), nfd), '[[:space:]]+') with ordinality s (syllable, position));
  comment on function tones is 'Lower case, decomposed, the tone mark of each syllable moved behind it: where it is written does not matter.';

  create function area_version_search() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  declare
    kinds constant text := '^(thành phố|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|phường|xã)\\s+';
    bare text := regexp_replace(new.name, kinds, '', 'i');
  begin
    new.kind_key := coalesce(public.fold((regexp_match(new.name, kinds, 'i'))[1]), '');
    new.name_syllables := public.syllables(bare);
    new.name_folded := array_to_string(new.name_syllables, ' ');
    new.name_tones := public.tones(bare);
    return new;
  end $fn$;
  create trigger area_version_search before insert or update of name on area_version
    for each row execute function area_version_search();
  update area_version set name = name;
`;

const INDEXES = `
  create index area_version_name on area_version (name_folded text_pattern_ops);
  create index area_version_syllables on area_version using gin (name_syllables);
  create index area_version_misspelled on area_version using gin (name_folded gin_trgm_ops);
`;

export class SearchAreas1795316400020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(FUNCTIONS);
    await runner.query(INDEXES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index area_version_misspelled, area_version_syllables, area_version_name`);
    await runner.query(`drop trigger area_version_search on area_version`);
    await runner.query(`drop function area_version_search()`);
    await runner.query(`drop function tones(text)`);
    await runner.query(
      `alter table area_version drop column kind_key, drop column name_folded, drop column name_syllables, drop column name_tones`,
    );
  }
}
