import type { MigrationInterface, QueryRunner } from 'typeorm';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// A dossier that lies with a body outside is kept by the last one inside: it records the outcome, and gets the dossier when
// it comes back. Where that one ends, its step is taken over like one that is still to be gone through.
const CONVERSION: Patch[] = [
  [
    `    units := old_units;
    total := `,
    `    if exists (select from public.nomination_step s where s.nomination_id = n.id and s.position = n.step and s.external) then
      select coalesce(max(s.position), n.step) into first from public.nomination_step s
      where s.nomination_id = n.id and s.position < n.step and not s.external and s.outcome is distinct from 'CONVERTED';
    end if;
    units := old_units;
    total := `,
  ],
];

const CONVERT: Patch[] = [
  [
    `where s.nomination_id = n.id and s.position >= n.step;`,
    `where s.nomination_id = n.id
      and (s.position >= n.step or s.unit_id <> (becomes -> 'units' ->> (s.position - 1))::uuid);`,
  ],
];

export class HandOverWhatLiesOutside1795316400162 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await patchFunction(runner, 'nomination_conversion(nomination, uuid, date)', CONVERSION);
    await patchFunction(runner, 'nomination_convert(nomination, nomination_event)', CONVERT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await patchFunction(runner, 'nomination_convert(nomination, nomination_event)', reversed(CONVERT));
    await patchFunction(runner, 'nomination_conversion(nomination, uuid, date)', reversed(CONVERSION));
  }
}
