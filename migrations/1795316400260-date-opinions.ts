import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

const COLUMNS = `
  alter table nomination_opinion
    add due_on date check (due_on >= requested_on),
    add due_rule_id uuid references award_rule,
    add constraint nomination_opinion_due check ((due_on is null) = (due_rule_id is null));
  comment on column nomination_opinion.due_on is 'The last day to answer; null where no rule says.';
  comment on column nomination_opinion.due_rule_id is 'The rule (OPINION_DEADLINE) by which it is the last, and what silence means.';
  create index nomination_opinion_asking on nomination_opinion (unit_id, id desc);
`;

// The last day is moved while an opinion is open alone, and the rule by which it was counted never changes.
const KEPT: Patch[] = [
  ['new.requested_by_id, new.requested_on)', 'new.requested_by_id, new.requested_on, new.due_rule_id)'],
  ['old.requested_by_id, old.requested_on)', 'old.requested_by_id, old.requested_on, old.due_rule_id)'],
  ['new.settled_by_id, new.settled_on)', 'new.settled_by_id, new.settled_on, new.due_on)'],
  ['old.settled_by_id, old.settled_on)', 'old.settled_by_id, old.settled_on, old.due_on)'],
];

// Nobody is taken to agree by silence. But where a confirmed rule says that the asking body goes on without the answer that
// is overdue, it does: what it asked stays there unanswered.
const SILENCE: Patch[] = [
  [
    'and not o.voided and o.settled_by_id is null) then',
    `and not o.voided and o.settled_by_id is null
                    and not (o.due_on < new.day and exists (select from public.award_rule r
                      where r.id = o.due_rule_id and r.confirmed and r.args ->> 'silence' = 'PROCEED'))) then`,
  ],
];

export class DateOpinions1795316400260 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await patchFunction(runner, 'nomination_opinion_guard()', KEPT);
    await patchFunction(runner, 'nomination_opinions_follow()', SILENCE);
    await grantToApp(runner, 'update (due_on) on nomination_opinion');
  }

  async down(runner: QueryRunner): Promise<void> {
    await patchFunction(runner, 'nomination_opinions_follow()', reversed(SILENCE));
    await patchFunction(runner, 'nomination_opinion_guard()', reversed(KEPT));
    await runner.query(`drop index nomination_opinion_asking`);
    await runner.query(
      `alter table nomination_opinion drop constraint nomination_opinion_due, drop column due_rule_id, drop column due_on`,
    );
  }
}
