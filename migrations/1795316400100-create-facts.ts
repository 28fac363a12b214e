import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

/**
 * What is known of an honouree and no award says: appended, never changed. A newer record replaces an older one, once, of
 * the same honouree (and of the same `key`); the last of such a chain counts, unless it only withdraws.
 */
function factTable(name: string, columns: string, key: readonly string[] = []): string {
  const chain = ['honouree_id', ...key].join(', ');
  return `
    create table ${name} (
      id uuid primary key default uuidv7(),
      honouree_id uuid not null references honouree,
      ${columns},
      withdrawn boolean not null default false,
      replaces_id uuid constraint ${name}_replaced_once unique,
      recorded_by_id uuid not null references account,
      recorded_for_id uuid not null references unit,
      recorded_at timestamptz not null,
      unique (id, ${chain}),
      constraint ${name}_of_the_same foreign key (replaces_id, ${chain}) references ${name} (id, ${chain}),
      constraint ${name}_withdraws_one check (not withdrawn or replaces_id is not null),
      check (replaces_id <> id)
    );
    create index ${name}_of_honouree on ${name} (honouree_id);
  `;
}

const YEAR = 'year smallint not null check (year between 1945 and 2200)';
const SOURCE = `source text not null check (btrim(source) <> '')`;

const FACTS = `
  ${factTable(
    'honouree_rating',
    `${YEAR}, rating text not null check (rating in ('HTXSNV', 'HTTNV', 'HTNV', 'KHTNV')), ${SOURCE}`,
    ['year'],
  )}
  create unique index honouree_rating_once on honouree_rating (honouree_id, year) where replaces_id is null;
  comment on table honouree_rating is 'How a year was rated (xếp loại): hoàn thành xuất sắc, tốt, hoàn thành, không hoàn thành nhiệm vụ.';

  ${factTable(
    'honouree_initiative',
    `${YEAR},
      title text not null check (btrim(title) <> ''),
      scope text not null check (scope in ('CENTRAL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'GRASSROOTS')),
      recognised_by text not null check (btrim(recognised_by) <> ''),
      symbol text`,
  )}
  comment on table honouree_initiative is 'A recognised sáng kiến, đề tài, đề án or công trình, and how far its effect was recognised.';

  ${factTable(
    'honouree_discipline',
    `kind text not null check (kind in ('DISCIPLINE', 'VERIFICATION')),
      matter text,
      from_day date not null,
      to_day date check (to_day >= from_day),
      ${SOURCE}`,
  )}
  comment on table honouree_discipline is 'Sensitive. DISCIPLINE: kỷ luật; VERIFICATION: under review, inspection, investigation, or a complaint being verified.';
  comment on column honouree_discipline.to_day is 'The last day; null while it lasts.';

  ${factTable(
    'honouree_group_result',
    `${YEAR},
      group_name text not null check (btrim(group_name) <> ''),
      rank smallint not null check (rank >= 1),
      group_size smallint check (group_size >= rank),
      ${SOURCE}`,
  )}
  comment on table honouree_group_result is 'The place of a collective in the comparison of its cụm, khối thi đua.';

  ${factTable(
    'honouree_member_count',
    `${YEAR},
      members integer not null check (members >= 1),
      completed integer check (completed between 0 and members),
      ldtt integer check (ldtt between 0 and members),
      cstdcs integer check (cstdcs between 0 and members),
      ${SOURCE}`,
    ['year'],
  )}
  create unique index honouree_member_count_once on honouree_member_count (honouree_id, year) where replaces_id is null;
  comment on table honouree_member_count is 'How many members a collective had in a year, and how many of them completed their tasks, became LĐTT, became CSTĐ cơ sở; null: not known.';
`;

const TABLES = [
  'honouree_rating',
  'honouree_initiative',
  'honouree_discipline',
  'honouree_group_result',
  'honouree_member_count',
].join(', ');

export class CreateFacts1795316400100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACTS);
    await grantToApp(runner, `select, insert on ${TABLES}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${TABLES}`);
  }
}
