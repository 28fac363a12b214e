import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindLogEntries1795316400132 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index award_log_entry_later;
      create index award_log_entry_of on award_log_entry (award_id, idx);
      create index award_log_entry_changes on award_log_entry (idx) where kind in ('CORRECTED', 'REVOKED');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index award_log_entry_of, award_log_entry_changes;
      create index award_log_entry_later on award_log_entry (award_id, idx) where kind in ('CORRECTED', 'REVOKED', 'REISSUED');
    `);
  }
}
