import type { MigrationInterface, QueryRunner } from 'typeorm';
import { anchor } from './support/cover-rows.js';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// The newest awards of a name that is neither rare nor common: found by name they are thousands of rows to read and sort,
// found by day thousands to read and leave. An index by day that says which rows may have the name, and who reads them,
// leaves them without reading. The marks are of one size, whatever the names are: an index row must not grow with them.
const MARKS = `
  create function name_marks(names text[]) returns bigint
  language sql immutable parallel safe strict
  return (
    select coalesce(bit_or(1::bigint << (h & 63) | 1::bigint << (h >> 6 & 63)), 0)
    from (select hashtext(name) as h from unnest(names) name) hashed);
  comment on function name_marks is 'Two bits of 64 for each syllable: what has all bits of the syllables asked for may have them, what has not has not.';

  -- The table is written anew with all its indexes: of this one once, of the others with memory to sort in.
  drop index award_decided_on;
  set local maintenance_work_mem = '256MB';
  alter table award add column name_marks bigint not null generated always as (name_marks(name_syllables)) stored;
  comment on column award.name_marks is 'The marks of name_syllables: a search by day leaves rows by them that it need not read.';

  create index award_decided_on on award (decided_on desc, id desc) include (name_marks, unit_ids, route_unit_ids);
  -- An index answers alone for pages that were vacuumed: the newest rows must not wait for a fifth of the table. As nothing
  -- dies in the ledger that is quick, and names that wait to be entered into their indexes are entered.
  alter table award set (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 2000);
`;

// Before the row is written its marks are not yet worked out.
const GUARD: readonly Patch[] = [
  [
    `to_jsonb(new) - array['status', 'flagged', 'name_syllables', 'unit_ids'] <> to_jsonb(old) - array['status', 'flagged', 'name_syllables', 'unit_ids']`,
    `to_jsonb(new) - array['status', 'flagged', 'name_syllables', 'name_marks', 'unit_ids'] <> to_jsonb(old) - array['status', 'flagged', 'name_syllables', 'name_marks', 'unit_ids']`,
  ],
];

// Whether a whole name is spelt as it was typed is asked of its few spellings, not of the thousands who bear it.
const SPELLINGS = `
  drop trigger honoured_name_follow on award;
  truncate honoured_name;
  drop index honoured_name_whole, honoured_name_misspelled;
  alter table honoured_name add column spelling text not null;
  comment on table honoured_name is 'Every folded name of the ledger with each way in which it is printed. Two that are entered at once may stand twice; nobody waits for that.';
  insert into honoured_name select distinct name_folded, name_as_awarded from award;
  create index honoured_name_whole on honoured_name (name_folded);
  create index honoured_name_misspelled on honoured_name using gin (name_folded gin_trgm_ops);
  analyze honoured_name;

  create function spellings_of(folded text) returns setof text
  language sql stable parallel safe security definer rows 5 set search_path = pg_catalog, public as $fn$
    select distinct n.spelling from public.honoured_name n where n.name_folded = folded
  $fn$;
`;

const NO_SPELLINGS = `
  drop trigger honoured_name_follow on award;
  drop function spellings_of(text);
  truncate honoured_name;
  drop index honoured_name_whole, honoured_name_misspelled;
  alter table honoured_name drop column spelling;
  comment on table honoured_name is 'Every folded name of the ledger. Two that are entered at once may stand twice; nobody waits for that.';
  insert into honoured_name select distinct name_folded from award;
  create index honoured_name_whole on honoured_name (name_folded);
  create index honoured_name_misspelled on honoured_name using gin (name_folded gin_trgm_ops);
`;

const FOLLOW = `
  create trigger honoured_name_follow after insert on award
    referencing new table as entered for each statement execute function honoured_name_follow();
`;
const ENTERED: readonly Patch[] = [
  [`select distinct e.name_folded from entered e`, `select distinct e.name_folded, e.name_as_awarded from entered e`],
  [
    `n where n.name_folded = e.name_folded)`,
    `n where n.name_folded = e.name_folded and n.spelling = e.name_as_awarded)`,
  ],
];

/** Where the audit's chain covers the rows already (a database of an earlier landing), it covers them with their new column. */
async function anchorAwards(runner: QueryRunner): Promise<void> {
  const [row] = (await runner.query(`select to_regclass('audit_row') is not null as covered`)) as {
    covered: boolean;
  }[];
  if (!row?.covered) return;
  await runner.query(`set local timezone = 'UTC'`);
  await anchor(runner, 'award', ['id']);
}

export class FindNamesByDay1795316400210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MARKS);
    await patchFunction(runner, 'award_guard()', GUARD);
    await runner.query(SPELLINGS);
    await patchFunction(runner, 'honoured_name_follow()', ENTERED);
    await runner.query(FOLLOW);
    await anchorAwards(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(NO_SPELLINGS);
    await patchFunction(runner, 'honoured_name_follow()', reversed(ENTERED));
    await runner.query(FOLLOW);
    await patchFunction(runner, 'award_guard()', reversed(GUARD));
    await runner.query(
      `alter table award reset (autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold)`,
    );
    await runner.query(`drop index award_decided_on`);
    await runner.query(`create index award_decided_on on award (decided_on desc, id desc)`);
    await runner.query(`alter table award drop column name_marks`);
    await runner.query(`drop function name_marks(text[])`);
    await anchorAwards(runner);
  }
}
