import pg from 'pg';
import type * as CoverRows from '../../migrations/support/cover-rows.js';
import type * as ChainOrder from '../../migrations/1795316400340-chain-the-order-of-rows.js';
import type * as VerifyRows from '../../src/audit/verify-rows.js';
import type * as VerifyAll from '../../src/award-log/verify-all.js';
import { COVERED_TABLES } from '../../src/audit/covered-tables.js';
import { message, type MessageKey } from '../../src/core/messages.vi.js';
import { allVerified, auditVerifyOn, built } from '../support/audit.js';
import { addressOf } from '../support/database.js';
import { dropDatabase, ownDatabase } from '../support/own-server.js';
import {
  columnsOf,
  dropConstraints,
  keyOf,
  inOpenTransaction,
  insertOf,
  valueOf,
  type Column,
} from '../support/tampering.js';

// A superuser changes, deletes, inserts or exchanges rows of any table that the audit covers, with triggers and constraints
// switched off. Each table has two rows of the test's own in which every column holds something, beside those of the demonstration.

const { verifyRows, wrongRow } = (await built('audit/verify-rows')) as typeof VerifyRows;
const { anchor } = (await built('migrations/support/cover-rows')) as typeof CoverRows;
const { reportOf, verifyAll } = (await built('award-log/verify-all')) as typeof VerifyAll;

const TABLES = Object.keys(COVERED_TABLES);

let database: string;
let client: pg.Client;
let columns: Column[];
/** The keys of the rows 1 to 3, by table: as SQL, and as text. */
let keys: Map<string, string[]>;
/** Where the rows of the test's own stand in the chain. */
let pos: string;

beforeAll(async () => {
  database = await ownDatabase();
  client = new pg.Client(addressOf('postgres', database));
  await client.connect();
  columns = await columnsOf(client, TABLES);
  const found = await client.query<{ name: string; keys: string[] }>(
    TABLES.map((table) => {
      const own = columns.filter((column) => column.table === table);
      return `select '${table}' as name, array[${[1, 2, 3].map((n) => keyOf(COVERED_TABLES[table]!, own, n)).join(', ')}] as keys`;
    }).join(' union all '),
  );
  keys = new Map(found.rows.map((row) => [row.name, row.keys]));
  await dropConstraints(client, TABLES);
  // Their hashes are written by the triggers that write everybody's; all others rest.
  const always = (how: string): string =>
    TABLES.map((table) => `alter table ${table} enable ${how} trigger audit_rows_insert`).join(';');
  await client.query('begin');
  await client.query(`set local session_replication_role = replica; ${always('always')}`);
  await client.query(TABLES.flatMap((table) => [1, 2].map((n) => insertOf(table, of(table), n))).join(';'));
  await client.query(`insert into award_log_waiting select id from award`);
  await client.query(`set local session_replication_role = origin; ${always('')}`);
  await client.query(
    `insert into audit (text) values ('{"action":"test"}'); commit; select audit_seal_pending(100000)`,
  );
  pos = (await client.query<{ pos: string }>(`select max(pos)::text as pos from audit_row`)).rows[0]!.pos;
});
afterAll(async () => {
  await client.end();
  await dropDatabase(database);
});

const of = (table: string): Column[] => columns.filter((column) => column.table === table && column.made === null);

/** The key of the row of that number, as it is told to people. */
const keyIs = (table: string, n: number): string => keys.get(table)![n - 1]!;

const keyColumns = (table: string, as: string): string =>
  `concat_ws(' ', ${COVERED_TABLES[table]!.map((name) => `${as}."${name}"`).join(', ')})`;
const rowIs = (table: string, n: number): string => `${keyColumns(table, table)} = '${keyIs(table, n)}'`;

interface Case {
  statement: string;
  fault: MessageKey;
  /** Of which row, by its number. */
  row: number;
}

const setOf = (table: string, name: string, value: string, n = 1): string =>
  `update ${table} set "${name}" = ${value} where ${rowIs(table, n)}`;

/** The values of the two rows exchanged, but for what is their key; of a row that is nothing but its key a part of that. */
function swap(table: string): string {
  const others = of(table).filter(({ name }) => !isKey(table, name));
  const list = (others.length > 0 ? others : of(table).slice(-1))
    .map(({ name }) => `"${name}" = b."${name}"`)
    .join(', ');
  const [one, other] = [keyIs(table, 1), keyIs(table, 2)];
  return `update ${table} a set ${list} from (select * from ${table}) b
    where (${keyColumns(table, 'a')}, ${keyColumns(table, 'b')}) in (('${one}', '${other}'), ('${other}', '${one}'))`;
}

/** Of the key, or what a part of it is worked out from. */
function isKey(table: string, name: string): boolean {
  const key = columns.filter((column) => column.table === table && COVERED_TABLES[table]!.includes(column.name));
  return key.some((column) => column.name === name || (column.made ?? '').includes(name));
}

/** Of a change: whether it reads as one or as a row that is gone is seen from what it left. */
function casesOf(table: string): Case[] {
  const change = (statement: string): Case => ({ statement, fault: 'verifyRows.changed', row: 1 });
  return [
    ...of(table).map((column) => change(setOf(table, column.name, valueOf(column, column.type === 'boolean' ? 2 : 3)))),
    ...of(table)
      .filter(({ nullable }) => nullable)
      .map(({ name }) => change(setOf(table, name, 'null'))),
    { statement: `delete from ${table} where ${rowIs(table, 2)}`, fault: 'verifyRows.deleted', row: 2 },
    { statement: insertOf(table, of(table), 3), fault: 'verifyRows.inserted', row: 3 },
    { statement: insertOf(table, of(table), 2), fault: 'verifyRows.doubled', row: 2 },
    change(swap(table)),
  ];
}

/** What `verify` says after the statement, all of which is taken back. */
async function after<T>(statement: string, verify: (client: pg.Client) => Promise<T>): Promise<T> {
  await client.query('savepoint before');
  try {
    const { rowCount } = await client.query(statement);
    if (!rowCount) throw new Error(`Nothing was changed by ${statement}`);
    return await verify(client);
  } finally {
    await client.query('rollback to before');
  }
}

const sentenceOf = (fault: MessageKey, table: string, row: number): string =>
  message(fault, { table, key: keyIs(table, row), pos });

/** What is to be said of a case. */
async function told({ fault, row }: Case, table: string, open: pg.Client): Promise<string> {
  const isGone = (await open.query(`select from public.${table} where ${rowIs(table, row)}`)).rowCount === 0;
  return sentenceOf(isGone ? 'verifyRows.deleted' : fault, table, row);
}

describe('audit:verify, of every table that the audit covers', () => {
  beforeAll(() =>
    client.query(`begin isolation level repeatable read; set local session_replication_role = replica;
    set local timezone = 'UTC'; set local datestyle = 'ISO, MDY'`),
  );
  afterAll(() => client.query('rollback'));

  it('finds all in order where nobody has touched anything', async () => {
    const counts = await client.query<{ name: string }>(
      TABLES.map((table) => `select '${table}' as name from ${table} having count(*) < 2`).join(' union all '),
    );
    expect(counts.rows).toEqual([]);
    const verdicts = await after('select 1', (open) => verifyAll(inOpenTransaction(open)));
    expect(reportOf(verdicts)).toMatchObject({ misfit: null });
  });

  it.each(TABLES)(
    'names the row of %s that was changed in any column, deleted, slipped in or exchanged',
    async (table) => {
      for (const each of casesOf(table)) {
        await after(each.statement, async (open) => {
          const misfit = await wrongRow(open, [table]);
          const said = misfit && message(misfit.fault, misfit.params);
          expect([each.statement, said]).toEqual([each.statement, await told(each, table, open)]);
        });
      }
    },
  );

  it('names it also in the whole verification, whatever the table', async () => {
    for (const [at, table] of TABLES.entries()) {
      const cases = casesOf(table);
      const each = cases[(at * 7) % cases.length]!;
      await after(each.statement, async (open) => {
        const { misfit } = reportOf(await verifyAll(inOpenTransaction(open)));
        expect([each.statement, misfit]).toEqual([each.statement, await told(each, table, open)]);
      });
    }
  });
});

describe('the numbers of hashes', () => {
  // The row as it was one writing ago, and its hash of then as if it were the last.
  const back = (number: number): string[] => [
    `update campaign set name = 'Xưa' where code = 'X'`,
    `update audit_row set id = ${number} where id = (select id from audit_row where row_key = (select id::text from campaign where code = 'X') order by id offset 1 limit 1)`,
  ];
  const written = `insert into audit (text) values ('{"action":"test"}')`;
  const seal = 'select audit_seal_pending(1000)';

  async function misfitAfter(statements: readonly string[]): Promise<string | null> {
    return after('select 1', async (open) => {
      for (const statement of statements) await open.query(statement);
      const misfit = (await verifyRows(inOpenTransaction(open))).misfit;
      return misfit && message(misfit.fault, misfit.params);
    });
  }

  it.each(['chained with them', 'chained before the migration that chains them'])(
    'cannot be raised to put a row back to what it was: %s',
    async (how) => {
      const { ChainTheOrderOfRows1795316400340: Numbers } = (await built(
        'migrations/1795316400340-chain-the-order-of-rows',
      )) as typeof ChainOrder;
      const runner = {
        query: async (text: string, values?: unknown[]) => (await client.query(text, values)).rows as unknown,
      } as never;
      await client.query('begin isolation level repeatable read');
      if (how !== 'chained with them') {
        await new Numbers().down(runner);
        await client.query(`set local session_replication_role = replica; delete from audit_seal; delete from audit_row; delete from audit;
        update audit_head set pos = 0, hash = decode(repeat('00', 32), 'hex'); set local session_replication_role = origin`);
        for (const table of TABLES) await anchor(runner, table, COVERED_TABLES[table]!);
      }
      const [{ id }] = (await client.query<{ id: string }>('select id from campaign order by code limit 1')).rows as [
        { id: string },
      ];
      for (const name of ['Xưa', 'Nay'])
        await client.query(`${written}; update campaign set name = '${name}', code = 'X' where id = '${id}'; ${seal}`);
      if (how !== 'chained with them') await new Numbers().up(runner);
      expect(await misfitAfter([])).toBeNull();
      for (const number of [1_000_000, -5]) {
        expect([number, await misfitAfter(['set local session_replication_role = replica', ...back(number)])]).toEqual([
          number,
          expect.stringMatching(/^Nhật ký, vị trí \d+: danh sách mã băm/),
        ]);
      }
      await client.query('rollback');
    },
  );
});

describe('the program', () => {
  /** Of the last four cases of a table: deleted, slipped in, there twice, exchanged. */
  it.each([
    ['nomination_event', -1, 'verifyRows.changed', 1],
    ['award', -4, 'verifyRows.deleted', 2],
    ['decision', -3, 'verifyRows.inserted', 3],
    ['role_grant', -2, 'verifyRows.doubled', 2],
  ] as const)('ends with 1 and names the row of %s', async (table, at, fault, row) => {
    await client.query(`set session_replication_role = replica; create temporary table kept as select * from ${table}`);
    await client.query(casesOf(table).at(at)!.statement);
    const { code, output } = await auditVerifyOn(database);
    expect([code, output.split('\n').at(-2)]).toEqual([1, sentenceOf(fault, table, row)]);
    const names = of(table)
      .map(({ name }) => `"${name}"`)
      .join(', ');
    await client.query(
      `delete from ${table}; insert into ${table} (${names}) select ${names} from kept; drop table kept`,
    );
  });

  it('ends with 0 where all is as it was', async () => {
    const { code, output } = await auditVerifyOn(database);
    expect([code, output]).toEqual([0, allVerified('\\d+')]);
  });
});
