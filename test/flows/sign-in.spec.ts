import { hash } from '@node-rs/argon2';
import { Client, trialAccount, worker } from '../support/api.js';
import { connected } from '../support/database.js';
import { dropDatabase, ownDatabase, serverOn } from '../support/own-server.js';
import type { ServerProcess } from '../support/server-process.mjs';
import { until } from '../support/until.js';

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { token account { username } userErrors { code message field } }
}`;
const WRONG = {
  token: null,
  account: null,
  userErrors: [{ code: 'UNAUTHENTICATED', message: 'Tên đăng nhập hoặc mật khẩu không đúng.', field: null }],
};
const TOO_MANY = /^Đăng nhập sai quá nhiều lần\. Hãy thử lại sau (\d+) giây\.$/;

interface Attempted {
  token: string | null;
  account: { username: string } | null;
  userErrors: { code: string; message: string; field: string[] | null }[];
}

let database: string;
let server: ServerProcess;
/** How often strangers were refused with which code. */
const refused: Record<string, number> = {};

beforeAll(async () => {
  database = await ownDatabase();
  // As the product hashes: other accounts of the tests are cheaper.
  const dear = await hash(password(), { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await sql(`update account set password_hash = $1 where username = 'canbo.binhlu'`, [dear]);
  server = await serverOn(database, { TRUST_PROXY: 'true', CHEAP_PASSWORDS: '' });
});
afterAll(async () => {
  await server.stop();
  await dropDatabase(database);
});

/** One attempt as it comes through a reverse proxy from that address. */
async function attempt(address: string, username: string, password: string): Promise<Attempted> {
  const body = JSON.stringify({ query: SIGN_IN, variables: { input: { username, password } } });
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
  const { data } = await new Client(server.url).post(body, headers);
  const answer = data.signIn as Attempted;
  const code = answer.userErrors[0]?.code;
  if (code) refused[code] = (refused[code] ?? 0) + 1;
  return answer;
}

/** The seconds that the refusal tells to wait; fails when it is another answer. */
function secondsToWait({ token, userErrors }: Attempted): number {
  expect(token).toBeNull();
  expect(userErrors).toEqual([{ code: 'RATE_LIMITED', message: expect.stringMatching(TOO_MANY), field: null }]);
  return Number(TOO_MANY.exec(userErrors[0]!.message)?.[1]);
}

async function sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return connected('postgres', async (client) => (await client.query<Row>(text, values)).rows, database);
}

/** All waits are over, the failures stay. */
const letTimePass = () => sql(`update sign_in_attempt set blocked_until = now() - interval '1 second'`);

/** Whoever waits now waits an hour longer: it is certain that the next attempt comes too early, however slow the machine is. */
const WAIT_LONGER = `update sign_in_attempt set blocked_until = blocked_until + interval '1 hour' where blocked_until > last_at`;
const letTimeStand = () => sql(WAIT_LONGER);

/** The seconds of the wait that the failures before it began, as the next attempt is told; `since`: when the last of them was asked. */
async function told(since: number, next: () => Promise<Attempted>): Promise<{ atMost: number; atLeast: number }> {
  await letTimeStand();
  const seconds = secondsToWait(await next()) - 3_600;
  return { atMost: seconds + (performance.now() - since) / 1_000, atLeast: seconds };
}

beforeEach(letTimePass);

let addresses = 0;
/** An address that nobody has come from yet. */
const newAddress = () => `198.51.${(addresses += 1) >> 8}.${addresses & 255}`;

/** How many tries beyond the fifth the waits of 2, 4, 8 … seconds allow in that time: none, unless the machine is slow. */
const moreTries = (ms: number): number => Math.floor(Math.log2(ms / 2_000 + 1));

/** Accounts with the password of canbo.binhlu. */
async function copyAccounts(prefix: string, count: number): Promise<string[]> {
  const rows = await sql<{ username: string }>(
    `insert into account (username, full_name, password_hash, must_change_password, created_at)
     select $1 || n, 'Thử ' || n, password_hash, false, now() from account, generate_series(1, $2::int) n
     where username = 'canbo.binhlu' returning username`,
    [prefix, count],
  );
  return rows.map(({ username }) => username);
}

const password = () => trialAccount('canbo.binhlu').password;

describe('a failed sign-in', () => {
  it('does not tell whether the name or the password was wrong, nor that the account is disabled', async () => {
    const [disabled] = await copyAccounts('khoa.', 1);
    await sql(`update account set disabled_at = now() where username = $1`, [disabled]);
    expect(await attempt(newAddress(), 'canbo.binhlu', 'sai mật khẩu')).toEqual(WRONG);
    expect(await attempt(newAddress(), 'khong.co.ai', 'sai mật khẩu')).toEqual(WRONG);
    expect(await attempt(newAddress(), 'không phải tên đăng nhập', 'sai')).toEqual(WRONG);
    expect(await attempt(newAddress(), disabled!, password())).toEqual(WRONG);
  });

  it('takes as long for a name that nobody has', async () => {
    const known = await copyAccounts('thoigian.', 1);
    const times: Record<string, number[]> = { known: [], unknown: [] };
    for (let i = 0; i < 15; i += 1) {
      for (const [kind, name] of [
        ['known', known[0]!],
        ['unknown', `vo.danh.${i}`],
      ] as const) {
        const start = performance.now();
        expect(await attempt(newAddress(), name, 'sai mật khẩu')).toEqual(WRONG);
        times[kind]!.push(performance.now() - start);
      }
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[7]!;
    const ratio = median(times['known']!) / median(times['unknown']!);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('is not chained into the audit', async () => {
    const count = async () => (await sql<{ n: string }>('select count(*) as n from audit'))[0]!.n;
    const before = await count();
    expect(await attempt(newAddress(), 'khong.co.ai.ca', 'sai')).toEqual(WRONG);
    expect(await count()).toBe(before);
  });
});

describe('many failed sign-ins', () => {
  it('slow down one account at one address: 2 s after the fifth, 4 s after the sixth, the right password too', async () => {
    const address = newAddress();
    const [name] = await copyAccounts('cham.', 1);
    let began = 0;
    for (const spelled of [name, name, name!.toUpperCase(), ` ${name} `, name]) {
      began = performance.now();
      expect(await attempt(address, spelled!, 'sai')).toEqual(WRONG);
    }
    const two = await told(began, () => attempt(address, name!, 'sai'));
    expect(two.atLeast).toBeLessThanOrEqual(2);
    expect(two.atMost).toBeGreaterThanOrEqual(2);
    secondsToWait(await attempt(address, name!, password()));

    await letTimePass();
    began = performance.now();
    expect(await attempt(address, name!, 'sai')).toEqual(WRONG);
    const four = await told(began, () => attempt(address, name!, password()));
    expect(four.atLeast).toBeLessThanOrEqual(4);
    expect(four.atMost).toBeGreaterThanOrEqual(4);

    await letTimePass();
    expect((await attempt(address, name!, password())).account).toEqual({ username: name });
  });

  it('do not keep the owner out who comes from another address', async () => {
    const attacker = newAddress();
    const [name] = await copyAccounts('chu.', 1);
    for (let i = 0; i < 5; i += 1) await attempt(attacker, name!, 'sai');
    await letTimeStand();
    secondsToWait(await attempt(attacker, name!, 'sai'));
    expect((await attempt(newAddress(), name!, password())).account).toEqual({ username: name });
  });

  it('are counted for the address that the proxy saw, whatever the client wrote into the header', async () => {
    const attacker = newAddress();
    for (let i = 0; i < 5; i += 1)
      expect(await attempt(`203.0.113.${i}, ${attacker}`, 'gia.mao', 'sai')).toEqual(WRONG);
    await letTimeStand();
    secondsToWait(await attempt(`203.0.113.9, ${attacker}`, 'gia.mao', 'sai'));
    expect(await attempt(newAddress(), 'gia.mao', 'sai')).toEqual(WRONG);
  });

  it('are counted for the peer when there is no proxy to trust', async () => {
    const client = new Client(worker.url);
    const body = JSON.stringify({
      query: SIGN_IN,
      variables: { input: { username: 'khong.uy.quyen', password: 'x' } },
    });
    const from = async (address: string) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
      return (await client.post(body, headers)).data.signIn as Attempted;
    };
    try {
      for (let i = 0; i < 5; i += 1) expect(await from(newAddress())).toEqual(WRONG);
      await connected('postgres', (pg) => pg.query(WAIT_LONGER));
      secondsToWait(await from(newAddress()));
    } finally {
      // The other tests of this worker come from the same address.
      await connected('postgres', (pg) => pg.query('delete from sign_in_attempt'));
    }
  });

  it('from everywhere slow an account down after twenty, but never for more than a minute', async () => {
    const [name] = await copyAccounts('khapnoi.', 1);
    for (let i = 0; i < 21; i += 1) expect(await attempt(newAddress(), name!, 'sai')).toEqual(WRONG);
    const two = await told(0, () => attempt(newAddress(), name!, password()));
    expect(two.atLeast).toBeLessThanOrEqual(2);
    await letTimePass();
    await sql('update sign_in_attempt set failures = 100000 where failures = 21');
    const began = performance.now();
    expect(await attempt(newAddress(), name!, 'sai')).toEqual(WRONG);
    const sixty = await told(began, () => attempt(newAddress(), name!, password()));
    expect(sixty.atLeast).toBeLessThanOrEqual(60);
    expect(sixty.atMost).toBeGreaterThanOrEqual(60);
  });

  it('are forgotten at a success', async () => {
    const address = newAddress();
    const [name] = await copyAccounts('quen.', 1);
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 4; i += 1) expect(await attempt(address, name!, 'sai')).toEqual(WRONG);
      expect((await attempt(address, name!, password())).account).toEqual({ username: name });
    }
  });

  it('at once get no more tries than one after the other', async () => {
    const address = newAddress();
    const [name] = await copyAccounts('songsong.', 1);
    const [{ now } = { now: '' }] = await sql<{ now: string }>('select now()::text');
    const began = performance.now();
    const all = await Promise.all(Array.from({ length: 50 }, (_, i) => attempt(address, name!, `đoán lần ${i}`)));
    const more = moreTries(performance.now() - began);
    const tried = all.filter(({ userErrors }) => userErrors[0]?.code === 'UNAUTHENTICATED');
    expect(tried).toEqual(tried.map(() => WRONG));
    expect(tried.length).toBeGreaterThanOrEqual(5);
    expect(tried.length).toBeLessThanOrEqual(5 + more);
    for (const answer of all.filter((one) => !tried.includes(one))) secondsToWait(answer);
    const counted = await sql('select distinct failures from sign_in_attempt where last_at >= $1', [now]);
    expect(counted).toEqual([{ failures: tried.length }]);
  });
});

describe('a wrong current password in changePassword', () => {
  const CHANGE = `mutation ($input: ChangePasswordInput!) {
    changePassword(input: $input) { account { username } userErrors { code message field } }
  }`;
  const NEXT = 'mật khẩu mới đủ dài 2026';
  const WRONG_CURRENT = {
    account: null,
    userErrors: [{ code: 'INVALID_INPUT', message: 'Mật khẩu hiện tại không đúng.', field: ['input', 'current'] }],
  };
  const change = async (address: string, token: string, current: string) => {
    const body = JSON.stringify({ query: CHANGE, variables: { input: { current, next: NEXT } } });
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
    return (await new Client(server.url, token).post(body, headers)).data.changePassword;
  };
  const hashOf = async (name: string) =>
    (await sql<{ hash: string }>('select password_hash as hash from account where username = $1', [name]))[0]!.hash;

  it('counts as a failed sign-in: a stolen session gets no more tries than a stranger', async () => {
    const address = newAddress();
    const [name] = await copyAccounts('doimatkhau.', 1);
    const token = (await attempt(address, name!, password())).token!;
    const before = await hashOf(name!);
    for (let i = 0; i < 5; i += 1) expect(await change(address, token, `đoán lần ${i}`)).toEqual(WRONG_CURRENT);
    await letTimeStand();
    expect(await change(address, token, password())).toEqual({
      account: null,
      userErrors: [
        {
          code: 'RATE_LIMITED',
          message: expect.stringMatching(/^Nhập sai mật khẩu hiện tại quá nhiều lần\. Hãy thử lại sau \d+ giây\.$/),
          field: null,
        },
      ],
    });
    secondsToWait(await attempt(address, name!, password()));
    expect(await hashOf(name!)).toBe(before);

    await letTimePass();
    expect(await change(address, token, password())).toEqual({ account: { username: name }, userErrors: [] });
    expect(await hashOf(name!)).not.toBe(before);
    expect(await hashOf(name!)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('at once gets no more tries than one after the other', async () => {
    const address = newAddress();
    const [name] = await copyAccounts('doicungluc.', 1);
    const token = (await attempt(address, name!, password())).token!;
    const began = performance.now();
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => change(address, token, `đoán ${i}`)));
    const more = moreTries(performance.now() - began);
    const codes = all.map(({ userErrors }) => userErrors[0].code as string);
    const tried = codes.filter((code) => code === 'INVALID_INPUT').length;
    expect(tried).toBeGreaterThanOrEqual(5);
    expect(tried).toBeLessThanOrEqual(5 + more);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(20 - tried);
  });
});

describe('a right sign-in', () => {
  it('is not hindered by the others of an office behind one address', async () => {
    const office = newAddress();
    const names = await copyAccounts('vanphong.', 30);
    for (let round = 0; round < 2; round += 1) {
      const all = await Promise.all(names.map((name) => attempt(office, name, password())));
      expect(all.map(({ account, userErrors }) => ({ account, userErrors }))).toEqual(
        names.map((username) => ({ account: { username }, userErrors: [] })),
      );
      expect(new Set(all.map(({ token }) => token)).size).toBe(30);
    }
    const sessions = await sql<{ n: number }>(
      `select count(*)::int as n from session s join account a on a.id = s.account_id where a.username like 'vanphong.%'`,
    );
    expect(sessions).toEqual([{ n: 60 }]);
  });

  it('with a one-time password is refused after its days, and says so only to who knows it', async () => {
    const address = newAddress();
    const [name] = await copyAccounts('motlan.', 1);
    const expire = `update account set must_change_password = true, password_expires_at = now() + $2::interval where username = $1`;
    await sql(expire, [name, '1 minute']);
    expect((await attempt(address, name!, password())).account).toEqual({ username: name });
    await sql(expire, [name, '-1 second']);
    expect((await attempt(address, name!, password())).userErrors).toEqual([
      {
        code: 'UNAUTHENTICATED',
        message: 'Mật khẩu dùng một lần đã hết hạn. Hãy đề nghị quản trị viên cấp lại.',
        field: null,
      },
    ]);
    expect(await attempt(address, name!, 'sai')).toEqual(WRONG);
  });

  it('gains nothing by a password that is taken away while it is looked at, nor does a change of it', async () => {
    const [coming, inside] = await copyAccounts('nguoicu.', 2);
    const { token } = await attempt(newAddress(), inside!, password());
    await connected(
      'postgres',
      async (client) => {
        await client.query(`begin`);
        await client.query(`update account set password_hash = 'another' where username in ($1, $2)`, [coming, inside]);
        const signedIn = attempt(newAddress(), coming!, password());
        const changed = new Client(server.url, token).ask(
          `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code field } } }`,
          { input: { current: password(), next: 'mot mat khau moi' } },
        );
        await until(async () => {
          const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
          return (await client.query(waiting)).rowCount === 2;
        });
        await client.query('commit');
        expect(await signedIn).toEqual(WRONG);
        const userErrors = [{ code: 'INVALID_INPUT', field: ['input', 'current'] }];
        expect((await changed).data).toEqual({ changePassword: { userErrors } });
      },
      database,
    );
    expect(
      await sql(
        `select password_hash as hash, (select count(*)::int from session s where s.account_id = a.id) as sessions
                 from account a where username in ($1, $2) order by username`,
        [coming, inside],
      ),
    ).toEqual([
      { hash: 'another', sessions: 0 },
      { hash: 'another', sessions: 1 },
    ]);
  });

  it('leaves no token in the database', async () => {
    const { token } = await attempt(newAddress(), 'canbo.binhlu', password());
    const [row] = await sql<{ found: number }>(
      `select count(*)::int as found from session where token_hash = sha256(convert_to($1, 'UTF8'))`,
      [token],
    );
    expect(row).toEqual({ found: 1 });
    const tables = await sql<{ text: string }>(
      `select query_to_xml(format('select * from %I', relname), true, false, '')::text as text
       from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    );
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter(({ text }) => text.includes(token!))).toEqual([]);
  });
});

/** More than wait at once, even if many are served while the last are still on their way. */
const CROWD = 250;

it('too many at once are turned away while the others are served, and are counted by code at the end', async () => {
  const all = Promise.all(Array.from({ length: CROWD }, (_, i) => attempt(newAddress(), `dong.nguoi.${i}`, 'sai')));
  let allDone = false;
  void all.then(() => (allDone = true));
  expect((await new Client(server.url).ask('{ me { id } }')).data).toEqual({ me: null });
  expect(allDone).toBe(false);
  const codes = (await all).map(({ userErrors }) => userErrors[0]);
  const busy = codes.filter((error) => error?.code === 'RATE_LIMITED');
  expect(new Set(busy.map((error) => error?.message))).toEqual(
    new Set(['Hệ thống đang có quá nhiều lượt đăng nhập. Hãy thử lại sau ít giây.']),
  );
  expect(codes.filter((error) => error?.code === 'UNAUTHENTICATED').length).toBe(CROWD - busy.length);
  expect(busy.length).toBeGreaterThan(0);

  expect(await server.stop()).toEqual({ code: 0, signal: null });
  const counts = await sql<{ code: string; count: string }>(
    `select code, sum(count)::int as count from anonymous_refusal where operation = 'signIn' group by code`,
  );
  expect(Object.fromEntries(counts.map(({ code, count }) => [code, count]))).toEqual(refused);
});
