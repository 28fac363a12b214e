import type { MigrationInterface, QueryRunner } from 'typeorm';
import { RESUMER_ROWS } from './support/nomination-workflow.js';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

const PLACES = `'PROPOSER', 'STEP', 'STEP_OR_LATER', 'SUSPENDER_OR_LATER', 'LAST_INTERNAL', 'PLAN'`;

const placesAre = (places: string): string => `
  alter table allowed_duty drop constraint allowed_duty_at_check,
    add constraint allowed_duty_at_check check (at in (${places}))`;

// Row 18: what is resumed with a conclusion that changes its facts goes back to the same step in the same act, by whoever
// resumes it: the event before must be that account's RESUME, of this very transaction.
const RESUMER: Patch[] = [
  [
    `        when 'LAST_INTERNAL' then`,
    `        when 'RESUMER' then e.step = n.step and exists (select from public.nomination_event p
          where p.nomination_id = n.id and p.version = n.version and p.action = 'RESUME' and p.account_id = e.account_id
            and p.acting_unit_id = e.acting_unit_id and p.at = e.at and age(p.xmin) <= 0)
        when 'LAST_INTERNAL' then`,
  ],
];

export class ResumeAndReturn1795316400360 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(placesAre(`${PLACES}, 'RESUMER'`));
    await patchFunction(runner, 'nomination_acting_error(nomination, nomination_event)', RESUMER);
    await runner.query(
      `insert into allowed_duty (action, from_state, to_state, step_rule, way, roles, at, apart)
       select action, from_state, to_state, step_rule, way, roles, at, apart from jsonb_to_recordset($1::jsonb)
         as t (action text, from_state text, to_state text, step_rule text, way text, roles text[], at text, apart text[])`,
      [JSON.stringify(RESUMER_ROWS)],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from allowed_duty where at = 'RESUMER'`);
    await patchFunction(runner, 'nomination_acting_error(nomination, nomination_event)', reversed(RESUMER));
    await runner.query(placesAre(PLACES));
  }
}
