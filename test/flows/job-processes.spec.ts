import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { as } from '../support/api.js';
import { addressOf, connected, rows } from '../support/database.js';
import { end, startProgram } from '../support/job-workers.js';
import { builtProgram } from '../support/server-process.mjs';
import { databaseUrl, dropDatabase, ownDatabase } from '../support/own-server.js';
import { makeFolder } from '../support/postgres-starter.js';
import { copyTrial } from '../support/trial-server.js';
import { until } from '../support/until.js';

const WORKER = builtProgram('worker');
const ADD = `select (graphile_worker.add_job('identity.forgetEnded', max_attempts => 1)).id`;

async function ask<Row extends pg.QueryResultRow>(client: pg.Client, text: string, values?: unknown[]): Promise<Row[]> {
  return (await client.query<Row>(text, values)).rows;
}

describe('the schema of jobs', () => {
  // Each would let the service's login change how jobs are kept, or what has been installed.
  it.each([
    'create table graphile_worker.mine (id int)',
    'create function graphile_worker.mine() returns int language sql as $$ select 1 $$',
    'alter table graphile_worker._private_jobs add column mine int',
    'alter table graphile_worker._private_jobs disable row level security',
    'drop policy so_vang_app on graphile_worker._private_jobs',
    'drop table graphile_worker._private_jobs',
    'drop schema graphile_worker cascade',
    'truncate graphile_worker._private_jobs',
    'insert into graphile_worker.migrations (id) values (99)',
    'update graphile_worker.migrations set breaking = true',
    'delete from graphile_worker.migrations',
    'delete from graphile_worker._private_tasks',
    'delete from graphile_worker._private_known_crontabs',
    `select graphile_worker.force_unlock_workers(array['x'])`,
    `comment on schema graphile_worker is 'mine'`,
    'create schema mine',
  ])('cannot be changed by the application: %s', async (statement) => {
    await connected('so_vang_app', async (client) => {
      const refused = await client.query(statement).then(
        () => null,
        (error: unknown) => (error as pg.DatabaseError).code,
      );
      expect(refused).toBe('42501');
    });
  });

  it('is closed to everybody else', async () => {
    const [open] = await rows<{ functions: number; tables: number }>(
      `select (select count(*)::int from pg_proc p where p.pronamespace = 'graphile_worker'::regnamespace
                and has_function_privilege('public', p.oid, 'execute')) as functions,
              (select count(*)::int from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace
                and c.relkind in ('r', 'v') and has_table_privilege('public', c.oid, 'select')) as tables`,
    );
    expect(open).toEqual({ functions: 0, tables: 0 });
  });
});

describe('npm run worker', () => {
  let clone: string;
  let client: pg.Client;
  beforeAll(async () => {
    clone = await ownDatabase();
    client = new pg.Client(addressOf('postgres', clone));
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await dropDatabase(clone);
  });

  it('does the hourly work once for two processes, also what a stop made them miss', async () => {
    await ask(client, `create table seen (at timestamptz, task int)`);
    await ask(
      client,
      `create function see() returns trigger language plpgsql security definer as $$
       begin insert into public.seen select (new.payload -> '_cron' ->> 'ts')::timestamptz, new.task_id; return null; end $$`,
    );
    await ask(
      client,
      `create trigger see after insert on graphile_worker._private_jobs for each row execute function see()`,
    );
    // As after a stop of an hour and a half: the last run was then.
    await ask(
      client,
      `insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
       values ('identity.forgetEnded', now() - interval '9 hours', now() - interval '90 minutes')`,
    );
    await ask(
      client,
      `insert into session (token_hash, account_id, created_at, expires_at)
       select sha256(i::text::bytea), (select id from account limit 1), now() - interval '1 day', now() + i * interval '1 hour'
       from unnest(array[-1, 1]) i`,
    );
    const programs = [1, 2].map(() => startProgram(WORKER, [], { DATABASE_URL: databaseUrl(clone) }));
    for (const { line } of programs) expect(await line()).toBe('WORKER READY');
    await until(async () => (await ask(client, 'select from session')).length === 1);
    const hourly = `select s.at, extract(minute from s.at)::int as minute from seen s
      join graphile_worker._private_tasks t on t.id = s.task where t.identifier = 'identity.forgetEnded'`;
    const runs = await ask<{ at: Date; minute: number }>(client, hourly);
    expect(runs.map(({ minute }) => minute)).toEqual(runs.map(() => 17));
    // One, but for the minute in which the hour's turn comes while this test runs.
    expect([1, 2]).toContain(runs.length);
    expect(new Set(runs.map(({ at }) => at.getTime())).size).toBe(runs.length);
    expect(await ask(client, `select expires_at > now() as living from session`)).toEqual([{ living: true }]);
    for (const { child } of programs) expect(await end(child, 'SIGTERM')).toEqual({ code: 0, signal: null });
    const left = `select from pg_stat_activity where datname = $1 and application_name ~ '^so-vang'`;
    await until(async () => (await ask(client, left, [clone])).length === 0);
  });

  it('says what is missing instead of starting', async () => {
    const dataDir = (await makeFolder()).path;
    const alone = startProgram(WORKER, [], { DATA_DIR: dataDir });
    expect((await end(alone.child, 'SIGCONT')).code).toBe(1);
    expect(alone.errors()).toBe(
      `Không có Sổ Vàng dùng thử nào đang chạy trên "${dataDir}". Hãy chạy "npm start" trước, hoặc đặt DATABASE_URL (hay DATA_DIR cho đúng).\n`,
    );
    await ask(client, `comment on schema graphile_worker is 'graphile-worker revision 18, rights 1'`);
    const early = startProgram(WORKER, [], { DATABASE_URL: databaseUrl(clone) });
    expect((await end(early.child, 'SIGCONT')).code).toBe(1);
    expect(early.errors()).toContain('còn 1 bước nâng cấp chưa chạy (graphile-worker-19)');
  });

  it('joins a running trial whose server runs none, and ends with it', async () => {
    const folder = await makeFolder();
    const dataDir = join(folder.path, 'data');
    copyTrial(dataDir);
    const env = { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' };
    const server = startProgram(builtProgram('main'), [], { ...env, WORKER: 'false' });
    while (!(await server.line()).startsWith('READY '));
    const { host, port } = JSON.parse(await readFile(join(dataDir, 'server.lock'), 'utf8')) as pg.ClientConfig;
    const { appPassword } = JSON.parse(await readFile(join(dataDir, 'database.json'), 'utf8')) as {
      appPassword: string;
    };
    const app = new pg.Client({ host, port, user: 'so_vang_app', password: appPassword, database: 'so_vang' });
    app.on('error', () => undefined);
    await app.connect();
    await ask(app, ADD);
    const runners = `select from pg_stat_activity where application_name = 'so-vang-jobs'`;
    expect(await ask(app, runners)).toEqual([]);
    const apart = startProgram(WORKER, [], env);
    expect(await apart.line()).toBe('WORKER READY');
    await until(async () => (await ask(app, 'select from graphile_worker.jobs')).length === 0);
    expect(await ask(app, runners)).not.toEqual([]);
    const ended = end(apart.child, 'SIGCONT');
    expect(await end(server.child, 'SIGTERM')).toEqual({ code: 0, signal: null });
    expect(await ended).toEqual({ code: 0, signal: null });
    await folder.undo();
  });
});

it('the server runs jobs by itself', async () => {
  await connected('so_vang_app', async (client) => void (await ask(client, ADD)));
  await until(async () => {
    const waiting = `select from graphile_worker.jobs where task_identifier = 'identity.forgetEnded'`;
    return (await rows(waiting)).length === 0;
  });
  // And lives: its sessions were not forgotten with the ended ones.
  expect(await (await as('canbo.binhlu')).get('{ me { username } }')).toEqual({ username: 'canbo.binhlu' });
});
