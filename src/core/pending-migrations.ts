import { readdir } from 'node:fs/promises';
import type pg from 'pg';
import { pendingJobSchema } from './job-schema.js';

const FOLDER = new URL('../migrations/', import.meta.url);

/** 1795316400005-create-honourees.js → CreateHonourees1795316400005, the class name that TypeORM keeps. */
function migrationName(file: string): string {
  const [stamp = '', ...words] = file.replace(/\.js$/, '').split('-');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') + stamp;
}

/**
 * The names of migrations that the code knows and the database has not run, the oldest first, graphile-worker's last.
 * Needs only the restricted role, and no TypeORM: it runs at every start.
 */
export async function pendingMigrations(client: pg.Client): Promise<string[]> {
  const files = (await readdir(FOLDER)).filter((file) => /^\d+-.*\.js$/.test(file)).sort();
  const known = files.map(migrationName);
  const table = await client.query<{ found: boolean }>(`select to_regclass('public.migration') is not null as found`);
  const jobs = await pendingJobSchema(client);
  if (!table.rows[0]?.found) return [...known, ...jobs];
  const done = await client.query<{ name: string }>('select name from migration');
  return [...known.filter((name) => !done.rows.some((row) => row.name === name)), ...jobs];
}
