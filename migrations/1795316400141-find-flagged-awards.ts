import type { MigrationInterface, QueryRunner } from 'typeorm';

// Few are flagged among millions: those that somebody has to look at are found by themselves.
export class FindFlaggedAwards1795316400141 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index award_flagged on award (decided_on desc, id desc) where flagged`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index award_flagged`);
  }
}
