import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const TABLES = `
  create table audit (
    id bigint generated always as identity primary key,
    text text not null check (text is json object)
  );
  comment on table audit is 'What happened: one canonical JSON object a row, append only. The hash chain is over its text.';
  create index audit_subject on audit (((text::jsonb) ->> 'subject'), id);

  create table audit_salt (audit_id bigint primary key, salt bytea not null check (length(salt) = 16));
  comment on table audit_salt is 'Salts of the personal values in audit; deleting one makes its hashes unlinkable, the chain stays.';

  create table audit_pending (audit_id bigint primary key, recorded_at timestamptz not null);
  comment on table audit_pending is 'Rows of audit that are not chained yet; emptied by audit_seal_pending() at least every second.';

  create table audit_seal (
    pos bigint primary key check (pos > 0),
    audit_id bigint not null unique,
    hash bytea not null check (length(hash) = 32)
  );
  comment on table audit_seal is 'The chain: hash = SHA-256(previous hash, audit id as int8, text in UTF-8); 32 zero bytes before the first.';

  create table audit_head (sole boolean primary key default true check (sole), pos bigint not null, hash bytea not null);
  insert into audit_head (pos, hash) values (0, decode(repeat('00', 32), 'hex'));

  create table anonymous_refusal (
    day date not null, operation text not null, code text not null, count bigint not null,
    primary key (day, operation, code)
  );
  comment on table anonymous_refusal is 'Refusals of people who are not signed in: counted, not chained.';
`;

const APPEND_ONLY = `
  create function audit_append_only() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    raise exception '% is append only', tg_table_name using errcode = 'SV900';
  end $fn$;
  create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function audit_append_only();
  create trigger audit_append_only before update or delete or truncate on audit_seal
    for each statement execute function audit_append_only();
`;

const PENDING = `
  create function audit_is_pending() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $fn$
  begin
    insert into public.audit_pending (audit_id, recorded_at) values (new.id, clock_timestamp());
    return null;
  end $fn$;
  create trigger audit_is_pending after insert on audit for each row execute function audit_is_pending();
`;

// One sealer at a time; the lock stands in its own statement, so that what follows sees all that was sealed before
// (stack-notes 9: lock and read in one statement fork the chain).
const SEAL = `
  create function audit_seal_pending(batch integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    head public.audit_head;
    entry record;
    sealed integer := 0;
  begin
    if not pg_try_advisory_xact_lock(7019306) then
      return 0;
    end if;
    select * into head from public.audit_head;
    for entry in
      with taken as (
        delete from public.audit_pending p using (
          select q.audit_id from public.audit_pending q join public.audit a on a.id = q.audit_id
          order by q.audit_id limit batch
        ) oldest where p.audit_id = oldest.audit_id returning p.audit_id
      )
      select a.id, a.text from taken join public.audit a on a.id = taken.audit_id order by a.id
    loop
      head.pos := head.pos + 1;
      head.hash := sha256(head.hash || int8send(entry.id) || convert_to(entry.text, 'UTF8'));
      insert into public.audit_seal (pos, audit_id, hash) values (head.pos, entry.id, head.hash);
      sealed := sealed + 1;
    end loop;
    if sealed > 0 then
      update public.audit_head set pos = head.pos, hash = head.hash;
    end if;
    return sealed;
  end $fn$;
  revoke execute on function audit_seal_pending(integer) from public;
`;

export class CreateAudit1795316400002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(APPEND_ONLY);
    await runner.query(PENDING);
    await runner.query(SEAL);
    await grantToApp(
      runner,
      'select, insert on audit',
      'select, insert, delete on audit_salt',
      'select on audit_pending, audit_seal, audit_head',
      'execute on function audit_seal_pending(integer)',
      'select, insert, update on anonymous_refusal',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function audit_seal_pending(integer)`);
    await runner.query(`drop table anonymous_refusal, audit_head, audit_seal, audit_pending, audit_salt, audit`);
    await runner.query(`drop function audit_is_pending()`);
    await runner.query(`drop function audit_append_only()`);
  }
}
