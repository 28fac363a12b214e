import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const DECISION = `
  create table decision (
    id uuid primary key default uuidv7(),
    kind text not null default 'AWARD' check (kind in ('AWARD', 'CORRECTION', 'REVOCATION')),
    origin text not null default 'ISSUED' check (origin in ('ISSUED', 'RECORDED')),
    state text not null default 'DRAFT' check (state in ('DRAFT', 'CHECKED', 'ISSUED')),
    version int not null default 1,
    issued_by_id uuid references unit,
    issuer_as_printed text,
    award_type_id uuid references award_type,
    title text not null check (length(title) between 1 and 1000),
    legal_bases text[] not null,
    drafted_by_id uuid not null references account,
    drafters uuid[] not null,
    drafted_at timestamptz not null,
    checked_by_id uuid references account,
    checked_at timestamptz,
    signed_by_id uuid references account,
    issued_at timestamptz,
    symbol text,
    series_key text,
    number int,
    signed_on date,
    signer text,
    signer_capacity text,
    total_prize numeric(18, 0),
    judgements jsonb not null default '[]',
    note text,
    check (issued_by_id is not null or issuer_as_printed is not null),
    check ((state = 'DRAFT') = (checked_by_id is null)),
    check ((state = 'ISSUED') = (issued_at is not null)),
    check (state <> 'ISSUED' or signed_on is not null),
    check (origin = 'RECORDED' or state <> 'ISSUED'
      or (symbol is not null and series_key is not null and number is not null and signer is not null and signed_by_id is not null)),
    check (drafted_by_id = any (drafters)),
    check (checked_by_id <> all (drafters)),
    check (origin = 'RECORDED' or signed_by_id <> checked_by_id and signed_by_id <> all (drafters)),
    constraint decision_symbol_once unique (issued_by_id, series_key, number)
  );
  comment on table decision is 'Quyết định khen thưởng: drafted, checked by another, issued by a third; from then on it never changes.';
  comment on column decision.drafters is 'Who drafted it or changed its lines: none of them checks or signs it.';
  comment on column decision.judgements is 'What the signer said of doubtful rules: code, accepted or not, reason.';
  create index decision_issued_by on decision (issued_by_id, id desc);
  create index decision_signed_on on decision (signed_on desc, id desc);

  create table decision_line (
    nomination_id uuid primary key references nomination,
    decision_id uuid not null references decision,
    position int not null check (position > 0),
    constraint decision_line_position unique (decision_id, position) deferrable initially deferred
  );
  comment on table decision_line is 'A nomination in a draft, a checked or an issued decision: in one at a time, so the nomination is the key.';

  create table decision_document (
    decision_id uuid not null references decision,
    document_id uuid not null references document,
    kind text not null check (kind ~ '^[A-Z][A-Z0-9_]{1,49}$'),
    primary key (decision_id, document_id)
  );
`;

const AWARD = `
  create table award (
    id uuid primary key default uuidv7(),
    decision_id uuid not null references decision,
    position int not null check (position > 0),
    honouree_id uuid not null references honouree,
    award_type_id uuid not null references award_type,
    merit_kind text not null check (merit_kind in ('CONG_TRANG', 'DOT_XUAT', 'PHONG_TRAO', 'CONG_HIEN', 'NIEN_HAN', 'DOI_NGOAI', 'UNKNOWN')),
    nomination_id uuid constraint award_nomination_once unique references nomination,
    kind text not null check (kind in ('INDIVIDUAL', 'COLLECTIVE', 'HOUSEHOLD')),
    name_as_awarded text not null check (length(name_as_awarded) between 1 and 300),
    unit_as_awarded text,
    area_as_awarded_id uuid references area,
    citation_text text,
    posthumous boolean not null default false,
    received_by text,
    prize numeric(18, 0) check (prize >= 0),
    status text not null default 'VALID' check (status in ('VALID', 'CORRECTED', 'REVOKED')),
    flagged boolean not null default false,
    achievement_from date,
    achievement_to date,
    decided_on date not null,
    name_syllables text[] not null,
    constraint award_position unique (decision_id, position)
  );
  comment on table award is 'One line of the annex of an issued or recorded decision, as printed.';
  comment on column award.kind is 'The subject kind of the honouree, as it was awarded.';
  comment on column award.decided_on is 'The day on which the decision was signed.';
  create index award_honouree on award (honouree_id, decided_on desc, id desc);
  create index award_name on award using gin (name_syllables);
  create index award_decided_on on award (decided_on desc, id desc);
  create index award_area on award (area_as_awarded_id, decided_on desc, id desc);
  create index award_type_day on award (award_type_id, decided_on desc, id desc);

  create function award_syllables() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    new.name_syllables := public.syllables(new.name_as_awarded);
    return new;
  end $fn$;
  create trigger award_syllables before insert on award for each row execute function award_syllables();

  create table award_shared_with (
    award_id uuid not null references award,
    honouree_id uuid not null references honouree,
    primary key (award_id, honouree_id)
  );
  comment on table award_shared_with is 'Others whom the same line of an annex names, as recorded decisions know them (a couple, a team of two).';

  create table certificate_book (
    unit_id uuid not null references unit,
    year int not null,
    last int not null,
    primary key (unit_id, year)
  );
  comment on table certificate_book is 'The last number of each body''s book of certificates (sổ) of a year; taken under the lock of its row, so without gaps.';

  create table certificate (
    award_id uuid primary key references award,
    unit_id uuid not null references unit,
    year int not null,
    number int not null,
    token text not null constraint certificate_token_key unique,
    reissues int not null default 0 check (reissues >= 0),
    constraint certificate_number_once unique (unit_id, year, number)
  );
  comment on table certificate is 'What the honouree holds: its number in the book and the token by which anybody may check it.';

  create table external_outcome (
    id uuid primary key default uuidv7(),
    nomination_id uuid not null references nomination,
    unit_id uuid not null references unit,
    outcome text not null check (outcome in ('AWARD', 'REJECT', 'RETURN')),
    issuer_as_printed text not null,
    symbol text not null,
    signed_on date not null,
    document_id uuid references document,
    reason text,
    recorded_by_id uuid not null references account,
    recorded_at timestamptz not null,
    confirmed_by_id uuid references account check (confirmed_by_id <> recorded_by_id),
    confirmed_at timestamptz,
    dropped boolean not null default false,
    check ((confirmed_by_id is null) = (confirmed_at is null))
  );
  comment on table external_outcome is 'What a body outside this registry has done, as recorded by one account and confirmed by another.';
  create unique index external_outcome_open_once on external_outcome (nomination_id) where confirmed_at is null and not dropped;
  create index external_outcome_nomination on external_outcome (nomination_id);
`;

// An issued decision and its lines stay as they are: what was wrong is put right by another decision.
const GUARDS = `
  create function decision_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
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
    if not ((old.state, new.state) in (('DRAFT', 'DRAFT'), ('DRAFT', 'CHECKED'), ('CHECKED', 'DRAFT'), ('CHECKED', 'ISSUED'))) then
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
  create trigger decision_guard before insert or update or delete on decision for each row execute function decision_guard();

  create function decision_line_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  declare
    found text;
  begin
    select state into found from public.decision
    where id = case when tg_op = 'DELETE' then old.decision_id else new.decision_id end for share;
    if found is distinct from 'DRAFT' then
      raise exception 'the lines of a % decision do not change', found using errcode = 'SV120',
        detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
  end $fn$;
  create trigger decision_line_guard before insert or update or delete on decision_line
    for each row execute function decision_line_guard();

  -- A line of the ledger is written with its decision and not after; only its status and flag follow later decisions.
  create function award_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if tg_op = 'INSERT' then
      if not exists (select from public.decision d where d.id = new.decision_id and d.signed_on = new.decided_on
                     and (d.state = 'ISSUED' and d.issued_at = (select max(e.at) from public.nomination_event e
                            where e.nomination_id = new.nomination_id and e.action = 'AWARD')
                          or d.origin = 'RECORDED')) then
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
    if to_jsonb(new) - array['status', 'flagged', 'name_syllables'] <> to_jsonb(old) - array['status', 'flagged', 'name_syllables'] then
      raise exception 'an award does not change' using errcode = 'SV121',
        detail = '{"code":"WRONG_STATE","key":"decision.issued"}';
    end if;
    return new;
  end $fn$;
  create trigger award_guard before insert or update on award for each row execute function award_guard();

  -- All lines or none: when the transaction ends, an issued decision has exactly its lines as awards, each certified.
  create function decision_is_whole() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if new.origin = 'ISSUED' and new.state = 'ISSUED' and (
      not exists (select from public.decision_line l where l.decision_id = new.id)
      or exists (select from public.decision_line l
                 left join public.award a on a.nomination_id = l.nomination_id and a.decision_id = l.decision_id
                   and a.position = l.position
                 left join public.certificate c on c.award_id = a.id
                 left join public.nomination n on n.id = l.nomination_id and n.state = 'AWARDED'
                 where l.decision_id = new.id and (a.id is null or c.award_id is null or n.id is null))
      or (select count(*) from public.award a where a.decision_id = new.id)
         <> (select count(*) from public.decision_line l where l.decision_id = new.id))
    then
      raise exception 'a decision is issued whole' using errcode = 'SV122',
        detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
    end if;
    return null;
  end $fn$;
  create constraint trigger decision_is_whole after update on decision deferrable initially deferred
    for each row when (new.state = 'ISSUED') execute function decision_is_whole();
`;

export class CreateDecisions1795316400062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [DECISION, AWARD, GUARDS]) await runner.query(part);
    await grantToApp(
      runner,
      'select, insert, update, delete on decision',
      'select, insert, update, delete on decision_line',
      'select, insert on decision_document',
      'select, insert on award, award_shared_with',
      'update (status, flagged) on award',
      'select, insert, update on certificate_book',
      'select, insert on certificate',
      'update (reissues) on certificate',
      'select, insert on external_outcome',
      'update (confirmed_by_id, confirmed_at, dropped) on external_outcome',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table external_outcome, certificate, certificate_book, award_shared_with, award, decision_document, decision_line, decision`,
    );
    for (const name of [
      'decision_is_whole',
      'award_guard',
      'award_syllables',
      'decision_line_guard',
      'decision_guard',
    ]) {
      await runner.query(`drop function ${name}()`);
    }
  }
}
