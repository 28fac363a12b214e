import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindSharedAwards1795316400083 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index award_shared_with_honouree on award_shared_with (honouree_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index award_shared_with_honouree`);
  }
}
