import type { MigrationInterface, QueryRunner } from 'typeorm';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// Two days that the service asks about, and that a program which goes round it could make up. What was written down before
// stays as it is; a paper of a wrong day that still waits for its confirmation moves no dossier any more.

const PAPER: Patch[] = [
  [
    `o.confirmed_by_id = e.account_id and o.confirmed_at = e.at) then
          return 'WRONG_STATE';
        end if;`,
    `o.confirmed_by_id = e.account_id and o.confirmed_at = e.at) then
          return 'WRONG_STATE';
        end if;
        -- Nobody outside signs about a dossier before the tờ trình that brought it, nor after today (R41).
        if exists (select from public.external_outcome o where o.id = (e.data ->> 'outcomeId')::uuid
                     and (o.signed_on > e.day or exists (
                       select from public.proposal_nomination l join public.proposal p on p.id = l.proposal_id
                       where l.nomination_id = n.id and l.step = n.step and p.date > o.signed_on))) then
          return 'INVALID_INPUT:outcome.dayRefused';
        end if;`,
  ],
];

const OBJECTION = `
  create function posting_objection_comes() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $fn$
  begin
    if exists (select from public.posting p where p.id = new.posting_id and p.opened_on > new.received_on) then
      perform public.nomination_refuse('INVALID_INPUT', 'nomination.notBorneOut', 'an objection before its posting');
    end if;
    return new;
  end $fn$;
  comment on function posting_objection_comes is 'Nobody objects to what is not posted yet.';
  create trigger posting_objection_comes before insert on posting_objection
    for each row execute function posting_objection_comes();
`;

const FACTS = 'nomination_facts_error(nomination, nomination_event)';

export class GuardDays1795316400430 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await patchFunction(runner, FACTS, PAPER);
    await runner.query(OBJECTION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger posting_objection_comes on posting_objection');
    await runner.query('drop function posting_objection_comes()');
    await patchFunction(runner, FACTS, reversed(PAPER));
  }
}
