import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { message } from '../../src/core/messages.vi.js';
import { signIn, type Client, type TrialAccount } from '../support/api.js';
import { copyFirstStart, firstStart, IN_2023 } from '../support/first-start.js';
import { makeFolder, processes, type Folder } from '../support/postgres-starter.js';
import { runProgram, startProgram, type Program } from '../support/program.js';
import { notYet, until } from '../support/until.js';

const HONOUREE = `mutation ($input: CreateHonoureeInput!) { createHonouree(input: $input) { honouree { id } userErrors { code message field } } }`;

let folder: Folder;
/** A data folder as a first start and a stop leave it. */
let template: string;
let firstOutput: string;
let accounts: TrialAccount[];

beforeAll(async () => {
  folder = await makeFolder();
  const first = await firstStart();
  expect(first.ended).toEqual({ code: 0, signal: null });
  [template, firstOutput] = [first.dataDir, first.stdout];
  accounts = JSON.parse(await readFile(join(template, 'trial-accounts.json'), 'utf8')) as TrialAccount[];
});
afterAll(() => folder.undo());

function start(env: Record<string, string>): Program {
  return startProgram('main', { PORT: '0', LOG_LEVEL: 'warn', RATE_LIMIT: '0', ...env });
}

const BODY = JSON.stringify({ query: '{ me { id } }' });

/** A connection in use: a request without its last letter. `finish` sends that and a next request, and tells all that is answered. */
async function busyConnection(url: string): Promise<{ finish(next: string): Promise<string> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answers = '';
  socket.on('data', (data) => (answers += String(data)));
  const headers = [
    'host: x',
    'content-type: application/json',
    'expect: 100-continue',
    `content-length: ${BODY.length}`,
  ];
  socket.write(['POST /graphql HTTP/1.1', ...headers, '', BODY.slice(0, -1)].join('\r\n'));
  await until(() => answers.includes('100 Continue'));
  return {
    finish: async (next) => {
      socket.write(BODY.slice(-1) + next);
      await once(socket, 'end');
      return answers;
    },
  };
}

let copies = 0;
/** A copy of the template, with the owners that PostgreSQL minds. */
function copyDataDir(): string {
  const path = join(folder.path, `copy-${(copies += 1)}`);
  execFileSync('cp', ['-a', template, path]);
  return path;
}

const account = (username: string) => accounts.find((one) => one.username === username)!;

/** Waits for PostgreSQL's record in the data folder, and gives its pid. */
async function postgresPid(dataDir: string): Promise<number> {
  return (JSON.parse(await readFile(join(dataDir, 'postgres.process.json'), 'utf8')) as { pid: number }).pid;
}

/** Nothing is left of a run but its data. */
async function expectClean(dataDir: string, postgres?: number): Promise<void> {
  const left = [
    'award-log-keys',
    'database.json',
    'postgres',
    'postgres.log',
    'postgres.password',
    'trial-accounts.json',
  ];
  expect((await readdir(dataDir)).sort()).toEqual(left);
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  if (postgres !== undefined) expect(processes.identityOf(postgres)).toBeNull();
}

describe('the first start', () => {
  it('says that it is a trial, who can sign in and, once and last, where', () => {
    const lines = firstOutput.trimEnd().split('\n');
    expect(lines[0]).toMatch(/DÙNG THỬ, không dùng cho công việc thật/);
    for (const { username, password, validTo } of accounts) {
      const printed = lines.filter((line) => line.includes(` ${username} `) && line.includes(password));
      expect([username, printed.length]).toEqual([username, validTo === null ? 1 : 0]);
    }
    expect(lines.filter((line) => line.startsWith('READY'))).toEqual([lines.at(-1)]);
    expect(lines.at(-1)).toMatch(/^READY http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('leaves accounts with passwords of their own in a file for the owner alone', async () => {
    expect((await stat(join(template, 'trial-accounts.json'))).mode & 0o777).toBe(0o600);
    expect(accounts.length).toBe(107);
    expect(new Set(accounts.map(({ password }) => password)).size).toBe(107);
    for (const one of accounts) {
      expect(one).toEqual({
        username: expect.stringMatching(/^[a-z0-9.]+$/),
        password: expect.stringMatching(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/),
        roles: expect.arrayContaining([expect.stringMatching(/^[A-Z_]+$/)]),
        unit: {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          code: expect.any(String),
          name: expect.any(String),
          tier: expect.stringMatching(/^(PROVINCE|DISTRICT|COMMUNE|GRASSROOTS)$/),
          line: expect.stringMatching(/^(STATE|PARTY|FRONT)$/),
        },
        validFrom: expect.stringMatching(/^(2021-11-01|2025-07-01)$/),
        validTo: one.validTo && '2025-06-30',
      });
    }
  });

  it('leaves nothing that others on the machine may read', async () => {
    const open: string[] = [];
    const look = async (path: string): Promise<void> => {
      const { mode } = await stat(path);
      // Into the folder itself PostgreSQL's user may go when we are root, no more.
      if ((mode & 0o066) !== 0) open.push(`${path} ${(mode & 0o777).toString(8)}`);
      const directory = (await stat(path)).isDirectory();
      if (!directory && (mode & 0o077) !== 0) open.push(`${path} ${(mode & 0o777).toString(8)}`);
      if (directory) for (const name of await readdir(path)) await look(join(path, name));
    };
    await look(template);
    expect(open).toEqual([]);
  });
});

describe('a running service in trial mode', () => {
  let dataDir: string;
  let program: Program;
  let url: string;
  /** All that must not stand in the log. */
  const secrets = new Set<string>();

  beforeAll(async () => {
    dataDir = copyDataDir();
    program = start({ DATA_DIR: dataDir, LOG_LEVEL: 'trace' });
    url = await program.ready();
    for (const { username, password } of accounts) secrets.add(username).add(password);
    const names = await database((client) => client.query<{ full_name: string }>('select full_name from account'));
    for (const { full_name } of names.rows) secrets.add(full_name);
  });
  afterAll(() => program.stop());

  /** Work as the owner of the trial database. */
  async function database<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const { host, port } = JSON.parse(await readFile(join(dataDir, 'server.lock'), 'utf8')) as {
      host: string;
      port: number;
    };
    const { ownerPassword, appPassword } = JSON.parse(await readFile(join(dataDir, 'database.json'), 'utf8')) as Record<
      string,
      string
    >;
    for (const one of [ownerPassword!, appPassword!]) secrets.add(one);
    const client = new pg.Client({ host, port, user: 'so_vang_owner', password: ownerPassword, database: 'so_vang' });
    await client.connect();
    return work(client).finally(() => client.end());
  }

  async function person(username: string, password = account(username).password): Promise<Client> {
    const client = await signIn(username, password, url);
    secrets.add(client.token!);
    return client;
  }

  it('has the accounts of its first start, and prints no password again', async () => {
    expect(JSON.parse(await readFile(join(dataDir, 'trial-accounts.json'), 'utf8'))).toEqual(accounts);
    for (const { password } of accounts) expect(program.stdout()).not.toContain(password);
    expect(program.stdout().match(/^READY /gm)).toEqual(['READY ']);
    const query = '{ me { username mustChangePassword grants { role unit { id code name tier line } validTo } } }';
    const signedIn = [];
    for (const { username, password } of accounts) signedIn.push(await (await person(username, password)).get(query));
    expect(signedIn).toEqual(
      accounts.map(({ username, roles, unit, validTo }) => ({
        username,
        mustChangePassword: false,
        // What some did elsewhere, or do besides, the file does not tell.
        grants: expect.arrayContaining(roles.map((role) => ({ role, unit, validTo }))),
      })),
    );
    expect(signedIn.flatMap(({ grants }) => grants as unknown[]).length).toBe(accounts.length + 5);
  });

  it('has GraphiQL with all its parts from here', async () => {
    const page = await fetch(`${url}/graphiql`);
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self'.*frame-ancestors 'none'$/);
    expect(page.headers.get('strict-transport-security')).toBeNull();
    expect(html).not.toMatch(/https?:\/\//);
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    expect(parts.length).toBe(6);
    for (const path of parts) {
      const part = await fetch(url + path);
      expect([path, part.status, part.headers.get('x-content-type-options')]).toEqual([path, 200, 'nosniff']);
      expect(part.headers.get('content-type')).toMatch(path.endsWith('.css') ? /^text\/css/ : /^text\/javascript/);
      expect((await part.text()).length).toBeGreaterThan(40);
    }
    for (const name of ['nothing.js', 'constructor', '__proto__', '..%2f..%2fpackage.json', '%2e%2e%2fpackage.json']) {
      expect((await fetch(`${url}/graphiql/${name}`)).status).toBe(404);
    }
  });

  it('is live and ready', async () => {
    const live = await fetch(`${url}/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: 'ok' }]);
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  it('refuses a second one on its folder, and goes on', async () => {
    const postgres = await postgresPid(dataDir);
    const second = await runProgram('main', { DATA_DIR: dataDir, PORT: '0' });
    expect(second).toEqual({
      code: 1,
      stdout: '',
      stderr: `Sổ Vàng đang chạy trên thư mục dữ liệu "${dataDir}" (tiến trình ${program.child.pid}, ${url}). Hãy dừng tiến trình đó hoặc chọn DATA_DIR khác.\n`,
    });
    expect(await postgresPid(dataDir)).toBe(postgres);
    expect((await (await person('canbo.binhlu')).get('{ me { username } }')).username).toBe('canbo.binhlu');
  });

  it('keeps its port: another one there says so and leaves no PostgreSQL', async () => {
    const other = copyDataDir();
    const port = new URL(url).port;
    const second = start({ DATA_DIR: other, PORT: port });
    await until(() => existsSync(join(other, 'postgres.process.json')));
    const postgres = await postgresPid(other);
    expect((await second.exited).code).toBe(1);
    expect(second.stdout()).toBe('');
    expect(second.stderr()).toBe(
      `Cổng ${port} tại 127.0.0.1 đang có chương trình khác dùng. Hãy dừng chương trình đó hoặc đặt PORT khác.\n`,
    );
    await expectClean(other, postgres);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('lets the command line make an administrator and give a new password, while it runs', async () => {
    const create = ['create', '--username', 'Dau.Tien', '--full-name', 'Lý Thị Mỷ', '--unit', 'UBND-12'];
    const made = await runProgram('identity/admin.cli', { DATA_DIR: dataDir }, create);
    const oneTime = /^Mật khẩu dùng một lần: (\S+)$/m.exec(made.stdout)?.[1];
    expect({ ...made, stdout: made.stdout.split('\n') }).toEqual({
      code: 0,
      stdout: [
        'Đã tạo tài khoản quản trị “dau.tien” tại “Ủy ban nhân dân tỉnh Lai Châu” (UBND-12).',
        `Mật khẩu dùng một lần: ${oneTime}`,
        'Chỉ in lần này, hết hạn sau 7 ngày và phải đổi ở lần đăng nhập đầu tiên.',
        '',
      ],
      stderr: '',
    });
    const client = await person('dau.tien', oneTime);
    const change = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code } } }`;
    expect((await client.ask('{ accounts { totalCount } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    await client.get(change, { input: { current: oneTime, next: 'mật khẩu rất mới' } });
    expect((await client.get('{ accounts { totalCount } }')).totalCount).toBe(
      accounts.filter(({ unit }) => unit.line === 'STATE').length + 1,
    );

    const reset = await runProgram('identity/admin.cli', { DATA_DIR: dataDir }, [
      'reset-password',
      '--username',
      'dau.tien',
    ]);
    expect(reset.stdout).toMatch(
      /^Đã cấp mật khẩu mới cho “dau\.tien” và kết thúc 1 phiên đăng nhập\.\nMật khẩu dùng một lần: /,
    );
    expect(await notYet(async () => (await client.get('{ me { username } }')) === null)).toBeLessThan(1_000);
    await expect(person('dau.tien', 'mật khẩu rất mới')).rejects.toThrow('Tên đăng nhập hoặc mật khẩu không đúng.');
    const again = await person('dau.tien', /^Mật khẩu dùng một lần: (\S+)$/m.exec(reset.stdout)?.[1]);
    expect(await again.get('{ me { mustChangePassword grants { role unit { code } } } }')).toEqual({
      mustChangePassword: true,
      grants: [{ role: 'ADMINISTRATOR', unit: { code: 'UBND-12' } }],
    });
    const auditor = await person('kiemtra.tinh');
    const node = 'edges { node { actor action outcome hash } }';
    const told = await auditor.get(`{ auditEvents(first: 20) { ${node} } }`);
    const making = await auditor.get(`{ auditEvents(subject: "registry:demonstration") { ${node} } }`);
    const byNobody = [...told.edges, ...making.edges]
      .map(({ node }: { node: { actor: string | null; action: string } }) => node)
      .filter(({ actor }: { actor: unknown }) => actor === null);
    expect(byNobody.map(({ action }: { action: string }) => action)).toEqual([
      'account.resetPassword',
      'grant.give',
      'account.create',
      'demonstration.make',
    ]);
    for (const node of byNobody)
      expect(node).toMatchObject({ outcome: 'done', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    secrets.add('Lý Thị Mỷ').add('dau.tien').add(oneTime!);
  });

  it('answers an error of its own with a number that stands in the log, where no name does', async () => {
    await database((client) => client.query('revoke insert on honouree from so_vang_app'));
    const officer = await person('canbo.binhlu');
    const displayName = 'Giàng Thị Không Được Lộ';
    const { status, errors, text } = await officer.ask(HONOUREE, { input: { kind: 'INDIVIDUAL', displayName } });
    await database((client) => client.query('grant insert on honouree to so_vang_app'));
    const requestId = errors?.[0]?.extensions['requestId'] as string;
    expect(status).toBe(500);
    expect(errors).toEqual([
      expect.objectContaining({
        message: `Hệ thống gặp lỗi. Sự việc đã được ghi lại với mã ${requestId}.`,
        extensions: { code: 'INTERNAL', requestId },
      }),
    ]);
    expect(text).not.toMatch(/permission|denied|insert|\/dist\//i);
    const logged = () =>
      program
        .stderr()
        .split('\n')
        .filter((line) => line.includes(requestId) && line.includes('unexpected error'));
    await until(() => logged().length === 1);
    expect(JSON.parse(logged()[0]!)).toMatchObject({
      level: 50,
      err: { code: '42501', message: 'permission denied for table honouree' },
    });
    secrets.add(displayName).add('Không Được Lộ');
    expect((await officer.get(HONOUREE, { input: { kind: 'INDIVIDUAL', displayName } })).userErrors).toEqual([]);
  });

  it('logs JSON, without people, addresses, tokens or passwords', async () => {
    const lines = () => program.stderr().trimEnd().split('\n');
    await fetch(`${url}/health/live?to=be-the-last`);
    await until(() => lines().some((line) => line.includes('/health/live')));
    for (const line of lines())
      expect(JSON.parse(line)).toMatchObject({
        level: expect.any(Number),
        time: expect.any(String),
        msg: expect.any(String),
      });
    expect(lines().filter((line) => (JSON.parse(line) as { msg: string }).msg === 'request').length).toBeGreaterThan(
      30,
    );
    expect(secrets.size).toBeGreaterThan(60);
    for (const secret of [...secrets, '127.0.0.1', 'be-the-last', 'user-agent', 'undici'])
      expect(program.stderr()).not.toContain(secret);
  });
});

describe('a stop', () => {
  it('lets running requests finish, then stops PostgreSQL and ends with code 0', async () => {
    const dataDir = copyDataDir();
    const program = start({ DATA_DIR: dataDir });
    const url = await program.ready();
    const postgres = await postgresPid(dataDir);
    // Two hashes run at once: the first answer comes while the others are still at work.
    const all = accounts.slice(0, 6).map(({ username, password }) => signIn(username, password, url));
    await Promise.race(all);
    program.child.kill('SIGTERM');
    let last = 0;
    void Promise.all(all).then(() => (last = performance.now()));
    expect(await program.exited).toEqual({ code: 0, signal: null });
    // Less than what one waits for a connection that nobody closes, such as those of these requests.
    expect(performance.now() - last).toBeLessThan(9_000);
    expect((await Promise.all(all)).map(({ token }) => token?.length)).toEqual(all.map(() => 43));
    await expectClean(dataDir, postgres);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    expect(program.stderr()).toBe('');
  });

  it('refuses what still comes on open connections, each door in its own shape and in Vietnamese', async () => {
    const program = start({ DATA_DIR: copyDataDir() });
    const url = await program.ready();
    const text = message('server.stopping');
    const shapes: [line: string, accept: string, type: string, body: unknown][] = [
      [
        'POST /graphql',
        '*/*',
        'application/json',
        { errors: [{ message: text, extensions: { code: 'UNAVAILABLE' } }] },
      ],
      ['GET /health/ready', '*/*', 'application/json', { status: 'not ready', problems: { server: text } }],
      ['GET /v/x', 'text/html', 'text/html', expect.stringContaining(`<h1>Tạm thời chưa kiểm tra được</h1><p>${text}`)],
      [
        'GET /v/x',
        'application/json',
        'application/json',
        { errors: [{ code: 'UNAVAILABLE', message: text, field: null, rule: null }] },
      ],
      [
        'GET /nope',
        '*/*',
        'application/json',
        { errors: [{ code: 'UNAVAILABLE', message: text, field: null, rule: null }] },
      ],
    ];
    const begun = await Promise.all(shapes.map(() => busyConnection(url)));
    program.child.kill('SIGTERM');
    await until(() =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    );
    for (const [at, [line, accept, type, body]] of shapes.entries()) {
      const length = line.startsWith('POST') ? 'content-type: application/json\r\ncontent-length: 2\r\n\r\n{}' : '\r\n';
      const answers = await begun[at]!.finish(`${line} HTTP/1.1\r\nhost: x\r\naccept: ${accept}\r\n${length}`);
      // What had begun before is answered as ever.
      const [, first, last = ''] = answers.split('HTTP/1.1 ').slice(1);
      expect(first).toMatch(/^200 [^]*\{"data":\{"me":null\}\}$/);
      const [head = '', content = ''] = last.split('\r\n\r\n');
      expect(head.toLowerCase()).toMatch(new RegExp(`^503 [^]*\r\ncontent-type: ${type}[^]*`));
      expect(head.toLowerCase()).toContain('\r\nretry-after: 10\r\n');
      expect([line, type === 'text/html' ? content : (JSON.parse(content) as unknown)]).toEqual([line, body]);
    }
    expect(await program.exited).toEqual({ code: 0, signal: null });
  });

  it('in the middle of a start leaves nothing behind', async () => {
    const dataDir = copyDataDir();
    const program = start({ DATA_DIR: dataDir });
    await until(() => existsSync(join(dataDir, 'postgres.process.json')));
    const postgres = await postgresPid(dataDir);
    program.child.kill('SIGINT');
    expect(await program.exited).toEqual({ code: 0, signal: null });
    expect(program.stdout()).not.toMatch(/^READY/m);
    await expectClean(dataDir, postgres);
  });
});

describe('the command line on a stopped trial', () => {
  it('starts PostgreSQL for as long as it takes', async () => {
    const dataDir = copyDataDir();
    const create = [
      'create',
      '--username',
      'khi.dung',
      '--full-name',
      'Hù Cố Xuân',
      '--unit',
      'DTN-12',
      '--unit-name',
      'Tỉnh đoàn Lai Châu',
      '--unit-line',
      'FRONT',
    ];
    const made = await runProgram('identity/admin.cli', { DATA_DIR: dataDir }, create);
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
    expect(made.stdout).toMatch(
      /^Đã tạo đơn vị “Tỉnh đoàn Lai Châu” \(DTN-12\)\.\nĐã tạo tài khoản quản trị “khi\.dung”/,
    );
    await expectClean(dataDir);
    const program = start({ DATA_DIR: dataDir });
    const url = await program.ready();
    const client = await signIn('khi.dung', /^Mật khẩu dùng một lần: (\S+)$/m.exec(made.stdout)![1]!, url);
    expect(
      await client.get('{ me { grants { role validTo unit { name line tier isBody superior { id } } } } }'),
    ).toEqual({
      grants: [
        {
          role: 'ADMINISTRATOR',
          validTo: null,
          unit: { name: 'Tỉnh đoàn Lai Châu', line: 'FRONT', tier: 'PROVINCE', isBody: true, superior: null },
        },
      ],
    });
    expect((await program.stop()).code).toBe(0);
  });

  it('makes no registry where there is none', async () => {
    const dataDir = join(folder.path, 'mistyped');
    const { code, stdout, stderr } = await runProgram('identity/admin.cli', { DATA_DIR: dataDir }, [
      'reset-password',
      '--username',
      'x',
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Thư mục dữ liệu ".*mistyped" chưa có cơ sở dữ liệu dùng thử\./);
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe('the clock', () => {
  it('starts where CLOCK says, and is refused when that lies before what was written', async () => {
    const dataDir = join(folder.path, 'past');
    // That one, too, began where its CLOCK said.
    await copyFirstStart(dataDir, IN_2023);
    const program = start({ DATA_DIR: dataDir, CLOCK: '2023-05-19T08:00:00+07:00' });
    const url = await program.ready();
    const past = JSON.parse(await readFile(join(dataDir, 'trial-accounts.json'), 'utf8')) as TrialAccount[];
    const person = (name: string) => signIn(name, past.find(({ username }) => username === name)!.password, url);
    const input = { kind: 'INDIVIDUAL', displayName: 'Mào Thị Quá Khứ' };
    const create = async (name: string, extra: object = {}) =>
      (await (await person(name)).get(HONOUREE, { input: { ...input, ...extra } })).userErrors;
    expect(await create('canbo.sonoivu', { birthYear: 2023 })).toEqual([]);
    expect(await create('canbo.sonoivu', { birthYear: 2024 })).toEqual([
      { code: 'INVALID_INPUT', message: 'Mục này phải là số nguyên từ 1800 đến 2023.', field: ['input', 'birthYear'] },
    ]);
    // The commune of 2025 has nobody yet who acts.
    expect(await create('canbo.binhlu')).toEqual([expect.objectContaining({ code: 'FORBIDDEN' })]);
    const { edges } = await (await person('kiemtra.tinh')).get('{ auditEvents(first: 50) { edges { node { at } } } }');
    const times = (edges as { node: { at: string } }[]).map(({ node }) => node.at).sort();
    expect(times.length).toBeGreaterThan(4);
    const began = times.filter((at) => /^2023-05-19T00:5[0-5]:\d\d\.\d{3}Z$/.test(at));
    const wentOn = times.filter((at) => /^2023-05-19T01:0[0-5]:\d\d\.\d{3}Z$/.test(at));
    expect([...began, ...wentOn]).toEqual(times);
    expect([began.length > 1, wentOn.length > 1]).toEqual([true, true]);
    expect((await program.stop()).code).toBe(0);

    const earlier = await runProgram('main', { DATA_DIR: dataDir, PORT: '0', CLOCK: '2023-05-19T07:59:59+07:00' });
    expect({ code: earlier.code, stdout: earlier.stdout }).toEqual({ code: 1, stdout: '' });
    expect(earlier.stderr).toMatch(
      /^Đồng hồ \(2023-05-19T\S+\) sớm hơn dòng nhật ký cuối cùng \(2023-05-19T\S+\)\. Hãy đặt CLOCK muộn hơn hoặc chọn DATA_DIR khác\.\n$/,
    );
    await expectClean(dataDir);
  });
});

describe('a wrong setting', () => {
  it.each<[string, string]>([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['CLOCK', 'hôm qua'],
    ['CLOCK', '2023-05-19'],
    ['CLOCK', '2023-13-19T08:00:00+07:00'],
    ['DATABASE_URL', 'mysql://localhost/so_vang'],
    ['DATABASE_URL', 'so_vang'],
    ['DATABASE_OWNER_URL', 'x'],
    ['DATABASE_POOL', '1'],
    ['RATE_LIMIT', '-5'],
    ['TRUST_PROXY', 'maybe'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is named, and nothing is made', async (name, value) => {
    const dataDir = join(folder.path, 'wrong');
    const { code, stdout, stderr } = await runProgram('main', { DATA_DIR: dataDir, [name]: value });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^${name} phải là [^\\n]+\\.\\n$`));
    expect(existsSync(dataDir)).toBe(false);
  });

  it('HOST: an address that is not ours is named', async () => {
    const dataDir = copyDataDir();
    const { code, stdout, stderr } = await runProgram('main', {
      DATA_DIR: dataDir,
      PORT: '0',
      HOST: '203.0.113.1',
      LOG_LEVEL: 'warn',
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Không mở được địa chỉ HOST "203\.0\.113\.1" \([^\n]+\)\.\n$/);
    await expectClean(dataDir);
  });
});
