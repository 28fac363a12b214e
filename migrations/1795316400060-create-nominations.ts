import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const STATES = `'DRAFT', 'SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED', 'RETURNED', 'AWARDED', 'REJECTED', 'WITHDRAWN'`;
const ACTIONS = `'CREATE', 'EDIT', 'SUBMIT', 'RECEIVE', 'RETURN', 'APPRAISE', 'ENDORSE', 'FORWARD', 'AWARD', 'REJECT',
  'WITHDRAW', 'SUSPEND', 'RESUME', 'CONVERT'`;

// What is proposed, and where it stands. Everything from "state" on is moved by nomination_event_moves() alone.
const NOMINATION = `
  create sequence nomination_number;
  create table nomination (
    id uuid primary key default uuidv7(),
    code text not null constraint nomination_code_key unique,
    campaign_id uuid references campaign,
    honouree_id uuid not null references honouree,
    award_type_id uuid not null references award_type,
    merit_kind text not null check (merit_kind in ('CONG_TRANG', 'DOT_XUAT', 'PHONG_TRAO', 'CONG_HIEN', 'NIEN_HAN', 'DOI_NGOAI')),
    proposed_by_id uuid not null references unit,
    wanted_decider_id uuid references unit,
    achievements text not null check (length(achievements) between 1 and 20000),
    achievement_from date not null,
    achievement_to date not null,
    model_id uuid references emulation_model,
    previous_id uuid references nomination,
    created_at timestamptz not null,
    state text not null default 'DRAFT' check (state in (${STATES})),
    step int not null default 0 check (step >= 0),
    version int not null default 0 check (version >= 0),
    suspended boolean not null default false,
    suspended_by_id uuid references unit,
    restart boolean not null default false,
    lies_with_id uuid references unit,
    deciding_unit_id uuid references unit,
    law_date date,
    due_on date,
    answer_by date,
    changed_at timestamptz,
    check (achievement_from <= achievement_to),
    constraint nomination_open_once exclude using gist (
      honouree_id with =, award_type_id with =, merit_kind with =,
      coalesce(campaign_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
      daterange(achievement_from, achievement_to, '[]') with &&)
      where (state in ('SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED', 'RETURNED'))
  );
  comment on table nomination is 'One honouree proposed for one award on one merit (hồ sơ đề nghị). Only an inserted nomination_event moves it.';
  comment on column nomination.wanted_decider_id is 'The body that the proposer asks to decide, where several may.';
  comment on column nomination.lies_with_id is 'Whose turn it is: the proposer of a draft or returned one, the body of the step, for an external step the last internal body; null when final.';
  create index nomination_proposed_by on nomination (proposed_by_id, id desc);
  create index nomination_lies_with on nomination (lies_with_id, state, id desc);
  create index nomination_inbox on nomination (lies_with_id, (coalesce(due_on, 'infinity'::date)), id) where not suspended;
  create index nomination_honouree on nomination (honouree_id, id desc);
  create index nomination_campaign on nomination (campaign_id, id desc);
  create index nomination_model on nomination (model_id);
  create index nomination_due on nomination (due_on) where due_on is not null;
  create index nomination_previous on nomination (previous_id);

  create function nomination_content_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if (new.id, new.code, new.created_at, new.previous_id) is distinct from (old.id, old.code, old.created_at, old.previous_id)
    then
      raise exception 'a nomination keeps its code' using errcode = 'SV100',
        detail = '{"code":"WRONG_STATE","key":"nomination.wrongState"}';
    end if;
    if (new.campaign_id, new.honouree_id, new.award_type_id, new.merit_kind, new.proposed_by_id, new.wanted_decider_id,
        new.achievements, new.achievement_from, new.achievement_to, new.model_id)
       is not distinct from
       (old.campaign_id, old.honouree_id, old.award_type_id, old.merit_kind, old.proposed_by_id, old.wanted_decider_id,
        old.achievements, old.achievement_from, old.achievement_to, old.model_id)
    then
      return new;
    end if;
    if old.suspended then
      raise exception 'the content of a suspended nomination does not change' using errcode = 'SV100',
        detail = '{"code":"SUSPENDED","key":"nomination.suspended"}';
    end if;
    if old.state not in ('DRAFT', 'RETURNED') then
      raise exception 'the content of a % nomination does not change', old.state using errcode = 'SV100',
        detail = '{"code":"WRONG_STATE","key":"nomination.wrongState"}';
    end if;
    if old.state = 'RETURNED' and
       (new.campaign_id, new.honouree_id, new.award_type_id, new.merit_kind, new.proposed_by_id, new.wanted_decider_id,
        new.achievement_from, new.achievement_to)
       is distinct from
       (old.campaign_id, old.honouree_id, old.award_type_id, old.merit_kind, old.proposed_by_id, old.wanted_decider_id,
        old.achievement_from, old.achievement_to)
    then
      new.restart := true;
    end if;
    return new;
  end $fn$;
  create trigger nomination_content_guard before update on nomination for each row execute function nomination_content_guard();
`;

const STEPS = `
  create table nomination_step (
    nomination_id uuid not null references nomination,
    position int not null check (position between 1 and 10),
    unit_id uuid not null references unit,
    tier text not null check (tier in ('CENTRAL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'GRASSROOTS')),
    line text not null check (line in ('STATE', 'PARTY', 'FRONT', 'OTHER')),
    decides boolean not null,
    external boolean not null,
    council text not null check (council in ('REQUIRED', 'NONE')),
    posting boolean not null,
    rule_ids uuid[] not null default '{}',
    entered_at timestamptz,
    received_on date,
    due_on date,
    left_at timestamptz,
    outcome text check (outcome in ('ENDORSED_BY_COUNCIL', 'ENDORSED_BY_LEADERSHIP', 'ENDORSED_SIMPLIFIED',
      'REJECTED_BY_COUNCIL', 'REJECTED_BY_HEAD', 'LAPSED', 'AWARDED', 'CONVERTED', 'VOIDED')),
    primary key (nomination_id, position)
  );
  comment on table nomination_step is 'The route of a nomination as it was fixed at submission; written by nomination_event_moves() alone. A former route stands in the events.';
  create index nomination_step_unit on nomination_step (unit_id, nomination_id desc);
`;

const EVENTS = `
  create table allowed_transition (
    action text not null check (action in (${ACTIONS})),
    from_state text not null check (from_state in ('', ${STATES})),
    to_state text not null check (to_state in (${STATES})),
    step_rule text not null,
    primary key (action, from_state, to_state, step_rule)
  );
  comment on table allowed_transition is 'The table of src/nominations/domain/workflow.ts; from_state is empty where there is no dossier yet.';

  create table allowed_duty (
    action text not null,
    from_state text not null,
    to_state text not null,
    step_rule text not null,
    way text not null check (way in ('', 'COUNCIL', 'HEAD', 'OUTSIDE')),
    roles text[] not null,
    at text not null check (at in ('PROPOSER', 'STEP', 'STEP_OR_LATER', 'SUSPENDER_OR_LATER', 'LAST_INTERNAL', 'PLAN')),
    apart text[] not null,
    primary key (action, from_state, to_state, step_rule, way, at),
    foreign key (action, from_state, to_state, step_rule) references allowed_transition
  );
  comment on table allowed_duty is 'Who may make a transition: with which roles, at which unit, apart from whom. Same source.';

  create table nomination_event (
    id uuid primary key default uuidv7(),
    nomination_id uuid not null references nomination,
    version int not null check (version > 0),
    at timestamptz not null,
    day date not null,
    action text not null check (action in (${ACTIONS})),
    from_state text check (from_state in (${STATES})),
    to_state text not null check (to_state in (${STATES})),
    from_step int not null,
    step int not null,
    way text check (way in ('COUNCIL', 'HEAD', 'OUTSIDE')),
    acting_unit_id uuid references unit,
    account_id uuid references account,
    by_job text,
    reason text check (length(reason) <= 4000),
    data jsonb not null default '{}',
    constraint nomination_event_version unique (nomination_id, version),
    check ((account_id is null) <> (by_job is null)),
    check (day = (at at time zone 'Asia/Ho_Chi_Minh')::date)
  );
  comment on table nomination_event is 'What happened to a nomination: the insert is the act. Append only.';
  create index nomination_event_account on nomination_event (account_id, nomination_id);
`;

const RECORDS = `
  create table nomination_document (
    nomination_id uuid not null references nomination,
    document_id uuid not null references document,
    kind text not null check (kind ~ '^[A-Z][A-Z0-9_]{1,49}$'),
    step int not null,
    attached_by_id uuid not null references account,
    attached_at timestamptz not null,
    primary key (nomination_id, document_id, kind)
  );
  comment on table nomination_document is 'What was put into a dossier, by whom, at which step. Nothing is taken out.';
  create index nomination_document_document on nomination_document (document_id);

  create table nomination_missing_item (
    id uuid primary key default uuidv7(),
    nomination_id uuid not null references nomination,
    version int not null,
    position int not null,
    item text not null check (length(item) between 1 and 500),
    answer text check (length(answer) between 1 and 2000),
    answered_by_document_id uuid references document,
    answered_at timestamptz,
    unique (nomination_id, version, position)
  );
  comment on table nomination_missing_item is 'What a return asked for (version: that of its event), and what answered it: a document or a sentence.';

  create table nomination_appraisal (
    nomination_id uuid not null references nomination,
    version int not null,
    step int not null,
    unit_id uuid not null references unit,
    account_id uuid not null references account,
    at timestamptz not null,
    opinion text not null check (length(opinion) between 1 and 10000),
    favourable boolean not null,
    eligibility jsonb not null,
    primary key (nomination_id, version)
  );
  comment on table nomination_appraisal is 'The note of an appraisal and the findings of the rules as they were then, with the judgements on doubtful ones.';

  create table proposal (
    id uuid primary key default uuidv7(),
    from_unit_id uuid not null references unit,
    to_unit_id uuid not null references unit,
    symbol text,
    series_key text,
    number int,
    date date not null,
    signer text not null check (length(signer) between 1 and 200),
    created_by_id uuid not null references account,
    created_at timestamptz not null,
    constraint proposal_symbol_once unique (from_unit_id, series_key, number)
  );
  comment on table proposal is 'A tờ trình with its list: it carries nominations into a step.';
  create index proposal_to on proposal (to_unit_id, id desc);
  create index proposal_from on proposal (from_unit_id, id desc);

  create table proposal_nomination (
    proposal_id uuid not null references proposal,
    nomination_id uuid not null references nomination,
    step int not null,
    primary key (proposal_id, nomination_id)
  );
  create index proposal_nomination_nomination on proposal_nomination (nomination_id);

  create table posting (
    id uuid primary key default uuidv7(),
    nomination_id uuid not null references nomination,
    step int not null,
    unit_id uuid not null references unit,
    opened_on date not null,
    closes_on date not null,
    closed_on date check (closed_on > closes_on),
    opened_by_id uuid not null references account,
    place text not null check (length(place) between 1 and 500),
    voided boolean not null default false
  );
  comment on table posting is 'Lấy ý kiến nhân dân: a nomination published for opinion from opened_on to closes_on (both included).';
  create unique index posting_once on posting (nomination_id, step) where not voided;

  create table posting_objection (
    id uuid primary key default uuidv7(),
    posting_id uuid not null references posting,
    received_on date not null,
    text text not null check (length(text) between 1 and 4000),
    recorded_by_id uuid not null references account,
    answer text check (length(answer) between 1 and 4000),
    upheld boolean,
    answered_by_id uuid references account,
    answered_on date,
    check ((answer is null) = (upheld is null))
  );
  create index posting_objection_posting on posting_objection (posting_id);
`;

export class CreateNominations1795316400060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [NOMINATION, STEPS, EVENTS, RECORDS]) await runner.query(part);
    const content = `campaign_id, honouree_id, award_type_id, merit_kind, proposed_by_id, wanted_decider_id, achievements,
      achievement_from, achievement_to, model_id`;
    await grantToApp(
      runner,
      'select on nomination, nomination_step, allowed_transition, allowed_duty, nomination_event',
      `insert (id, code, ${content}, previous_id, created_at) on nomination`,
      `update (${content}) on nomination`,
      'usage on sequence nomination_number',
      'insert on nomination_event',
      'select, insert on nomination_document, nomination_appraisal, proposal, proposal_nomination, nomination_missing_item',
      'update (answer, answered_by_document_id, answered_at) on nomination_missing_item',
      'select, insert on posting, posting_objection',
      'update (closed_on, voided) on posting',
      'update (answer, upheld, answered_by_id, answered_on) on posting_objection',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table posting_objection, posting, proposal_nomination, proposal, nomination_appraisal,
      nomination_missing_item, nomination_document, nomination_event, allowed_duty, allowed_transition,
      nomination_step, nomination`);
    await runner.query(`drop function nomination_content_guard()`);
    await runner.query(`drop sequence nomination_number`);
  }
}
