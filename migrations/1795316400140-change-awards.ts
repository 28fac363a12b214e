import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp, revokeFromApp } from './support/grant-to-app.js';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// An award and what it prints stay as they are. What becomes of it is another decision, issued as every other; the row
// that issues it is the act: these functions, with the owner's rights, check it and then mark the award.

const TABLES = `
  create table award_change (
    decision_id uuid primary key references decision on delete cascade,
    award_id uuid not null references award,
    kind text not null check (kind in ('CORRECTION', 'REVOCATION')),
    ground text check (ground in ('A', 'B', 'C', 'D')),
    reason text not null check (length(reason) between 1 and 4000),
    name_as_awarded text check (length(name_as_awarded) between 1 and 300),
    unit_as_awarded text check (length(unit_as_awarded) between 1 and 300),
    open boolean not null default true,
    recover_item boolean not null default false,
    recover_prize boolean not null default false,
    check ((kind = 'REVOCATION') = (ground is not null)),
    check ((kind = 'CORRECTION') = (name_as_awarded is not null or unit_as_awarded is not null))
  );
  comment on table award_change is 'What a decision of correction (đính chính) or revocation (hủy bỏ) does to one award, from the day on which it is issued.';
  comment on column award_change.ground is 'Of a revocation: the point (a to d) of Điều 93 khoản 2, Luật Thi đua, khen thưởng 2022.';
  comment on column award_change.name_as_awarded is 'Of a correction: as the name should have been printed; null where it was right.';
  comment on column award_change.open is 'True until it is issued: an award has one open change at a time.';
  comment on column award_change.recover_item is 'Thu hồi hiện vật: the item has to be given back.';
  comment on column award_change.recover_prize is 'Thu hồi tiền thưởng: the prize has to be paid back, where one was paid.';
  create unique index award_change_open_once on award_change (award_id) where open;
  create index award_change_award on award_change (award_id);
  create index award_revoked on award (decided_on) where status = 'REVOKED';

  create table award_ground (
    award_id uuid not null references award,
    ground_award_id uuid not null references award check (ground_award_id <> award_id),
    rule_id uuid references award_rule,
    primary key (award_id, ground_award_id)
  );
  comment on table award_ground is 'Which earlier awards an award rested on when it was issued, and by which rule.';
  create index award_ground_of on award_ground (ground_award_id);

  create table award_flag (
    award_id uuid not null references award,
    revoked_award_id uuid not null references award,
    decision_id uuid not null references decision,
    primary key (award_id, revoked_award_id)
  );
  comment on table award_flag is 'Why an award is flagged: which award, on which it rested itself or through others, was revoked, by which decision.';
  create index award_flag_revoked on award_flag (revoked_award_id);

  create table certificate_reissue (
    id uuid primary key default uuidv7(),
    award_id uuid not null references certificate,
    number int not null check (number > 0),
    unit_id uuid not null references unit,
    cause text not null check (length(cause) between 1 and 1000),
    request_symbol text not null check (length(request_symbol) between 1 and 100),
    document_id uuid references document,
    issued_by_id uuid not null references account,
    issued_at timestamptz not null,
    constraint certificate_reissue_once unique (award_id, number)
  );
  comment on table certificate_reissue is 'Cấp đổi, cấp lại: a certificate was printed again, with the number, symbol and date that it had. The row is the act.';
`;

const REFUSE = `
  create function award_refuse(code text, key text, note text) returns void
  language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    raise exception '%', note using errcode = 'SV123', detail = json_build_object('code', code, 'key', key)::text;
  end $fn$;
`;

// Who has issued may change; where it is no more, who took over from it, or else what it went over into.
const HEIRS = `
  create function decision_heirs(issuer uuid, day date) returns setof uuid
  language sql stable set search_path = pg_catalog, public as $fn$
    with recursive heir as (
      select issuer as id
      union
      select next.id from heir cross join lateral (
        select t.taker_id as id from public.reorganisation_taker t join public.reorganisation r on r.id = t.reorganisation_id
        where t.unit_id = heir.id and r.state = 'APPLIED' and r.effective_on <= day
        union
        select s.to_unit_id from public.unit_succession s
        where s.from_unit_id = heir.id and s.to_unit_id is not null and s.effective_on <= day
          and not exists (select from public.reorganisation_taker t where t.unit_id = heir.id)) next
      where not exists (select from public.unit_version v where v.unit_id = heir.id and v.valid @> day)
    )
    select heir.id from heir where exists (select from public.unit_version v where v.unit_id = heir.id and v.valid @> day)
  $fn$;
  comment on function decision_heirs is 'The bodies that answer for the decisions of a body on a day: itself while it lives, then those that took over.';

  -- A day of the registry: that of the act, in Vietnam.
  create function award_authority_error(unit uuid, account uuid, at timestamptz) returns boolean
  language sql stable set search_path = pg_catalog, public as $fn$
    select not exists (
      select from public.role_grant g join public.account a on a.id = g.account_id and a.disabled_at is null
      where g.account_id = account and g.unit_id = unit and g.role = 'AUTHORITY' and g.revoked_at is null
        and g.valid @> (at at time zone 'Asia/Ho_Chi_Minh')::date)
  $fn$;
`;

const CHANGE = `
  create function award_mended_names(award uuid) returns text
  language sql stable set search_path = pg_catalog, public as $fn$
    select string_agg(c.name_as_awarded, ' ') from public.award_change c
    where c.award_id = award and c.kind = 'CORRECTION' and not c.open
  $fn$;

  -- All later awards that rest on it, through generations. Again until nothing is new: whoever was just issuing one on an
  -- award of the first round held that award's row, and has committed by the second.
  create function award_flag_later(revoked uuid, by_decision uuid) returns void
  language plpgsql set search_path = pg_catalog, public as $fn$
  declare
    more int;
  begin
    loop
      with recursive later as (
        select g.award_id as id from public.award_ground g where g.ground_award_id = revoked
        union
        select g.award_id from later join public.award_ground g on g.ground_award_id = later.id
      ), flagged as (
        insert into public.award_flag (award_id, revoked_award_id, decision_id)
        select later.id, revoked, by_decision from later where later.id <> revoked
        on conflict do nothing returning award_id
      )
      update public.award set flagged = true where id in (select award_id from flagged);
      get diagnostics more = row_count;
      exit when more = 0;
    end loop;
  end $fn$;

  create function award_change_drafted() returns trigger
  language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if not exists (select from public.decision q where q.id = new.decision_id and q.state = 'DRAFT' and q.kind = new.kind
                   and q.origin = 'ISSUED') then
      perform public.award_refuse('WRONG_STATE', 'decision.wrongState', 'what a decision changes is drafted with it');
    end if;
    if exists (select from public.award a where a.id = new.award_id and a.status = 'REVOKED') then
      perform public.award_refuse('WRONG_STATE', 'award.revoked', 'a revoked award does not change');
    end if;
    return new;
  end $fn$;
  create trigger award_change_drafted before insert on award_change for each row execute function award_change_drafted();

  create function decision_changes_award() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    c public.award_change;
    a public.award;
  begin
    select * into c from public.award_change where decision_id = new.id and open for update;
    if not found or c.kind <> new.kind then
      perform public.award_refuse('WRONG_STATE', 'decision.wrongState', 'it does not say which award it changes');
    end if;
    select * into a from public.award where id = c.award_id for update;
    if a.status = 'REVOKED' then
      perform public.award_refuse('WRONG_STATE', 'award.revoked', 'a revoked award does not change');
    end if;
    if new.signed_on < a.decided_on or new.signed_on > (new.issued_at at time zone 'Asia/Ho_Chi_Minh')::date then
      perform public.award_refuse('INVALID_INPUT', 'decision.changeDay', 'signed before the award, or in the future');
    end if;
    if new.issued_by_id is null or not exists (
         select from public.decision_heirs(a.issued_by_id, new.signed_on) heir where heir = new.issued_by_id) then
      perform public.award_refuse('NOT_COMPETENT', 'award.notIssuer', 'only who issued an award, or took over, changes it');
    end if;
    if public.award_authority_error(new.issued_by_id, new.signed_by_id, new.issued_at) then
      perform public.award_refuse('FORBIDDEN', 'auth.forbiddenHere', 'the signer has no authority at this unit');
    end if;
    update public.award_change set open = false, recover_item = c.kind = 'REVOCATION',
      recover_prize = c.kind = 'REVOCATION' and a.prize is distinct from 0
    where decision_id = new.id;
    update public.award set status = case c.kind when 'REVOCATION' then 'REVOKED' else 'CORRECTED' end,
      name_syllables = public.award_names(concat_ws(' ', a.name_as_awarded, public.award_mended_names(a.id)), a.honouree_id)
    where id = a.id;
    if c.kind = 'REVOCATION' then perform public.award_flag_later(a.id, new.id); end if;
    return null;
  end $fn$;
  create trigger decision_changes_award after update on decision for each row
    when (new.kind <> 'AWARD' and new.state = 'ISSUED' and old.state <> 'ISSUED') execute function decision_changes_award();
`;

const GROUND = `
  create function award_ground_kept() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    ground public.award;
  begin
    -- Held until the end: a revocation of the ground, under way, sees this award or is seen here.
    select * into ground from public.award where id = new.ground_award_id for share;
    if ground.status = 'REVOKED' then
      -- Who issues reads it as living until just before: the whole again, without it.
      raise exception 'a revoked award is no ground' using errcode = '40001';
    end if;
    if ground.decided_from > (select a.decided_on from public.award a where a.id = new.award_id) then
      perform public.award_refuse('WRONG_STATE', 'decision.wrongState', 'a later award is no ground');
    end if;
    insert into public.award_flag (award_id, revoked_award_id, decision_id)
    select new.award_id, f.revoked_award_id, f.decision_id from public.award_flag f
    where f.award_id = new.ground_award_id and f.revoked_award_id <> new.award_id on conflict do nothing;
    if found then update public.award set flagged = true where id = new.award_id; end if;
    return null;
  end $fn$;
  create trigger award_ground_kept after insert on award_ground for each row execute function award_ground_kept();
`;

const REISSUE = `
  create function certificate_reissued() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    found_status text;
    issuer uuid;
    before int;
  begin
    select a.status, a.issued_by_id into found_status, issuer from public.award a where a.id = new.award_id for share;
    select c.reissues into before from public.certificate c where c.award_id = new.award_id for update;
    if before is null then
      perform public.award_refuse('NOT_FOUND', 'certificate.originalNotFound', 'there is no original');
    end if;
    if found_status = 'REVOKED' then
      perform public.award_refuse('WRONG_STATE', 'award.revoked', 'the certificate of a revoked award is not issued again');
    end if;
    if not exists (select from public.decision_heirs(issuer, (new.issued_at at time zone 'Asia/Ho_Chi_Minh')::date) heir
                   where heir = new.unit_id)
       or public.award_authority_error(new.unit_id, new.issued_by_id, new.issued_at) then
      perform public.award_refuse('FORBIDDEN', 'auth.forbiddenHere', 'no authority at the unit that issued it');
    end if;
    new.number := before + 1;
    update public.certificate set reissues = new.number where award_id = new.award_id;
    return new;
  end $fn$;
  create trigger certificate_reissued before insert on certificate_reissue for each row execute function certificate_reissued();
`;

const GUARD: readonly Patch[] = [
  [
    `    if old.state = 'ISSUED' then`,
    `    if new.kind <> old.kind then
      raise exception 'a decision keeps its kind' using errcode = 'SV120',
        detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
    end if;
    if old.state = 'ISSUED' then`,
  ],
];
// A decision that changes an award has no nominations on it.
const LINES: readonly Patch[] = [
  [
    `case when tg_op = 'DELETE' then old.decision_id else new.decision_id end for share;`,
    `case when tg_op = 'DELETE' then old.decision_id else new.decision_id end and kind = 'AWARD' for share;`,
  ],
];
const WHOLE: readonly Patch[] = [
  [
    `if new.origin = 'ISSUED' and new.state = 'ISSUED' and (`,
    `if new.kind = 'AWARD' and new.origin = 'ISSUED' and new.state = 'ISSUED' and (`,
  ],
];
const FOLLOW: readonly Patch[] = [
  [
    `public.award_names(a.name_as_awarded, a.honouree_id)`,
    `public.award_names(concat_ws(' ', a.name_as_awarded, public.award_mended_names(a.id)), a.honouree_id)`,
  ],
];
const PATCHED: readonly (readonly [string, readonly Patch[]])[] = [
  ['decision_guard()', GUARD],
  ['decision_line_guard()', LINES],
  ['decision_is_whole()', WHOLE],
  ['honouree_awards_follow()', FOLLOW],
];

const KEPT_FROM_ALL = [
  'award_flag_later(uuid, uuid)',
  'decision_changes_award()',
  'award_ground_kept()',
  'certificate_reissued()',
];

export class ChangeAwards1795316400140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, REFUSE, HEIRS, CHANGE, GROUND, REISSUE]) await runner.query(part);
    for (const [name, patches] of PATCHED) await patchFunction(runner, name, patches);
    for (const name of KEPT_FROM_ALL) await runner.query(`revoke execute on function ${name} from public`);
    await revokeFromApp(runner, 'update (status, flagged) on award', 'update (reissues) on certificate');
    await grantToApp(
      runner,
      'select, insert (decision_id, award_id, kind, ground, reason, name_as_awarded, unit_as_awarded) on award_change',
      'select, insert on award_ground',
      'select on award_flag',
      'select, insert (award_id, unit_id, cause, request_symbol, document_id, issued_by_id, issued_at) on certificate_reissue',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger decision_changes_award on decision`);
    for (const [name, patches] of PATCHED) await patchFunction(runner, name, reversed(patches));
    await runner.query(`drop index award_revoked`);
    await runner.query(`drop table certificate_reissue, award_flag, award_ground, award_change`);
    for (const name of [
      'certificate_reissued()',
      'award_ground_kept()',
      'decision_changes_award()',
      'award_change_drafted()',
      'award_flag_later(uuid, uuid)',
      'award_mended_names(uuid)',
      'award_authority_error(uuid, uuid, timestamptz)',
      'decision_heirs(uuid, date)',
      'award_refuse(text, text, text)',
    ]) {
      await runner.query(`drop function ${name}`);
    }
    await grantToApp(runner, 'update (status, flagged) on award', 'update (reissues) on certificate');
  }
}
