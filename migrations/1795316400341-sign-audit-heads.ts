import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

// In the row of the checkpoint that is signed with it: append only as that is, by the same key at the same moment, and it cannot be
// taken away without a trace while the entries of the award log stand that only this checkpoint signs.
const HEAD = `
  alter table award_log_checkpoint
    add audit_pos bigint check (audit_pos >= 0),
    add audit_hash bytea check (length(audit_hash) = 32),
    add audit_signature bytea check (length(audit_signature) = 64),
    add constraint award_log_checkpoint_audit_head check (num_nulls(audit_pos, audit_hash, audit_signature) in (0, 3));
  comment on column award_log_checkpoint.audit_pos is 'How far the audit was chained then; null in checkpoints that are older than signed heads.';
  comment on column award_log_checkpoint.audit_hash is 'The hash of the audit''s chain at that position.';
  comment on column award_log_checkpoint.audit_signature is 'Ed25519 of the same key over position, hash and time.';
`;

export class SignAuditHeads1795316400341 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HEAD);
    await grantToApp(runner, 'insert (audit_pos, audit_hash, audit_signature) on award_log_checkpoint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table award_log_checkpoint drop audit_pos, drop audit_hash, drop audit_signature`);
  }
}
