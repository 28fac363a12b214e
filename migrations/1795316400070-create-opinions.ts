import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const TABLE = `
  create table nomination_opinion (
    id uuid primary key default uuidv7(),
    nomination_id uuid not null references nomination,
    step int not null check (step >= 1),
    unit_id uuid not null references unit,
    asked_id uuid not null references unit,
    rule_id uuid references award_rule,
    question text not null check (length(question) between 1 and 4000),
    requested_by_id uuid not null references account,
    requested_on date not null,
    stance text check (stance in ('FOR', 'AGAINST', 'OTHER')),
    text text check (length(text) between 1 and 4000),
    document_id uuid references document,
    recorded boolean not null default false,
    waived_reason text check (length(waived_reason) between 1 and 4000),
    settled_by_id uuid references account,
    settled_on date,
    voided boolean not null default false,
    check (unit_id <> asked_id),
    check ((stance is null) = (text is null)),
    check (stance is null or waived_reason is null),
    check ((stance is null and waived_reason is null) = (settled_by_id is null)),
    check ((settled_by_id is null) = (settled_on is null)),
    check (not recorded or document_id is not null)
  );
  comment on table nomination_opinion is 'Hiệp y: what the body of a step asked another unit about a nomination, and what came of it: an opinion, or a waiver with its reason.';
  comment on column nomination_opinion.unit_id is 'The body of the step, which asks.';
  comment on column nomination_opinion.recorded is 'True: the asking body wrote it down from the paper of the asked unit.';
  create unique index nomination_opinion_once on nomination_opinion (nomination_id, step, asked_id) where not voided;
  create index nomination_opinion_asked on nomination_opinion (asked_id, id desc);
`;

// What was said stays as it was said. A new route makes the questions of the former one count no more. And a step is not
// appraised while one that was asked has not answered: the table of the workflow, row 8.
const GUARDS = `
  create function nomination_opinion_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if (new.nomination_id, new.step, new.unit_id, new.asked_id, new.rule_id, new.question, new.requested_by_id, new.requested_on)
       is distinct from
       (old.nomination_id, old.step, old.unit_id, old.asked_id, old.rule_id, old.question, old.requested_by_id, old.requested_on)
       or old.settled_by_id is not null
       and (new.stance, new.text, new.document_id, new.recorded, new.waived_reason, new.settled_by_id, new.settled_on)
           is distinct from
           (old.stance, old.text, old.document_id, old.recorded, old.waived_reason, old.settled_by_id, old.settled_on)
    then
      raise exception 'an opinion that was given does not change' using errcode = 'SV120',
        detail = '{"code":"WRONG_STATE","key":"opinion.settled"}';
    end if;
    return new;
  end $fn$;
  create trigger nomination_opinion_guard before update on nomination_opinion
    for each row execute function nomination_opinion_guard();

  create function nomination_opinions_follow() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  begin
    if new.action = 'SUBMIT' then
      update public.nomination_opinion set voided = true where nomination_id = new.nomination_id and not voided;
    elsif exists (select from public.nomination_opinion o
                  where o.nomination_id = new.nomination_id and o.step = new.step and not o.voided and o.settled_by_id is null) then
      raise exception 'an opinion that was asked for is not in' using errcode = 'SV120',
        detail = '{"code":"DOCUMENT_MISSING","key":"nomination.notBorneOut"}';
    end if;
    return null;
  end $fn$;
  create trigger nomination_opinions_in after insert on nomination_event
    for each row when (new.action = 'APPRAISE') execute function nomination_opinions_follow();
  create trigger nomination_opinions_voided after insert on nomination_event
    for each row when (new.action = 'SUBMIT' and new.data ? 'route') execute function nomination_opinions_follow();
  revoke execute on function nomination_opinions_follow() from public;
`;

export class CreateOpinions1795316400070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(GUARDS);
    await grantToApp(
      runner,
      'select, insert on nomination_opinion',
      'update (stance, text, document_id, recorded, waived_reason, settled_by_id, settled_on) on nomination_opinion',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger nomination_opinions_in on nomination_event`);
    await runner.query(`drop trigger nomination_opinions_voided on nomination_event`);
    await runner.query(`drop function nomination_opinions_follow()`);
    await runner.query(`drop table nomination_opinion`);
    await runner.query(`drop function nomination_opinion_guard()`);
  }
}
