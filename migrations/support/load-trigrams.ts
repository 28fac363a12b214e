import type { QueryRunner } from 'typeorm';

/**
 * Only a session that has used pg_trgm knows its settings; else "set pg_trgm.…" on a function is refused to all but superusers.
 * A fresh database has used it in an earlier migration; one that is brought up to date has not.
 */
export async function loadTrigrams(runner: QueryRunner): Promise<void> {
  await runner.query(`select public.similarity('', '')`);
}
