import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

const COLUMNS = `
  alter table nomination_opinion
    add asked_as_id uuid references unit,
    add unit_as_id uuid references unit;
  comment on column nomination_opinion.asked_as_id is 'The unit that was asked, where a successor answers for it now.';
  comment on column nomination_opinion.unit_as_id is 'The body that asked, where a successor has its question now.';
`;

// Two units that were asked may have one successor, which then answers for each.
const once = (columns: string): string => `
  drop index nomination_opinion_once;
  create unique index nomination_opinion_once on nomination_opinion (${columns}) where not voided`;

// Who asks and who is asked stays, but for an open opinion of a body that an applied plan has ended.
const KEPT: Patch[] = [
  [
    `  begin
    if (new.nomination_id`,
    `  begin
    if old.settled_by_id is null and (new.unit_id, new.asked_id) is distinct from (old.unit_id, old.asked_id)
       and (new.unit_id = old.unit_id or new.unit_as_id = coalesce(old.unit_as_id, old.unit_id) and exists (
         select from public.reorganisation_taker t where t.unit_id = old.unit_id and t.taker_id = new.unit_id))
       and (new.asked_id = old.asked_id or new.asked_as_id = coalesce(old.asked_as_id, old.asked_id) and exists (
         select from public.reorganisation_taker t where t.unit_id = old.asked_id and t.taker_id = new.asked_id))
       and to_jsonb(new) - array['unit_id', 'unit_as_id', 'asked_id', 'asked_as_id']
         = to_jsonb(old) - array['unit_id', 'unit_as_id', 'asked_id', 'asked_as_id']
    then
      return new;
    end if;
    if (new.nomination_id`,
  ],
  [
    'new.requested_by_id, new.requested_on, new.due_rule_id)',
    'new.requested_by_id, new.requested_on, new.due_rule_id,\n        new.unit_as_id, new.asked_as_id)',
  ],
  [
    'old.requested_by_id, old.requested_on, old.due_rule_id)',
    'old.requested_by_id, old.requested_on, old.due_rule_id,\n        old.unit_as_id, old.asked_as_id)',
  ],
];

// No unit is asked by itself, nor about what it proposes: where the taker would be, the opinion stays with the ended unit,
// and the asking body waives it with a reason.
const HAND_OVER = `
  create function nomination_opinions_hand_over(plan uuid)
  returns table (nomination_id uuid, step int, unit_id uuid, asked_id uuid)
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  #variable_conflict use_column
  begin
    return query
      update public.nomination_opinion o set
        unit_id = becomes.unit_id, asked_id = becomes.asked_id,
        unit_as_id = case when o.unit_id = becomes.unit_id then o.unit_as_id else coalesce(o.unit_as_id, o.unit_id) end,
        asked_as_id = case when o.asked_id = becomes.asked_id then o.asked_as_id else coalesce(o.asked_as_id, o.asked_id) end
      from (
        select p.id, asking.unit_id,
          case when a.taker_id in (asking.unit_id, n.proposed_by_id) then p.asked_id else coalesce(a.taker_id, p.asked_id) end as asked_id
        from (select x.id from public.reorganisation_taker t join public.nomination_opinion x on x.asked_id = t.unit_id
              where t.reorganisation_id = plan
              union
              select x.id from public.reorganisation_taker t join public.nomination_opinion x on x.unit_id = t.unit_id
              where t.reorganisation_id = plan) found
        join public.nomination_opinion p on p.id = found.id and p.settled_by_id is null and not p.voided
        join public.nomination n on n.id = p.nomination_id and n.state not in ('AWARDED', 'REJECTED', 'WITHDRAWN')
        left join public.reorganisation_taker u on u.reorganisation_id = plan and u.unit_id = p.unit_id
        left join public.reorganisation_taker a on a.reorganisation_id = plan and a.unit_id = p.asked_id
        cross join lateral (select case when u.taker_id = p.asked_id then p.unit_id else coalesce(u.taker_id, p.unit_id) end as unit_id) asking
      ) becomes
      where o.id = becomes.id and (o.unit_id, o.asked_id) is distinct from (becomes.unit_id, becomes.asked_id)
      returning o.nomination_id, o.step, o.unit_id, o.asked_id;
  end $fn$;
  revoke execute on function nomination_opinions_hand_over(uuid) from public;
`;

export class HandOpinionsOver1795316400361 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(once('nomination_id, step, asked_id, coalesce(asked_as_id, asked_id)'));
    await patchFunction(runner, 'nomination_opinion_guard()', KEPT);
    await runner.query(HAND_OVER);
    await grantToApp(runner, 'execute on function nomination_opinions_hand_over(uuid)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function nomination_opinions_hand_over(uuid)`);
    await patchFunction(runner, 'nomination_opinion_guard()', reversed(KEPT));
    await runner.query(once('nomination_id, step, asked_id'));
    await runner.query(`alter table nomination_opinion drop column unit_as_id, drop column asked_as_id`);
  }
}
