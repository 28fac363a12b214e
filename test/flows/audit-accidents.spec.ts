import { jest } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, signIn, type TrialAccount } from '../support/api.js';
import { allVerified, auditVerify, CREATE, type Created } from '../support/audit.js';
import { connect, kill9, locks, makeFolder, processes, type Folder } from '../support/postgres-starter.js';
import { startProgram, type Program } from '../support/program.js';
import { startReaper, type Reaper } from '../support/reaper.js';
import { copyTrial } from '../support/trial-server.js';
import { until } from '../support/until.js';

jest.setTimeout(600_000);

const ROUNDS = 20;
const WRITERS = 4;
/** Acknowledged acts to wait for before the next accident. */
const SOME = 8;

let folder: Folder;
let dataDir: string;
let reaper: Reaper;

beforeAll(async () => {
  folder = await makeFolder();
  dataDir = join(folder.path, 'data');
  copyTrial(dataDir);
  reaper = startReaper(dataDir, folder.path);
});
afterAll(async () => {
  const left = await locks.readDataDirLock(dataDir);
  if (left) process.kill(left.pid, 'SIGTERM');
  await until(async () => (await locks.readDataDirLock(dataDir)) === null);
  reaper.dismiss();
  await folder.undo();
});

/** As people start it: nobody ends PostgreSQL when it is killed, nobody comes to help. Waits for the disk (fsync). */
async function start(): Promise<{ program: Program; url: string }> {
  const program = startProgram('main', {
    DATA_DIR: dataDir,
    PORT: '0',
    RATE_LIMIT: '0',
    LOG_LEVEL: 'silent',
    EXIT_WITH_PARENT: '0',
  });
  return { program, url: await program.ready() };
}

async function postgresPid(): Promise<number> {
  return (JSON.parse(await readFile(join(dataDir, 'postgres.process.json'), 'utf8')) as { pid: number }).pid;
}

/** Writers that go on through everything, and remember what they were told. */
class Writers {
  url = '';
  readonly acknowledged = new Map<string, string>();
  /** Codes of the answers that were no success; having got no answer at all is not counted. */
  readonly refusals = new Map<string, number>();
  private writing = true;
  private readonly all: Promise<unknown>;

  constructor(private readonly token: string) {
    this.all = Promise.all(Array.from({ length: WRITERS }, (_, writer) => this.write(writer)));
  }

  async stop(): Promise<void> {
    this.writing = false;
    await this.all;
  }

  /** Waits for some more acknowledged acts. */
  async more(): Promise<void> {
    const enough = this.acknowledged.size + SOME;
    await until(() => this.acknowledged.size >= enough);
  }

  private async write(writer: number): Promise<void> {
    for (let act = 0; this.writing; act += 1) {
      const displayName = `Bền bỉ ${writer} lần ${act}`;
      const answer = await new Client(this.url, this.token)
        .ask(CREATE, { input: { kind: 'INDIVIDUAL', displayName } })
        .catch(() => null);
      const created = (answer?.data as { createHonouree?: Created } | undefined)?.createHonouree;
      if (created?.honouree) this.acknowledged.set(created.honouree.id, displayName);
      else await this.refused(answer?.errors?.[0]?.extensions.code ?? created?.userErrors[0]?.code);
    }
  }

  private async refused(code: string | undefined): Promise<void> {
    if (code) this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
    await sleep(50);
  }
}

async function tokenOf(url: string): Promise<string> {
  const accounts = JSON.parse(await readFile(join(dataDir, 'trial-accounts.json'), 'utf8')) as TrialAccount[];
  const { username, password } = accounts.find(({ roles }) => roles.includes('UNIT_OFFICER'))!;
  return (await signIn(username, password, url)).token!;
}

/** Rows of the trial database, as its superuser. */
async function rows<Row extends object>(text: string): Promise<Row[]> {
  const { host = '', port = 0 } = (await locks.readDataDirLock(dataDir)) ?? {};
  const password = (await readFile(join(dataDir, 'postgres.password'), 'utf8')).trim();
  const client = await connect({
    host,
    port,
    pid: 0,
    superuser: { user: 'postgres', password, database: 'so_vang' as 'postgres' },
  });
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

it(`kill -9 of PostgreSQL and, apart, of the server, ${ROUNDS} times each while four write: nothing acknowledged is lost, nothing is half`, async () => {
  let { program, url } = await start();
  const writers = new Writers(await tokenOf(url));
  for (let round = 1; round <= ROUNDS; round += 1) {
    writers.url = url;
    await writers.more();

    const postgres = await postgresPid();
    await kill9(postgres);
    await writers.more();
    expect(await postgresPid()).not.toBe(postgres);
    expect(processes.identityOf(program.child.pid)).not.toBeNull();

    await kill9(program.child.pid);
    ({ program, url } = await start());
  }
  writers.url = url;
  await writers.more();
  await writers.stop();

  // PostgreSQL's absence is told as such, whatever it interrupted.
  expect([...writers.refusals.keys()].filter((code) => code !== 'UNAVAILABLE')).toEqual([]);
  expect(writers.acknowledged.size).toBeGreaterThanOrEqual((2 * ROUNDS + 1) * SOME);
  const present = await rows<{ id: string; name: string; audited: number }>(
    `with told as (select (text::jsonb) ->> 'subject' as subject, count(*)::int as times from audit group by 1)
     select h.id, h.display_name as name, coalesce(t.times, 0) as audited
     from honouree h left join told t on t.subject = 'honouree:' || h.id where h.display_name like 'Bền bỉ%'`,
  );
  const names = new Map(present.map(({ id, name }) => [id, name]));
  expect([...writers.acknowledged].filter(([id, name]) => names.get(id) !== name)).toEqual([]);
  expect(present.filter(({ audited }) => audited !== 1)).toEqual([]);
  expect(
    await rows(
      `select text from audit a where (text::jsonb) ->> 'action' = 'honouree.create'
       and not exists (select from honouree h where 'honouree:' || h.id = (a.text::jsonb) ->> 'subject')`,
    ),
  ).toEqual([]);
  expect(new Set(present.map(({ name }) => name)).size).toBe(present.length);

  await until(async () => (await rows('select from audit_pending')).length === 0);
  const [audit] = await rows<{ n: number }>('select count(*)::int as n from audit');
  const verified = { code: 0, output: allVerified(audit!.n), errors: '' };
  expect(await auditVerify([], { DATA_DIR: dataDir })).toEqual(verified);
  expect(await program.stop()).toEqual({ code: 0, signal: null });
  expect(await auditVerify([], { DATA_DIR: dataDir })).toEqual(verified);
});
