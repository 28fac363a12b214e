import type pg from 'pg';
import { allVerified, auditVerifyOn, contents } from '../support/audit.js';
import { connected, type Login } from '../support/database.js';
import { dropDatabase, ownDatabase } from '../support/own-server.js';

const DENIED = '42501';
const APPEND_ONLY = 'SV900';

let database: string;
let before: Record<string, string>;

// No server: nothing but these statements can change anything. A few rows are chained, some wait.
beforeAll(async () => {
  database = await ownDatabase();
  await connected(
    'so_vang_app',
    async (client) => {
      const insert = `insert into audit (text) select '{"action":"test","at":"' || n || '"}' from generate_series(1, 5) n`;
      await client.query(insert);
      await client.query('select audit_seal_pending(1000)');
      await client.query(insert);
    },
    database,
  );
  before = await contents(database);
});
afterAll(() => dropDatabase(database));

/** SQLSTATE of the refusal; 'done' when it was not refused. Whatever it did is rolled back. */
async function tryTo(client: pg.Client, statement: string): Promise<string> {
  await client.query('begin');
  try {
    await client.query(statement);
    return 'done';
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  } finally {
    await client.query('rollback');
  }
}

/** What each of the statements came to, as one login; afterwards every table is as before the first of all. */
async function tryAll(login: Login, statements: readonly string[]): Promise<Record<string, string>> {
  const found = await connected(
    login,
    async (client) => {
      const outcomes: Record<string, string> = {};
      for (const statement of statements) outcomes[statement] = await tryTo(client, statement);
      return outcomes;
    },
    database,
  );
  expect(await contents(database)).toEqual(before);
  return found;
}

const all = (statements: readonly string[], code: string) =>
  Object.fromEntries(statements.map((statement) => [statement, code]));

const REWRITING = [
  `update audit set text = replace(text, 'test', 'none')`,
  `update audit set text = text where false`,
  `delete from audit where id = 1`,
  `truncate audit`,
  `truncate audit cascade`,
  `merge into audit a using audit b on a.id = b.id when matched then delete`,
  `insert into audit (text) values ('{}') on conflict (id) do update set text = '{}'`,
  `update audit_seal set hash = sha256(hash)`,
  `update audit_seal set pos = pos + 100`,
  `delete from audit_seal where pos = 1`,
  `truncate audit_seal`,
];

describe("the application's role cannot", () => {
  const refused = async (statements: readonly string[]) =>
    expect(await tryAll('so_vang_app', statements)).toEqual(all(statements, DENIED));

  it('rewrite the audit or its seals', () => refused(REWRITING));

  it('seal by itself, or take rows out of what waits', () =>
    refused([
      `insert into audit_seal (pos, audit_id, hash) values (1000, 1, sha256('x'))`,
      `insert into audit_pending (audit_id, recorded_at) values (1, now())`,
      `update audit_pending set recorded_at = now()`,
      `delete from audit_pending`,
      `truncate audit_pending`,
      `update audit_head set pos = 0`,
      `insert into audit_head (pos, hash) values (0, sha256('x'))`,
      `delete from audit_head`,
      `select from audit_head for update`,
    ]));

  it('take an id that another act will get', () =>
    refused([
      `insert into audit (id, text) overriding system value values (1000000, '{}')`,
      `select setval('audit_id_seq', 1)`,
      `select nextval('audit_id_seq')`,
      `alter sequence audit_id_seq restart`,
    ]));

  it('change a salt, though it may delete one', async () => {
    await refused([`update audit_salt set salt = '\\x00112233445566778899aabbccddeeff'`, `truncate audit_salt`]);
    expect(await tryAll('so_vang_app', ['delete from audit_salt'])).toEqual({ 'delete from audit_salt': 'done' });
  });

  it('switch off or replace what guards it', () =>
    refused([
      `alter table audit disable trigger all`,
      `alter table audit disable trigger audit_is_pending`,
      `drop trigger audit_append_only on audit`,
      `set session_replication_role = replica`,
      `set local session_replication_role = 'local'`,
      `create or replace function audit_append_only() returns trigger language plpgsql as 'begin return null; end'`,
      `create or replace function audit_seal_pending(batch integer) returns integer language sql as 'select 0'`,
      `alter function audit_seal_pending(integer) security invoker`,
      `drop function audit_seal_pending(integer)`,
      `create rule forget as on insert to audit do instead nothing`,
      `alter table audit rename to audit_of_old`,
      `drop table audit`,
      `lock table audit in exclusive mode`,
      `lock table audit_pending in row exclusive mode`,
    ]));

  it('put something of its own in their place', () =>
    refused([
      `create table audit_copy (id bigint)`,
      `create temporary table audit (id bigint)`,
      `create schema mine`,
      `create view audit_view as select 1`,
      `create function sha256(bytea) returns bytea language sql as 'select $1'`,
      `create extension plpython3u`,
      `copy audit from program 'true'`,
      `copy audit to program 'true'`,
    ]));

  it('become somebody else, or get more rights', () =>
    refused([
      `set role so_vang_owner`,
      `set role postgres`,
      `set session authorization so_vang_owner`,
      `grant update on audit to so_vang_app; update audit set text = text`,
      `grant so_vang_owner to so_vang_app`,
      `alter role so_vang_app superuser`,
      `alter table audit owner to so_vang_app`,
      `reassign owned by so_vang_owner to so_vang_app`,
    ]));

  it('append what is no JSON object', async () => {
    const statements = ['', 'null', '[]', '"a"', '{"a":', '{} {}'].map(
      (text) => `insert into audit (text) values ('${text}')`,
    );
    expect(await tryAll('so_vang_app', statements)).toEqual(all(statements, '23514'));
  });

  it('but appends, and calls the sealing', async () => {
    const statements = [`insert into audit (text) values ('{"action":"test"}')`, `select audit_seal_pending(1000)`];
    expect(await tryAll('so_vang_app', statements)).toEqual(all(statements, 'done'));
  });
});

describe('append only', () => {
  it('holds for the owner', async () => {
    expect(await tryAll('so_vang_owner', REWRITING)).toEqual(all(REWRITING, APPEND_ONLY));
  });

  it('holds for a superuser who has not switched it off', async () => {
    expect(await tryAll('postgres', REWRITING)).toEqual(all(REWRITING, APPEND_ONLY));
  });
});

it('all of which leaves a chain that verifies', async () => {
  const { code, output } = await auditVerifyOn(database);
  expect(output).toEqual(allVerified('\\d+', 5));
  expect(code).toBe(0);
});
