import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const TABLES = `
  create table council_session (
    id uuid primary key default uuidv7(),
    unit_id uuid not null references unit,
    held_on date not null,
    total_members int not null check (total_members between 1 and 200),
    mode text not null check (mode in ('PAPER', 'OPEN')),
    opened_by_id uuid not null references account,
    opened_at timestamptz not null,
    closed_by_id uuid references account,
    closed_at timestamptz,
    minutes_number text check (length(minutes_number) between 1 and 100),
    check ((closed_at is null) = (minutes_number is null)),
    check ((closed_at is null) = (closed_by_id is null)),
    unique (id, total_members)
  );
  comment on table council_session is 'A session of the emulation and commendation council of a body (phiên họp hội đồng).';
  create index council_session_unit on council_session (unit_id, id desc);

  create table council_item (
    session_id uuid not null,
    total_members int not null,
    nomination_id uuid not null references nomination,
    step int not null,
    threshold numeric(7, 4) not null check (threshold > 0 and threshold <= 100),
    threshold_rule_id uuid not null references award_rule,
    threshold_confirmed boolean not null,
    votes_for int check (votes_for >= 0),
    votes_against int check (votes_against >= 0),
    blank int check (blank >= 0),
    absent_without_opinion int check (absent_without_opinion >= 0),
    recused int check (recused >= 0),
    written_opinions int check (written_opinions >= 0),
    open boolean not null default true,
    primary key (session_id, nomination_id),
    foreign key (session_id, total_members) references council_session (id, total_members),
    constraint council_item_counted check (votes_for is null
      or votes_for + votes_against + blank + absent_without_opinion + recused = total_members),
    constraint council_item_all_or_none check (num_nulls(votes_for, votes_against, blank, absent_without_opinion, recused,
      written_opinions) in (0, 6)),
    constraint council_item_written check (written_opinions <= votes_for + votes_against + blank)
  );
  comment on table council_item is 'The vote on one nomination. The denominator is all members of the council, not those present.';
  create unique index council_item_open_once on council_item (nomination_id) where open;
  create index council_item_nomination on council_item (nomination_id);

  create table council_ballot (
    session_id uuid not null,
    nomination_id uuid not null,
    account_id uuid not null references account,
    vote text not null check (vote in ('FOR', 'AGAINST', 'BLANK', 'RECUSED')),
    written boolean not null default false,
    cast_at timestamptz not null,
    primary key (session_id, nomination_id, account_id),
    foreign key (session_id, nomination_id) references council_item
  );
  comment on table council_ballot is 'Votes by name, in OPEN sessions alone: a secret ballot (PAPER) is known here only by its tally.';
`;

// What was counted in a closed session stays. An item left by an act that is no vote (a withdrawal) is only closed.
const GUARDS = `
  create function council_session_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if old.closed_at is not null then
      raise exception 'a closed session does not change' using errcode = 'SV110',
        detail = '{"code":"WRONG_STATE","key":"council.closed"}';
    end if;
    return new;
  end $fn$;
  create trigger council_session_guard before update on council_session for each row execute function council_session_guard();

  create function council_item_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if not old.open then
      raise exception 'a counted item does not change' using errcode = 'SV110',
        detail = '{"code":"WRONG_STATE","key":"council.closed"}';
    end if;
    return new;
  end $fn$;
  create trigger council_item_guard before update on council_item for each row execute function council_item_guard();

  create function council_ballot_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if not exists (select from public.council_item i join public.council_session s on s.id = i.session_id
                   where i.session_id = new.session_id and i.nomination_id = new.nomination_id and i.open and s.mode = 'OPEN')
    then
      raise exception 'no open vote' using errcode = 'SV110', detail = '{"code":"WRONG_STATE","key":"council.closed"}';
    end if;
    return new;
  end $fn$;
  create trigger council_ballot_guard before insert or update on council_ballot
    for each row execute function council_ballot_guard();
`;

export class CreateCouncils1795316400061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GUARDS);
    await grantToApp(
      runner,
      'select, insert on council_session, council_item, council_ballot',
      'update (closed_by_id, closed_at, minutes_number) on council_session',
      'update (votes_for, votes_against, blank, absent_without_opinion, recused, written_opinions, open) on council_item',
      'update (vote, written, cast_at) on council_ballot',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table council_ballot, council_item, council_session`);
    await runner.query(`drop function council_ballot_guard()`);
    await runner.query(`drop function council_item_guard()`);
    await runner.query(`drop function council_session_guard()`);
  }
}
