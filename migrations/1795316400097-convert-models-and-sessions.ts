import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp, revokeFromApp } from './support/grant-to-app.js';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// Workflow B row 16: a plan puts its taker in the place of a body that it has ended; the model goes on as it was.
const MOVES: Patch[] = [
  [
    `  begin
    select * into model from`,
    `  begin
    perform pg_advisory_xact_lock_shared(7019310);
    select * into model from`,
  ],
  [
    `    if not exists (select from public.allowed_model_transition t
                   where t.action = new.action and`,
    `    if new.action = 'CONVERT' then
      perform public.model_convert(model, new);
      new.to_state := model.state;
      new.version := model.version + 1;
      return new;
    end if;
    if not exists (select from public.allowed_model_transition t
                   where t.action = new.action and`,
  ],
];

const FIXED: Patch[] = [
  [
    `  begin
    raise exception 'the model is registered'`,
    `  begin
    if new.registered_with_id <> old.registered_with_id
       and to_jsonb(new) - array['registered_with_id', 'version'] = to_jsonb(old) - array['registered_with_id', 'version']
       and exists (select from public.reorganisation_taker t
                   where t.unit_id = old.registered_with_id and t.taker_id = new.registered_with_id) then
      return new;
    end if;
    raise exception 'the model is registered'`,
  ],
];

const CONVERT = `
  alter table model_event alter column by_id drop not null;
  alter table model_event add column by_job text;
  alter table model_event add constraint model_event_by check ((by_id is null) <> (by_job is null));
  alter table model_event add constraint model_event_job check ((by_job is null) = (action <> 'CONVERT'));

  create function model_convert(model emulation_model, e model_event) returns void
  language plpgsql set search_path = pg_catalog, public as $fn$
  declare
    plan public.reorganisation;
    owner uuid;
    launcher uuid;
  begin
    select * into plan from public.reorganisation r where 'reorganisation:' || r.id = e.by_job and r.state = 'APPLIED'
      and r.applied_at = e.at and r.effective_on <= e.day and position(r.legal_basis in coalesce(e.reason, '')) > 0;
    select t.taker_id into owner from public.reorganisation_taker t
    where t.reorganisation_id = plan.id and t.unit_id = model.owner_unit_id;
    select t.taker_id into launcher from public.reorganisation_taker t
    where t.reorganisation_id = plan.id and t.unit_id = model.registered_with_id;
    if model.state = 'ENDED' or coalesce(owner, launcher) is null or e.unit_id <> coalesce(owner, model.owner_unit_id) then
      perform public.model_event_refused('WRONG_STATE', 'model.wrongState');
    end if;
    update public.emulation_model set owner_unit_id = coalesce(owner, owner_unit_id), version = version + 1 where id = model.id;
    if launcher is not null then
      update public.emulation_model set registered_with_id = launcher where id = model.id;
    end if;
  end $fn$;
  revoke execute on function model_convert(emulation_model, model_event) from public;
`;

// A council ends with its body: what it had not closed stays as it was, votes and all, and nothing more is done in it.
const SESSIONS = `
  alter table council_session add column cancelled_by_id uuid references reorganisation;
  comment on column council_session.cancelled_by_id is 'The reorganisation that ended its body before it was closed.';
`;
const SESSION_GUARD: Patch[] = [
  [`if old.closed_at is not null then`, `if old.closed_at is not null or old.cancelled_by_id is not null then`],
];

export class ConvertModelsAndSessions1795316400097 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONVERT);
    await runner.query(SESSIONS);
    await patchFunction(runner, 'model_event_moves()', MOVES);
    await patchFunction(runner, 'emulation_model_fixed()', FIXED);
    await patchFunction(runner, 'council_session_guard()', SESSION_GUARD);
    await grantToApp(runner, 'insert (by_job) on model_event', 'update (cancelled_by_id) on council_session');
  }

  async down(runner: QueryRunner): Promise<void> {
    await patchFunction(runner, 'council_session_guard()', reversed(SESSION_GUARD));
    await patchFunction(runner, 'emulation_model_fixed()', reversed(FIXED));
    await patchFunction(runner, 'model_event_moves()', reversed(MOVES));
    await runner.query(`drop function model_convert(emulation_model, model_event)`);
    await revokeFromApp(runner, 'update (cancelled_by_id) on council_session', 'insert (by_job) on model_event');
    await runner.query(`alter table council_session drop column cancelled_by_id`);
    await runner.query(`alter table model_event drop constraint model_event_job`);
    await runner.query(`alter table model_event drop constraint model_event_by`);
    await runner.query(`alter table model_event drop column by_job`);
    await runner.query(`alter table model_event alter column by_id set not null`);
  }
}
