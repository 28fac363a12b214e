import type { MigrationInterface, QueryRunner } from 'typeorm';

// The published list of 2021 writes "Phường 06", that of 2025 "Phường 6", people either: what is searched has no zero.
const NUMBERS = `array(select regexp_replace(s, '^0+([0-9])', '\\1')
  from unnest(public.syllables(bare)) with ordinality as each (s, position) order by position)`;

const searchWith = (syllables: string): string => `
  create or replace function area_version_search() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  declare
    kinds constant text := '^(thành phố|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|phường|xã)\\s+';
    bare text := regexp_replace(new.name, kinds, '', 'i');
  begin
    new.kind_key := coalesce(public.fold((regexp_match(new.name, kinds, 'i'))[1]), '');
    new.name_syllables := ${syllables};
    new.name_folded := array_to_string(new.name_syllables, ' ');
    new.name_tones := public.tones(bare);
    return new;
  end $fn$;
  update area_version set name = name where name ~ '[[:space:]]0';
`;

export class SearchNumberedWards1795316400093 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(searchWith(NUMBERS));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(searchWith(`public.syllables(bare)`));
  }
}
