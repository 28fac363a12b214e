import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

// Every act asks the rules, which change some times a year: each process keeps them, by this stamp (award-law/kept-rules.ts).
// A row, not a sequence: whoever sees the new stamp must see the new rules, and who does not see the one not the other.
const STAMP = `
  create table award_rule_stamp (
    sole boolean primary key default true check (sole),
    stamp uuid not null default uuidv7()
  );
  comment on table award_rule_stamp is 'One row. Its stamp is another one after each change of award_rule: what was read of the rules holds for as long as it stays.';
  insert into award_rule_stamp default values;

  create function award_rule_stamped() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public as $fn$
  begin
    update public.award_rule_stamp set stamp = uuidv7();
    return null;
  end $fn$;
  revoke execute on function award_rule_stamped() from public;
  create trigger award_rule_stamped after insert or update or delete or truncate on award_rule
    for each statement execute function award_rule_stamped();
`;

export class StampRules1795316400200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STAMP);
    await grantToApp(runner, 'select on award_rule_stamp');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger award_rule_stamped on award_rule`);
    await runner.query(`drop function award_rule_stamped()`);
    await runner.query(`drop table award_rule_stamp`);
  }
}
