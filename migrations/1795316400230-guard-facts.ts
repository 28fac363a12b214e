import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  'honouree_rating',
  'honouree_initiative',
  'honouree_discipline',
  'honouree_group_result',
  'honouree_member_count',
];

// The one policy of who records facts of whom: the service asks it, and no row comes in against it.
const MAY_RECORD = `
  create function may_record_facts(unit uuid, whom uuid, day date) returns boolean
  language sql stable set search_path = pg_catalog, public as $fn$
    select exists (
      select from public.honouree h
      cross join lateral (values (h.registered_by_id), (h.unit_id)) as own (id)
      cross join lateral (select own.id union select heir from public.decision_heirs(own.id, day) heir) as answering (id)
      join public.unit_above a on a.unit_id = answering.id and a.above_id = unit and a.valid @> day
      where h.id = whom)
    or exists (
      select from public.nomination n join public.nomination_step s on s.nomination_id = n.id and s.unit_id = unit
      where n.honouree_id = whom and n.state in ('SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED', 'RETURNED'))
  $fn$;
  comment on function may_record_facts is 'A unit at or above the one of the honouree, or above what that went over into; and each body on the road of its nomination, whichever line it is of.';
`;

const GUARD = `
  create function fact_recorded() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $fn$
  declare
    day constant date := (new.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date;
  begin
    if not public.may_record_facts(new.recorded_for_id, new.honouree_id, day) or not exists (
      select from public.role_grant g join public.account a on a.id = g.account_id and a.disabled_at is null
      where g.account_id = new.recorded_by_id and g.unit_id = new.recorded_for_id and g.role = 'REVIEWER'
        and g.revoked_at is null and g.valid @> day)
    then
      perform public.award_rule_refuse('FORBIDDEN', 'auth.forbiddenHere');
    end if;
    -- What is sensitive nobody corrects but who recorded it, or who answers for them now.
    if tg_table_name = 'honouree_discipline' and new.replaces_id is not null and not exists (
      select from public.honouree_discipline replaced
      where replaced.id = new.replaces_id and (replaced.recorded_for_id = new.recorded_for_id
        or new.recorded_for_id in (select public.decision_heirs(replaced.recorded_for_id, day))))
    then
      perform public.award_rule_refuse('NOT_FOUND', 'fact.notFound');
    end if;
    return new;
  end $fn$;
  comment on function fact_recorded is 'A fact is recorded by a reviewer of the unit that records it, on that day.';
`;

export class GuardFacts1795316400230 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MAY_RECORD);
    await runner.query(GUARD);
    for (const table of TABLES) {
      await runner.query(
        `create trigger ${table}_recorded before insert on ${table} for each row execute function fact_recorded()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`drop trigger ${table}_recorded on ${table}`);
    await runner.query('drop function fact_recorded()');
    await runner.query('drop function may_record_facts(uuid, uuid, date)');
  }
}
