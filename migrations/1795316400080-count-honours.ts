import type { MigrationInterface, QueryRunner } from 'typeorm';

// Lists and counts over millions of awards choose by issuer, tier and origin: what the decision says of them stands on
// the award, written once by the database and never by hand.
const COLUMNS = `
  alter table award
    add column issued_by_id uuid references unit,
    add column issuer_tier text check (issuer_tier in ('CENTRAL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'GRASSROOTS')),
    add column origin text not null default 'ISSUED' check (origin in ('ISSUED', 'RECORDED'));
  comment on column award.issued_by_id is 'The issuing unit of its decision; null where only a printed name is known.';
  comment on column award.issuer_tier is 'The tier of that unit on the day of the decision; null where only a printed name is known.';
  comment on column award.origin is 'That of its decision: issued here, or recorded.';
`;

// Outside its life a unit answers with its nearest version, as everywhere.
const TIER = `(select v.tier from unit_version v where v.unit_id = q.issued_by_id
  order by (v.valid @> a.decided_on) desc, (lower(v.valid) > a.decided_on), abs(lower(v.valid) - a.decided_on) limit 1)`;

const BACKFILL = `
  alter table award disable trigger award_guard;
  update award a set issued_by_id = q.issued_by_id, origin = q.origin, issuer_tier = ${TIER}
  from decision q where q.id = a.decision_id;
  alter table award enable trigger award_guard;
`;

const FILL = `
  create function award_as_issued() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    select q.issued_by_id, q.origin into new.issued_by_id, new.origin from public.decision q where q.id = new.decision_id;
    select v.tier into new.issuer_tier from public.unit_version v where v.unit_id = new.issued_by_id
    order by (v.valid @> new.decided_on) desc, (lower(v.valid) > new.decided_on), abs(lower(v.valid) - new.decided_on) limit 1;
    return new;
  end $fn$;
  create trigger award_as_issued before insert on award for each row execute function award_as_issued();
`;

const INDEXES = `
  create index award_issued_by on award (issued_by_id, decided_on desc, id desc);
  create index decision_symbol on decision (fold(symbol));
  create index decision_issuer_as_printed on decision (fold(issuer_as_printed));
`;

export class CountHonours1795316400080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [COLUMNS, BACKFILL, FILL, INDEXES]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index decision_symbol, decision_issuer_as_printed, award_issued_by`);
    await runner.query(`drop trigger award_as_issued on award`);
    await runner.query(`drop function award_as_issued()`);
    await runner.query(`alter table award drop column issued_by_id, drop column issuer_tier, drop column origin`);
  }
}
