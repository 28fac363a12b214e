import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp, revokeFromApp } from './support/grant-to-app.js';

const DECISION = `
  alter table decision
    add column recorded_for_id uuid references unit,
    add column decided_from date,
    add column decided_to date,
    add column source text check (length(source) between 1 and 1000),
    add constraint decision_recorded check (recorded_for_id is null
      or origin = 'RECORDED' and state <> 'CHECKED' and source is not null and decided_from is not null and decided_to is not null),
    add constraint decision_period check (decided_from <= decided_to
      and (signed_on is null or signed_on = decided_from and signed_on = decided_to));
  alter table decision drop constraint decision_check3;
  alter table decision add constraint decision_check3
    check (state <> 'ISSUED' or signed_on is not null or decided_from is not null and decided_to is not null);
  comment on column decision.recorded_for_id is 'The unit for which an old decision was written down by hand; null where it was issued here or came of a nomination.';
  comment on column decision.decided_from is 'The first day on which a recorded decision may have been signed; with decided_to, where its day is not known.';
  comment on column decision.source is 'Where a recorded decision was found.';
  create index decision_recorded_for on decision (recorded_for_id, id desc) where recorded_for_id is not null;
  alter table decision_document drop constraint decision_document_decision_id_fkey,
    add constraint decision_document_decision_id_fkey foreign key (decision_id) references decision on delete cascade;
`;

const LINES = `
  create table recorded_line (
    decision_id uuid not null references decision,
    position int not null check (position > 0),
    honouree_id uuid not null references honouree,
    award_type_id uuid not null references award_type,
    merit_kind text not null check (merit_kind in ('CONG_TRANG', 'DOT_XUAT', 'PHONG_TRAO', 'CONG_HIEN', 'NIEN_HAN', 'DOI_NGOAI', 'UNKNOWN')),
    name_as_awarded text not null check (length(name_as_awarded) between 1 and 300),
    unit_as_awarded text,
    area_id uuid references area,
    citation_text text,
    posthumous boolean not null,
    received_by text,
    shared_with uuid[] not null,
    primary key (decision_id, position),
    check (posthumous or received_by is null)
  );
  comment on table recorded_line is 'A line of an old decision as somebody has written it down: it enters the ledger when a second account confirms the decision.';
  create trigger recorded_line_guard before insert or update or delete on recorded_line
    for each row execute function decision_line_guard();
`;

// What one account wrote down, another confirms or drops as it stands: nobody changes it in between or afterwards.
const GUARDS = `
  create function recorded_decision_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'DRAFT' then
        raise exception 'a decision that is written down waits for its confirmation' using errcode = 'SV120',
          detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
      end if;
      return new;
    end if;
    if to_jsonb(new) - array['state', 'version', 'checked_by_id', 'checked_at', 'issued_at']
       <> to_jsonb(old) - array['state', 'version', 'checked_by_id', 'checked_at', 'issued_at'] then
      raise exception 'what was written down does not change' using errcode = 'SV120',
        detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
    end if;
    return new;
  end $fn$;
  create trigger recorded_decision_inserted before insert on decision for each row
    when (new.recorded_for_id is not null) execute function recorded_decision_guard();
  create trigger recorded_decision_updated before update on decision for each row
    when (old.recorded_for_id is not null or new.recorded_for_id is not null) execute function recorded_decision_guard();

  create function recorded_decision_is_whole() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if not exists (select from public.recorded_line l where l.decision_id = new.id)
      or exists (select from public.recorded_line l left join public.award a on a.decision_id = l.decision_id
        and a.position = l.position where l.decision_id = new.id and a.id is null)
    then
      raise exception 'a decision is recorded whole' using errcode = 'SV122',
        detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
    end if;
    return null;
  end $fn$;
  create constraint trigger recorded_decision_is_whole after update on decision deferrable initially deferred
    for each row when (new.state = 'ISSUED' and new.recorded_for_id is not null) execute function recorded_decision_is_whole();
`;

// DRAFT to ISSUED in one step, for what is recorded alone: the confirmation is its check.
const LIFE = (steps: string): string => `
  create or replace function decision_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  declare
    kept jsonb;
  begin
    if tg_op = 'DELETE' then
      if old.state <> 'DRAFT' then
        raise exception 'only a draft is discarded' using errcode = 'SV120',
          detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
      end if;
      return old;
    end if;
    if tg_op = 'INSERT' then
      if new.state <> 'DRAFT' and new.origin = 'ISSUED' then
        raise exception 'a decision begins as a draft' using errcode = 'SV120',
          detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
      end if;
      new.drafters := array[new.drafted_by_id];
      return new;
    end if;
    if old.state = 'ISSUED' then
      raise exception 'an issued decision does not change' using errcode = 'SV120',
        detail = '{"code":"WRONG_STATE","key":"decision.issued"}';
    end if;
    if not (${steps}) then
      raise exception 'a decision is drafted, checked, issued' using errcode = 'SV120',
        detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
    end if;
    kept := to_jsonb(new) - array['state', 'version', 'checked_by_id', 'checked_at', 'signed_by_id', 'issued_at', 'symbol',
      'series_key', 'number', 'signed_on', 'signer', 'signer_capacity', 'total_prize', 'note', 'issuer_as_printed', 'judgements'];
    if old.state <> 'DRAFT' and not (kept <@ to_jsonb(old)) then
      raise exception 'a checked decision goes back before it changes' using errcode = 'SV120',
        detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
    end if;
    return new;
  end $fn$;
`;
const STEPS = `(old.state, new.state) in (('DRAFT', 'DRAFT'), ('DRAFT', 'CHECKED'), ('CHECKED', 'DRAFT'), ('CHECKED', 'ISSUED'))`;
const RECORDED_STEPS = `case when old.recorded_for_id is null then ${STEPS} else (old.state, new.state) = ('DRAFT', 'ISSUED') end`;

const AWARD = `
  alter table award add column decided_from date, add column recorded_for_id uuid references unit;
  alter table award disable trigger award_guard;
  update award set decided_from = decided_on;
  alter table award enable trigger award_guard;
  alter table award alter column decided_from set not null, add constraint award_period check (decided_from <= decided_on);
  comment on column award.decided_on is 'The day on which the decision was signed; where only a period is known, its last day.';
  comment on column award.recorded_for_id is 'The unit for which its decision was written down by hand; null otherwise.';
  comment on column award.decided_from is 'That day, or the first day of the period.';
`;

const AS_ISSUED = (more: string, into: string): string => `
  create or replace function award_as_issued() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    select q.issued_by_id, q.origin${more}
    into new.issued_by_id, new.origin${into} from public.decision q where q.id = new.decision_id;
    select v.tier into new.issuer_tier from public.unit_version v where v.unit_id = new.issued_by_id
    order by (v.valid @> new.decided_on) desc, (lower(v.valid) > new.decided_on), abs(lower(v.valid) - new.decided_on) limit 1;
    return new;
  end $fn$;
`;

const AWARD_GUARD = (signed: string, recorded: string, follows: string): string => `
  create or replace function award_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if tg_op = 'INSERT' then
      if not exists (select from public.decision d where d.id = new.decision_id and ${signed} = new.decided_on
                     and (d.state = 'ISSUED' and d.issued_at = (select max(e.at) from public.nomination_event e
                            where e.nomination_id = new.nomination_id and e.action = 'AWARD')
                          or d.origin = 'RECORDED'${recorded})) then
        raise exception 'an award is a line of the decision that is being issued' using errcode = 'SV121',
          detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
      end if;
      if new.nomination_id is not null and not exists (
        select from public.nomination n where n.id = new.nomination_id and n.state = 'AWARDED'
          and n.honouree_id = new.honouree_id and n.award_type_id = new.award_type_id and n.merit_kind = new.merit_kind) then
        raise exception 'an award is what was nominated' using errcode = 'SV121',
          detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
      end if;
      return new;
    end if;
    if to_jsonb(new) - array[${follows}] <> to_jsonb(old) - array[${follows}] then
      raise exception 'an award does not change' using errcode = 'SV121',
        detail = '{"code":"WRONG_STATE","key":"decision.issued"}';
    end if;
    return new;
  end $fn$;
`;
const FOLLOWS = `'status', 'flagged', 'name_syllables'`;
// An old decision has the awards that were written down, once each, when it is confirmed.
const AS_WRITTEN_DOWN = ` and (d.recorded_for_id is null or d.state = 'ISSUED' and new.nomination_id is null and exists (
  select from public.recorded_line l where l.decision_id = d.id and l.position = new.position
    and (l.honouree_id, l.award_type_id, l.merit_kind, l.name_as_awarded, l.posthumous)
      = (new.honouree_id, new.award_type_id, new.merit_kind, new.name_as_awarded, new.posthumous)
    and (l.unit_as_awarded, l.area_id, l.citation_text, l.received_by) is not distinct from
      (new.unit_as_awarded, new.area_as_awarded_id, new.citation_text, new.received_by)))`;

export class RecordDecisions1795316400081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const asIssued = AS_ISSUED(
      ', coalesce(q.decided_from, new.decided_on), q.recorded_for_id',
      ', new.decided_from, new.recorded_for_id',
    );
    const guard = AWARD_GUARD('coalesce(d.decided_to, d.signed_on)', AS_WRITTEN_DOWN, FOLLOWS);
    for (const part of [DECISION, LINES, GUARDS, LIFE(RECORDED_STEPS), AWARD, asIssued, guard]) {
      await runner.query(part);
    }
    await grantToApp(runner, 'select, insert, delete on recorded_line');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const part of [LIFE(STEPS), AS_ISSUED('', ''), AWARD_GUARD('d.signed_on', '', FOLLOWS)])
      await runner.query(part);
    await runner.query(`alter table award drop column decided_from, drop column recorded_for_id`);
    for (const name of ['inserted', 'updated', 'is_whole']) {
      await runner.query(`drop trigger recorded_decision_${name} on decision`);
    }
    await revokeFromApp(runner, 'select, insert, delete on recorded_line');
    await runner.query(`drop table recorded_line`);
    await runner.query(`drop function recorded_decision_guard(), recorded_decision_is_whole()`);
    await runner.query(`
      alter table decision drop constraint decision_check3, drop constraint decision_recorded, drop constraint decision_period,
        drop column recorded_for_id, drop column decided_from, drop column decided_to, drop column source;
      alter table decision add constraint decision_check3 check (state <> 'ISSUED' or signed_on is not null);
      alter table decision_document drop constraint decision_document_decision_id_fkey,
        add constraint decision_document_decision_id_fkey foreign key (decision_id) references decision;
    `);
  }
}
