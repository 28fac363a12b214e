import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const REQUEST = `
  create table award_log_key_request (
    id uuid primary key default uuidv7(),
    cause text not null check (cause in ('ROTATION', 'LOSS')),
    reason text not null check (length(reason) between 1 and 500),
    requested_by_id uuid not null references account,
    requested_at timestamptz not null,
    answered_by_id uuid references account,
    answered_at timestamptz,
    key_id text references award_log_key,
    check ((answered_by_id is null) = (answered_at is null)),
    check (key_id is null or answered_by_id is not null),
    constraint award_log_key_two_people check (key_id is null or answered_by_id <> requested_by_id)
  );
  comment on table award_log_key_request is 'A new key of the award log as one administrator asks for it; another confirms it, or somebody drops it.';
  create unique index award_log_key_request_open_once on award_log_key_request ((true)) where answered_at is null;
`;

export class ChangeLogKeys1795316400131 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REQUEST);
    await grantToApp(
      runner,
      'select, insert on award_log_key_request',
      'update (answered_by_id, answered_at, key_id) on award_log_key_request',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table award_log_key_request`);
  }
}
