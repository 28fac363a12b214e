import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp, revokeFromApp } from './support/grant-to-app.js';

// A rule of the registry's own: proposed by one administrator, confirmed by another, and only then law. The service can
// propose and confirm; that a confirmation becomes a rule, and whether it may, the database says itself.
const TABLES = `
  alter table award_rule
    add constraint award_rule_cited check (btrim(article) <> '' and btrim(document) <> ''),
    add column for_unit_id uuid references unit,
    add column confirmed_at timestamptz;
  comment on column award_rule.for_unit_id is 'For nominations from this unit and those below it: a province''s own rule, which comes before the general one of the same code. Null: for all.';
  comment on column award_rule.confirmed_at is 'When two administrators had agreed on it; null for what the product ships.';
  create index award_rule_by_code on award_rule (code);
  create index award_rule_agreed on award_rule (code) where confirmed_at is not null;

  create table award_rule_proposal (
    id uuid primary key default uuidv7(),
    award_type_id uuid references award_type,
    for_unit_id uuid references unit,
    kind text not null check (kind ~ '^[A-Z][A-Z_]{1,39}$'),
    code text not null check (code ~ '^[A-Z][A-Z0-9_.]{1,59}$'),
    args jsonb not null check (jsonb_typeof(args) = 'object'),
    article text not null,
    document text not null,
    text text,
    valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
    proposed_by_id uuid not null references account,
    proposer_unit_id uuid not null references unit,
    proposed_on date not null,
    proposed_at timestamptz not null,
    constraint award_rule_proposal_cited check (btrim(article) <> '' and btrim(document) <> '')
  );
  comment on table award_rule_proposal is 'A rule that waits for a second administrator. Confirmed, it becomes the award_rule of the same id.';
  comment on column award_rule_proposal.proposer_unit_id is 'The unit of the proposer''s grant.';

  create table award_rule_confirmation (
    proposal_id uuid primary key references award_rule_proposal,
    confirmed_by_id uuid not null references account,
    confirmer_unit_id uuid not null references unit,
    confirmed_on date not null,
    confirmed_at timestamptz not null
  );
  comment on table award_rule_confirmation is 'Inserting it is the act: the proposal becomes a rule, or it is refused.';
`;

const CONFIRM = `
  create function may_change_rules(account uuid, holding uuid, for_unit uuid, day date) returns boolean
  language sql stable set search_path = pg_catalog, public as $fn$
    select exists (
      select from public.role_grant g join public.account a on a.id = g.account_id and a.disabled_at is null
      where g.account_id = account and g.unit_id = holding and g.role = 'ADMINISTRATOR' and g.revoked_at is null
        and g.valid @> day)
      and case when for_unit is null
        then exists (select from public.unit_version v where v.unit_id = holding and v.valid @> day and v.superior_id is null)
        else exists (select from public.unit_above b where b.unit_id = for_unit and b.above_id = holding and b.valid @> day)
      end
  $fn$;
  comment on function may_change_rules is 'An administrator at the holding unit, which stands above the unit that the rule is for; for a rule for all it has nobody above it.';

  create function award_rule_refuse(code text, key text) returns void language plpgsql
  set search_path = pg_catalog, public as $fn$
  begin
    raise exception '%', key using errcode = 'SV001', detail = json_build_object('code', code, 'key', key)::text;
  end $fn$;

  create function award_rule_proposed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $fn$
  begin
    if not public.may_change_rules(new.proposed_by_id, new.proposer_unit_id, new.for_unit_id, new.proposed_on) then
      perform public.award_rule_refuse('FORBIDDEN', 'auth.forbiddenHere');
    end if;
    return new;
  end $fn$;
  create trigger award_rule_proposed before insert on award_rule_proposal
    for each row execute function award_rule_proposed();

  create function award_rule_confirmed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $fn$
  declare
    proposal public.award_rule_proposal;
  begin
    select * into proposal from public.award_rule_proposal where id = new.proposal_id for update;
    if exists (select from public.award_rule_confirmation c where c.proposal_id = new.proposal_id) then
      perform public.award_rule_refuse('WRONG_STATE', 'rule.confirmedAlready');
    end if;
    if proposal.proposed_by_id = new.confirmed_by_id then
      perform public.award_rule_refuse('SAME_PERSON', 'rule.samePerson');
    end if;
    if not public.may_change_rules(new.confirmed_by_id, new.confirmer_unit_id, proposal.for_unit_id, new.confirmed_on) then
      perform public.award_rule_refuse('FORBIDDEN', 'auth.forbiddenHere');
    end if;
    insert into public.award_rule (id, award_type_id, for_unit_id, kind, code, args, article, document, text, valid,
      confirmed, source, confirmed_at)
    values (proposal.id, proposal.award_type_id, proposal.for_unit_id, proposal.kind, proposal.code, proposal.args,
      proposal.article, proposal.document, proposal.text, proposal.valid, true, proposal.document, new.confirmed_at);
    return new;
  end $fn$;
  create trigger award_rule_confirmed before insert on award_rule_confirmation
    for each row execute function award_rule_confirmed();
`;

const COLUMNS = `id, award_type_id, kind, code, args, article, document, text, valid, confirmed, source, replaces_id`;
const SAME_RULE = `n.code = r.code and n.award_type_id is not distinct from r.award_type_id
        and n.for_unit_id is not distinct from r.for_unit_id`;

/**
 * Of these rules those that no other has replaced, each to the day before the next version of its code begins: a row is
 * never changed, the newer one ends it. On one first day what two administrators agreed on comes before what is
 * shipped, the later agreement before the earlier. What is shipped does not end itself so: there each row says its end.
 */
const living = (rules: string, agreed: string): string => `
  select r.id, r.award_type_id, r.kind, r.code, r.args, r.article, r.document, r.text,
    daterange(lower(r.valid), least(upper(r.valid),
      (select min(lower(n.valid)) from ${agreed} n where ${SAME_RULE} and n.confirmed_at is not null
        and lower(n.valid) > lower(r.valid)),
      case when r.confirmed_at is not null then
        (select min(lower(n.valid)) from public.award_rule n where ${SAME_RULE} and lower(n.valid) > lower(r.valid))
      end)) as valid,
    r.confirmed, r.source, r.replaces_id, r.for_unit_id, r.valid as stated
  from ${rules} r
  where not exists (select from public.award_rule n where n.replaces_id = r.id)
    and not exists (select from ${agreed} n where ${SAME_RULE} and lower(n.valid) = lower(r.valid)
      and n.confirmed_at is not null and (r.confirmed_at is null or (n.confirmed_at, n.id) > (r.confirmed_at, r.id)))`;

const RULE = `id, award_type_id, kind, code, args, article, document, text, valid, confirmed, source, replaces_id, for_unit_id`;
const ON_TRIAL = `select id, award_type_id, kind, code, args, article, document, text, valid, true, document, null::uuid,
      for_unit_id, 'infinity'::timestamptz from public.award_rule_proposal where id = trial`;
const WITH_TRIAL = `(select ${RULE}, confirmed_at from public.award_rule where id <> trial union all ${ON_TRIAL})`;
const AGREED_WITH_TRIAL = `(select ${RULE}, confirmed_at from public.award_rule where confirmed_at is not null and id <> trial
      union all ${ON_TRIAL})`;

const LIVING = `
  create view rule_in_force as ${living('public.award_rule', 'public.award_rule')};
  comment on view rule_in_force is 'The rules that no newer row has replaced, each to the day before its next version; those of provinces too.';
  comment on column rule_in_force.stated is 'The days that the row itself says.';

  create or replace view living_award_rule as select ${COLUMNS} from rule_in_force where for_unit_id is null;
  comment on view living_award_rule is 'Of the rules in force those for all: what the guards of the database ask.';

  create function rules_on_trial(trial uuid) returns table (
    id uuid, award_type_id uuid, kind text, code text, args jsonb, article text, document text, text text,
    valid daterange, confirmed boolean, source text, replaces_id uuid, for_unit_id uuid, stated daterange)
  language sql stable as $fn$ ${living(WITH_TRIAL, AGREED_WITH_TRIAL)} $fn$;
  comment on function rules_on_trial is 'The rules in force as if that proposal were confirmed: for previews.';
`;

const DOWN = `
  drop function rules_on_trial(uuid);
  create or replace view living_award_rule as
  select ${COLUMNS} from award_rule r
  where not exists (select from award_rule newer where newer.replaces_id = r.id);
  comment on view living_award_rule is 'The rules that no newer row has replaced.';
  drop view rule_in_force;
  drop table award_rule_confirmation, award_rule_proposal;
  drop function award_rule_confirmed(), award_rule_proposed(), award_rule_refuse(text, text),
    may_change_rules(uuid, uuid, uuid, date);
  delete from award_rule where confirmed_at is not null;
  drop index award_rule_by_code, award_rule_agreed;
  alter table award_rule drop constraint award_rule_cited, drop column for_unit_id, drop column confirmed_at;
`;

export class ProposeRules1795316400101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, CONFIRM, LIVING]) await runner.query(part);
    await runner.query(`revoke execute on function award_rule_proposed(), award_rule_confirmed() from public`);
    await grantToApp(
      runner,
      'select on rule_in_force, living_award_rule',
      'select, insert on award_rule_proposal, award_rule_confirmation',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await revokeFromApp(runner, 'select on living_award_rule');
    await runner.query(DOWN);
  }
}
