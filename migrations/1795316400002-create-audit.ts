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
// (stack-notes 9: lock and read in one statement fork the chain). Null says that another has the lock.
//
// enable_seqscan: a session keeps the plans that it made while audit_pending was empty. With a scan inside a loop the
// first batch of a large transaction took 17 s to 330 s, longer than any statement timeout, and nothing was chained
// ever after. Through the index, and deleting from the list of ids, it takes the same time whatever was planned.
const SEAL = `
  create function audit_seal_pending(batch integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $fn$
  declare
    head public.audit_head;
    entry record;
    ids bigint[] := '{}';
  begin
    if not pg_try_advisory_xact_lock(7019306) then
      return null;
    end if;
    select * into strict head from public.audit_head;
    for entry in
      select a.id, a.text from public.audit_pending p join public.audit a on a.id = p.audit_id
      order by p.audit_id limit batch
    loop
      head.pos := head.pos + 1;
      head.hash := sha256(head.hash || int8send(entry.id) || convert_to(entry.text, 'UTF8'));
      insert into public.audit_seal (pos, audit_id, hash) values (head.pos, entry.id, head.hash);
      ids := ids || entry.id;
    end loop;
    if cardinality(ids) > 0 then
      delete from public.audit_pending p using unnest(ids) as sealed (id) where p.audit_id = sealed.id;
      update public.audit_head set pos = head.pos, hash = head.hash;
    end if;
    return cardinality(ids);
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
      // Of the text alone: with a right to insert ids, OVERRIDING SYSTEM VALUE would block the ids of acts to come.
      'select, insert (text) on audit',
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
