import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp, revokeFromApp } from './support/grant-to-app.js';

export class CreateTextFunctions1795316400001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create extension if not exists unaccent with schema public`);
    await runner.query(`create extension if not exists pg_trgm with schema public`);
    await runner.query(`create extension if not exists btree_gist with schema public`);
    await runner.query(`revoke create on schema public from public`);
    await grantToApp(runner, 'usage on schema public', 'select on migration');
    // The twin of src/core/fold.ts; a test holds them together.
    await runner.query(`
      create function fold(value text) returns text
      language sql immutable parallel safe strict
      return replace(lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, nfc))), 'y', 'i')`);
    await runner.query(`
      create function syllables(value text) returns text[]
      language sql immutable parallel safe strict
      return array_remove(regexp_split_to_array(fold(value), '[^a-z0-9]+'), '')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function syllables(text)`);
    await runner.query(`drop function fold(text)`);
    await runner.query(`drop extension btree_gist`);
    await runner.query(`drop extension pg_trgm`);
    await runner.query(`drop extension unaccent`);
    await revokeFromApp(runner, 'usage on schema public', 'select on migration');
  }
}
