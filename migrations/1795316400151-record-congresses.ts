import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const TABLES = `
  create table party_congress (
    unit_id uuid not null references unit,
    closed_on date not null,
    term text not null check (length(term) between 1 and 50),
    source text not null check (length(source) between 1 and 1000),
    recorded_by_id uuid not null references account,
    recorded_at timestamptz not null,
    primary key (unit_id, closed_on)
  );
  comment on table party_congress is 'When the congress of a Party committee closed: on the day after, its numbers begin at 01 again (HD 36-HD/VPTW).';
`;

export class RecordCongresses1795316400151 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await grantToApp(runner, 'select, insert on party_congress');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table party_congress`);
  }
}
