import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// Workflow A.3 row 19, worked out here from the takers of the plan and the route alone: what an event of CONVERT says
// must be what this says (src/reorganisations/domain/conversion.ts says the same beforehand, for the preview).
const CONVERSION = `
  alter table nomination add column proposed_as_id uuid references unit;
  comment on column nomination.proposed_as_id is 'The unit that proposed it, where a successor acts for it now.';

  create function nomination_conversion(n nomination, plan uuid, day date) returns jsonb
  language plpgsql stable set search_path = pg_catalog, public as $fn$
  declare
    old_units uuid[];
    units uuid[];
    gone boolean[];
    first int := greatest(n.step, 1);
    total int;
    at_step int := n.step;
    taker uuid;
    later int;
    decider int;
    former int;
    back boolean;
  begin
    select array_agg(s.unit_id order by s.position),
           array_agg(s.outcome is not distinct from 'CONVERTED' order by s.position)
    into old_units, gone from public.nomination_step s where s.nomination_id = n.id;
    units := old_units;
    total := coalesce(cardinality(old_units), 0);
    select max(i) into former from generate_series(1, total) i where not gone[i];
    for i in first..total loop
      continue when gone[i];
      select t.taker_id into taker from public.reorganisation_taker t
      where t.reorganisation_id = plan and t.unit_id = old_units[i];
      continue when not found;
      select min(j) into later from generate_series(i + 1, total) j where old_units[j] = taker and not gone[j];
      if later is not null and i = n.step then
        gone := gone[1:i - 1] || array_fill(true, array[later - i]) || gone[later:];
        at_step := later;
      elsif later is not null
        or exists (select from generate_series(first, i - 1) j where units[j] = taker and not gone[j]) then
        gone[i] := true;
      else
        units[i] := taker;
      end if;
    end loop;
    select max(i) into decider from generate_series(1, total) i where not gone[i];
    back := (units[decider] <> old_units[former] and not public.nomination_competent(n.award_type_id, units[decider], day))
      or exists (select from public.honouree h join public.unit_succession s on s.from_unit_id = h.unit_id
                 where h.id = n.honouree_id and h.kind = 'COLLECTIVE' and s.reorganisation_id = plan
                   and not exists (select from public.unit_version v where v.unit_id = h.unit_id and v.valid @> day));
    return jsonb_build_object('units', to_jsonb(units), 'gone', to_jsonb(gone), 'decider', decider, 'back', coalesce(back, false),
      'step', at_step,
      'state', case when back or n.state = 'RETURNED' then 'RETURNED' when at_step <> n.step then 'SUBMITTED' else n.state end,
      'touched', coalesce(back, false) or units is distinct from old_units or at_step <> n.step
        or gone is distinct from (select array_agg(s.outcome is not distinct from 'CONVERTED' order by s.position)
                                  from public.nomination_step s where s.nomination_id = n.id)
        or exists (select from public.reorganisation_taker t where t.reorganisation_id = plan
                   and t.unit_id in (n.proposed_by_id, n.suspended_by_id, n.wanted_decider_id)));
  end $fn$;

  create function nomination_conversion_error(n nomination, e nomination_event) returns text
  language plpgsql stable set search_path = pg_catalog, public as $fn$
  declare
    plan public.reorganisation;
    becomes jsonb;
  begin
    select * into plan from public.reorganisation r where r.id = (e.data ->> 'reorganisationId')::uuid;
    if not found or plan.state <> 'APPLIED' or plan.applied_at <> e.at or plan.effective_on > e.day
       or e.by_job is distinct from 'reorganisation:' || plan.id or e.acting_unit_id is not null
       or position(plan.legal_basis in coalesce(e.reason, '')) = 0 then
      return 'WRONG_STATE';
    end if;
    becomes := public.nomination_conversion(n, plan.id, e.day);
    if not (becomes ->> 'touched')::boolean or becomes ->> 'state' <> e.to_state or (becomes ->> 'step')::int <> e.step then
      return 'WRONG_STATE';
    end if;
    return null;
  end $fn$;

  -- Answers whether the dossier has to start again. Outcomes that are there stay; what a dissolved council had open is closed.
  create function nomination_convert(n nomination, e nomination_event) returns boolean
  language plpgsql set search_path = pg_catalog, public as $fn$
  declare
    becomes jsonb := public.nomination_conversion(n, (e.data ->> 'reorganisationId')::uuid, e.day);
    moved boolean := (becomes ->> 'step')::int <> n.step or becomes ->> 'state' <> n.state;
    replaced boolean;
  begin
    select s.unit_id <> (becomes -> 'units' ->> (s.position - 1))::uuid into replaced
    from public.nomination_step s where s.nomination_id = n.id and s.position = n.step;
    update public.nomination_step s set
      unit_id = (becomes -> 'units' ->> (s.position - 1))::uuid,
      decides = s.position = (becomes ->> 'decider')::int,
      outcome = case when s.outcome is null and (becomes -> 'gone' ->> (s.position - 1))::boolean then 'CONVERTED' else s.outcome end,
      left_at = case when s.entered_at is not null and (becomes -> 'gone' ->> (s.position - 1))::boolean
                     then coalesce(s.left_at, e.at) else s.left_at end,
      entered_at = case when s.position = (becomes ->> 'step')::int and moved then e.at else s.entered_at end
    where s.nomination_id = n.id and s.position >= n.step;
    if moved or coalesce(replaced, false) then
      update public.council_item set open = false where nomination_id = n.id and open;
      update public.decision d set state = 'DRAFT', version = d.version + 1, checked_by_id = null, checked_at = null
      from public.decision_line l where d.id = l.decision_id and l.nomination_id = n.id and d.state = 'CHECKED';
      delete from public.decision_line l using public.decision d
      where d.id = l.decision_id and l.nomination_id = n.id and d.state = 'DRAFT';
    end if;
    return n.restart or (becomes ->> 'back')::boolean;
  end $fn$;

  -- After the event is there, which is what lets the content guard see why the proposer changes.
  create function nomination_proposer_follows() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  begin
    update public.nomination n set
      proposed_as_id = case when p.taker_id is null then n.proposed_as_id else coalesce(n.proposed_as_id, n.proposed_by_id) end,
      proposed_by_id = coalesce(p.taker_id, n.proposed_by_id),
      lies_with_id = case when n.state = 'RETURNED' then coalesce(p.taker_id, n.proposed_by_id) else n.lies_with_id end,
      suspended_by_id = coalesce(s.taker_id, n.suspended_by_id),
      wanted_decider_id = case when w.taker_id is null then n.wanted_decider_id when new.to_state = 'RETURNED' then null else w.taker_id end
    from (select (new.data ->> 'reorganisationId')::uuid as id, new.nomination_id) plan
    join public.nomination was on was.id = plan.nomination_id
    left join public.reorganisation_taker p on p.reorganisation_id = plan.id and p.unit_id = was.proposed_by_id
    left join public.reorganisation_taker s on s.reorganisation_id = plan.id and s.unit_id = was.suspended_by_id
    left join public.reorganisation_taker w on w.reorganisation_id = plan.id and w.unit_id = was.wanted_decider_id
    where n.id = was.id and (p.taker_id is not null or s.taker_id is not null or w.taker_id is not null);
    return null;
  end $fn$;
  create trigger nomination_proposer_follows after insert on nomination_event
    for each row when (new.action = 'CONVERT') execute function nomination_proposer_follows();

  -- A draft is nobody's business but its author's: no event, it only gets a living proposer.
  create function nomination_drafts_follow(plan uuid) returns integer
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    moved integer;
  begin
    update public.nomination n set proposed_as_id = coalesce(n.proposed_as_id, n.proposed_by_id), proposed_by_id = t.taker_id,
      lies_with_id = case when n.lies_with_id is null then null else t.taker_id end
    from public.reorganisation_taker t where t.reorganisation_id = plan and t.unit_id = n.proposed_by_id and n.state = 'DRAFT';
    get diagnostics moved = row_count;
    return moved;
  end $fn$;
`;

const GUARD: Patch[] = [
  [
    `    if old.suspended then
      raise exception 'the content of a suspended`,
    `    -- An applied plan puts a living unit in the place of one that it has ended, whatever the state (row 19).
    if (new.campaign_id, new.honouree_id, new.award_type_id, new.merit_kind, new.achievements, new.achievement_from,
        new.achievement_to, new.model_id)
       is not distinct from
       (old.campaign_id, old.honouree_id, old.award_type_id, old.merit_kind, old.achievements, old.achievement_from,
        old.achievement_to, old.model_id)
       and exists (select from public.nomination_event e
         where e.nomination_id = old.id and e.version = old.version and e.action = 'CONVERT'
           and (new.proposed_by_id = old.proposed_by_id or exists (select from public.reorganisation_taker t
                where t.reorganisation_id = (e.data ->> 'reorganisationId')::uuid
                  and t.unit_id = old.proposed_by_id and t.taker_id = new.proposed_by_id))
           and (new.wanted_decider_id is not distinct from old.wanted_decider_id or exists (select from public.reorganisation_taker t
                where t.reorganisation_id = (e.data ->> 'reorganisationId')::uuid
                  and t.unit_id = old.wanted_decider_id and t.taker_id = coalesce(new.wanted_decider_id, t.taker_id))))
    then
      return new;
    end if;
    if old.suspended then
      raise exception 'the content of a suspended`,
  ],
];

const STEP_FITS: Patch[] = [
  [
    `when 'NEXT' then e.step = n.step + 1 and e.step <= last`,
    `when 'NEXT' then e.step = (select min(s.position) from public.nomination_step s where s.nomination_id = n.id
                              and s.position > n.step and s.outcome is distinct from 'CONVERTED')`,
  ],
];

const FACTS: Patch[] = [
  [
    `    -- No plan of a reorganisation can be applied yet, so none bears a conversion out.
    if e.action = 'CONVERT' then return 'WRONG_STATE'; end if;`,
    `    if e.action = 'CONVERT' then return public.nomination_conversion_error(n, e); end if;
    -- Nothing is sent back to a body that is no more, nor to a step that a plan has taken out.
    if e.action = 'RETURN' and e.to_state = 'RECEIVED' and not exists (
         select from public.nomination_step s join public.unit_version v on v.unit_id = s.unit_id and v.valid @> e.day
         where s.nomination_id = n.id and s.position = e.step and s.outcome is distinct from 'CONVERTED') then
      return 'WRONG_STEP:nomination.stepGone';
    end if;`,
  ],
];

const MOVES: Patch[] = [
  [
    `  begin
    select * into n from public.nomination where id = new.nomination_id for update;`,
    `  begin
    -- A reorganisation, which holds it alone, sees all acts of before and lets none happen beside it.
    perform pg_advisory_xact_lock_shared(7019310);
    select * into n from public.nomination where id = new.nomination_id for update;`,
  ],
  [
    `    perform public.nomination_step_follows(n, new);
    select s.unit_id into outside from public.nomination_step s
    where s.nomination_id = n.id and not s.external order by s.position desc limit 1;`,
    `    perform public.nomination_step_follows(n, new);
    if new.action = 'CONVERT' then
      n.restart := public.nomination_convert(n, new);
      n.deciding_unit_id := (select s.unit_id from public.nomination_step s where s.nomination_id = n.id and s.decides);
    end if;
    select s.unit_id into outside from public.nomination_step s
    where s.nomination_id = n.id and not s.external and s.outcome is distinct from 'CONVERTED' order by s.position desc limit 1;`,
  ],
  [
    `         where s.nomination_id = n.id and s.position > new.step and not s.external) then`,
    `         where s.nomination_id = n.id and s.position > new.step and not s.external
           and s.outcome is distinct from 'CONVERTED') then`,
  ],
  [
    `        when new.action = 'CONVERT' then due_on`,
    `        when new.action = 'CONVERT' and new.to_state = n.state and new.step = n.step then due_on`,
  ],
];

const FOLLOWS: Patch[] = [
  [
    `        outcome = case when outcome is null then null else 'VOIDED' end,
        received_on`,
    `        outcome = case when outcome is null then null when outcome = 'CONVERTED' then 'CONVERTED' else 'VOIDED' end,
        received_on`,
  ],
  [
    `('ENDORSE', 'REJECT', 'RETURN', 'WITHDRAW', 'SUSPEND', 'CONVERT')`,
    `('ENDORSE', 'REJECT', 'RETURN', 'WITHDRAW', 'SUSPEND')`,
  ],
];

const LAST_INTERNAL: Patch[] = [
  [
    `where s.nomination_id = n.id and not s.external order by s.position desc limit 1)`,
    `where s.nomination_id = n.id and not s.external and s.outcome is distinct from 'CONVERTED'
          order by s.position desc limit 1)`,
  ],
];

const PATCHED: [string, Patch[]][] = [
  ['nomination_content_guard()', GUARD],
  ['nomination_acting_error(nomination, nomination_event)', LAST_INTERNAL],
  ['nomination_step_fits(nomination, nomination_event, text)', STEP_FITS],
  ['nomination_facts_error(nomination, nomination_event)', FACTS],
  ['nomination_step_follows(nomination, nomination_event)', FOLLOWS],
  ['nomination_event_moves()', MOVES],
];

const MADE = [
  'nomination_drafts_follow(uuid)',
  'nomination_proposer_follows()',
  'nomination_convert(nomination, nomination_event)',
  'nomination_conversion_error(nomination, nomination_event)',
  'nomination_conversion(nomination, uuid, date)',
];

export class ConvertNominations1795316400096 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONVERSION);
    for (const name of MADE) await runner.query(`revoke execute on function ${name} from public`);
    for (const [name, patches] of PATCHED) await patchFunction(runner, name, patches);
    await grantToApp(runner, 'execute on function nomination_drafts_follow(uuid)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, patches] of PATCHED) await patchFunction(runner, name, reversed(patches));
    await runner.query(`drop trigger nomination_proposer_follows on nomination_event`);
    for (const name of MADE) await runner.query(`drop function ${name}`);
    await runner.query(`alter table nomination drop column proposed_as_id`);
  }
}
