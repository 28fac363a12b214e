import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

// "What was given on the territory of today's place" is asked of millions of awards: which places that means is worked
// out once for all, when areas or successions change (src/units/follow-area-past.ts), and looked up by one index.
const TABLE = `
  create table area_past (
    area_id uuid not null references area,
    past_id uuid not null references area,
    share text not null check (share in ('WHOLE', 'PART', 'HISTORY')),
    valid daterange not null check (not isempty(valid)),
    primary key (area_id, past_id, valid)
  );
  comment on table area_past is 'Each area with every area whose territory is part of it, itself among them: all (WHOLE) or a share (PART) of it; and (HISTORY) the districts, now gone, in which its communes lay, on the days on which they did. Made from area_version and area_succession alone.';
`;

export class JoinPlacesWithTheirPast1795316400092 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await grantToApp(runner, 'select, insert, delete on area_past');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table area_past`);
  }
}
