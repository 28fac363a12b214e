import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const MODELS = `
  create sequence emulation_model_number;
  comment on sequence emulation_model_number is 'The number within a code such as MH-2026-000123. It may have gaps.';

  create table emulation_model (
    id uuid primary key default uuidv7(),
    code text not null constraint emulation_model_code_key unique check (code ~ '^MH-[0-9]{4}-[0-9]{6,}$'),
    name text not null check (length(name) between 1 and 300),
    name_syllables text[] not null,
    name_folded text not null,
    owner_id uuid not null references honouree,
    owner_unit_id uuid not null references unit,
    registered_with_id uuid not null references unit,
    area_id uuid references area,
    field text not null check (field <> ''),
    theme text,
    content text not null check (content <> ''),
    period daterange not null check (not isempty(period) and not lower_inf(period)),
    state text not null default 'DRAFT'
      check (state in ('DRAFT', 'REGISTERED', 'RETURNED', 'RUNNING', 'SUSPENDED', 'ENDED')),
    version integer not null default 0,
    starts_on date,
    ended_on date,
    ending text check (ending in ('REFUSED', 'WITHDRAWN', 'FINISHED', 'STOPPED')),
    created_at timestamptz not null,
    check ((state = 'ENDED') = (ended_on is not null) and (ended_on is null) = (ending is null)),
    check (starts_on is not null or state not in ('RUNNING', 'SUSPENDED')),
    constraint emulation_model_duplicate exclude using gist (owner_id with =, name_folded with =, period with &&)
      where (state in ('REGISTERED', 'RETURNED', 'RUNNING', 'SUSPENDED'))
  );
  comment on table emulation_model is 'Mô hình học tập và làm theo Bác. State, version, start and end are moved by model_event alone.';
  comment on column emulation_model.owner_unit_id is 'The unit of the owner, or the one that acts for a person or household.';
  comment on column emulation_model.registered_with_id is 'The launching body. It and owner_unit_id decide who reads the model.';
  comment on column emulation_model.version is 'The number of its events; 0 until the first, CREATE.';
  create index emulation_model_name on emulation_model using gin (name_syllables);
  create index emulation_model_owner on emulation_model (owner_id, id desc);
  create index emulation_model_owner_unit on emulation_model (owner_unit_id, id desc);
  create index emulation_model_registered_with on emulation_model (registered_with_id, id desc);
  create index emulation_model_area on emulation_model (area_id, id desc);

  create function emulation_model_name() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    new.name_syllables := public.syllables(new.name);
    new.name_folded := array_to_string(new.name_syllables, ' ');
    return new;
  end $fn$;
  create trigger emulation_model_name before insert or update of name on emulation_model
    for each row execute function emulation_model_name();

  create table model_goal (
    id uuid primary key default uuidv7(),
    model_id uuid not null references emulation_model,
    position smallint not null,
    text text not null check (text <> ''),
    unit_of_measure text,
    target text,
    dropped boolean not null default false
  );
  comment on column model_goal.dropped is 'No longer a goal since an edit; the row stays.';
  create index model_goal_model on model_goal (model_id, position);
`;

// What was registered stays as it was registered: content changes in the states in which it may be edited, goals too.
const FIXED = `
  create function emulation_model_fixed() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    raise exception 'the model is registered' using errcode = 'SV001', detail = '{"code": "WRONG_STATE", "key": "model.fixed"}';
  end $fn$;
  create trigger emulation_model_fixed
    before update of name, area_id, registered_with_id, field, theme, content, period on emulation_model
    for each row when (old.state not in ('DRAFT', 'RETURNED')) execute function emulation_model_fixed();

  create function model_goal_fixed() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if (select state from public.emulation_model where id = new.model_id) not in ('DRAFT', 'RETURNED') then
      raise exception 'the model is registered' using errcode = 'SV001', detail = '{"code": "WRONG_STATE", "key": "model.fixed"}';
    end if;
    return new;
  end $fn$;
  create trigger model_goal_fixed before insert or update on model_goal
    for each row execute function model_goal_fixed();
`;

// Written from MODEL_LIFE (src/emulation-models/domain/life.ts) with the roles of its permissions; a test compares.
const LIFE = `
  create table allowed_model_transition (
    action text not null,
    from_state text,
    to_state text not null,
    side text not null check (side in ('OWNER', 'LAUNCHER')),
    role text not null,
    apart boolean not null,
    reason boolean not null,
    unique nulls not distinct (action, from_state, side, role)
  );
  comment on table allowed_model_transition is 'The life of a model, a row for each step and role. apart: not by who wrote or registered it; reason: only with one.';
  insert into allowed_model_transition (action, from_state, to_state, side, role, apart, reason) values
    ('CREATE', null, 'DRAFT', 'OWNER', 'UNIT_OFFICER', false, false),
    ('EDIT', 'DRAFT', 'DRAFT', 'OWNER', 'UNIT_OFFICER', false, false),
    ('EDIT', 'RETURNED', 'RETURNED', 'OWNER', 'UNIT_OFFICER', false, false),
    ('REGISTER', 'DRAFT', 'REGISTERED', 'OWNER', 'UNIT_OFFICER', false, false),
    ('REGISTER', 'RETURNED', 'REGISTERED', 'OWNER', 'UNIT_OFFICER', false, false),
    ('SURVEY', 'REGISTERED', 'REGISTERED', 'LAUNCHER', 'REVIEWER', true, false),
    ('RETURN', 'REGISTERED', 'RETURNED', 'LAUNCHER', 'REVIEWER', false, true),
    ('APPROVE', 'REGISTERED', 'RUNNING', 'LAUNCHER', 'AUTHORITY', true, false),
    ('REFUSE', 'REGISTERED', 'ENDED', 'LAUNCHER', 'AUTHORITY', false, true),
    ('REPORT', 'RUNNING', 'RUNNING', 'OWNER', 'UNIT_OFFICER', false, false),
    ('REPORT', 'ENDED', 'ENDED', 'OWNER', 'UNIT_OFFICER', false, false),
    ('END', 'REGISTERED', 'ENDED', 'OWNER', 'UNIT_OFFICER', false, true),
    ('END', 'RETURNED', 'ENDED', 'OWNER', 'UNIT_OFFICER', false, true),
    ('END', 'RUNNING', 'ENDED', 'OWNER', 'UNIT_OFFICER', false, true),
    ('END', 'SUSPENDED', 'ENDED', 'OWNER', 'UNIT_OFFICER', false, true),
    ('END', 'REGISTERED', 'ENDED', 'LAUNCHER', 'REVIEWER', false, true),
    ('END', 'RETURNED', 'ENDED', 'LAUNCHER', 'REVIEWER', false, true),
    ('END', 'RUNNING', 'ENDED', 'LAUNCHER', 'REVIEWER', false, true),
    ('END', 'SUSPENDED', 'ENDED', 'LAUNCHER', 'REVIEWER', false, true);

  create table model_event (
    id uuid primary key default uuidv7(),
    model_id uuid not null references emulation_model,
    version integer not null,
    action text not null,
    from_state text,
    to_state text not null,
    by_id uuid not null references account,
    unit_id uuid not null references unit,
    day date not null,
    at timestamptz not null,
    reason text,
    ending text,
    starts_on date,
    unique (model_id, version),
    unique (id, model_id, action),
    check ((action = 'APPROVE') = (starts_on is not null)),
    check ((to_state = 'ENDED' and action <> 'REPORT') = (ending is not null)),
    check ((action = 'REFUSE') = (coalesce(ending, '') = 'REFUSED'))
  );
  comment on table model_event is 'The history of models; a row is the act itself: inserting it moves the model, or is refused.';
  comment on column model_event.day is 'The legal day of the act.';
`;

const MOVE = `
  create function model_event_refused(code text, key text) returns void language plpgsql
  set search_path = pg_catalog, public as $fn$
  begin
    raise exception '%', key using errcode = 'SV001', detail = json_build_object('code', code, 'key', key)::text;
  end $fn$;

  create function model_event_moves() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    model public.emulation_model;
    step public.allowed_model_transition;
  begin
    select * into model from public.emulation_model where id = new.model_id for update;
    new.from_state := case when model.version > 0 then model.state end;
    if not exists (select from public.allowed_model_transition t
                   where t.action = new.action and t.from_state is not distinct from new.from_state) then
      perform public.model_event_refused('WRONG_STATE', 'model.wrongState');
    end if;
    select t.* into step from public.allowed_model_transition t
    join public.role_grant g on g.role = t.role and g.account_id = new.by_id and g.unit_id = new.unit_id
      and g.revoked_at is null and g.valid @> new.day
    where t.action = new.action and t.from_state is not distinct from new.from_state
      and new.unit_id = case t.side when 'OWNER' then model.owner_unit_id else model.registered_with_id end
    limit 1;
    if not found then
      perform public.model_event_refused('FORBIDDEN', 'auth.forbiddenHere');
    end if;
    if step.apart and exists (select from public.model_event e where e.model_id = model.id and e.by_id = new.by_id
                                and e.action in ('CREATE', 'EDIT', 'REGISTER')) then
      perform public.model_event_refused('SAME_PERSON', 'model.samePerson');
    end if;
    if step.reason and coalesce(new.reason, '') = '' then
      perform public.model_event_refused('INVALID_INPUT', 'model.reasonMissing');
    end if;
    if new.action = 'REGISTER' and model.area_id is null then
      perform public.model_event_refused('INVALID_INPUT', 'model.placeMissing');
    end if;
    if new.action = 'REGISTER' and not exists (select from public.model_goal g where g.model_id = model.id and not g.dropped) then
      perform public.model_event_refused('INVALID_INPUT', 'model.goalMissing');
    end if;
    if new.action = 'APPROVE' and new.starts_on is distinct from greatest(new.day, lower(model.period)) then
      perform public.model_event_refused('INVALID_INPUT', 'model.wrongState');
    end if;
    new.to_state := step.to_state;
    new.version := model.version + 1;
    update public.emulation_model
    set state = new.to_state, version = new.version, starts_on = coalesce(new.starts_on, starts_on),
        ending = coalesce(new.ending, ending), ended_on = case when new.ending is null then ended_on else new.day end
    where id = model.id;
    return new;
  end $fn$;
  create trigger model_event_moves before insert on model_event for each row execute function model_event_moves();
`;

const REPORTS = `
  create function half_year_start(day date) returns date language sql immutable parallel safe strict
  return make_date(extract(year from day)::integer, case when extract(month from day) < 7 then 1 else 7 end, 1);

  create table model_report (
    id uuid primary key default uuidv7(),
    model_id uuid not null,
    event_id uuid not null constraint model_report_event_key unique,
    action text not null default 'REPORT' check (action = 'REPORT'),
    period_from date not null check (period_from = half_year_start(period_from)),
    period_to date not null check (period_to = (period_from + interval '6 months')::date - 1),
    version integer not null check (version > 0),
    text text not null check (text <> ''),
    late boolean not null,
    recorded_on date not null,
    constraint model_report_period_key unique (model_id, period_from, version),
    foreign key (event_id, model_id, action) references model_event (id, model_id, action)
  );
  comment on table model_report is 'What a model reported on a half-year. Append only: a correction is a new version, the latest counts.';
  comment on column model_report.late is 'The first version came after the period and the days of grace.';

  create table model_figure (
    report_id uuid not null references model_report,
    goal_id uuid not null references model_goal,
    value text not null check (value <> ''),
    note text,
    primary key (report_id, goal_id)
  );
`;

const GRANTS = [
  'usage on sequence emulation_model_number',
  'select on emulation_model, model_goal, allowed_model_transition, model_event, model_report, model_figure',
  `insert (id, code, name, owner_id, owner_unit_id, registered_with_id, area_id, field, theme, content, period, created_at),
   update (name, area_id, registered_with_id, field, theme, content, period) on emulation_model`,
  'insert (model_id, position, text, unit_of_measure, target), update (dropped) on model_goal',
  'insert (model_id, action, by_id, unit_id, day, at, reason, ending, starts_on) on model_event',
  'insert (model_id, event_id, period_from, period_to, version, text, late, recorded_on) on model_report',
  'insert on model_figure',
];

export class CreateEmulationModels1795316400050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [MODELS, FIXED, LIFE, MOVE, REPORTS]) await runner.query(part);
    await runner.query(`revoke execute on function model_event_moves() from public`);
    await grantToApp(runner, ...GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table model_figure, model_report, model_event, allowed_model_transition, model_goal`);
    await runner.query(`drop table emulation_model`);
    await runner.query(`drop sequence emulation_model_number`);
    await runner.query(`drop function model_event_moves(), model_event_refused(text, text), emulation_model_fixed(),
      model_goal_fixed(), emulation_model_name(), half_year_start(date)`);
  }
}
