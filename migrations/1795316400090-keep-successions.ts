import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

// What became of an area that ended, or gave something away. A new name or kind is a version, no succession.
const AREAS = `
  create table area_succession (
    id uuid primary key default uuidv7(),
    from_area_id uuid references area,
    to_area_id uuid references area check (to_area_id <> from_area_id),
    kind text not null check (kind in ('MERGED', 'SPLIT', 'PARTIAL', 'CONVERTED', 'DISSOLVED', 'TRANSFERRED')),
    effective_on date not null,
    legal_basis text,
    whole boolean not null,
    is_primary boolean not null,
    evidence text not null check (evidence in ('LAW', 'INFERRED', 'UNKNOWN')),
    constraint area_succession_once unique nulls not distinct (from_area_id, to_area_id, effective_on),
    check (from_area_id is not null or to_area_id is not null),
    check (to_area_id is not null or not is_primary),
    check (evidence <> 'UNKNOWN' or from_area_id is null or to_area_id is null)
  );
  comment on table area_succession is 'From one area into another on a day, many to many. Without a second area: dissolved, or it is not known into what.';
  comment on column area_succession.is_primary is 'The one to use where one answer is wanted; a convenience, never the law.';
  comment on column area_succession.evidence is 'LAW: the source names the act. INFERRED: the source concluded it. UNKNOWN: the source does not know into what.';
  create index area_succession_to on area_succession (to_area_id);
`;

export class KeepSuccessions1795316400090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AREAS);
    await grantToApp(runner, 'select, insert on area_succession');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table area_succession`);
  }
}
