import { addDays, civilDateInVietnam, type CivilDate } from '../../src/core/civil-date.js';
import { as, Client, signIn, trialUnit, worker } from '../support/api.js';
import { rows } from '../support/database.js';
import { serverOn } from '../support/own-server.js';
import type { ServerProcess } from '../support/server-process.mjs';
import { query } from '../support/shared-connection.js';
import { notYet } from '../support/until.js';

const ERRORS = 'userErrors { code message field }';
const ACCOUNT =
  'account { id username fullName disabled mustChangePassword grants { id role unit { code } validFrom validTo revokedAt } }';
const CREATE = `mutation ($input: CreateAccountInput!) { createAccount(input: $input) { ${ACCOUNT} oneTimePassword ${ERRORS} } }`;
const CHANGE = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ${ACCOUNT} ${ERRORS} } }`;
const GRANT = `mutation ($input: GrantInput!) { grant(input: $input) { ${ACCOUNT} ${ERRORS} } }`;
const REVOKE = `mutation ($id: ID!) { revokeGrant(id: $id) { ${ACCOUNT} ${ERRORS} } }`;
const DISABLE = `mutation ($id: ID!) { disableAccount(id: $id) { ${ACCOUNT} ${ERRORS} } }`;
const ACCOUNTS = `query ($first: Int, $after: String) {
  accounts(first: $first, after: $after) { totalCount edges { cursor node { username } } pageInfo { hasNextPage endCursor } }
}`;
const HONOUREE = `mutation ($input: CreateHonoureeInput!) { createHonouree(input: $input) { honouree { displayName } ${ERRORS} } }`;
const SIGN_OUT = `mutation { signOut { signedOut ${ERRORS} } }`;
const ME = '{ me { username mustChangePassword } }';

const trialNames = new Set(worker.cluster.accounts.map(({ username }) => username));
const today = civilDateInVietnam(new Date());
const day = (days: number): CivilDate => addDays(today, days);
const refusal = (code: string, field: string[] | null, message: string) => [{ code, field, message }];
const FORBIDDEN = refusal(
  'FORBIDDEN',
  null,
  'Bạn không có quyền thực hiện thao tác này. Người có quyền: cán bộ đơn vị.',
);
const SIGNED_OUT = refusal('UNAUTHENTICATED', null, 'Bạn cần đăng nhập để thực hiện thao tác này.');

interface Person {
  id: string;
  username: string;
  password: string;
  client: Client;
}

let people = 0;
/** An account made by an administrator whose one-time password has been changed. */
async function person(by = 'quantri.tinh'): Promise<Person> {
  const username = `nguoi.${process.pid}.${(people += 1)}`;
  const { account, oneTimePassword } = await (
    await as(by)
  ).get(CREATE, { input: { username, fullName: 'Lò Văn Mới' } });
  const client = await signIn(username, oneTimePassword);
  const password = `mật khẩu mới của ${username}`;
  const changed = await client.get(CHANGE, { input: { current: oneTimePassword, next: password } });
  expect(changed.userErrors).toEqual([]);
  return { id: account.id, username, password, client };
}

async function grant(accountId: string, input: object, by = 'quantri.tinh') {
  const defaults = { accountId, role: 'UNIT_OFFICER', unitId: trialUnit('UBND-03390').id, validFrom: today };
  return (await as(by)).get(GRANT, { input: { ...defaults, ...input } });
}

const create = (client: Client) => client.get(HONOUREE, { input: { kind: 'INDIVIDUAL', displayName: 'Sùng Thị Dợ' } });

/** The last row of the audit before this file's: what others did is not counted again for each refusal. */
let begun: unknown;
beforeAll(
  async () => void ([{ last: begun }] = (await rows('select max(id) as last from audit')) as [{ last: unknown }]),
);

/** Rows of the tables that these mutations write, to see that nothing was written; refusals are told in the audit. */
async function written() {
  const [row] = await query<{ written: unknown[] }>(
    `select array[(select count(*) from account), (select count(*) from account where disabled_at is not null),
       (select count(*) from role_grant), (select count(*) from role_grant where revoked_at is not null),
       (select count(*) from audit where id > $1 and (text::jsonb) ->> 'outcome' = 'done')] as written`,
    [begun],
  );
  return row!.written;
}

/** Runs `work` and asserts that it was refused so, and that nothing was written. */
async function refused(work: () => Promise<{ userErrors: unknown[] }>, errors: unknown[]): Promise<void> {
  const before = await written();
  expect((await work()).userErrors).toEqual(errors);
  expect(await written()).toEqual(before);
}

describe('a new account', () => {
  it('can do nothing but change its one-time password', async () => {
    const username = `moi.${process.pid}`;
    const made = await (
      await as('quantri.tinh')
    ).get(CREATE, { input: { username: ` ${username.toUpperCase()} `, fullName: 'Vàng Thị Mỷ' } });
    expect(made).toEqual({
      account: {
        id: expect.any(String),
        username,
        fullName: 'Vàng Thị Mỷ',
        disabled: false,
        mustChangePassword: true,
        grants: [],
      },
      oneTimePassword: expect.stringMatching(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/),
      userErrors: [],
    });
    // A right that it has does not act before the change either.
    expect((await grant(made.account.id, {})).userErrors).toEqual([]);
    const client = await signIn(username, made.oneTimePassword);
    expect(await client.get(ME)).toEqual({ username, mustChangePassword: true });
    await refused(
      () => create(client),
      refusal('FORBIDDEN', null, 'Bạn phải đổi mật khẩu dùng một lần trước khi làm việc khác.'),
    );
    for (const query of [
      '{ honourees { totalCount } }',
      '{ accounts { totalCount } }',
      '{ auditEvents { totalCount } }',
      '{ honouree(id: "x") { id } }',
    ]) {
      expect((await client.ask(query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }

    const change = (current: string, next: string) => () => client.get(CHANGE, { input: { current, next } });
    const one = made.oneTimePassword as string;
    await refused(
      change('không phải nó', 'một mật khẩu đủ dài'),
      refusal('INVALID_INPUT', ['input', 'current'], 'Mật khẩu hiện tại không đúng.'),
    );
    await refused(
      change(one, one),
      refusal('INVALID_INPUT', ['input', 'next'], 'Mật khẩu mới phải khác mật khẩu hiện tại.'),
    );
    await refused(
      change(one, 'mười một kt'),
      refusal('INVALID_INPUT', ['input', 'next'], 'Mật khẩu phải có từ 12 đến 200 ký tự.'),
    );
    expect(await client.get(ME)).toEqual({ username, mustChangePassword: true });

    expect((await change(one, 'mười hai ký.')()).account).toMatchObject({ username, mustChangePassword: false });
    expect((await create(client)).honouree).toEqual({ displayName: 'Sùng Thị Dợ' });
    await expect(signIn(username, one)).rejects.toThrow('UNAUTHENTICATED');
    expect(await (await signIn(username, 'mười hai ký.')).get(ME)).toEqual({ username, mustChangePassword: false });
  });

  it('has a password that ends after seven days, and no name or password in the audit', async () => {
    const username = `bayngay.${process.pid}`;
    const { account, oneTimePassword } = await (
      await as('quantri.tinh')
    ).get(CREATE, { input: { username, fullName: 'Phàn Tả Mẩy' } });
    const [row] = await rows<{ seconds: number }>(
      `select extract(epoch from password_expires_at - created_at)::float8 as seconds from account where id = $1`,
      [account.id],
    );
    expect(row!.seconds).toBe(7 * 86_400);
    const told = await rows<{ text: string }>(`select text from audit where (text::jsonb) ->> 'subject' = $1`, [
      `account:${account.id}`,
    ]);
    expect(told.map(({ text }) => JSON.parse(text).action)).toEqual(['account.create']);
    for (const secret of [username, 'Phàn Tả Mẩy', oneTimePassword]) expect(told[0]!.text).not.toContain(secret);
  });

  it.each([
    ['quantri.tinh', 'Tên đăng nhập “quantri.tinh” đã có người dùng.', 'DUPLICATE'],
    ['ab', expect.stringMatching(/^Tên đăng nhập gồm 3–40 ký tự/), 'INVALID_INPUT'],
    ['đỗ.mai', expect.stringMatching(/^Tên đăng nhập gồm 3–40 ký tự/), 'INVALID_INPUT'],
  ])('cannot be called %s', async (username, message, code) => {
    const admin = await as('quantri.tinh');
    await refused(
      () => admin.get(CREATE, { input: { username, fullName: 'Ai Đó' } }),
      [{ code, field: ['input', 'username'], message }],
    );
  });
});

describe('a role', () => {
  it('acts as soon as it is granted, at its unit alone, and no longer when it is revoked', async () => {
    const { id, client, username } = await person();
    await refused(() => create(client), FORBIDDEN);
    const granted = await grant(id, {});
    expect(granted.userErrors).toEqual([]);
    expect(granted.account).toMatchObject({
      username,
      grants: [
        { role: 'UNIT_OFFICER', unit: { code: 'UBND-03390' }, validFrom: today, validTo: null, revokedAt: null },
      ],
    });
    expect((await create(client)).userErrors).toEqual([]);
    await refused(
      () =>
        client.get(HONOUREE, {
          input: { kind: 'INDIVIDUAL', displayName: 'X', registeredById: trialUnit('UBND-03388').id },
        }),
      refusal(
        'FORBIDDEN',
        ['input', 'registeredById'],
        'Bạn không có quyền thực hiện thao tác này tại đơn vị đã chọn.',
      ),
    );

    const grantId = granted.account.grants[0].id;
    const revoked = await (await as('quantri2.tinh')).get(REVOKE, { id: grantId });
    expect(revoked.account.grants).toEqual([{ ...granted.account.grants[0], revokedAt: expect.any(String) }]);
    await refused(() => create(client), FORBIDDEN);
    await refused(
      async () => (await as('quantri.tinh')).get(REVOKE, { id: grantId }),
      refusal('WRONG_STATE', ['id'], 'Quyền này đã hết hiệu lực hoặc đã bị thu hồi.'),
    );
    // The same again, now that the first has been taken back.
    expect((await grant(id, {})).userErrors).toEqual([]);
  });

  it('does not act before its first day nor after its last', async () => {
    const { id, client } = await person();
    expect((await grant(id, { validFrom: day(1) })).userErrors).toEqual([]);
    expect((await grant(id, { validFrom: day(-30), validTo: day(-1) })).userErrors).toEqual([]);
    await refused(() => create(client), FORBIDDEN);
    expect((await client.get('{ honourees { totalCount } }')).totalCount).toBe(0);
    const { account } = await grant(id, { validFrom: today, validTo: today });
    expect(
      account.grants.map((one: { validFrom: string; validTo: string | null }) => [one.validFrom, one.validTo]),
    ).toEqual([
      [day(1), null],
      [today, today],
      [day(-30), day(-1)],
    ]);
    expect((await create(client)).userErrors).toEqual([]);
    const past = account.grants[2].id as string;
    await refused(
      async () => (await as('quantri.tinh')).get(REVOKE, { id: past }),
      refusal('WRONG_STATE', ['id'], 'Quyền này đã hết hiệu lực hoặc đã bị thu hồi.'),
    );
  });

  it('cannot be granted outside the subtree, for a time when its unit does not live, backwards or twice', async () => {
    const { id } = await person();
    await refused(
      () => grant(id, { unitId: trialUnit('TU-12').id }),
      refusal('FORBIDDEN', ['input', 'unitId'], 'Bạn không có quyền thực hiện thao tác này tại đơn vị đã chọn.'),
    );
    await refused(
      () => grant(id, { unitId: '01a2015e-0000-7000-8000-000000000000' }),
      refusal('NOT_FOUND', ['input', 'unitId'], 'Không tìm thấy đơn vị này.'),
    );
    const notLiving = refusal(
      'INVALID_INPUT',
      ['input', 'validFrom'],
      'Đơn vị “Ủy ban nhân dân xã Bình Lư” không hoạt động suốt thời gian của quyền được cấp.',
    );
    await refused(() => grant(id, { validFrom: '2025-06-30' }), notLiving);
    await refused(() => grant(id, { validFrom: '2020-01-01', validTo: '2021-01-01' }), notLiving);
    await refused(
      () => grant(id, { validFrom: today, validTo: day(-1) }),
      refusal('INVALID_INPUT', ['input', 'validTo'], 'Ngày kết thúc không được trước ngày bắt đầu.'),
    );

    expect((await grant(id, { validFrom: day(-5), validTo: day(5) })).userErrors).toEqual([]);
    const overlaps = refusal(
      'DUPLICATE',
      ['input', 'validFrom'],
      'Tài khoản đã có vai trò này tại đơn vị này trong khoảng thời gian trùng lặp.',
    );
    await refused(() => grant(id, { validFrom: day(5) }), overlaps);
    await refused(() => grant(id, { validFrom: day(-9), validTo: day(-5) }), overlaps);
    expect((await grant(id, { validFrom: day(6) })).userErrors).toEqual([]);
    expect((await grant(id, { role: 'REVIEWER', validFrom: day(-5), validTo: day(5) })).userErrors).toEqual([]);
    expect((await grant(id, { unitId: trialUnit('UBND-03388').id, validFrom: day(-5) })).userErrors).toEqual([]);
  });

  it('cannot be granted to oneself, however the own id is written, nor revoked from oneself', async () => {
    const { id, client } = await person();
    await grant(id, { role: 'ADMINISTRATOR', unitId: trialUnit('UBND-12').id });
    expect((await client.ask('{ accounts { totalCount } }')).errors).toBeUndefined();
    const myself =
      'Bạn không thể tự khóa tài khoản của mình hoặc tự cấp quyền cho mình. Hãy nhờ một quản trị viên khác.';
    const input = { role: 'AUDITOR', unitId: trialUnit('UBND-12').id, validFrom: today };
    for (const accountId of [id, id.toUpperCase()]) {
      await refused(
        () => client.get(GRANT, { input: { ...input, accountId } }),
        refusal('SAME_PERSON', ['input', 'accountId'], myself),
      );
    }
    const [mine] = await rows<{ id: string }>('select id from role_grant where account_id = $1', [id]);
    await refused(() => client.get(REVOKE, { id: mine!.id }), refusal('SAME_PERSON', ['id'], myself));
    for (const own of [id, id.toUpperCase()]) {
      await refused(() => client.get(DISABLE, { id: own }), refusal('SAME_PERSON', ['id'], myself));
    }
  });
});

describe('the accounts of an administrator', () => {
  // All pages: other test files of this worker leave accounts as well.
  const usernames = async (username: string): Promise<string[]> => {
    const names: string[] = [];
    for (let after: string | null = null, page = 0; after !== null || page === 0; page += 1) {
      const list = await (await as(username)).get(ACCOUNTS, { first: 100, after });
      names.push(...list.edges.map(({ node }: { node: { username: string } }) => node.username));
      after = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
      if (after === null) expect(list.totalCount).toBe(names.length);
    }
    return names;
  };

  it('are those of the own subtree, and others are not found', async () => {
    // canbo.khunha has roles in both lines.
    const of = (line: string): string[] =>
      worker.cluster.accounts.filter(({ unit }) => unit.line === line).map(({ username }) => username);
    const party = [...of('PARTY'), 'canbo.khunha'].sort();
    expect(party).toEqual(expect.arrayContaining(['canbo.danguybinhlu', 'lichsu.tinhuy', 'quantri.tinhuy']));
    const mine = await person('quantri.tinhuy');
    expect((await usernames('quantri.tinhuy')).filter((name) => trialNames.has(name))).toEqual(party);
    const listed = await usernames('quantri.tinh');
    expect(listed.filter((name) => trialNames.has(name))).toEqual(of('STATE').sort());
    expect(listed).not.toContain(mine.username);

    const notFound = refusal('NOT_FOUND', ['input', 'accountId'], 'Không tìm thấy tài khoản này.');
    await refused(() => grant(mine.id, {}), notFound);
    await refused(() => grant('01a2015e-0000-7000-8000-000000000000', {}), notFound);
    const admin = await as('quantri.tinh');
    const noAccount = refusal('NOT_FOUND', ['id'], 'Không tìm thấy tài khoản này.');
    for (const id of [mine.id, '01a2015e-0000-7000-8000-000000000000', 'x'])
      await refused(() => admin.get(DISABLE, { id }), noAccount);
    const granted = await grant(mine.id, { unitId: trialUnit('DU-03390').id }, 'quantri.tinhuy');
    const noGrant = refusal('NOT_FOUND', ['id'], 'Không tìm thấy quyền đã cấp này.');
    for (const id of [granted.account.grants[0].id, '01a2015e-0000-7000-8000-000000000000', 'x'])
      await refused(() => admin.get(REVOKE, { id }), noGrant);
  });

  it('with a role in another subtree too cannot be disabled by one of their administrators', async () => {
    const { id, client } = await person();
    await rows(
      `insert into role_grant (account_id, role, unit_id, valid) values ($1, 'HISTORIAN', $2, daterange($3, null))`,
      [id, trialUnit('TU-12').id, today],
    );
    for (const by of ['quantri.tinh', 'quantri.tinhuy']) {
      const admin = await as(by);
      await refused(
        () => admin.get(DISABLE, { id }),
        refusal('FORBIDDEN', ['id'], 'Bạn không có quyền thực hiện thao tác này tại đơn vị đã chọn.'),
      );
    }
    expect((await client.get(ME)).mustChangePassword).toBe(false);
  });

  it('come page by page, and what is added meanwhile shifts nothing', async () => {
    const admin = await as('quantri.tinhuy');
    const whole = await usernames('quantri.tinhuy');
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; after !== null || page === 0; page += 1) {
      const list = await admin.get(ACCOUNTS, { first: 2, after });
      seen.push(...list.edges.map(({ node }: { node: { username: string } }) => node.username));
      if (page === 0) {
        // One before the cursor, one behind it.
        for (const username of [`aaa.${process.pid}`, `zzz.${process.pid}`]) {
          expect((await admin.get(CREATE, { input: { username, fullName: 'Chèn Thêm' } })).userErrors).toEqual([]);
        }
      }
      expect(list.edges.at(-1).cursor).toBe(list.pageInfo.endCursor);
      after = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
    }
    expect(seen).toEqual([...whole, `zzz.${process.pid}`]);
  });
});

describe('a session', () => {
  let second: ServerProcess;
  beforeAll(async () => {
    second = await serverOn(worker.database);
  });
  afterAll(() => second.stop());

  /** Asks both servers until both give that answer; for how long one of them gave another, in milliseconds. */
  async function untilBoth(token: string, username: string | null): Promise<number> {
    const says = async (url: string) => ((await new Client(url, token).get(ME))?.username ?? null) === username;
    const times = await Promise.all([worker.url, second.url].map((url) => notYet(() => says(url))));
    return Math.max(...times);
  }

  it.each([
    ['by an administrator', async (id: string) => void (await (await as('quantri2.tinh')).get(DISABLE, { id }))],
    ['by SQL', async (id: string) => void (await rows('update account set disabled_at = now() where id = $1', [id]))],
  ])('of an account disabled %s is out within a second, on every server', async (_, disable) => {
    const { id, username, password, client } = await person();
    await untilBoth(client.token!, username);
    await disable(id);
    expect(await untilBoth(client.token!, null)).toBeLessThan(1_000);
    await refused(() => create(client), SIGNED_OUT);
    await expect(signIn(username, password)).rejects.toThrow('Tên đăng nhập hoặc mật khẩu không đúng.');
    const admin = await as('quantri.tinh');
    await refused(() => admin.get(DISABLE, { id }), refusal('WRONG_STATE', ['id'], 'Tài khoản này đã bị khóa.'));
    await refused(() => grant(id, {}), refusal('WRONG_STATE', ['input', 'accountId'], 'Tài khoản này đã bị khóa.'));
  });

  it('has the roles of the account within a second, on the other server too', async () => {
    const { id, client } = await person();
    const elsewhere = new Client(second.url, client.token);
    const may = async () => (await create(elsewhere)).userErrors.length === 0;
    expect(await may()).toBe(false);
    const { account } = await grant(id, {});
    expect(await notYet(may)).toBeLessThan(1_000);
    await (await as('quantri.tinh')).get(REVOKE, { id: account.grants[0].id });
    expect(await notYet(async () => !(await may()))).toBeLessThan(1_000);
    await refused(() => create(elsewhere), FORBIDDEN);
  });

  it('stays when the password is changed in it; the others of the account end, and nobody else’s', async () => {
    const one = await person();
    const bystander = await person();
    const others = [await signIn(one.username, one.password), await signIn(one.username, one.password)];
    for (const { token } of [one.client, ...others]) await untilBoth(token!, one.username);
    const changed = await one.client.get(CHANGE, { input: { current: one.password, next: 'một mật khẩu khác nữa' } });
    expect(changed.userErrors).toEqual([]);
    for (const { token } of others) expect(await untilBoth(token!, null)).toBeLessThan(1_000);
    await untilBoth(one.client.token!, one.username);
    await untilBoth(bystander.client.token!, bystander.username);
  });

  it('ends at sign-out, and only this one', async () => {
    const { username, password, client } = await person();
    const other = await signIn(username, password);
    await untilBoth(client.token!, username);
    expect(await client.get(SIGN_OUT)).toEqual({ signedOut: true, userErrors: [] });
    expect(await untilBoth(client.token!, null)).toBeLessThan(1_000);
    await untilBoth(other.token!, username);
    expect(await client.get(SIGN_OUT)).toEqual({ signedOut: null, userErrors: SIGNED_OUT });
  });

  it('ends after twelve hours', async () => {
    const { username, password } = await person();
    const client = await signIn(username, password);
    const hash = `token_hash = sha256(convert_to($1, 'UTF8'))`;
    const [session] = await rows<{ hours: number }>(
      `select extract(epoch from expires_at - created_at)::float8 / 3600 as hours from session where ${hash}`,
      [client.token],
    );
    expect(session!.hours).toBe(12);
    await rows(`update session set expires_at = now() - interval '1 second' where ${hash}`, [client.token]);
    expect(await client.get(ME)).toBeNull();
    await refused(() => create(client), SIGNED_OUT);
  });
});
