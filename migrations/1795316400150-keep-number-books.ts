import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

const TABLES = `
  create table number_book (
    unit_id uuid not null references unit,
    paper text not null check (paper in ('PROPOSAL', 'MINUTES')),
    series text check (length(series) between 3 and 60),
    counted_as text check (length(counted_as) between 3 and 100),
    kept_by_id uuid not null references account,
    kept_at timestamptz not null,
    primary key (unit_id, paper),
    check ((series is null) = (counted_as is null))
  );
  comment on table number_book is 'Which papers of a unit get their numbers here: its tờ trình, and the minutes of its council. Others are numbered by its clerk, elsewhere.';
  comment on column number_book.series is 'What stands behind the number: TTr-UBND, BB-HĐTĐKT, TTr/ĐU; null when its clerk numbers them again.';

  comment on column number_book.counted_as is 'The series in which these numbers count, as number_series has it.';

  create table number_series (
    unit_id uuid not null references unit,
    series text not null check (length(series) between 3 and 100),
    period text not null check (length(period) between 4 and 60),
    last int not null check (last > 0),
    primary key (unit_id, series, period)
  );
  comment on table number_series is 'The last number allotted in a series of a unit, in a year or a Party term; taken under the lock of its row, so without gaps.';

  create function number_series_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if new.last <= old.last then
      raise exception 'a number is allotted once' using errcode = 'SV125', detail = '{"code":"CONFLICT","key":"conflict.retry"}';
    end if;
    return new;
  end $fn$;
  create trigger number_series_guard before update on number_series for each row execute function number_series_guard();
`;

export class KeepNumberBooks1795316400150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await grantToApp(
      runner,
      'select, insert on number_book, number_series',
      'update (series, counted_as, kept_by_id, kept_at) on number_book',
      'update (last) on number_series',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table number_series, number_book`);
    await runner.query(`drop function number_series_guard()`);
  }
}
