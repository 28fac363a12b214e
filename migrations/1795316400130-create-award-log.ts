import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const TABLES = `
  create table award_log_entry (
    idx bigint primary key check (idx >= 0),
    kind text not null check (kind in ('KEY', 'AWARD', 'CORRECTED', 'REVOKED', 'REISSUED')),
    award_id uuid references award,
    decision_id uuid references decision,
    at timestamptz not null,
    facts text not null check (facts is json object),
    salt bytea not null check (length(salt) = 64),
    hash bytea not null check (length(hash) = 32),
    check ((kind = 'KEY') = (award_id is null))
  );
  comment on table award_log_entry is 'Sổ minh bạch: the leaves of the Merkle tree (RFC 6962) over all awards and what later became of them, in order, append only.';
  comment on column award_log_entry.facts is 'What of the hashed line stands in no other table, as canonical JSON.';
  comment on column award_log_entry.salt is '32 bytes that a proof carries, then 32 that never leave: salt of what a proof does not show.';
  comment on column award_log_entry.hash is 'SHA-256(0x00, the first 32 bytes of the salt, the line in UTF-8).';
  create unique index award_log_entry_award on award_log_entry (award_id) where kind = 'AWARD';
  create index award_log_entry_later on award_log_entry (award_id, idx) where kind in ('CORRECTED', 'REVOKED', 'REISSUED');
  create index award_log_entry_decision on award_log_entry (decision_id);

  create table award_log_node (
    level int not null check (level > 0),
    idx bigint not null check (idx >= 0),
    hash bytea not null check (length(hash) = 32),
    primary key (level, idx)
  );
  comment on table award_log_node is 'Roots of full subtrees of 256^level leaves, so that a proof reads a few hundred rows at any size.';

  create table award_log_key (
    id text primary key check (id ~ '^[0-9a-f]{8}$'),
    public_key bytea not null unique check (length(public_key) = 32),
    entry_idx bigint not null unique references award_log_entry,
    since timestamptz not null
  );
  comment on table award_log_key is 'The Ed25519 keys that sign tokens and checkpoints, each from its entry to the next key''s; the secret halves lie in files.';

  create table award_log_checkpoint (
    id bigint generated always as identity primary key,
    size bigint not null check (size > 0),
    root bytea not null check (length(root) = 32),
    at timestamptz not null,
    changed bigint not null check (changed >= 0),
    changes bytea not null check (length(changes) = 32),
    key_id text not null references award_log_key,
    signature bytea not null check (length(signature) = 64)
  );
  comment on table award_log_checkpoint is 'What was signed of the log: how many entries, their root, when, and which awards were changed by then.';
  comment on column award_log_checkpoint.changes is 'Root of the tree over (entry of the award, its status) of all corrected and revoked awards, in the order of their entries.';
  create index award_log_checkpoint_size on award_log_checkpoint (size, id);

  create table award_log_waiting (award_id uuid primary key references award);
  comment on table award_log_waiting is 'Awards older than the log that are still to be entered; filled by the migration alone.';
`;

const TABLES_APPEND_ONLY = ['award_log_entry', 'award_log_node', 'award_log_key', 'award_log_checkpoint'];

const GUARDS = `
  create function award_log_append_only() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    raise exception '% is append only', tg_table_name using errcode = 'SV900';
  end $fn$;
  ${TABLES_APPEND_ONLY.map(
    (table) => `create trigger award_log_append_only before update or delete or truncate on ${table}
    for each statement execute function award_log_append_only();`,
  ).join('\n  ')}

  -- The entries have no gap, whoever writes them.
  create function award_log_follows() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  declare
    added record;
  begin
    select min(idx) as first, max(idx) as last, count(*) as count into added from entered;
    if added.count > 0 and (added.last - added.first + 1 <> added.count
      or added.first > 0 and not exists (select from public.award_log_entry e where e.idx = added.first - 1)) then
      raise exception 'the award log has no gaps' using errcode = 'SV901';
    end if;
    return null;
  end $fn$;
  create trigger award_log_follows after insert on award_log_entry referencing new table as entered
    for each statement execute function award_log_follows();
`;

export class CreateAwardLog1795316400130 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GUARDS);
    await runner.query(`insert into award_log_waiting (award_id) select id from award`);
    await grantToApp(
      runner,
      'select, insert on award_log_entry, award_log_node, award_log_key',
      'select, insert (size, root, at, changed, changes, key_id, signature) on award_log_checkpoint',
      'select, delete on award_log_waiting',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table award_log_waiting, award_log_checkpoint, award_log_key, award_log_node, award_log_entry`,
    );
    await runner.query(`drop function award_log_append_only(), award_log_follows()`);
  }
}
