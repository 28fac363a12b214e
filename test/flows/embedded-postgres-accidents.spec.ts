import { spawn } from 'node:child_process';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  FAST,
  ask,
  connect,
  copyDataDir,
  kill9,
  launcher,
  makeFolder,
  makeTemplate,
  processes,
  startElsewhere,
  type Folder,
} from '../support/postgres-starter.js';
import { until } from '../support/until.js';

const { startEmbeddedPostgres } = launcher;
const BUSY = 'select count(*) from generate_series(1, 1000000000000)';

let template: Folder;
let folder: string;
let dataDir: string;
let undo: () => Promise<void>;

beforeAll(async () => {
  template = await makeTemplate();
});
afterAll(() => template.undo());
beforeEach(async () => {
  ({ path: folder, undo } = await makeFolder());
  dataDir = join(folder, 'data');
  copyDataDir(template, dataDir);
});
afterEach(() => undo());

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

describe('the server is killed by -9', () => {
  it('and the next start ends the orphan and keeps what was committed', async () => {
    const starter = startElsewhere({ dataDir });
    const first = await starter.says();
    const client = await connect(first);
    await client.query('create table honoured (name text)');
    await client.query("insert into honoured values ('Nguyễn Thị Định')");
    await kill9(starter.process.pid);
    expect(processes.identityOf(first.pid!)).not.toBeNull();
    const busy = client.query(BUSY).catch((error: unknown) => error);

    const second = await startEmbeddedPostgres({ dataDir });
    expect(await busy).toBeInstanceOf(Error);
    expect(processes.identityOf(first.pid!)).toBeNull();
    expect(await isThere(first.socketDir!)).toBe(false);
    expect(await ask(second, 'select name from honoured')).toBe('Nguyễn Thị Định');
    await second.stop();
  });

  it('and its postmaster too, while a backend goes on', async () => {
    const starter = startElsewhere({ dataDir, settings: FAST });
    const first = await starter.says();
    const client = await connect(first);
    const backend = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid;
    client.query(BUSY).catch(() => undefined);
    await kill9(starter.process.pid);
    await kill9(first.pid!);
    expect(processes.identityOf(backend)).not.toBeNull();

    const second = await startEmbeddedPostgres({ dataDir, settings: FAST });
    expect(processes.identityOf(backend)).toBeNull();
    expect(await ask(second, 'select 1')).toBe(1);
    await second.stop();
  });

  it('and a stranger that has the pid by now comes to no harm', async () => {
    const { uid, gid } = await stat(join(dataDir, 'postgres'));
    // The cluster's own user: to PostgreSQL itself such a process looks like its other self.
    const asUser = process.getuid?.() === 0 ? { uid, gid } : {};
    const stranger = spawn('sleep', ['60'], { ...asUser, cwd: '/', stdio: 'ignore' });
    const pid = stranger.pid!;
    const record = { pid, started: 'another time', socketDir: join(folder, 'not-ours') };
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), `${pid}\n${dataDir}/postgres\n1700000000\n5432\n\n\n`);
    await writeFile(join(dataDir, 'postgres.process.json'), JSON.stringify(record));

    const server = await startEmbeddedPostgres({ dataDir, settings: FAST });
    expect(await ask(server, 'select 1')).toBe(1);
    await server.stop();
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill();
  });

  it('and the guard leaves neither process nor folder', async () => {
    const starter = startElsewhere({ dataDir, settings: FAST, exitWithParent: true, removeOnExit: true });
    const server = await starter.says();
    expect(await ask(server, 'select 1')).toBe(1);
    await kill9(starter.process.pid);
    await until(async () => !(await isThere(dataDir)));
    expect(processes.identityOf(server.pid!)).toBeNull();
    expect(await isThere(server.socketDir!)).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });

  it('in the middle of initdb, and the guard leaves no folder either', async () => {
    await rm(dataDir, { recursive: true });
    const starter = startElsewhere({ dataDir, settings: FAST, exitWithParent: true, removeOnExit: true });
    const making = async () =>
      (await readdir(dataDir).catch(() => [])).some((name) => name.startsWith('postgres.new-'));
    await until(making);
    await kill9(starter.process.pid);
    await until(async () => (await readdir(folder)).length === 0);
  });
});

describe('signals', () => {
  it('to our whole process group leave PostgreSQL up until stop()', async () => {
    const starter = startElsewhere({ dataDir, settings: FAST });
    const server = await starter.says();
    const client = await connect(server);
    const query = client.query<{ answer: string }>("select 'whole' as answer from pg_sleep(0.5)");
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.kill(-starter.process.pid, signal);
      expect(await starter.says()).toEqual({ signal });
    }
    expect((await query).rows).toEqual([{ answer: 'whole' }]);
    expect(await ask(server, 'select 1')).toBe(1);
    await starter.stop();
    expect(processes.identityOf(server.pid!)).toBeNull();
    await expect(client.query('select 1')).rejects.toThrow();
  });

  it('process.exit() without stop() takes PostgreSQL along', async () => {
    const starter = startElsewhere({ dataDir, settings: FAST });
    const server = await starter.says();
    await starter.leave();
    await until(() => processes.identityOf(server.pid!) === null);
    expect(await isThere(server.socketDir!)).toBe(false);
  });

  it('stop() ends open transactions without their commit, and twice is once', async () => {
    const server = await startEmbeddedPostgres({ dataDir, settings: FAST });
    const client = await connect(server);
    await client.query('create table honoured (name text)');
    await client.query("begin; insert into honoured values ('chưa xong')");
    await Promise.all([server.stop(), server.stop()]);
    expect(await server.exited).toEqual({ code: 0, signal: null });
    const again = await startEmbeddedPostgres({ dataDir, settings: FAST });
    expect(await ask(again, 'select count(*)::int from honoured')).toBe(0);
    await again.stop();
  });
});

describe('PostgreSQL itself is killed by -9', () => {
  it('a backend: the same postmaster recovers', async () => {
    const server = await startEmbeddedPostgres({ dataDir, settings: FAST });
    const { pid } = server;
    const client = await connect(server);
    const backend = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid;
    await kill9(backend);
    await until(() =>
      ask(server, 'select 1').then(
        () => true,
        () => false,
      ),
    );
    expect(server.pid).toBe(pid);
    await server.stop();
  });

  it('the postmaster, unsupervised: we are told', async () => {
    const server = await startEmbeddedPostgres({ dataDir, settings: FAST });
    process.kill(server.pid, 'SIGKILL');
    expect(await server.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await server.stop();
  });

  it('the postmaster, supervised: it runs again at the same place, each time', async () => {
    const told: string[] = [];
    const server = await startEmbeddedPostgres({
      dataDir,
      settings: { fsync: 'on' },
      supervise: true,
      log: (message) => told.push(message),
    });
    const { host, port } = server;
    await ask(server, 'create table honoured (name text)');
    for (const name of ['Võ Thị Sáu', 'Kim Đồng']) {
      await ask(server, `insert into honoured values ('${name}')`);
      const [idle, busy, open] = await Promise.all([connect(server), connect(server), connect(server)]);
      await open.query("begin; insert into honoured values ('chưa xong')");
      const lost = busy.query(BUSY).catch((error: unknown) => error);
      const before = server.pid;
      await kill9(before);
      await until(() =>
        ask(server, 'select 1').then(
          () => true,
          () => false,
        ),
      );
      expect(server.pid).not.toBe(before);
      expect(await lost).toBeInstanceOf(Error);
      await expect(idle.query('select 1')).rejects.toThrow();
    }
    expect(await ask(server, "select string_agg(name, ', ' order by name desc) from honoured")).toBe(
      'Võ Thị Sáu, Kim Đồng',
    );
    expect({ host: server.host, port: server.port }).toEqual({ host, port });
    expect(told.filter((message) => message.includes('dừng ngoài ý muốn (SIGKILL)'))).toHaveLength(2);
    const last = server.pid;
    await server.stop();
    expect(processes.identityOf(last)).toBeNull();
  });

  it('again and again, or beyond repair: the supervisor gives up and says so', async () => {
    const told: string[] = [];
    const server = await startEmbeddedPostgres({
      dataDir,
      settings: FAST,
      supervise: true,
      log: (message) => told.push(message),
    });
    await rm(join(dataDir, 'postgres', 'global', 'pg_control'));
    process.kill(server.pid, 'SIGKILL');
    expect(await server.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(told.filter((message) => message.includes('PG_CONTROL') || message.includes('pg_control'))).toHaveLength(5);
    expect(told.at(-1)).toBe('PostgreSQL dừng quá 5 lần trong một phút, không khởi động lại nữa.');
    await server.stop();
  });
});
