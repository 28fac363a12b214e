import type { MigrationInterface, QueryRunner } from 'typeorm';
import { coverRows } from './support/cover-rows.js';
import { grantToApp } from './support/grant-to-app.js';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// Who answers for an award looks at what flags it, and says what follows. The flag stays, with what was said of it; the award
// is flagged no more once that was said of all its flags.

const TABLE = `
  create table award_flag_settlement (
    award_id uuid not null,
    revoked_award_id uuid not null,
    outcome text not null check (outcome in ('KEPT', 'CORRECTED', 'REVOKED')),
    reason text not null check (length(reason) between 1 and 4000),
    unit_id uuid not null references unit,
    settled_by_id uuid not null references account,
    settled_at timestamptz not null,
    primary key (award_id, revoked_award_id),
    foreign key (award_id, revoked_award_id) references award_flag
  );
  comment on table award_flag_settlement is 'What follows from a flag, once and for all: the award is kept, or was corrected or revoked by a decision of its own. The row is the act.';
`;

const SETTLE = `
  create function award_flag_settled() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  declare
    a public.award;
  begin
    -- Held until the end: another flag waits, and flags it again.
    select * into a from public.award where id = new.award_id for update;
    if not exists (select from public.award_flag f where f.award_id = new.award_id and f.revoked_award_id = new.revoked_award_id) then
      perform public.award_refuse('NOT_FOUND', 'flag.notFound', 'there is no such flag');
    end if;
    if not exists (select from public.decision_heirs(a.issued_by_id, (new.settled_at at time zone 'Asia/Ho_Chi_Minh')::date) heir
                   where heir = new.unit_id)
       or public.award_authority_error(new.unit_id, new.settled_by_id, new.settled_at) then
      perform public.award_refuse('FORBIDDEN', 'auth.forbiddenHere', 'no authority at the unit that issued it');
    end if;
    if (case new.outcome when 'KEPT' then a.status = 'REVOKED' else a.status <> new.outcome end) then
      perform public.award_refuse('WRONG_STATE', 'flag.otherStatus', 'the award does not stand as is said');
    end if;
    return new;
  end $fn$;
  create trigger award_flag_settled before insert on award_flag_settlement
    for each row execute function award_flag_settled();

  create function award_is_flagged_no_more() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  begin
    update public.award a set flagged = false
    where a.id in (select s.award_id from settled s) and a.flagged
      and not exists (select from public.award_flag f where f.award_id = a.id and not exists (
        select from public.award_flag_settlement s where s.award_id = f.award_id and s.revoked_award_id = f.revoked_award_id));
    return null;
  end $fn$;
  create trigger award_is_flagged_no_more after insert on award_flag_settlement referencing new table as settled
    for each statement execute function award_is_flagged_no_more();
`;

// What was settled on a ground does not flag the awards that come to rest on it later.
const GROUND: readonly Patch[] = [
  [
    `where f.award_id = new.ground_award_id and f.revoked_award_id <> new.award_id on conflict do nothing;`,
    `where f.award_id = new.ground_award_id and f.revoked_award_id <> new.award_id and not exists (
      select from public.award_flag_settlement s where s.award_id = f.award_id and s.revoked_award_id = f.revoked_award_id)
    on conflict do nothing;`,
  ],
];

const FUNCTIONS = ['award_flag_settled()', 'award_is_flagged_no_more()'];

export class SettleFlags1795316400242 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(SETTLE);
    for (const name of FUNCTIONS) await runner.query(`revoke execute on function ${name} from public`);
    await patchFunction(runner, 'award_ground_kept()', GROUND);
    await grantToApp(runner, 'select, insert on award_flag_settlement');
    await coverRows(runner, { award_flag_settlement: ['award_id', 'revoked_award_id'] });
  }

  async down(runner: QueryRunner): Promise<void> {
    await patchFunction(runner, 'award_ground_kept()', reversed(GROUND));
    await runner.query(`drop table award_flag_settlement`);
    for (const name of FUNCTIONS) await runner.query(`drop function ${name}`);
  }
}
