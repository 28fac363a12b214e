import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, signIn, trialAccount, trialUnit, worker } from '../support/api.js';
import { connected } from '../support/database.js';
import { databaseUrl, dropDatabase, ownDatabase, serverOn } from '../support/own-server.js';
import { copyFirstStart } from '../support/first-start.js';
import { FAST, launcher, makeFolder } from '../support/postgres-starter.js';
import { runProgram, startProgram, type Outcome } from '../support/program.js';
import { until } from '../support/until.js';

const databases: string[] = [];
async function newDatabase(template?: string): Promise<string> {
  const name = await ownDatabase(template);
  databases.push(name);
  return name;
}
afterAll(async () => {
  for (const name of databases) await dropDatabase(name);
});

const startWith = (env: Record<string, string>) => runProgram('main', { PORT: '0', LOG_LEVEL: 'warn', ...env });

/** Code 1, nothing on standard output, and on standard error one sentence without a stack. */
function expectSentence({ code, stdout, stderr }: Outcome, sentence: RegExp): void {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/\n\s+at |node_modules/);
}

describe('the service on a server of its own', () => {
  it('has no GraphiQL, no trial accounts, and one line to say', async () => {
    const program = startProgram('main', { PORT: '0', DATABASE_URL: databaseUrl(worker.database), LOG_LEVEL: 'warn' });
    const url = await program.ready();
    expect(program.stdout()).toBe(`READY ${url}\n`);
    for (const path of ['/graphiql', '/graphiql/', '/graphiql/page.js'])
      expect((await fetch(url + path)).status).toBe(404);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(await program.stop()).toEqual({ code: 0, signal: null });
    expect(program.stderr()).toBe('');
  });

  it.each(['so_vang_owner', 'postgres'])('refuses to run as %s', async (login) => {
    const password = login === 'postgres' ? worker.cluster.superuser.password : undefined;
    const outcome = await startWith({ DATABASE_URL: databaseUrl(worker.database, login, password) });
    expectSentence(outcome, /^DATABASE_URL phải là vai trò hạn chế, không phải superuser hay chủ sở hữu các bảng/);
    if (password) expect(outcome.stderr).not.toContain(password);
  });

  it.each([
    ['a folder without a server', 'postgres://so_vang_app:mat-khau@%2Fnowhere:5432/so_vang'],
    ['a port that nobody listens on', 'postgres://so_vang_app:mat-khau@localhost:1/so_vang'],
  ])('says so when it cannot reach it: %s', async (_, url) => {
    const outcome = await startWith({ DATABASE_URL: url });
    expectSentence(outcome, /^Không kết nối được DATABASE_URL: \S[^\n]+\n$/);
    expect(outcome.stderr).not.toContain('mat-khau');
  });

  it('says so when the password is wrong or the database is missing', async () => {
    expectSentence(
      await startWith({ DATABASE_URL: databaseUrl(worker.database, 'so_vang_app', 'sai-roi') }),
      /^Không kết nối được DATABASE_URL: [^\n]+\n$/,
    );
    expectSentence(
      await startWith({ DATABASE_URL: databaseUrl('khong_co') }),
      /^Không kết nối được DATABASE_URL: [^\n]*khong_co[^\n]*\n$/,
    );
  });

  it('has no CLOCK of its own', async () => {
    const env = { DATABASE_URL: databaseUrl(worker.database), CLOCK: '2023-05-19T08:00:00+07:00' };
    expectSentence(await startWith(env), /^CLOCK chỉ dùng ở chế độ dùng thử/);
  });

  it('limits requests a minute, of an account and of an address, but not the questions after its health', async () => {
    const server = await serverOn(worker.database, { RATE_LIMIT: '3' });
    const [one, other] = await Promise.all(
      ['canbo.binhlu', 'canbo.doanket'].map((name) => signIn(name, trialAccount(name).password, server.url)),
    );
    const ME = '{ me { username } }';
    for (let i = 0; i < 3; i += 1) expect((await one!.get(ME)).username).toBe('canbo.binhlu');
    const refused = await one!.ask(ME);
    const tooMany = {
      message: expect.stringMatching(/^Bạn gửi quá nhiều yêu cầu\. Hãy thử lại sau \d+ giây\.$/),
      extensions: { code: 'RATE_LIMITED' },
    };
    expect([refused.status, refused.data, refused.errors]).toEqual([429, null, [tooMany]]);
    expect((await other!.get(ME)).username).toBe('canbo.doanket');

    const stranger = new Client(server.url);
    for (let asked = 7; asked < 30; asked += 1) expect((await stranger.ask(ME)).status).toBe(200);
    const answer = await stranger.ask(ME);
    expect([answer.status, answer.errors]).toEqual([429, [tooMany]]);
    const file = await fetch(`${server.url}/documents/${trialUnit('UBND-12').id}`);
    expect(await file.json()).toMatchObject({
      errors: [{ code: 'RATE_LIMITED', message: tooMany.message, field: null }],
    });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect((await server.stop()).code).toBe(0);
  });
});

describe('npm run migrate', () => {
  const migrations = /^(\w+\d{13}\n){5,}graphile-worker-\d+\nĐã chạy \d+ bước nâng cấp\.\n$/;

  it('makes an empty database ready; before that the service refuses to start, naming what is missing', async () => {
    const database = await newDatabase('template1');
    const app = { DATABASE_URL: databaseUrl(database) };
    const owner = { ...app, DATABASE_OWNER_URL: databaseUrl(database, 'so_vang_owner') };
    const pending = await startWith(app);
    expectSentence(
      pending,
      /^Cơ sở dữ liệu còn \d+ bước nâng cấp chưa chạy \(CreateTextFunctions1795316400001, .*CreateHonourees1795316400005.*\)\. Hãy chạy "npm run migrate"/,
    );

    // Two at once take turns: each step is run once.
    const both = await Promise.all([runProgram('core/migrate.cli', owner), runProgram('core/migrate.cli', owner)]);
    const [worked, waited] = both.sort((a, b) => b.stdout.length - a.stdout.length);
    expect(worked).toEqual({ code: 0, stdout: expect.stringMatching(migrations), stderr: '' });
    expect(waited).toEqual({
      code: 0,
      stdout: 'Cơ sở dữ liệu đã ở bản mới nhất, không có gì phải chạy.\n',
      stderr: '',
    });
    const names = worked.stdout.split('\n').slice(0, -2);
    expect(pending.stderr).toContain(`(${names.join(', ')})`);

    const program = startProgram('main', { PORT: '0', LOG_LEVEL: 'warn', ...app });
    await program.ready();
    expect((await program.stop()).code).toBe(0);

    await connected(
      'postgres',
      (client) => client.query(`delete from migration where name = $1`, [names.at(-2)]),
      database,
    );
    expectSentence(
      await startWith(app),
      new RegExp(`^Cơ sở dữ liệu còn 1 bước nâng cấp chưa chạy \\(${names.at(-2)}\\)`),
    );
  });

  it('says what it lacks', async () => {
    const app = databaseUrl(worker.database);
    const owner = databaseUrl(worker.database, 'so_vang_owner');
    const run = (env: Record<string, string>) => runProgram('core/migrate.cli', env);
    expectSentence(await run({}), /^Thiếu DATABASE_OWNER_URL: [^\n]+\n$/);
    expectSentence(await run({ DATABASE_URL: app }), /^Thiếu DATABASE_OWNER_URL: /);
    expectSentence(await run({ DATABASE_OWNER_URL: owner }), /^Thiếu DATABASE_URL có tên người dùng: /);
    expectSentence(
      await run({ DATABASE_OWNER_URL: owner, DATABASE_URL: 'postgres://localhost/so_vang' }),
      /^Thiếu DATABASE_URL có tên người dùng: /,
    );
    expectSentence(
      await run({ DATABASE_OWNER_URL: owner, DATABASE_URL: owner }),
      /^DATABASE_URL và DATABASE_OWNER_URL cùng dùng vai trò “so_vang_owner”/,
    );
    expectSentence(
      await run({ DATABASE_OWNER_URL: databaseUrl(worker.database, 'so_vang_owner', 'sai'), DATABASE_URL: app }),
      /^Không nâng cấp được cơ sở dữ liệu \([^\n]+\)\.\n$/,
    );
    const empty = await newDatabase('template1');
    const stranger = databaseUrl(empty, 'nguoi_la');
    expectSentence(
      await run({ DATABASE_OWNER_URL: databaseUrl(empty, 'so_vang_owner'), DATABASE_URL: stranger }),
      /^Không nâng cấp được cơ sở dữ liệu \([^\n]*nguoi_la/,
    );
  });
});

describe('npm run admin', () => {
  let database: string;
  const admin = (args: string[], env: Record<string, string> = {}) =>
    runProgram('identity/admin.cli', { DATABASE_URL: databaseUrl(database), ...env }, args);
  const sql = async <Row extends object>(text: string, values: unknown[] = []) =>
    connected('postgres', async (client) => (await client.query<Row>(text, values)).rows, database);
  /** Everything that the command writes. */
  const written = () =>
    sql(
      `select (select count(*) from account) a, (select count(*) from unit) u, (select count(*) from unit_version) v, (select count(*) from role_grant) g, (select count(*) from audit) t, (select md5(string_agg(password_hash, ',' order by id)) from account) h`,
    );
  const create = (...more: string[]) => ['create', '--username', 'quan.tri', '--full-name', 'Chẻo Sử Mẩy', ...more];

  beforeAll(async () => {
    database = await newDatabase();
  });

  it('makes the first unit and the first administrator of an empty registry', async () => {
    const empty = await newDatabase('template1');
    const env = { DATABASE_URL: databaseUrl(empty) };
    await runProgram('core/migrate.cli', { ...env, DATABASE_OWNER_URL: databaseUrl(empty, 'so_vang_owner') });
    expectSentence(
      await admin(create('--unit', 'UBND-12'), env),
      /^Không có đơn vị nào mã “UBND-12”\. Để tạo đơn vị này, thêm --unit-name/,
    );
    const made = await admin(create('--unit', 'UBND-12', '--unit-name', ' Ủy ban nhân dân tỉnh Lai Châu '), env);
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
    const password = /^Mật khẩu dùng một lần: (\S+)$/m.exec(made.stdout)?.[1];
    const rows = await connected(
      'postgres',
      async (client) => ({
        audit: (
          await client.query<{ text: string; sealed: boolean }>(
            `select text, s.pos is not null as sealed from audit a left join audit_seal s on s.audit_id = a.id order by a.id`,
          )
        ).rows,
        account: (
          await client.query(
            `select username, full_name, must_change_password, managed_by_unit_id, extract(epoch from password_expires_at - created_at)::float8 as valid_for from account`,
          )
        ).rows,
        unit: (
          await client.query(
            `select u.code, u.line, u.is_body, u.external, v.name, v.tier, v.superior_id, v.area_id, lower(v.valid) = lower(g.valid) as same_day, g.role, upper_inf(g.valid) as open from unit u join unit_version v on v.unit_id = u.id join role_grant g on g.unit_id = u.id`,
          )
        ).rows,
      }),
      empty,
    );
    expect(rows.account).toEqual([
      {
        username: 'quan.tri',
        full_name: 'Chẻo Sử Mẩy',
        must_change_password: true,
        managed_by_unit_id: null,
        valid_for: 604_800,
      },
    ]);
    expect(rows.unit).toEqual([
      {
        code: 'UBND-12',
        line: 'STATE',
        is_body: true,
        external: false,
        name: 'Ủy ban nhân dân tỉnh Lai Châu',
        tier: 'PROVINCE',
        superior_id: null,
        area_id: null,
        same_day: true,
        role: 'ADMINISTRATOR',
        open: true,
      },
    ]);
    expect(rows.audit.map(({ text, sealed }) => [JSON.parse(text).action, JSON.parse(text).actor, sealed])).toEqual([
      ['unit.create', undefined, true],
      ['account.create', undefined, true],
      ['grant.give', undefined, true],
    ]);
    for (const { text } of rows.audit)
      for (const hidden of ['quan.tri', 'Chẻo Sử Mẩy', password!]) expect(text).not.toContain(hidden);
  });

  it.each<[string, string[], RegExp]>([
    ['what is no command', ['delete'], /^Cách dùng:\n/],
    ['a unit that is not there', create('--unit', 'UBND-99'), /^Không có đơn vị nào mã “UBND-99”/],
    [
      'a name that is taken',
      ['create', '--username', 'CANBO.binhlu', '--full-name', 'A', '--unit', 'MOI', '--unit-name', 'Mới'],
      /^Tên đăng nhập “canbo\.binhlu” đã có người dùng\.\n$/,
    ],
    ['a password for nobody', ['reset-password', '--username', 'khong.co'], /^Không có tài khoản “khong\.co”\.\n$/],
    [
      'a full name that hides something',
      ['create', '--username', 'abc', '--full-name', 'A\u202eB', '--unit', 'UBND-12'],
      /^fullName: Mục này chứa ký tự điều khiển/,
    ],
  ])('refuses %s and writes nothing', async (_, args, sentence) => {
    const before = await written();
    expectSentence(await admin(args), sentence);
    expect(await written()).toEqual(before);
  });

  it('gives no password to a disabled account, and no administrator to a unit that has ended', async () => {
    await sql(`update account set disabled_at = now() where username = 'hoidong.tinh'`);
    await sql(
      `update unit_version set valid = daterange(lower(valid), current_date)
       where upper_inf(valid) and unit_id = (select id from unit where code = 'THCS-BINH-LU')`,
    );
    const before = await written();
    expectSentence(
      await admin(['reset-password', '--username', 'hoidong.tinh']),
      /^Tài khoản “hoidong\.tinh” đã bị khóa/,
    );
    expectSentence(
      await admin(create('--unit', 'THCS-BINH-LU')),
      /^Đơn vị “Trường Trung học cơ sở Bình Lư” \(THCS-BINH-LU\) không tồn tại từ hôm nay/,
    );
    expect(await written()).toEqual(before);
  });

  it('works as the restricted role alone', async () => {
    expectSentence(
      await admin(create('--unit', 'UBND-12'), { DATABASE_URL: databaseUrl(database, 'so_vang_owner') }),
      /^DATABASE_URL phải là vai trò hạn chế/,
    );
  });
});

describe('a PostgreSQL that goes away', () => {
  it('makes the service not ready, saying why, until it is back', async () => {
    const folder = await makeFolder();
    const dataDir = join(folder.path, 'data');
    const door = join(folder.path, 'door');
    await mkdir(door);
    // A trial as it is left, whose PostgreSQL is then a server of our own, behind a name that stays the same.
    await mkdir(dataDir, { mode: 0o711 });
    await copyFirstStart(dataDir);
    const { appPassword } = JSON.parse(await readFile(join(dataDir, 'database.json'), 'utf8')) as {
      appPassword: string;
    };
    const open = async () => {
      const postgres = await launcher.startEmbeddedPostgres({ dataDir, settings: FAST });
      await rm(join(door, '.s.PGSQL.5432'), { force: true });
      await symlink(join(postgres.socketDir, '.s.PGSQL.5432'), join(door, '.s.PGSQL.5432'));
      return postgres;
    };
    let postgres = await open();
    const DATABASE_URL = `postgres://so_vang_app:${appPassword}@${encodeURIComponent(door)}:5432/so_vang`;
    const program = startProgram('main', { PORT: '0', DATABASE_URL, LOG_LEVEL: 'warn' });
    const url = await program.ready();
    const ready = async () => {
      const response = await fetch(`${url}/health/ready`).catch((error: unknown) => {
        throw new Error(`No answer from ${program.child.exitCode ?? 'what runs'}: ${program.stderr()}`, {
          cause: error,
        });
      });
      return { status: response.status, body: (await response.json()) as { problems?: Record<string, string> } };
    };
    expect(await ready()).toEqual({ status: 200, body: { status: 'ready' } });

    await postgres.stop();
    const down = await ready();
    expect(down).toEqual({
      status: 503,
      body: {
        status: 'not ready',
        problems: { database: 'Cơ sở dữ liệu tạm thời không sẵn sàng. Hãy thử lại sau ít giây.' },
      },
    });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const query = `mutation { signIn(input: { username: "canbo.binhlu", password: "x" }) { token userErrors { code message } } }`;
    expect((await new Client(url).get(query)).userErrors).toEqual([
      { code: 'UNAVAILABLE', message: 'Cơ sở dữ liệu tạm thời không sẵn sàng. Hãy thử lại sau ít giây.' },
    ]);
    const asked = await new Client(url, 'a'.repeat(43)).ask('{ me { id } }');
    expect([asked.status, asked.errors?.[0]?.extensions.code]).toEqual([503, 'UNAVAILABLE']);

    // While it is away it is asked for now and then, not more and more often.
    await rm(join(door, '.s.PGSQL.5432'));
    let knocks = 0;
    const nobody = createServer((socket) => {
      knocks += 1;
      socket.destroy();
    }).listen(join(door, '.s.PGSQL.5432'));
    await sleep(3_000);
    nobody.close();
    expect(knocks).toBeGreaterThan(3);
    expect(knocks).toBeLessThan(40);

    postgres = await open();
    await until(async () => (await ready()).status === 200);
    expect((await new Client(url).get(query)).userErrors[0].code).toBe('UNAUTHENTICATED');

    // One that takes connections but does not answer any more. Whoever is told to stop then does not wait for it for ever.
    const impatient = startProgram('main', { PORT: '0', DATABASE_URL, LOG_LEVEL: 'silent', STOP_SECONDS: '1' });
    await impatient.ready();
    const backends = execFileSync('pgrep', ['-P', String(postgres.pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number);
    for (const pid of backends) process.kill(pid, 'SIGSTOP');
    try {
      const silent = await ready();
      expect([silent.status, silent.body.problems?.['database']]).toEqual([503, 'Không trả lời trong 2 giây.']);
      expect(await impatient.stop()).toEqual({ code: 1, signal: null });
      expect(impatient.stderr()).toMatch(/^Chưa dừng xong sau 1 giây \(.*\): buộc dừng\.\n$/);
    } finally {
      for (const pid of backends) process.kill(pid, 'SIGCONT');
    }
    await until(async () => (await ready()).status === 200);
    expect(await program.stop()).toEqual({ code: 0, signal: null });
    for (const line of program.stderr().trimEnd().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
    expect(program.stderr()).not.toContain(appPassword);
    await postgres.stop();
    await folder.undo();
  });
});
