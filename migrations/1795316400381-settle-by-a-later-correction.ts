import type { MigrationInterface, QueryRunner } from 'typeorm';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// What was corrected before its ground was revoked says nothing of that ground. Not so of a revocation: a revoked award is flagged as
// well, and nothing else can follow for it. An award that came to rest on a flagged one later was itself issued after the flag.
const LATER: readonly Patch[] = [
  [
    `      perform public.award_refuse('WRONG_STATE', 'flag.otherStatus', 'the award does not stand as is said');
    end if;`,
    `      perform public.award_refuse('WRONG_STATE', 'flag.otherStatus', 'the award does not stand as is said');
    end if;
    if new.outcome = 'CORRECTED' and not exists (
         select from public.award_flag f join public.decision r on r.id = f.decision_id
           join public.award_change c on c.award_id = f.award_id and c.kind = 'CORRECTION' and not c.open
           join public.decision q on q.id = c.decision_id and q.issued_at >= r.issued_at
         where f.award_id = new.award_id and f.revoked_award_id = new.revoked_award_id) then
      perform public.award_refuse('WRONG_STATE', 'flag.olderCorrection', 'the correction is older than the flag');
    end if;`,
  ],
];

export class SettleByALaterCorrection1795316400381 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await patchFunction(runner, 'award_flag_settled()', LATER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await patchFunction(runner, 'award_flag_settled()', reversed(LATER));
  }
}
