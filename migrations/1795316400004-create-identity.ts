import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const ACCOUNTS = `
  create table account (
    id uuid primary key default uuidv7(),
    username text not null constraint account_username_key unique check (username ~ '^[a-z0-9][a-z0-9._-]{2,39}$'),
    full_name text not null,
    password_hash text not null,
    must_change_password boolean not null,
    password_expires_at timestamptz,
    managed_by_unit_id uuid references unit,
    disabled_at timestamptz,
    created_at timestamptz not null
  );
  comment on column account.password_hash is 'argon2id (RFC 9106), PHC string.';
  comment on column account.managed_by_unit_id is 'The unit whose administrators, and those above, look after the account; null: made on the command line.';

  create table session (
    token_hash bytea primary key check (length(token_hash) = 32),
    account_id uuid not null references account,
    created_at timestamptz not null,
    expires_at timestamptz not null
  );
  comment on table session is 'Living sessions; the token itself is never stored, only its SHA-256.';
  create index session_account on session (account_id);

  create table role_grant (
    id uuid primary key default uuidv7(),
    account_id uuid not null references account,
    role text not null check (role in ('UNIT_OFFICER', 'REVIEWER', 'COUNCIL_SECRETARY', 'COUNCIL_MEMBER',
                                       'AUTHORITY', 'HISTORIAN', 'ADMINISTRATOR', 'AUDITOR')),
    unit_id uuid not null references unit,
    valid daterange not null check (not lower_inf(valid)),
    revoked_at timestamptz,
    constraint role_grant_overlap exclude using gist (account_id with =, role with =, unit_id with =, valid with &&)
      where (revoked_at is null)
  );
  create index role_grant_account on role_grant (account_id);
  create index role_grant_unit on role_grant (unit_id);

  create unlogged table sign_in_attempt (
    key text primary key,
    failures integer not null,
    blocked_until timestamptz not null,
    last_at timestamptz not null
  );
  comment on table sign_in_attempt is 'Failed sign-ins by a hash of account, address or both; forgotten a day after the last.';
`;

// Whoever changes an account or its grants, through whatever door, ends its cached sessions everywhere.
const NOTIFY = `
  create function identity_changed() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  declare
    changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  begin
    perform pg_notify('identity_changed', coalesce(changed ->> 'account_id', changed ->> 'id'));
    return null;
  end $fn$;
  create trigger identity_changed after update on account for each row execute function identity_changed();
  create trigger identity_changed after insert or update or delete on role_grant for each row execute function identity_changed();
  create trigger identity_changed after delete on session for each row execute function identity_changed();
`;

const IDEMPOTENCY = `
  create table idempotency_key (
    account_id uuid not null references account,
    operation text not null,
    key text not null,
    fingerprint text not null,
    object_id uuid,
    created_at timestamptz not null,
    primary key (account_id, operation, key)
  );
  create index idempotency_key_age on idempotency_key (created_at);
`;

export class CreateIdentity1795316400004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCOUNTS);
    await runner.query(NOTIFY);
    await runner.query(IDEMPOTENCY);
    await grantToApp(
      runner,
      'select, insert, update on account',
      'select, insert, delete on session',
      'select, insert on role_grant',
      'update (valid, revoked_at) on role_grant',
      'select, insert, update, delete on sign_in_attempt, idempotency_key',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table idempotency_key, sign_in_attempt, role_grant, session, account`);
    await runner.query(`drop function identity_changed()`);
  }
}
