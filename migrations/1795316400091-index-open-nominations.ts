import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPEN = `state not in ('AWARDED', 'REJECTED', 'WITHDRAWN')`;

/** Lists by state: without these the whole table is read for a state that few nominations have. */
export class IndexOpenNominations1795316400091 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index nomination_open on nomination (id desc) where ${OPEN}`);
    await runner.query(`create index nomination_open_by on nomination (proposed_by_id, id desc) where ${OPEN}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index nomination_open, nomination_open_by`);
  }
}
