import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

// A member of the council may be known by name alone: not all of them have an account.
const TABLE = `
  create table council_written_ballot (
    session_id uuid not null,
    nomination_id uuid not null,
    member_name text not null check (length(member_name) between 1 and 200),
    account_id uuid references account,
    member_key text not null generated always as (coalesce(account_id::text, public.fold(member_name))) stored,
    vote text not null check (vote in ('FOR', 'AGAINST', 'BLANK')),
    document_id uuid not null references document,
    recorded_by_id uuid not null references account,
    recorded_at timestamptz not null,
    primary key (session_id, nomination_id, member_key),
    foreign key (session_id, nomination_id) references council_item
  );
  comment on table council_written_ballot is 'Votes by name that absent members gave in writing, in OPEN sessions alone; written down by the secretary from their paper.';
`;

const GUARDS = `
  create trigger council_written_ballot_guard before insert or update on council_written_ballot
    for each row execute function council_ballot_guard();

  create function council_one_voice() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if tg_table_name = 'council_ballot' and exists (
         select from public.council_written_ballot w where w.session_id = new.session_id
           and w.nomination_id = new.nomination_id and w.account_id = new.account_id)
       or tg_table_name = 'council_written_ballot' and exists (
         select from public.council_ballot b where b.session_id = new.session_id
           and b.nomination_id = new.nomination_id and b.account_id = (to_jsonb(new) ->> 'account_id')::uuid) then
      raise exception 'a member votes or writes' using errcode = 'SV111',
        detail = '{"code":"DUPLICATE","key":"council.oneVoice"}';
    end if;
    return new;
  end $fn$;
  create trigger council_one_voice before insert or update on council_ballot
    for each row execute function council_one_voice();
  create trigger council_one_voice before insert or update on council_written_ballot
    for each row execute function council_one_voice();
`;

export class KeepWrittenBallots1795316400071 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(GUARDS);
    await grantToApp(
      runner,
      'select, insert on council_written_ballot',
      'update (vote, document_id, recorded_by_id, recorded_at) on council_written_ballot',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table council_written_ballot`);
    await runner.query(`drop trigger council_one_voice on council_ballot`);
    await runner.query(`drop function council_one_voice()`);
  }
}
