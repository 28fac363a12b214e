import type { MigrationInterface, QueryRunner } from 'typeorm';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// What nomination_event_moves() costs is not what it looks up but how many statements it runs: to begin and end one takes
// three times its look-up by key. An expression that holds a query is run as one even where "and" stands before it. So
// conditions with queries are nested below those without, and what is asked of one dossier is asked together.
// Nothing else is allowed or refused than before, nor in another order.

const IN_ONE: Patch[] = [
  [
    `    problem text;
    outside uuid;`,
    `    problem text;
    late boolean;
    allowed boolean;
    fits boolean;`,
  ],
  [
    `    if exists (select from public.nomination_event e where e.nomination_id = n.id and e.version = n.version and e.day > new.day) then`,
    `    select exists (select from public.nomination_event e where e.nomination_id = n.id and e.version = n.version and e.day > new.day),
      count(*) > 0, bool_or(public.nomination_step_fits(n, new, t.step_rule)) into late, allowed, fits
    from public.allowed_transition t
    where t.action = new.action and t.from_state = coalesce(new.from_state, '') and t.to_state = new.to_state;
    if late then`,
  ],
  [
    `    if not exists (select from public.allowed_transition t where t.action = new.action
                   and t.from_state = coalesce(new.from_state, '') and t.to_state = new.to_state) then`,
    `    if not allowed then`,
  ],
  [
    `    if not exists (select from public.allowed_transition t where t.action = new.action
                   and t.from_state = coalesce(new.from_state, '') and t.to_state = new.to_state
                   and public.nomination_step_fits(n, new, t.step_rule)) then`,
    `    if fits is not true then`,
  ],
  [
    `    if new.action = 'RECEIVE' and n.law_date is null and not exists (
         select from public.nomination_step s
         where s.nomination_id = n.id and s.position > new.step and not s.external
           and s.outcome is distinct from 'CONVERTED') then
      n.law_date := new.day;
    end if;`,
    `    if new.action = 'RECEIVE' and n.law_date is null then
      if not exists (
         select from public.nomination_step s
         where s.nomination_id = n.id and s.position > new.step and not s.external
           and s.outcome is distinct from 'CONVERTED') then
        n.law_date := new.day;
      end if;
    end if;`,
  ],
  [
    `    select s.unit_id into outside from public.nomination_step s
    where s.nomination_id = n.id and not s.external and s.outcome is distinct from 'CONVERTED' order by s.position desc limit 1;
    update public.nomination set`,
    `    update public.nomination set`,
  ],
  [
    `coalesce((select case when s.external then outside else s.unit_id end from`,
    `coalesce((select case when s.external then (select i.unit_id from public.nomination_step i
                         where i.nomination_id = n.id and not i.external and i.outcome is distinct from 'CONVERTED'
                         order by i.position desc limit 1) else s.unit_id end from`,
  ],
];

const STEP_FITS: Patch[] = [
  [
    `    select max(s.position) into last from public.nomination_step s where s.nomination_id = n.id;
    outside :=`,
    `    outside :=`,
  ],
  [
    `    return case rule
      when 'PROPOSER'`,
    `    if rule = 'NEXT' then
      return e.step = (select min(s.position) from public.nomination_step s where s.nomination_id = n.id
                       and s.position > n.step and s.outcome is distinct from 'CONVERTED');
    elsif rule = 'PLAN' then
      select max(s.position) into last from public.nomination_step s where s.nomination_id = n.id;
    end if;
    return case rule
      when 'PROPOSER'`,
  ],
  [
    `      when 'NEXT' then e.step = (select min(s.position) from public.nomination_step s where s.nomination_id = n.id
                              and s.position > n.step and s.outcome is distinct from 'CONVERTED')
      when 'LAST' then`,
    `      when 'LAST' then`,
  ],
];

/** A condition, and the query below it. */
const nested = (condition: string, query: string, refusal: string): Patch => [
  `    if ${condition} and ${query} then
      return '${refusal}';
    end if;`,
  `    if ${condition} then
      if ${query} then
        return '${refusal}';
      end if;
    end if;`,
];

const FACTS: Patch[] = [
  [
    `    select * into here from public.nomination_step s where s.nomination_id = n.id and s.position = n.step;
    if e.action = 'CONVERT'`,
    `    if e.action = 'ENDORSE' or e.way = 'COUNCIL' then
      select * into here from public.nomination_step s where s.nomination_id = n.id and s.position = n.step;
    end if;
    if e.action = 'CONVERT'`,
  ],
  nested(
    `e.action = 'RETURN' and e.to_state = 'RECEIVED'`,
    `not exists (
         select from public.nomination_step s join public.unit_version v on v.unit_id = s.unit_id and v.valid @> e.day
         where s.nomination_id = n.id and s.position = e.step and s.outcome is distinct from 'CONVERTED')`,
    'WRONG_STEP:nomination.stepGone',
  ),
  [
    `    if e.action in ('RETURN', 'WITHDRAW', 'REJECT') and e.way is distinct from 'COUNCIL' and e.way is distinct from 'OUTSIDE'
       and exists (select from public.decision_line l join public.decision d on d.id = l.decision_id
                   where l.nomination_id = n.id and d.state = 'CHECKED') then
      return 'WRONG_STATE:nomination.inCheckedDecision';
    end if;`,
    `    if e.action in ('RETURN', 'WITHDRAW', 'REJECT') and e.way is distinct from 'COUNCIL' and e.way is distinct from 'OUTSIDE' then
      if exists (select from public.decision_line l join public.decision d on d.id = l.decision_id
                 where l.nomination_id = n.id and d.state = 'CHECKED') then
        return 'WRONG_STATE:nomination.inCheckedDecision';
      end if;
    end if;`,
  ],
  nested(
    `e.action in ('RETURN', 'WITHDRAW')`,
    `exists (
         select from public.council_item i where i.nomination_id = n.id and i.open
           and (i.votes_for is not null or exists (select from public.council_ballot b
                where b.session_id = i.session_id and b.nomination_id = i.nomination_id)))`,
    'WRONG_STATE:nomination.voteRecorded',
  ),
  nested(
    `e.action = 'SUBMIT' and n.state = 'RETURNED'`,
    `exists (
         select from public.nomination_missing_item m where m.nomination_id = n.id
           and m.answer is null and m.answered_by_document_id is null)`,
    'DOCUMENT_MISSING',
  ),
  nested(
    `e.action = 'APPRAISE'`,
    `not exists (
         select from public.nomination_appraisal a where a.nomination_id = n.id and a.version = e.version
           and a.account_id = e.account_id and a.unit_id = e.acting_unit_id and a.step = n.step)`,
    'INVALID_INPUT',
  ),
  nested(
    `e.way = 'COUNCIL'`,
    `(here.council <> 'REQUIRED' or not exists (
         select from public.council_item i join public.council_session s on s.id = i.session_id
         where i.nomination_id = n.id and i.step = n.step and i.open and s.unit_id = e.acting_unit_id
           and s.id = (e.data ->> 'sessionId')::uuid and s.closed_at = e.at and s.held_on <= e.day
           and (e.action = 'ENDORSE') = (i.votes_for * 100 >= i.threshold * i.total_members)))`,
    'WRONG_STATE',
  ),
  nested(
    `e.action = 'FORWARD'`,
    `not exists (
         select from public.proposal_nomination pn join public.proposal p on p.id = pn.proposal_id
         where pn.nomination_id = n.id and p.id = (e.data ->> 'proposalId')::uuid and pn.step = e.step
           and p.from_unit_id = e.acting_unit_id and p.created_at = e.at
           and p.to_unit_id = (select s.unit_id from public.nomination_step s
                               where s.nomination_id = n.id and s.position = e.step))`,
    'WRONG_STATE',
  ),
];

// Who acted before is asked once, not once for each duty that keeps away from it.
const ACTING: Patch[] = [
  [
    `      if 'PROPOSERS' = any (duty.apart) and exists (
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
      end if;`,
    `      if cardinality(duty.apart) > 0 then
        if exists (
           select from public.nomination_event p where p.nomination_id = n.id and p.account_id = e.account_id
             and ('PROPOSERS' = any (duty.apart) and p.action in ('CREATE', 'EDIT', 'SUBMIT')
               or 'APPRAISERS' = any (duty.apart) and p.action = 'APPRAISE' and p.step = n.step
               or 'REVIEWERS' = any (duty.apart)
                 and (p.action in ('RECEIVE', 'APPRAISE') or p.action = 'ENDORSE' and p.way = 'HEAD')))
        then
          problem := 'SAME_PERSON';
          continue;
        end if;
      end if;`,
  ],
  [
    `      fits := case duty.at
        when 'PROPOSER' then e.acting_unit_id = n.proposed_by_id
        when 'STEP' then e.acting_unit_id = here.unit_id
        when 'STEP_OR_LATER' then`,
    `      fits := case duty.at when 'PROPOSER' then e.acting_unit_id = n.proposed_by_id when 'STEP' then e.acting_unit_id = here.unit_id end;
      if duty.at not in ('PROPOSER', 'STEP') then fits := case duty.at
        when 'STEP_OR_LATER' then`,
  ],
  [
    `          order by s.position desc limit 1)
      end;
      continue when fits is distinct from true;`,
    `          order by s.position desc limit 1)
      end; end if;
      continue when fits is distinct from true;`,
  ],
];

const PATCHED: [string, Patch[]][] = [
  ['nomination_event_moves()', IN_ONE],
  ['nomination_step_fits(nomination, nomination_event, text)', STEP_FITS],
  ['nomination_facts_error(nomination, nomination_event)', FACTS],
  ['nomination_acting_error(nomination, nomination_event)', ACTING],
];

export class AskOnceOfAnAct1795316400302 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, patches] of PATCHED) await patchFunction(runner, name, patches);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, patches] of PATCHED) await patchFunction(runner, name, reversed(patches));
  }
}
