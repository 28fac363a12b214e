import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DUTY_ROWS, TRANSITION_ROWS } from './support/nomination-workflow.js';

// The event is the write (DESIGN §4). The application's role can only insert an event; these functions, with the
// owner's rights and a fixed search path, check it against the table, the route, the grants and the earlier events, on
// the locked row, and then move the dossier. Who lies about WHO acts still cannot do what is not allowed.

const REFUSE = `
  create view living_award_rule as
  select r.* from award_rule r where not exists (select from award_rule newer where newer.replaces_id = r.id);
  comment on view living_award_rule is 'The rules that no newer row has replaced.';

  create function nomination_refuse(code text, key text, note text) returns void
  language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    raise exception '%', note using errcode = 'SV101', detail = json_build_object('code', code, 'key', key)::text;
  end $fn$;
`;

// A route as the service plans it (src/nominations/domain/route.ts) is believed only where the tree of that day and the
// rules bear it out: it climbs the proposer's own bodies without leaving one out, crosses at most to one body of the
// same area and one outside, and ends at the first body that a rule lets decide this award, or at the one asked for.
const ROUTE = `
  create function nomination_competent(award uuid, unit uuid, day date) returns boolean
  language sql stable set search_path = pg_catalog, public as $fn$
    select exists (
      select from public.unit u join public.unit_version v on v.unit_id = u.id and v.valid @> day
      left join public.area_version a on a.area_id = v.area_id and a.valid @> day
      join public.living_award_rule r on r.kind = 'COMPETENCE' and r.award_type_id = award and r.valid @> day
        and r.args ->> 'tier' = v.tier and r.args ->> 'line' = u.line
        and coalesce(r.args ->> 'areaTier', a.tier, '') = coalesce(a.tier, '')
        and coalesce(r.args ->> 'unitCode', u.code) = u.code
      where u.id = unit and u.is_body)
  $fn$;

  create function nomination_route_error(award uuid, proposer uuid, wanted uuid, route jsonb, day date) returns text
  language plpgsql stable set search_path = pg_catalog, public as $fn$
  declare
    chain uuid[];
    chain_tiers text[];
    total int := jsonb_array_length(route);
    climbed int := 0;
    place record;
    top record;
    last record;
    council text;
    height jsonb := '{"GRASSROOTS":0,"COMMUNE":1,"DISTRICT":2,"PROVINCE":3,"CENTRAL":4}';
  begin
    if total is null or total < 1 or total > 10 then return 'no steps'; end if;
    with recursive up as (
      select v.unit_id, v.superior_id, v.tier, 1 as height
      from public.unit_version v where v.unit_id = proposer and v.valid @> day
      union all
      select v.unit_id, v.superior_id, v.tier, up.height + 1
      from up join public.unit_version v on v.unit_id = up.superior_id and v.valid @> day where up.height < 20
    )
    select array_agg(up.unit_id order by up.height), array_agg(up.tier order by up.height) into chain, chain_tiers
    from up join public.unit u on u.id = up.unit_id where u.is_body and not u.external;
    if chain is null then return 'no body above the proposer'; end if;
    for place in
      select s.ordinality as position, (s.value ->> 'unitId')::uuid as unit_id, s.value ->> 'tier' as tier,
             s.value ->> 'line' as line, (s.value ->> 'decides')::boolean as decides,
             (s.value ->> 'external')::boolean as external, s.value ->> 'council' as council,
             (s.value ->> 'posting')::boolean as posting, v.tier as real_tier, u.line as real_line, u.is_body,
             u.external as real_external, v.area_id,
             (select a.tier from public.area_version a where a.area_id = v.area_id and a.valid @> day) as area_tier
      from jsonb_array_elements(route) with ordinality s
      left join public.unit u on u.id = (s.value ->> 'unitId')::uuid
      left join public.unit_version v on v.unit_id = u.id and v.valid @> day
      order by s.ordinality
    loop
      if place.real_tier is null or not place.is_body or place.real_tier is distinct from place.tier
         or place.real_line is distinct from place.line or place.external is distinct from place.real_external
         or place.decides is distinct from (place.position = total)
      then
        return format('step %s is not such a body', place.position);
      end if;
      if place.external and place.position < total then return 'a body outside stands last'; end if;
      if climbed = place.position - 1 and chain[place.position] = place.unit_id then
        climbed := climbed + 1;
        top := place;
      elsif climbed = 0 then
        return 'step 1 is not the nearest body';
      elsif place.external then
        if climbed < cardinality(chain) then return 'a body of the chain is left out'; end if;
        -- To the centre in another line one goes over that line's body of the province, and only then over it.
        if last.line <> place.line then return 'the province of that line is left out'; end if;
      else
        if place.position <> climbed + 1 or place.line = top.line or place.area_id is distinct from top.area_id then
          return 'a step leaves the chain';
        end if;
        if climbed < cardinality(chain)
           and (place.position < total or (height ->> chain_tiers[climbed + 1])::int <= (height ->> place.tier)::int) then
          return 'a body of the chain is left out';
        end if;
        if place.position < total and place.tier <> 'PROVINCE' then return 'a step leaves the chain'; end if;
      end if;
      if place.position < total and wanted is null and public.nomination_competent(award, place.unit_id, day) then
        return format('step %s would decide this award itself', place.position);
      end if;
      -- An award's own rule comes before the general one, then the latest; where none speaks, a council votes.
      select r.args ->> 'requirement' into council from public.living_award_rule r
      where r.kind = 'COUNCIL' and (r.award_type_id is null or r.award_type_id = award) and r.valid @> day
        and r.args ->> 'tier' = place.tier and r.args ->> 'line' = place.line
        and coalesce(r.args ->> 'areaTier', place.area_tier, place.tier) = coalesce(place.area_tier, place.tier)
      order by r.award_type_id is null, lower(r.valid) desc nulls last, r.code limit 1;
      if not place.external and place.council is distinct from coalesce(council, 'REQUIRED') then
        return format('the council of step %s is not %s', place.position, place.council);
      end if;
      if not place.external and place.posting is not true and exists (
        select from public.living_award_rule r
        where r.kind = 'POSTING' and (r.award_type_id is null or r.award_type_id = award) and r.valid @> day
          and r.args ->> 'tier' = place.tier and r.args ->> 'line' = place.line
          and coalesce(r.args ->> 'areaTier', place.area_tier, place.tier) = coalesce(place.area_tier, place.tier))
      then
        return format('step %s needs a posting', place.position);
      end if;
      last := place;
    end loop;
    if not public.nomination_competent(award, last.unit_id, day) then
      return 'no rule lets the last step decide this award';
    end if;
    if wanted is not null and last.unit_id <> wanted then return 'another body was asked to decide'; end if;
    if last.external and wanted is null and exists (
      select from public.unit_version v join public.unit u on u.id = v.unit_id and u.is_body and not u.external
      where v.valid @> day and v.area_id in (select w.area_id from public.unit_version w where w.unit_id = any (chain) and w.valid @> day)
        and public.nomination_competent(award, u.id, day))
    then
      return 'a nearer body decides this award';
    end if;
    return null;
  end $fn$;
`;

const MAY_ACT = `
  create function nomination_acting_error(n nomination, e nomination_event) returns text
  language plpgsql stable set search_path = pg_catalog, public as $fn$
  declare
    duty public.allowed_duty;
    here public.nomination_step;
    fits boolean;
    problem text := 'FORBIDDEN';
  begin
    select * into here from public.nomination_step s where s.nomination_id = n.id and s.position = n.step;
    for duty in
      select d.* from public.allowed_duty d
      where d.action = e.action and d.from_state = coalesce(e.from_state, '') and d.to_state = e.to_state
        and d.way = coalesce(e.way, '')
    loop
      continue when duty.at = 'PLAN' and e.by_job is null;
      if duty.at = 'PLAN' then return null; end if;
      continue when e.account_id is null or e.acting_unit_id is null;
      fits := case duty.at
        when 'PROPOSER' then e.acting_unit_id = n.proposed_by_id
        when 'STEP' then e.acting_unit_id = here.unit_id
        when 'STEP_OR_LATER' then exists (select from public.nomination_step s
          where s.nomination_id = n.id and s.position >= greatest(n.step, 1) and s.unit_id = e.acting_unit_id)
        when 'SUSPENDER_OR_LATER' then exists (select from public.nomination_step s
          where s.nomination_id = n.id and s.unit_id = e.acting_unit_id
            and s.position >= coalesce((select min(t.position) from public.nomination_step t
                                        where t.nomination_id = n.id and t.unit_id = n.suspended_by_id), 1))
        when 'LAST_INTERNAL' then e.acting_unit_id = (select s.unit_id from public.nomination_step s
          where s.nomination_id = n.id and not s.external order by s.position desc limit 1)
      end;
      continue when fits is distinct from true;
      continue when not exists (
        select from public.role_grant g join public.account a on a.id = g.account_id
        where g.account_id = e.account_id and g.unit_id = e.acting_unit_id and g.role = any (duty.roles)
          and g.valid @> e.day and g.revoked_at is null and a.disabled_at is null
          -- No grant outlives its unit.
          and exists (select from public.unit_version v where v.unit_id = g.unit_id and v.valid @> e.day));
      if 'PROPOSERS' = any (duty.apart) and exists (
           select from public.nomination_event p where p.nomination_id = n.id and p.account_id = e.account_id
             and p.action in ('CREATE', 'EDIT', 'SUBMIT'))
         or 'APPRAISERS' = any (duty.apart) and exists (
           select from public.nomination_event p where p.nomination_id = n.id and p.account_id = e.account_id
             and p.action = 'APPRAISE' and p.step = n.step)
         or 'REVIEWERS' = any (duty.apart) and exists (
           select from public.nomination_event p where p.nomination_id = n.id and p.account_id = e.account_id
             and (p.action in ('RECEIVE', 'APPRAISE') or p.action = 'ENDORSE' and p.way = 'HEAD'))
      then
        problem := 'SAME_PERSON';
        continue;
      end if;
      return null;
    end loop;
    return problem;
  end $fn$;
`;

const STEP_FITS = `
  create function nomination_step_fits(n nomination, e nomination_event, rule text) returns boolean
  language plpgsql stable set search_path = pg_catalog, public as $fn$
  declare
    here public.nomination_step;
    last int;
    outside boolean;
  begin
    select * into here from public.nomination_step s where s.nomination_id = n.id and s.position = n.step;
    select max(s.position) into last from public.nomination_step s where s.nomination_id = n.id;
    outside := coalesce(here.external, false);
    if (e.way = 'OUTSIDE') is true and not outside then return false; end if;
    if outside and e.way is distinct from 'OUTSIDE' and e.action not in ('WITHDRAW', 'SUSPEND', 'RESUME', 'CONVERT') then
      return false;
    end if;
    return case rule
      when 'PROPOSER' then e.step = 0
      when 'SAME' then e.step = n.step
      when 'MARK' then e.step = n.step
      when 'FIRST' then e.step = 1
      when 'SAME_OR_FIRST' then e.step = case when n.restart then 1 else n.step end
      when 'BACK' then e.step >= 1 and e.step <= case when n.state in ('APPRAISED', 'ENDORSED') then n.step else n.step - 1 end
                       and (e.way is distinct from 'OUTSIDE' or e.step = n.step - 1)
      when 'NEXT' then e.step = n.step + 1 and e.step <= last
      when 'LAST' then e.step = n.step and coalesce(here.decides, false) and not outside
      when 'EXTERNAL' then e.step = n.step and outside
      when 'PLAN' then e.step between 0 and coalesce(last, 0)
      else false end;
  end $fn$;
`;

// What else must be true, by what other tables hold.
const FACTS = `
  create function nomination_facts_error(n nomination, e nomination_event) returns text
  language plpgsql stable set search_path = pg_catalog, public as $fn$
  declare
    here public.nomination_step;
  begin
    select * into here from public.nomination_step s where s.nomination_id = n.id and s.position = n.step;
    -- No plan of a reorganisation can be applied yet, so none bears a conversion out.
    if e.action = 'CONVERT' then return 'WRONG_STATE'; end if;
    if e.action in ('RETURN', 'REJECT', 'WITHDRAW', 'SUSPEND', 'RESUME') and n.state <> 'DRAFT'
       and coalesce(e.reason, '') = '' then
      return 'INVALID_INPUT';
    end if;
    if e.action in ('RETURN', 'WITHDRAW', 'REJECT') and e.way is distinct from 'COUNCIL' and e.way is distinct from 'OUTSIDE'
       and exists (select from public.decision_line l join public.decision d on d.id = l.decision_id
                   where l.nomination_id = n.id and d.state = 'CHECKED') then
      return 'WRONG_STATE:nomination.inCheckedDecision';
    end if;
    if e.action in ('RETURN', 'WITHDRAW') and exists (
         select from public.council_item i where i.nomination_id = n.id and i.open
           and (i.votes_for is not null or exists (select from public.council_ballot b
                where b.session_id = i.session_id and b.nomination_id = i.nomination_id))) then
      return 'WRONG_STATE:nomination.voteRecorded';
    end if;
    if e.action = 'SUBMIT' and n.state = 'RETURNED' and exists (
         select from public.nomination_missing_item m where m.nomination_id = n.id
           and m.answer is null and m.answered_by_document_id is null) then
      return 'DOCUMENT_MISSING';
    end if;
    if e.action = 'APPRAISE' and not exists (
         select from public.nomination_appraisal a where a.nomination_id = n.id and a.version = e.version
           and a.account_id = e.account_id and a.unit_id = e.acting_unit_id and a.step = n.step) then
      return 'INVALID_INPUT';
    end if;
    if e.action = 'ENDORSE' then
      if here.posting and not exists (
           select from public.posting p where p.nomination_id = n.id and p.step = n.step and not p.voided
             and p.closed_on is not null and p.closed_on <= e.day
             and not exists (select from public.posting_objection o where o.posting_id = p.id
                             and (o.upheld is null or o.upheld))) then
        return 'WRONG_STATE';
      end if;
      if e.way = 'HEAD' then
        if here.council = 'REQUIRED' and coalesce(e.data ->> 'simplifiedGround', '') = '' then return 'WRONG_STATE'; end if;
        -- The note of the appraisal that brought it here, not one that was only written down.
        if not coalesce((select a.favourable from public.nomination_appraisal a
                         where a.nomination_id = n.id and a.version = (select max(p.version) from public.nomination_event p
                           where p.nomination_id = n.id and p.action = 'APPRAISE' and p.step = n.step)), false) then
          return 'RULE_FAILED:nomination.unfavourable';
        end if;
      end if;
    end if;
    if e.way = 'COUNCIL' and (here.council <> 'REQUIRED' or not exists (
         select from public.council_item i join public.council_session s on s.id = i.session_id
         where i.nomination_id = n.id and i.step = n.step and i.open and s.unit_id = e.acting_unit_id
           and s.id = (e.data ->> 'sessionId')::uuid and s.closed_at = e.at and s.held_on <= e.day
           and (e.action = 'ENDORSE') = (i.votes_for * 100 >= i.threshold * i.total_members))) then
      return 'WRONG_STATE';
    end if;
    if e.action = 'REJECT' and e.way = 'HEAD' and n.state = 'RETURNED'
       and (n.answer_by is null or n.answer_by >= e.day) then
      return 'WRONG_STATE';
    end if;
    if e.action = 'FORWARD' and not exists (
         select from public.proposal_nomination pn join public.proposal p on p.id = pn.proposal_id
         where pn.nomination_id = n.id and p.id = (e.data ->> 'proposalId')::uuid and pn.step = e.step
           and p.from_unit_id = e.acting_unit_id and p.created_at = e.at
           and p.to_unit_id = (select s.unit_id from public.nomination_step s
                               where s.nomination_id = n.id and s.position = e.step)) then
      return 'WRONG_STATE';
    end if;
    if e.action = 'AWARD' or (e.action = 'REJECT' and e.way = 'OUTSIDE') or (e.action = 'RETURN' and e.way = 'OUTSIDE') then
      if exists (select from public.nomination_step s where s.nomination_id = n.id and not s.external
                 and (s.outcome is null or s.outcome not in ('ENDORSED_BY_COUNCIL', 'ENDORSED_BY_LEADERSHIP',
                                                             'ENDORSED_SIMPLIFIED', 'CONVERTED'))) then
        return 'WRONG_STATE';
      end if;
      if e.way = 'OUTSIDE' then
        if not exists (select from public.external_outcome o
                       where o.id = (e.data ->> 'outcomeId')::uuid and o.nomination_id = n.id and o.unit_id = e.acting_unit_id
                         and o.outcome = e.action and o.confirmed_by_id = e.account_id and o.confirmed_at = e.at) then
          return 'WRONG_STATE';
        end if;
      else
        if not exists (select from public.decision_line l join public.decision d on d.id = l.decision_id
                       where l.nomination_id = n.id and d.id = (e.data ->> 'decisionId')::uuid and d.state = 'ISSUED'
                         and d.issued_at = e.at and d.issued_by_id = e.acting_unit_id and d.signed_by_id = e.account_id
                         and d.award_type_id = n.award_type_id) then
          return 'WRONG_STATE';
        end if;
      end if;
    end if;
    return null;
  end $fn$;
`;

const MOVE = `
  create function nomination_event_moves() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    n public.nomination;
    problem text;
    outside uuid;
  begin
    select * into n from public.nomination where id = new.nomination_id for update;
    if not found then perform public.nomination_refuse('NOT_FOUND', 'nomination.notFound', 'no such nomination'); end if;
    if new.version <> n.version + 1 or new.from_step <> n.step
       or new.from_state is distinct from (case when n.version = 0 then null else n.state end) then
      perform public.nomination_refuse('STALE_VERSION', 'nomination.stale', 'the dossier has moved meanwhile');
    end if;
    if exists (select from public.nomination_event e where e.nomination_id = n.id and e.version = n.version and e.day > new.day) then
      perform public.nomination_refuse('CONFLICT', 'conflict.retry', 'an event is of no earlier day than the one before');
    end if;
    if not exists (select from public.allowed_transition t where t.action = new.action
                   and t.from_state = coalesce(new.from_state, '') and t.to_state = new.to_state) then
      perform public.nomination_refuse('WRONG_STATE', 'nomination.wrongState', format('no %s from %s', new.action, new.from_state));
    end if;
    if n.suspended and new.action not in ('RESUME', 'WITHDRAW', 'CONVERT') then
      perform public.nomination_refuse('SUSPENDED', 'nomination.suspended', 'suspended');
    end if;
    if not n.suspended and new.action = 'RESUME' then
      perform public.nomination_refuse('WRONG_STATE', 'nomination.notSuspended', 'not suspended');
    end if;
    if not exists (select from public.allowed_transition t where t.action = new.action
                   and t.from_state = coalesce(new.from_state, '') and t.to_state = new.to_state
                   and public.nomination_step_fits(n, new, t.step_rule)) then
      perform public.nomination_refuse('WRONG_STEP', 'nomination.wrongStep', 'not at this step');
    end if;
    problem := public.nomination_acting_error(n, new);
    if problem = 'SAME_PERSON' then
      perform public.nomination_refuse('SAME_PERSON', 'nomination.samePerson', 'two duties of one person');
    elsif problem is not null then
      perform public.nomination_refuse('FORBIDDEN', 'auth.forbiddenHere', 'no such duty at this unit');
    end if;
    problem := public.nomination_facts_error(n, new);
    if problem is not null then
      perform public.nomination_refuse(split_part(problem, ':', 1),
        coalesce(nullif(split_part(problem, ':', 2), ''), 'nomination.notBorneOut'),
        format('%s is not borne out by what is recorded', new.action));
    end if;
    if new.action = 'SUBMIT' and new.step = 1 and (n.state = 'DRAFT' or n.restart) then
      problem := public.nomination_route_error(n.award_type_id, n.proposed_by_id, n.wanted_decider_id, new.data -> 'route', new.day);
      if problem is not null then
        perform public.nomination_refuse('ROUTE_NOT_FOUND', 'nomination.routeRefused', problem);
      end if;
      delete from public.nomination_step where nomination_id = n.id;
      -- What was posted on a former route was something else.
      update public.posting set voided = true where nomination_id = n.id and not voided;
      insert into public.nomination_step (nomination_id, position, unit_id, tier, line, decides, external, council, posting, rule_ids)
      select n.id, s.ordinality, (s.value ->> 'unitId')::uuid, s.value ->> 'tier', s.value ->> 'line',
             (s.value ->> 'decides')::boolean, (s.value ->> 'external')::boolean, s.value ->> 'council',
             (s.value ->> 'posting')::boolean,
             array(select r::uuid from jsonb_array_elements_text(coalesce(s.value -> 'ruleIds', '[]')) r)
      from jsonb_array_elements(new.data -> 'route') with ordinality s;
      n.restart := false;
      n.law_date := null;
      n.deciding_unit_id := (select s.unit_id from public.nomination_step s where s.nomination_id = n.id and s.decides);
    end if;
    -- The law of the day on which the deciding body (the last one inside, where that is outside) receives it.
    if new.action = 'RECEIVE' and n.law_date is null and not exists (
         select from public.nomination_step s
         where s.nomination_id = n.id and s.position > new.step and not s.external) then
      n.law_date := new.day;
    end if;
    perform public.nomination_step_follows(n, new);
    select s.unit_id into outside from public.nomination_step s
    where s.nomination_id = n.id and not s.external order by s.position desc limit 1;
    update public.nomination set
      state = new.to_state, step = new.step, version = new.version, changed_at = new.at,
      restart = n.restart, deciding_unit_id = n.deciding_unit_id,
      suspended = case new.action when 'SUSPEND' then true when 'RESUME' then false
                                  else suspended and new.to_state not in ('AWARDED', 'REJECTED', 'WITHDRAWN') end,
      suspended_by_id = case new.action when 'SUSPEND' then new.acting_unit_id when 'RESUME' then null else suspended_by_id end,
      lies_with_id = case
        when new.to_state in ('AWARDED', 'REJECTED', 'WITHDRAWN') then null
        when new.to_state in ('DRAFT', 'RETURNED') then proposed_by_id
        else coalesce((select case when s.external then outside else s.unit_id end from public.nomination_step s
                       where s.nomination_id = n.id and s.position = new.step), proposed_by_id) end,
      law_date = n.law_date,
      due_on = case
        when new.action in ('RECEIVE', 'APPRAISE', 'ENDORSE', 'RESUME') or new.action = 'RETURN' and new.to_state = 'RECEIVED'
        then coalesce((new.data ->> 'dueOn')::date, case when new.action in ('APPRAISE', 'ENDORSE') then due_on end)
        when new.action = 'EDIT' then due_on
        when new.action = 'CONVERT' then due_on
        else null end,
      answer_by = case when new.action = 'RETURN' and new.to_state = 'RETURNED' then (new.data ->> 'answerBy')::date
                       when new.to_state = 'RETURNED' then answer_by end
    where id = n.id;
    return new;
  end $fn$;

  create function nomination_step_follows(n nomination, e nomination_event) returns void
  language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    if e.action = 'SUBMIT' then
      update public.nomination_step set entered_at = coalesce(entered_at, e.at), left_at = null
      where nomination_id = n.id and position = e.step;
    elsif e.action = 'RECEIVE' then
      update public.nomination_step set received_on = e.day, due_on = (e.data ->> 'dueOn')::date
      where nomination_id = n.id and position = e.step;
    elsif e.action = 'RETURN' and e.to_state = 'RETURNED' then
      update public.nomination_step set outcome = case when outcome is null then null else 'VOIDED' end, due_on = null
      where nomination_id = n.id and position = n.step;
      update public.posting set voided = true where nomination_id = n.id and step = n.step and not voided;
    elsif e.action = 'RETURN' then
      update public.nomination_step set
        outcome = case when outcome is null then null else 'VOIDED' end,
        received_on = case when position = e.step then e.day end,
        due_on = case when position = e.step then (e.data ->> 'dueOn')::date end,
        entered_at = case when position = e.step then e.at end,
        left_at = null
      where nomination_id = n.id and position between e.step and n.step;
      update public.posting set voided = true where nomination_id = n.id and step between e.step and n.step and not voided;
    elsif e.action = 'ENDORSE' then
      update public.nomination_step set outcome = case
        when e.way = 'COUNCIL' then 'ENDORSED_BY_COUNCIL'
        when council = 'NONE' then 'ENDORSED_BY_LEADERSHIP' else 'ENDORSED_SIMPLIFIED' end
      where nomination_id = n.id and position = n.step;
    elsif e.action = 'FORWARD' then
      update public.nomination_step set left_at = e.at where nomination_id = n.id and position = n.step;
      update public.nomination_step set entered_at = e.at, left_at = null, outcome = null where nomination_id = n.id and position = e.step;
    elsif e.action = 'AWARD' then
      update public.nomination_step set left_at = e.at, outcome = 'AWARDED' where nomination_id = n.id and position = n.step;
    elsif e.action = 'REJECT' then
      update public.nomination_step set left_at = e.at, outcome = case
        when e.way = 'COUNCIL' then 'REJECTED_BY_COUNCIL'
        when n.state = 'RETURNED' then 'LAPSED' else 'REJECTED_BY_HEAD' end
      where nomination_id = n.id and position = n.step;
    elsif e.action = 'RESUME' then
      update public.nomination_step set due_on = (e.data ->> 'dueOn')::date where nomination_id = n.id and position = n.step;
    elsif e.action = 'WITHDRAW' then
      update public.nomination_step set left_at = e.at where nomination_id = n.id and position = n.step and left_at is null;
    end if;
    if e.action in ('RETURN', 'WITHDRAW', 'SUSPEND') then
      -- A draft decision loses the line; a suspension lets a checked one fall back, other acts are refused by it.
      update public.decision d set state = 'DRAFT', version = d.version + 1, checked_by_id = null, checked_at = null
      from public.decision_line l
      where d.id = l.decision_id and l.nomination_id = n.id and d.state = 'CHECKED' and e.action = 'SUSPEND';
      delete from public.decision_line l using public.decision d
      where d.id = l.decision_id and l.nomination_id = n.id and d.state = 'DRAFT';
    end if;
    if e.action in ('ENDORSE', 'REJECT', 'RETURN', 'WITHDRAW', 'SUSPEND', 'CONVERT') then
      update public.council_item set open = false where nomination_id = n.id and open;
    end if;
  end $fn$;

  create trigger nomination_event_moves before insert on nomination_event
    for each row execute function nomination_event_moves();

  create function nomination_append_only() returns trigger language plpgsql set search_path = pg_catalog, public as $fn$
  begin
    raise exception '% is append only', tg_table_name using errcode = 'SV900';
  end $fn$;
  create trigger nomination_append_only before update or delete or truncate on nomination_event
    for each statement execute function nomination_append_only();
  create trigger nomination_append_only before update or delete or truncate on nomination_appraisal
    for each statement execute function nomination_append_only();
`;

const FUNCTIONS = [
  'nomination_append_only()',
  'nomination_event_moves()',
  'nomination_step_follows(nomination, nomination_event)',
  'nomination_facts_error(nomination, nomination_event)',
  'nomination_step_fits(nomination, nomination_event, text)',
  'nomination_acting_error(nomination, nomination_event)',
  'nomination_route_error(uuid, uuid, uuid, jsonb, date)',
  'nomination_competent(uuid, uuid, date)',
  'nomination_refuse(text, text, text)',
];

export class MoveNominations1795316400063 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [REFUSE, ROUTE, MAY_ACT, STEP_FITS, FACTS, MOVE]) await runner.query(part);
    for (const name of FUNCTIONS) await runner.query(`revoke execute on function ${name} from public`);
    await runner.query(
      `insert into allowed_transition (action, from_state, to_state, step_rule)
       select action, from_state, to_state, step_rule from jsonb_to_recordset($1::jsonb)
         as t (action text, from_state text, to_state text, step_rule text)`,
      [JSON.stringify(TRANSITION_ROWS)],
    );
    await runner.query(
      `insert into allowed_duty (action, from_state, to_state, step_rule, way, roles, at, apart)
       select action, from_state, to_state, step_rule, way, roles, at, apart from jsonb_to_recordset($1::jsonb)
         as t (action text, from_state text, to_state text, step_rule text, way text, roles text[], at text, apart text[])`,
      [JSON.stringify(DUTY_ROWS)],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger nomination_append_only on nomination_event`);
    await runner.query(`drop trigger nomination_append_only on nomination_appraisal`);
    await runner.query(`drop trigger nomination_event_moves on nomination_event`);
    for (const name of FUNCTIONS) await runner.query(`drop function ${name}`);
    await runner.query(`drop view living_award_rule`);
    await runner.query(`delete from allowed_duty`);
    await runner.query(`delete from allowed_transition`);
  }
}
