import type { MigrationInterface, QueryRunner } from 'typeorm';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

const COLUMNS = `
  alter table reorganisation
    add column areas uuid[] not null default '{}',
    add column planned_by_job text,
    alter column planned_by_id drop not null,
    add constraint reorganisation_planned_by check ((planned_by_id is null) <> (planned_by_job is null));
  comment on column reorganisation.areas is 'The areas that the plan names: two plans that wait may not share one.';
  comment on column reorganisation.planned_by_job is 'The command that made the plan from the published data.';

  alter table area_version add column reorganisation_id uuid references reorganisation;
  comment on column area_version.reorganisation_id is 'The plan that wrote it; null: a load of published data.';
  create index area_version_by_plan on area_version (reorganisation_id) where reorganisation_id is not null;
  alter table area_succession add column reorganisation_id uuid references reorganisation;
  comment on column area_succession.reorganisation_id is 'The plan that wrote it; null: a load of published data.';
  create index area_succession_by_plan on area_succession (reorganisation_id, from_area_id) where reorganisation_id is not null;
`;

// Workflow B row 16: a model's place too gives way to the area into which all of it went.
const CONVERT: Patch[] = [
  [
    `    launcher uuid;
`,
    `    launcher uuid;
    place uuid;
`,
  ],
  [
    `    if model.state = 'ENDED' or coalesce(owner, launcher) is null or`,
    `    place := public.area_after(model.area_id, plan.id);
    if model.state = 'ENDED' or coalesce(owner, launcher, place) is null or`,
  ],
  [
    `    if launcher is not null then
      update public.emulation_model set registered_with_id = launcher where id = model.id;
    end if;`,
    `    if launcher is not null then
      update public.emulation_model set registered_with_id = launcher where id = model.id;
    end if;
    if place is not null then
      update public.emulation_model set area_id = place where id = model.id;
    end if;`,
  ],
];

const FIXED: Patch[] = [
  [
    `    raise exception 'the model is registered'`,
    `    if new.area_id <> old.area_id
       and to_jsonb(new) - array['area_id', 'version'] = to_jsonb(old) - array['area_id', 'version']
       and exists (select from public.area_succession s where s.from_area_id = old.area_id and s.whole
                   and s.reorganisation_id is not null and public.area_after(old.area_id, s.reorganisation_id) = new.area_id) then
      return new;
    end if;
    raise exception 'the model is registered'`,
  ],
];

// A plan may end what it makes something go into: the way is followed to what lives, three steps being more than any act.
const AREA_AFTER = `
  create function area_after(area uuid, plan uuid) returns uuid
  language sql stable set search_path = pg_catalog, public as $fn$
    with recursive forth as (
      select s.to_area_id as id, 1 as step from public.area_succession s
      where s.from_area_id = area and s.reorganisation_id = plan and s.whole and s.to_area_id is not null
      union all
      select s.to_area_id, f.step + 1 from forth f join public.area_succession s on s.from_area_id = f.id
      where s.reorganisation_id = plan and s.whole and s.to_area_id is not null and f.step < 3
    ) select id from forth order by step desc limit 1
  $fn$;
  comment on function area_after is 'Where all of an area is once that plan is in force; null where it went nowhere as a whole.';
`;

export class ReorganiseAreas1795316400160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(AREA_AFTER);
    await patchFunction(runner, 'model_convert(emulation_model, model_event)', CONVERT);
    await patchFunction(runner, 'emulation_model_fixed()', FIXED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await patchFunction(runner, 'emulation_model_fixed()', reversed(FIXED));
    await patchFunction(runner, 'model_convert(emulation_model, model_event)', reversed(CONVERT));
    await runner.query(`drop function area_after(uuid, uuid)`);
    await runner.query(`alter table area_succession drop column reorganisation_id`);
    await runner.query(`alter table area_version drop column reorganisation_id`);
    await runner.query(`alter table reorganisation drop constraint reorganisation_planned_by`);
    await runner.query(`alter table reorganisation drop column areas, drop column planned_by_job`);
    await runner.query(`alter table reorganisation alter column planned_by_id set not null`);
  }
}
