import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

// Law is dated data that the product ships (data/law): the owner loads it, the service only reads it. A rule is never
// changed: a newer row replaces it, so that what an old dossier was judged by can still be read.
const AWARD_TYPES = `
  create table award_type (
    id uuid primary key default uuidv7(),
    code text not null constraint award_type_code_key unique check (code ~ '^[A-Z][A-Z0-9_]{1,29}$'),
    name text not null,
    decided_at text not null check (decided_at in ('CENTRAL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'GRASSROOTS')),
    line text not null check (line in ('STATE', 'PARTY', 'FRONT', 'OTHER')),
    subject_kinds text[] not null check (subject_kinds <@ array['INDIVIDUAL', 'COLLECTIVE', 'HOUSEHOLD']),
    is_commendation boolean not null,
    valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
    source text not null
  );
  comment on table award_type is 'A title, form of commendation or other recognition (danh hiệu, hình thức khen thưởng, biểu dương) that may be proposed.';

  create table award_rule (
    id uuid primary key default uuidv7(),
    award_type_id uuid references award_type,
    kind text not null check (kind ~ '^[A-Z][A-Z_]{1,39}$'),
    code text not null check (code ~ '^[A-Z][A-Z0-9_.]{1,59}$'),
    args jsonb not null check (jsonb_typeof(args) = 'object'),
    article text not null,
    document text not null,
    text text,
    valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
    confirmed boolean not null,
    source text not null,
    replaces_id uuid constraint award_rule_replaced_once unique references award_rule
  );
  comment on table award_rule is 'A rule of law or of the province, with its article and period, for one award type or for all. Unconfirmed ones neither approve nor reject.';
  comment on column award_rule.award_type_id is 'Null: for every award type that has no rule of its own of that kind.';
  comment on column award_rule.replaces_id is 'The row that says the same thing less well; it is kept, and applies no more.';
  create index award_rule_by_award on award_rule (award_type_id, kind);
`;

export class CreateAwardTypes1795316400040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AWARD_TYPES);
    await grantToApp(runner, 'select on award_type, award_rule');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table award_rule, award_type`);
  }
}
