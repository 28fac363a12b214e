import type { MigrationInterface, QueryRunner } from 'typeorm';

// A signature awards hundreds of dossiers by one statement. Asked one by one, each went through some twenty statements of
// nomination_event_moves(); here the statement's dossiers are asked and moved together, by the same conditions, and what
// nomination_step_fits(), nomination_acting_error(), nomination_facts_error() and nomination_step_follows() say of this one
// act stands here once more. What an award of a body outside rests on stays there.
//
// Row by row only what must be known before the row is written: the lock, and that the dossier stands as the event says.
// A second event of the same dossier in the statement would need the next version, which no dossier has yet.
const AWAITS = `
  create function nomination_award_awaits() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public
  set plan_cache_mode = force_generic_plan set enable_seqscan = off as $fn$
  declare
    standing record;
  begin
    -- As for every act: a reorganisation sees all of before and lets none happen beside it.
    perform pg_advisory_xact_lock_shared(7019310);
    select n.version, n.step, n.state, exists (
      select from public.allowed_transition t where t.action = new.action and t.from_state = coalesce(new.from_state, '')
        and t.to_state = new.to_state) as allowed
    into standing from public.nomination n where n.id = new.nomination_id for update;
    if not found then perform public.nomination_refuse('NOT_FOUND', 'nomination.notFound', 'no such nomination'); end if;
    if new.version <> standing.version + 1 or new.from_step <> standing.step
       or new.from_state is distinct from (case when standing.version = 0 then null else standing.state end) then
      perform public.nomination_refuse('STALE_VERSION', 'nomination.stale', 'the dossier has moved meanwhile');
    end if;
    if not standing.allowed then
      perform public.nomination_refuse('WRONG_STATE', 'nomination.wrongState', format('no %s from %s', new.action, new.from_state));
    end if;
    return new;
  end $fn$;
`;

// Each look-up is by a key, whatever the first statement of a connection had to do: as in nomination_event_moves().
const MOVES = `
  create function nomination_awards_move() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $fn$
  declare
    problem text;
  begin
    if not exists (select from entered e where e.action = 'AWARD' and e.way is null) then return null; end if;
    select found.problem into problem from (
      select case
        when n.version <> e.version - 1 or n.step <> e.from_step or n.state is distinct from e.from_state then 'STALE_VERSION'
        when exists (select from public.nomination_event b
                     where b.nomination_id = e.nomination_id and b.version = n.version and b.day > e.day) then 'CONFLICT'
        when n.suspended then 'SUSPENDED'
        -- The only step rule by which a body here awards: 'LAST'.
        when e.step <> n.step or (here.decides and not here.external) is not true
          or not exists (select from public.allowed_transition t where t.action = e.action and t.from_state = e.from_state
                         and t.to_state = e.to_state and t.step_rule = 'LAST') then 'WRONG_STEP'
        else case duty.best when 2 then null when 1 then 'SAME_PERSON' else 'FORBIDDEN' end
      end as problem
      from entered e
      join public.nomination n on n.id = e.nomination_id
      left join public.nomination_step here on here.nomination_id = n.id and here.position = n.step
      -- 2: there is a duty by which it may be done; 1: there would be, were it not for earlier acts of the same person.
      left join lateral (
        select max(case when 'PROPOSERS' = any (d.apart) and exists (
               select from public.nomination_event p where p.nomination_id = e.nomination_id and p.account_id = e.account_id
                 and p.action in ('CREATE', 'EDIT', 'SUBMIT'))
             or 'APPRAISERS' = any (d.apart) and exists (
               select from public.nomination_event p where p.nomination_id = e.nomination_id and p.account_id = e.account_id
                 and p.action = 'APPRAISE' and p.step = n.step)
             or 'REVIEWERS' = any (d.apart) and exists (
               select from public.nomination_event p where p.nomination_id = e.nomination_id and p.account_id = e.account_id
                 and (p.action in ('RECEIVE', 'APPRAISE') or p.action = 'ENDORSE' and p.way = 'HEAD'))
             then 1 else 2 end) as best
        from public.allowed_duty d
        where d.action = e.action and d.from_state = e.from_state and d.to_state = e.to_state and d.way = ''
          and d.at = 'STEP' and e.acting_unit_id = here.unit_id and exists (
            select from public.role_grant g join public.account a on a.id = g.account_id
            where g.account_id = e.account_id and g.unit_id = e.acting_unit_id and g.role = any (d.roles)
              and g.valid @> e.day and g.revoked_at is null and a.disabled_at is null
              -- No grant outlives its unit.
              and exists (select from public.unit_version v where v.unit_id = g.unit_id and v.valid @> e.day))
      ) duty on true
      where e.action = 'AWARD' and e.way is null
    ) found where found.problem is not null limit 1;
    if problem is not null then perform public.nomination_award_refuse(problem); end if;
    if exists (
      select from entered e
      join public.nomination n on n.id = e.nomination_id
      where e.action = 'AWARD' and e.way is null and (
        exists (select from public.nomination_step s where s.nomination_id = n.id and not s.external
                and (s.outcome is null or s.outcome not in ('ENDORSED_BY_COUNCIL', 'ENDORSED_BY_LEADERSHIP',
                                                            'ENDORSED_SIMPLIFIED', 'CONVERTED')))
        or not exists (select from public.decision_line l join public.decision d on d.id = l.decision_id
                       where l.nomination_id = n.id and d.id = (e.data ->> 'decisionId')::uuid and d.state = 'ISSUED'
                         and d.issued_at = e.at and d.issued_by_id = e.acting_unit_id and d.signed_by_id = e.account_id
                         and d.award_type_id = n.award_type_id)))
    then
      perform public.nomination_award_refuse('WRONG_STATE');
    end if;
    update public.nomination_step s set left_at = e.at, outcome = 'AWARDED'
    from entered e where e.action = 'AWARD' and e.way is null and s.nomination_id = e.nomination_id and s.position = e.step;
    update public.nomination n set state = e.to_state, step = e.step, version = e.version, changed_at = e.at, suspended = false,
      lies_with_id = null, due_on = null, answer_by = null
    from entered e where e.action = 'AWARD' and e.way is null and n.id = e.nomination_id;
    return null;
  end $fn$;

  create function nomination_award_refuse(problem text) returns void
  language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    perform case problem
      when 'STALE_VERSION' then public.nomination_refuse(problem, 'nomination.stale', 'the dossier has moved meanwhile')
      when 'CONFLICT' then public.nomination_refuse(problem, 'conflict.retry', 'an event is of no earlier day than the one before')
      when 'SUSPENDED' then public.nomination_refuse(problem, 'nomination.suspended', 'suspended')
      when 'WRONG_STEP' then public.nomination_refuse(problem, 'nomination.wrongStep', 'not at this step')
      when 'SAME_PERSON' then public.nomination_refuse(problem, 'nomination.samePerson', 'two duties of one person')
      when 'FORBIDDEN' then public.nomination_refuse(problem, 'auth.forbiddenHere', 'no such duty at this unit')
      else public.nomination_refuse(problem, 'nomination.notBorneOut', 'AWARD is not borne out by what is recorded') end;
  end $fn$;
`;

const TRIGGERS = `
  drop trigger nomination_event_moves on nomination_event;
  create trigger nomination_event_moves before insert on nomination_event
    for each row when ((new.action = 'AWARD' and new.way is null) is not true) execute function nomination_event_moves();
  create trigger nomination_award_awaits before insert on nomination_event
    for each row when (new.action = 'AWARD' and new.way is null) execute function nomination_award_awaits();
  create trigger nomination_awards_move after insert on nomination_event referencing new table as entered
    for each statement execute function nomination_awards_move();
`;

const FUNCTIONS = ['nomination_awards_move()', 'nomination_award_refuse(text)', 'nomination_award_awaits()'];

export class AwardBySets1795316400300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [AWAITS, MOVES]) await runner.query(part);
    for (const name of FUNCTIONS) await runner.query(`revoke execute on function ${name} from public`);
    await runner.query(TRIGGERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger nomination_awards_move on nomination_event;
      drop trigger nomination_award_awaits on nomination_event;
      drop trigger nomination_event_moves on nomination_event;
      create trigger nomination_event_moves before insert on nomination_event
        for each row execute function nomination_event_moves();
    `);
    await runner.query(`drop function ${FUNCTIONS.join(', ')}`);
  }
}
