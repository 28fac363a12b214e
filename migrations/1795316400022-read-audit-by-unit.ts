import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReadAuditByUnit1795316400022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The newest rows of one unit, however many others there are; '' stands for rows without a unit.
    await runner.query(`create index audit_unit on audit (coalesce((text::jsonb) ->> 'unitId', ''), id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index audit_unit`);
  }
}
