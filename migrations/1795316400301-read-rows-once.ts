import type { MigrationInterface, QueryRunner } from 'typeorm';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// The planner puts to_jsonb(written.*) in the place of each of the five mentions of the row, unless it may not draw the inner
// query up. The hashes are the same.
const ONCE: Patch[] = [
  [
    `from (select to_jsonb(written.*) as row from written) w;`,
    `from (select to_jsonb(written.*) as row from written offset 0) w;`,
  ],
];

export class ReadRowsOnce1795316400301 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await patchFunction(runner, 'audit_rows_written()', ONCE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await patchFunction(runner, 'audit_rows_written()', reversed(ONCE));
  }
}
