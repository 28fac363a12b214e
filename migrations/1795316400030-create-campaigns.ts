import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const CAMPAIGNS = `
  create table campaign (
    id uuid primary key default uuidv7(),
    code text not null constraint campaign_code_key unique check (code ~ '^[A-Z0-9][A-Z0-9._-]{0,59}$'),
    name text not null,
    directive text not null,
    launched_by_id uuid not null references unit,
    opens_on date not null,
    closes_on date not null,
    period_from date not null,
    period_to date not null,
    created_at timestamptz not null,
    check (opens_on <= closes_on),
    check (period_from <= period_to)
  );
  comment on table campaign is 'An occasion (đợt) on which nominations are taken, under a directive of the movement.';
  create index campaign_by_opening on campaign (opens_on desc, id desc);

  create table campaign_award_type (
    campaign_id uuid not null references campaign,
    award_type_code text not null check (award_type_code ~ '^[A-Z][A-Z0-9_]{1,29}$'),
    primary key (campaign_id, award_type_code)
  );
  comment on table campaign_award_type is 'The awards that may be proposed in a campaign, by code.';
`;

export class CreateCampaigns1795316400030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CAMPAIGNS);
    await grantToApp(runner, 'select, insert on campaign, campaign_award_type');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table campaign_award_type, campaign`);
  }
}
