import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

// "The more favourable rule applies" is chosen by a person, with a reason (ADR 0026). As with an appraisal the record is checked
// against the locked dossier and never changes: whoever connects by SQL chooses no other day than those of the dossier itself,
// and only who may appraise it, while it waits for that.

const TABLE = `
  create table nomination_law_choice (
    nomination_id uuid not null references nomination,
    number int not null check (number >= 1),
    version int not null,
    step int not null,
    basis text not null check (basis in ('LAW_DATE', 'FIRST_RECEIPT', 'NEW_LAW')),
    law_date date not null,
    law_date_regime text not null check (law_date_regime ~ '^[A-Z]?$'),
    law_date_verdict text not null check (law_date_verdict in ('PASSES', 'NEEDS_REVIEW', 'FAILS')),
    first_received_on date not null,
    chosen_day date not null,
    chosen_regime text not null check (chosen_regime ~ '^[A-Z]?$'),
    chosen_verdict text not null check (chosen_verdict in ('PASSES', 'NEEDS_REVIEW', 'FAILS')),
    rule_id uuid references award_rule,
    reason text not null check (btrim(reason) <> '' and length(reason) <= 2000),
    unit_id uuid not null references unit,
    account_id uuid not null references account,
    at timestamptz not null,
    day date not null check (day = (at at time zone 'Asia/Ho_Chi_Minh')::date),
    primary key (nomination_id, number),
    constraint nomination_law_choice_favourable check (basis = 'LAW_DATE' or
      array_position(array['PASSES', 'NEEDS_REVIEW', 'FAILS'], chosen_verdict)
        <= array_position(array['PASSES', 'NEEDS_REVIEW', 'FAILS'], law_date_verdict)),
    constraint nomination_law_choice_other_law check (case basis
      when 'LAW_DATE' then chosen_day = law_date and chosen_regime = law_date_regime and rule_id is null
      else chosen_regime <> '' and chosen_regime <> law_date_regime end)
  );
  comment on table nomination_law_choice is 'By the law of which day a dossier is weighed, where the law changed on its way: who chose, why, and what both laws said. Append only; the last one counts, while the law date is the same.';
`;

const GUARD = `
  create function nomination_regime_on(on_day date) returns text
  language sql stable set search_path = pg_catalog, public as $fn$
    select coalesce((select r.args ->> 'regime' from public.living_award_rule r
      where r.kind = 'REGIME' and r.award_type_id is null and r.valid @> on_day order by lower(r.valid) desc limit 1), '')
  $fn$;

  create function nomination_law_choice_error(n nomination, c nomination_law_choice) returns text
  language plpgsql stable set search_path = pg_catalog, public as $fn$
  declare
    e public.nomination_event;
    last public.nomination_law_choice;
    first_receipt date := (select min(s.received_on) from public.nomination_step s where s.nomination_id = n.id);
  begin
    if n.state <> 'RECEIVED' then return 'WRONG_STATE'; end if;
    if n.suspended then return 'SUSPENDED'; end if;
    if n.version <> c.version or n.step <> c.step then return 'STALE_VERSION'; end if;
    -- Whoever may appraise it here and now.
    e.nomination_id := n.id; e.action := 'APPRAISE'; e.from_state := 'RECEIVED'; e.to_state := 'APPRAISED';
    e.acting_unit_id := c.unit_id; e.account_id := c.account_id; e.day := c.day;
    if public.nomination_acting_error(n, e) is not null then return public.nomination_acting_error(n, e); end if;
    if exists (select from public.nomination_event p where p.nomination_id = n.id and p.day > c.day) then return 'CONFLICT'; end if;
    select * into last from public.nomination_law_choice p where p.nomination_id = n.id order by p.number desc limit 1;
    if c.number <> coalesce(last.number, 0) + 1 then return 'CONFLICT'; end if;
    if c.law_date is distinct from n.law_date or c.first_received_on is distinct from first_receipt
       or c.chosen_day is distinct from (case c.basis when 'LAW_DATE' then n.law_date when 'FIRST_RECEIPT' then first_receipt
                                         else c.day end)
       or c.law_date_regime <> public.nomination_regime_on(c.law_date)
       or c.chosen_regime <> public.nomination_regime_on(c.chosen_day) then
      return 'INVALID_INPUT';
    end if;
    if c.basis = 'LAW_DATE' and (last.basis is null or last.basis = 'LAW_DATE' or last.law_date <> c.law_date) then
      return 'WRONG_STATE';
    end if;
    if c.rule_id is not null and not exists (
         select from public.rule_in_force r where r.id = c.rule_id and r.kind = 'FAVOURABLE_LAW'
           and r.valid @> greatest(c.law_date, c.chosen_day)
           and r.args ->> 'by' = c.chosen_regime and r.args ->> 'instead' = c.law_date_regime) then
      return 'INVALID_INPUT';
    end if;
    return null;
  end $fn$;

  create function nomination_law_chosen() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    n public.nomination;
    problem text;
  begin
    select * into n from public.nomination where id = new.nomination_id for update;
    if not found then perform public.nomination_refuse('NOT_FOUND', 'nomination.notFound', 'no such nomination'); end if;
    problem := public.nomination_law_choice_error(n, new);
    if problem is not null then
      perform public.nomination_refuse(problem, 'lawChoice.notBorneOut', 'the choice is not borne out by the dossier');
    end if;
    return new;
  end $fn$;

  create trigger nomination_law_chosen before insert on nomination_law_choice
    for each row execute function nomination_law_chosen();
  create trigger nomination_append_only before update or delete or truncate on nomination_law_choice
    for each statement execute function nomination_append_only();
`;

export class ChooseLaw1795316400220 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(GUARD);
    await grantToApp(runner, 'select, insert on nomination_law_choice');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger nomination_law_chosen on nomination_law_choice`);
    await runner.query(`drop function nomination_law_chosen()`);
    await runner.query(`drop function nomination_law_choice_error(nomination, nomination_law_choice)`);
    await runner.query(`drop function nomination_regime_on(date)`);
    await runner.query(`drop table nomination_law_choice`);
  }
}
