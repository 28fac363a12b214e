import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  FAST,
  ask,
  copyDataDir,
  kill9,
  launcher,
  locks,
  makeFolder,
  makeTemplate,
  processes,
  startElsewhere,
  type Folder,
} from '../support/postgres-starter.js';

const { acquireDataDirLock, readDataDirLock } = locks;

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
});
afterEach(() => undo());

/** The lock of a process that is no more; its pid may be anybody's. */
async function leaveLock(dir: string, pid: number, generation = 'left'): Promise<void> {
  await (await acquireDataDirLock(dir)).release();
  await writeFile(
    join(dir, 'server.lock'),
    JSON.stringify({ generation, pid, started: 'another time', startedAt: '2021-05-19' }),
  );
}

describe('the lock of a data folder', () => {
  it('refuses a second start by naming the first, and tells commands how to reach it', async () => {
    copyDataDir(template, dataDir);
    const first = await launcher.startEmbeddedPostgres({ dataDir, settings: FAST });
    const second = startElsewhere({ dataDir, settings: FAST });
    expect(await second.says()).toEqual({
      code: 'DATA_DIR_IN_USE',
      message: `Sổ Vàng đang chạy trên thư mục dữ liệu "${dataDir}" (tiến trình ${process.pid}). Hãy dừng tiến trình đó hoặc chọn DATA_DIR khác.`,
    });
    await first.setUrl('http://127.0.0.1:3000');
    const third = startElsewhere({ dataDir, settings: FAST });
    expect((await third.says()).message).toContain(`(tiến trình ${process.pid}, http://127.0.0.1:3000)`);

    const holder = await readDataDirLock(dataDir);
    expect(holder).toMatchObject({
      pid: process.pid,
      url: 'http://127.0.0.1:3000',
      host: first.host,
      port: first.port,
    });
    expect(await ask({ ...holder, superuser: first.superuser }, 'select 1')).toBe(1);
    await first.stop();
    expect(await readDataDirLock(dataDir)).toBeNull();
  });

  it('lets exactly one of several starts at once through, be there a stale lock or not', async () => {
    copyDataDir(template, dataDir);
    for (const round of ['fresh', 'stale']) {
      if (round === 'stale') await leaveLock(dataDir, 4_000_000);
      const starters = [1, 2, 3].map(() => startElsewhere({ dataDir, settings: FAST }));
      const said = await Promise.all(starters.map((starter) => starter.says()));
      expect(said.filter((line) => line.pid !== undefined)).toHaveLength(1);
      expect(said.filter((line) => line.code === 'DATA_DIR_IN_USE')).toHaveLength(2);
      await starters[said.findIndex((line) => line.pid !== undefined)]?.stop();
    }
  });

  it('has one winner among twenty over a stale lock, thirty times, and leaves no drafts', async () => {
    for (let round = 0; round < 30; round++) {
      // Every third round a taker-over has died as well, between its claim and the lock.
      await leaveLock(dataDir, process.pid, `left-${round}`);
      if (round % 3 === 0) {
        const claim = {
          generation: `claim-${round}`,
          pid: process.pid,
          started: 'another time',
          startedAt: '2021-05-19',
        };
        await writeFile(join(dataDir, `server.lock.after-left-${round}`), JSON.stringify(claim));
      }
      const tries = await Promise.allSettled(Array.from({ length: 20 }, () => acquireDataDirLock(dataDir)));
      const won = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const reasons = tries.flatMap((each) =>
        each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
      );
      expect(won).toHaveLength(1);
      expect(reasons).toEqual(Array.from({ length: 19 }, () => 'DATA_DIR_IN_USE'));
      expect(await readdir(dataDir)).toEqual(['server.lock']);
      await won[0]?.release();
    }
  });

  it('survives kill -9 as a file, and is taken over', async () => {
    copyDataDir(template, dataDir);
    const starter = startElsewhere({ dataDir, settings: FAST });
    await starter.says();
    await kill9(starter.process.pid);
    expect(JSON.parse(await readFile(join(dataDir, 'server.lock'), 'utf8'))).toMatchObject({
      pid: starter.process.pid,
    });
    expect(await readDataDirLock(dataDir)).toBeNull();
    const next = await launcher.startEmbeddedPostgres({ dataDir, settings: FAST });
    expect((await readDataDirLock(dataDir))?.pid).toBe(process.pid);
    await next.stop();
  });

  it('is stale when its pid lives but started at another time, or the file is cut off', async () => {
    await leaveLock(dataDir, process.ppid);
    expect(await readDataDirLock(dataDir)).toBeNull();
    await (await acquireDataDirLock(dataDir)).release();
    await writeFile(join(dataDir, 'server.lock'), '{"pid":');
    const lock = await acquireDataDirLock(dataDir);
    expect(await readDataDirLock(dataDir)).toMatchObject(processes.ownIdentity());
    await lock.release();
    await lock.release();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("does not remove its successor's when it is released late", async () => {
    const old = await acquireDataDirLock(dataDir);
    await leaveOther(dataDir);
    await old.release();
    expect(await readdir(dataDir)).toEqual(['server.lock']);
  });
});

async function leaveOther(dir: string): Promise<void> {
  await writeFile(
    join(dir, 'server.lock'),
    JSON.stringify({ generation: 'other', ...processes.ownIdentity(), startedAt: '' }),
  );
}
