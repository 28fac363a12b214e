import { as, Client, signIn, trialUnit } from '../support/api.js';
import { connected, rows } from '../support/database.js';
import { startJobWorker, type JobWorker } from '../support/job-workers.js';
import { until } from '../support/until.js';

const TABLES = `
  create table test_begun (key text, pid int, attempt int, at timestamptz default clock_timestamp());
  create table test_effect (key text, pid int);
  create table test_gate (key text);
  grant select, insert on test_begun, test_effect, test_gate to so_vang_app;
`;
const LIST = `query ($after: String) { jobs(first: 100, after: $after) {
  totalCount edges { node { id name state attempts maxAttempts runAt lastError } } } }`;
const RETRY = `mutation ($id: ID!) { retryJob(id: $id) { job { id state attempts lastError } userErrors { code message field } } }`;

interface Begun {
  pid: number;
  attempt: number;
  at: Date;
}

let workers: JobWorker[];

beforeAll(async () => {
  await connected('postgres', (client) => client.query(TABLES));
  workers = await Promise.all([startJobWorker(), startJobWorker()]);
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill('SIGTERM')));
  await connected('postgres', (client) => client.query('drop table test_begun, test_effect, test_gate'));
});

const begun = (key: string): Promise<Begun[]> =>
  rows('select pid, attempt, at from test_begun where key = $1 order by at', [key]);
const effects = async (key: string): Promise<number> =>
  (await rows('select from test_effect where key = $1', [key])).length;
const open = (key: string): Promise<unknown> => rows('insert into test_gate values ($1)', [key]);
/** What was changed by SQL workers see when they look by themselves, every two seconds; so they look now. */
const look = (): Promise<unknown> => rows(`select pg_notify('jobs:insert', '')`);
const queued = (
  id: unknown,
): Promise<{ attempts: number; last_error: string; run_at: Date; locked_by: string | null }[]> =>
  rows('select attempts, last_error, run_at, locked_by from graphile_worker._private_jobs where id = $1', [id]);

async function listed(id: unknown, client?: Client): Promise<Record<string, unknown> | undefined> {
  const { edges } = await (client ?? (await as('quantri.tinh'))).get(LIST);
  return edges.find(({ node }: { node: { id: string } }) => node.id === id)?.node;
}

describe('a job', () => {
  it('runs once after a commit with two processes, and never after a rollback', async () => {
    for (let n = 0; n < 20; n += 1) {
      const from = workers[n % 2] as JobWorker;
      expect(await from.enqueue('test.write', { key: `lost-${n}` }, { rollback: true })).toEqual({
        refused: 'CONFLICT',
      });
      expect(await from.enqueue('test.write', { key: `kept-${n}` })).toMatch(/^\d+$/);
    }
    const waiting = `select from graphile_worker.jobs where task_identifier = 'test.write'`;
    await until(async () => (await rows(waiting)).length === 0);
    const written = await rows<{ key: string }>(`select key from test_effect where key ~ '^(kept|lost)-'`);
    expect(written.map(({ key }) => key).sort()).toEqual(Array.from({ length: 20 }, (_, n) => `kept-${n}`).sort());
  });

  it('waits for its time, and one key has one waiting job', async () => {
    const [first] = workers as [JobWorker];
    const options = { key: 'test:later', inSeconds: 3600 };
    const id = await first.enqueue('test.write', { key: 'first' }, { options });
    expect(await first.enqueue('test.write', { key: 'second' }, { options })).toBe(id);
    const job = await listed(id);
    expect(job).toMatchObject({ name: 'test.write', state: 'WAITING', attempts: 0, maxAttempts: 3, lastError: null });
    expect(Math.abs(Date.parse(String(job?.['runAt'])) - Date.now() - 3_600_000)).toBeLessThan(30_000);
    expect(await rows('select payload from graphile_worker._private_jobs where id = $1', [id])).toEqual([
      { payload: { key: 'second' } },
    ]);
  });

  it('is done by another process when its own is killed, and its effect is there once', async () => {
    const id = await workers[0]?.enqueue('test.hold', { key: 'killed' });
    await until(async () => (await begun('killed')).length === 1);
    const [attempt] = (await begun('killed')) as [Begun];
    expect(await listed(id)).toMatchObject({ state: 'RUNNING', attempts: 1 });
    const victim = workers.findIndex(({ pid }) => pid === attempt.pid);
    expect(await workers[victim]?.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    await until(async () => (await begun('killed')).length === 2);
    const [, again] = (await begun('killed')) as [Begun, Begun];
    expect(again).toMatchObject({ pid: workers[1 - victim]?.pid, attempt: 2 });
    expect(await effects('killed')).toBe(0);
    expect(await queued(id)).toMatchObject([{ attempts: 2, last_error: 'INTERRUPTED' }]);
    await open('killed');
    await until(async () => (await queued(id)).length === 0);
    expect(await effects('killed')).toBe(1);
    workers[victim] = await startJobWorker();
  });

  it('has its effect once even when a living process was taken for dead', async () => {
    const id = await workers[0]?.enqueue('test.wait', { key: 'presumed-dead' });
    await until(async () => (await begun('presumed-dead')).length === 1);
    await rows(`update graphile_worker._private_jobs set locked_at = null, locked_by = null where id = $1`, [id]);
    await look();
    await until(async () => (await begun('presumed-dead')).length === 2);
    // Both attempts come to their transaction now.
    await open('presumed-dead');
    await until(async () => (await begun('presumed-dead ended')).length === 2);
    expect(await queued(id)).toEqual([]);
    expect(await effects('presumed-dead')).toBe(1);
    expect((await begun('presumed-dead')).map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('is tried again, each time later, and tells its code alone', async () => {
    const id = await workers[0]?.enqueue('test.refuse', { key: 'refused', times: 2 });
    for (const attempt of [1, 2]) {
      // That it lies there again after so many attempts, from one look: between two looks it may be begun anew.
      let job: Awaited<ReturnType<typeof queued>>[number] | undefined;
      await until(async () => {
        [job] = await queued(id);
        return job?.locked_by === null && job.attempts === attempt;
      });
      const failedAt = (await begun('refused')).at(-1)?.at.getTime() ?? 0;
      const delay = ((job?.run_at.getTime() ?? 0) - failedAt) / 1000;
      expect(delay).toBeGreaterThan(Math.exp(attempt) - 0.1);
      expect(delay).toBeLessThan(Math.exp(attempt) + 5);
      expect(job?.last_error).toBe('CONFLICT');
      expect(await listed(id)).toMatchObject({ state: 'WAITING', attempts: attempt, lastError: 'CONFLICT' });
      expect(await effects('refused')).toBe(0);
      // Two and a half minutes in all are too long for a test.
      await rows('update graphile_worker._private_jobs set run_at = now() where id = $1', [id]);
      await look();
    }
    await until(async () => (await queued(id)).length === 0);
    expect(await effects('refused')).toBe(1);
    expect(await begun('refused')).toHaveLength(3);
  });

  it('finishes when its process is told to stop', async () => {
    const stopped = await startJobWorker();
    // All others are busy, so that it is this one that takes the job.
    const others = workers.flatMap((_, n) => [0, 1].map((slot) => `busy-${n}-${slot}`));
    for (const key of others) await workers[0]?.enqueue('test.wait', { key });
    const taken = async (): Promise<boolean> => {
      const pids = await rows<{ pid: number }>(`select pid from test_begun where key ~ '^busy-'`);
      return pids.some(({ pid }) => pid === stopped.pid) || pids.length === others.length;
    };
    await until(taken);
    for (
      let n = 0;
      (await rows(`select from test_begun where key ~ '^busy-' and pid = $1`, [stopped.pid])).length === 0;
      n++
    ) {
      others.push(`busy-more-${n}`);
      const before = (await rows(`select from test_begun where key ~ '^busy-'`)).length;
      await workers[0]?.enqueue('test.wait', { key: `busy-more-${n}` });
      await until(async () => (await rows(`select from test_begun where key ~ '^busy-'`)).length > before);
    }
    const ended = stopped.kill('SIGTERM');
    for (const key of others) await open(key);
    expect(await ended).toEqual({ code: 0, signal: null });
    for (const key of others) {
      await until(async () => (await effects(key)) === 1);
      expect(await begun(key)).toHaveLength(1);
    }
  });
});

describe('a failed job', () => {
  it('stays visible with a code, until an administrator retries it', async () => {
    const id = await workers[0]?.enqueue('test.crash', { key: 'crashed' });
    await until(async () => (await queued(id))[0]?.last_error === 'INTERNAL');
    expect(await listed(id)).toMatchObject({ state: 'FAILED', attempts: 1, maxAttempts: 1, lastError: 'INTERNAL' });
    expect(await rows('select from graphile_worker._private_jobs where last_error ~ $1', ['secret'])).toEqual([]);
    await open('crashed');
    const admin = await as('quantri.tinh');
    const { job, userErrors } = await admin.get(RETRY, { id });
    expect(userErrors).toEqual([]);
    expect([null, id]).toContain(job?.id ?? null);
    await until(async () => (await queued(id)).length === 0);
    expect(await effects('crashed')).toBe(1);
    const [event] = await rows<{ text: string }>('select text from audit where text::jsonb @> $1', [
      { action: 'job.retry', subject: `job:${String(id)}` },
    ]);
    expect(JSON.parse(event?.text ?? '{}')).toMatchObject({ details: { name: 'test.crash', lastError: 'INTERNAL' } });
  });

  it('is retried by nobody else, and no other job is', async () => {
    const id = await workers[0]?.enqueue('test.crash', { key: 'stays' });
    const later = await workers[0]?.enqueue('test.write', { key: 'later' }, { options: { inSeconds: 3600 } });
    await until(async () => (await queued(id))[0]?.last_error === 'INTERNAL');
    const admin = await as('quantri.tinhuy');
    const code = async (client: Client, job: unknown): Promise<string> =>
      (await client.get(RETRY, { id: job })).userErrors[0]?.code;
    expect(await code(admin, later)).toBe('WRONG_STATE');
    for (const unknown of ['999999999', '99999999999999999999', '0', 'x', `${String(id)} `]) {
      expect(await code(admin, unknown)).toBe('NOT_FOUND');
    }
    for (const other of [await communeAdministrator(), await as('canbo.binhlu'), await as('kiemtra.tinh')]) {
      expect(await code(other, id)).toBe('FORBIDDEN');
      expect((await other.ask(LIST)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect(await code(new Client(), id)).toBe('UNAUTHENTICATED');
    expect((await new Client().ask(LIST)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(await queued(id)).toMatchObject([{ attempts: 1, last_error: 'INTERNAL', locked_by: null }]);
    expect(await begun('stays')).toHaveLength(1);
  });

  it('is one row of a list in pages', async () => {
    const admin = await as('quantri.tinh');
    const page = `query ($after: String) { jobs(first: 1, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node { id } } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo } = await admin.get(page, { after });
      seen.push(edges[0].node.id as string);
      after = pageInfo.hasNextPage ? (pageInfo.endCursor as string) : null;
    } while (after);
    const all = (await rows<{ id: number }>('select id from graphile_worker.jobs order by id desc')).map(({ id }) =>
      String(id),
    );
    expect(seen).toEqual(all);
    expect((await admin.get(page)).totalCount).toBe(all.length);
  });
});

/** An account that administers a commune, whose superior is the province. */
async function communeAdministrator(): Promise<Client> {
  const admin = await as('quantri.tinh');
  const made = await admin.get(
    `mutation ($input: CreateAccountInput!) { createAccount(input: $input) { account { id } oneTimePassword } }`,
    { input: { username: 'quantri.binhlu.jobs', fullName: 'Lò Văn Quản' } },
  );
  const input = {
    accountId: made.account.id,
    role: 'ADMINISTRATOR',
    unitId: trialUnit('UBND-03390').id,
    validFrom: '2025-07-01',
  };
  await admin.get(`mutation ($input: GrantInput!) { grant(input: $input) { userErrors { code } } }`, { input });
  const newcomer = await signIn('quantri.binhlu.jobs', made.oneTimePassword as string);
  const next = 'một mật khẩu đủ dài';
  await newcomer.get(
    `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code } } }`,
    { input: { current: made.oneTimePassword, next } },
  );
  return signIn('quantri.binhlu.jobs', next);
}
