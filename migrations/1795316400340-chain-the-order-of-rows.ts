import type { MigrationInterface, QueryRunner } from 'typeorm';
import { patchFunction, reversed, type Patch } from './support/patch-function.js';

// Of a row that was written more than once the hash with the highest number counts, but the chain was over the hashes alone: whoever
// gave an older one a higher number could put the row back to what it was. Now the chain is over the numbers, too.
const NUMBERED: Patch[] = [
  [
    `string_agg(concat_ws(' ', k.table_name, k.row_key, encode(k.digest, 'hex'))`,
    `string_agg(concat_ws(' ', k.id, k.table_name, k.row_key, encode(k.digest, 'hex'))`,
  ],
];

const COMMENT = (numbers: string): string => `comment on column audit_seal.rows is
  'SHA-256 over the rows written with the entry: "${numbers}table key hash" and a line feed each, in their order; null where there are none.'`;

// What was chained before without numbers is chained again: of each row that was written more than once, what was written last. With
// the number of a transaction that nobody has, as coverRows() anchors.
const AGAIN = `
  with written as (
    select table_name, row_key, (array_agg(digest order by id desc))[1] as digest
    from audit_row group by table_name, row_key having count(*) > 1
  ), anchored as (
    insert into audit_row_pending (xid, table_name, row_key, digest)
    select '1'::xid8, table_name, row_key, digest from written order by table_name, row_key
    returning 1
  )
  select count(*)::int as rows, to_char(clock_timestamp(), 'YYYY-MM-DD') as today,
    coalesce((select a.text::json ->> 'at' from audit a order by a.id desc limit 1),
      to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as at
  from anchored`;

export class ChainTheOrderOfRows1795316400340 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // What waits is chained as it was written.
    await runner.query(`select audit_seal_pending(1000000)`);
    await patchFunction(runner, 'audit_seal_pending(integer)', NUMBERED);
    await runner.query(COMMENT('number '));
    const [{ rows, today, at }] = (await runner.query(AGAIN)) as [{ rows: number; today: string; at: string }];
    if (rows === 0) return;
    const details = { on: today, rows };
    const text = JSON.stringify({ action: 'audit.anchor', at, details, outcome: 'done', subject: 'audit:rows' });
    await runner.query(`insert into audit (text) values ($1)`, [text]);
    await runner.query(`update audit_pending set xid = '1' where audit_id = (select max(audit_id) from audit_pending)`);
    await runner.query(`select audit_seal_pending(1000000)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`select audit_seal_pending(1000000)`);
    await patchFunction(runner, 'audit_seal_pending(integer)', reversed(NUMBERED));
    await runner.query(COMMENT(''));
  }
}
