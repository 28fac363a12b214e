import type { MigrationInterface, QueryRunner } from 'typeorm';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// The first start writes 15,000 versions of areas and 63,000 rows of their past, and somebody waits for it.

// What is worked out of areas names no others, and no area is ever deleted: two look-ups for each row told nothing.
const KEYS = ['area_id', 'past_id'].map((column) => ({ column, name: `area_past_${column}_fkey` }));

// The kind is what was cut off; few names hold a number.
const SEARCH: readonly Patch[] = [
  [
    `new.kind_key := coalesce(public.fold((regexp_match(new.name, kinds, 'i'))[1]), '');`,
    `new.kind_key := array_to_string(public.syllables(left(new.name, length(new.name) - length(bare))), ' ');`,
  ],
  [
    `new.name_syllables := array(`,
    `new.name_syllables := case when bare !~ '0' then public.syllables(bare) else array(`,
  ],
  [`order by position);`, `order by position) end;`],
];

// A syllable has one tone: one pattern moves it to the end of each, where a query for each syllable did.
const MARKS = `[\\0300\\0301\\0303\\0309\\0323]`;
const tonesBy = (body: string): string => `
  create or replace function tones(value text) returns text
  language sql immutable parallel safe strict
  return ${body}`;
const BY_PATTERN = `regexp_replace(
  regexp_replace(normalize(lower(normalize(value, nfc)), nfd), U&'(${MARKS})([^[:space:]]+)', '\\2\\1', 'g'),
  '[[:space:]]+', ' ', 'g')`;
const BY_SYLLABLE = `(
  select string_agg(
    regexp_replace(syllable, U&'${MARKS}', '', 'g')
      || coalesce((regexp_match(syllable, U&'${MARKS}'))[1], ''), ' ' order by position)
  from regexp_split_to_table(normalize(lower(normalize(value, nfc)), nfd), '[[:space:]]+') with ordinality s (syllable, position))`;

export class LoadAreasCheaper1795316400460 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const { name } of KEYS) await runner.query(`alter table area_past drop constraint ${name}`);
    await patchFunction(runner, 'area_version_search()', SEARCH);
    await runner.query(tonesBy(BY_PATTERN));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(tonesBy(BY_SYLLABLE));
    await patchFunction(runner, 'area_version_search()', reversed(SEARCH));
    for (const { column, name } of KEYS) {
      await runner.query(`alter table area_past add constraint ${name} foreign key (${column}) references area`);
    }
  }
}
