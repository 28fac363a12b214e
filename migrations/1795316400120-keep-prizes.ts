import type { MigrationInterface, QueryRunner } from 'typeorm';

// The service works a prize out by the rules of the day; here stands what no program may write: a prize for praise, or of
// a decision that was made elsewhere, and a sum that is not one.
const PRIZES = `
  comment on column award.prize is 'Tiền thưởng in whole đồng, by the rules of the day of the decision, as worked out when it was issued; null where no confirmed rule gave one.';
  comment on column decision.total_prize is 'The sum of the prizes of its lines; null where one has none.';

  create function award_prize_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if new.prize = 0 or not exists (
      select from public.decision d join public.award_type t on t.id = new.award_type_id and t.is_commendation
      where d.id = new.decision_id and d.origin = 'ISSUED')
    then
      raise exception 'a prize goes with a commendation that is decided here' using errcode = 'SV121',
        detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
    end if;
    return new;
  end $fn$;
  create trigger award_prize_guard before insert on award for each row
    when (new.prize is not null) execute function award_prize_guard();

  create function decision_prizes_add_up() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if new.total_prize is distinct from (select case when count(*) = count(a.prize) then sum(a.prize) end
                                         from public.award a where a.decision_id = new.id)
    then
      raise exception 'the prizes of a decision add up to its total' using errcode = 'SV122',
        detail = '{"code":"WRONG_STATE","key":"decision.wrongState"}';
    end if;
    return null;
  end $fn$;
  create constraint trigger decision_prizes_add_up after update on decision deferrable initially deferred
    for each row when (new.state = 'ISSUED') execute function decision_prizes_add_up();
`;

export class KeepPrizes1795316400120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PRIZES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger decision_prizes_add_up on decision;
      drop trigger award_prize_guard on award;
      drop function decision_prizes_add_up();
      drop function award_prize_guard();
      comment on column award.prize is null;
      comment on column decision.total_prize is null;
    `);
  }
}
