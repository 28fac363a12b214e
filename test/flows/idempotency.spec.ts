import { civilDateInVietnam } from '../../src/core/civil-date.js';
import { as, trialUnit } from '../support/api.js';
import { rows } from '../support/database.js';

const ERRORS = 'userErrors { code message field }';
const HONOUREE = `mutation ($input: CreateHonoureeInput!) { createHonouree(input: $input) { honouree { id displayName } ${ERRORS} } }`;
const ACCOUNT = `mutation ($input: CreateAccountInput!) { createAccount(input: $input) { account { id username } oneTimePassword ${ERRORS} } }`;
const GRANT = `mutation ($input: GrantInput!) { grant(input: $input) { account { id grants { id role validFrom } } ${ERRORS} } }`;

const REUSED = [
  {
    code: 'IDEMPOTENCY_KEY_REUSED',
    message: 'Khóa clientMutationId này đã dùng cho một nội dung khác. Hãy dùng khóa mới.',
    field: ['input', 'clientMutationId'],
  },
];

let made = 0;
const newKey = () => `khóa ${process.pid}.${(made += 1)}`;
const newName = () => `Tráng Seo Lừ ${process.pid} ${(made += 1)}`;

async function create(input: object, by = 'canbo.binhlu') {
  return (await as(by)).get(HONOUREE, { input: { kind: 'INDIVIDUAL', ...input } });
}

/** How many honourees have that name, and how often their making was audited. */
async function traces(displayName: string) {
  const [row] = await rows<{ honourees: number; audited: number }>(
    `select count(*)::int as honourees, coalesce(sum((select count(*) from audit
       where (text::jsonb) ->> 'subject' = 'honouree:' || h.id)), 0)::int as audited
     from honouree h where display_name = $1`,
    [displayName],
  );
  return row;
}

const kept = async (key: string) => (await rows('select operation from idempotency_key where key = $1', [key])).length;

describe('an act under a key of the client', () => {
  it('is done once: the same key and input again give the same object', async () => {
    const input = { displayName: newName(), birthYear: 1950, clientMutationId: newKey() };
    const first = await create(input);
    expect(first).toEqual({
      honouree: { id: expect.any(String), displayName: input.displayName },
      userErrors: [],
    });
    expect(await create(input)).toEqual(first);
    // What means the same is the same: order, null for absent, composed and decomposed letters, spaces around.
    const { displayName, clientMutationId } = input;
    expect(
      await create({
        clientMutationId,
        unitId: null,
        birthYear: 1950,
        displayName: ` ${displayName.normalize('NFD')} `,
      }),
    ).toEqual(first);
    expect(await traces(displayName)).toEqual({ honourees: 1, audited: 1 });
  });

  it('is done once even when ten ask at once', async () => {
    const input = { displayName: newName(), clientMutationId: newKey() };
    const all = await Promise.all(Array.from({ length: 10 }, () => create(input)));
    expect(new Set(all.map(({ honouree }) => honouree?.id)).size).toBe(1);
    expect(all.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(await traces(input.displayName)).toEqual({ honourees: 1, audited: 1 });
  });

  it('without a key is done each time', async () => {
    const displayName = newName();
    await Promise.all([
      create({ displayName }),
      create({ displayName }),
      create({ displayName, clientMutationId: null }),
    ]);
    expect(await traces(displayName)).toEqual({ honourees: 3, audited: 3 });
  });

  it('with the same key and another input is refused, and the first stays', async () => {
    const input = { displayName: newName(), clientMutationId: newKey() };
    const first = await create(input);
    const other = newName();
    for (const changed of [
      { displayName: other },
      { birthYear: 1950 },
      { kind: 'COLLECTIVE' },
      { unitId: trialUnit('UBND-03390').id },
    ]) {
      expect(await create({ ...input, ...changed })).toEqual({ honouree: null, userErrors: REUSED });
    }
    expect(await traces(other)).toEqual({ honourees: 0, audited: 0 });
    expect(await create(input)).toEqual(first);
    expect(await traces(input.displayName)).toEqual({ honourees: 1, audited: 1 });
  });

  it('of one input wins when ten different ones ask at once', async () => {
    const clientMutationId = newKey();
    const names = Array.from({ length: 10 }, newName);
    const all = await Promise.all(names.map((displayName) => create({ displayName, clientMutationId })));
    const done = all.filter(({ honouree }) => honouree !== null);
    expect(done.length).toBe(1);
    expect(all.filter(({ userErrors }) => userErrors[0]?.code === 'IDEMPOTENCY_KEY_REUSED').length).toBe(9);
    const counts = await Promise.all(names.map(traces));
    expect(counts.filter((count) => count!.honourees === 1).length).toBe(1);
  });

  it('takes no key from another account, nor from another operation', async () => {
    const clientMutationId = newKey();
    const displayName = newName();
    const mine = await create({ displayName, clientMutationId });
    const theirs = await create({ displayName, clientMutationId }, 'canbo.doanket');
    expect(theirs.userErrors).toEqual([]);
    expect(theirs.honouree.id).not.toBe(mine.honouree.id);
    const admin = await as('quantri.tinh');
    const account = { username: `khoa.${process.pid}`, fullName: 'Khoàng Văn Van', clientMutationId };
    const { account: made, userErrors } = await admin.get(ACCOUNT, { input: account });
    expect(userErrors).toEqual([]);
    const grant = {
      accountId: made.id,
      role: 'AUDITOR',
      unitId: trialUnit('UBND-12').id,
      validFrom: '2025-07-01',
      clientMutationId,
    };
    expect((await admin.get(GRANT, { input: grant })).userErrors).toEqual([]);
    expect(await kept(clientMutationId)).toBe(4);
  });

  it('that was refused leaves the key free', async () => {
    const clientMutationId = newKey();
    const displayName = newName();
    const nobody = '01a2015e-0000-7000-8000-000000000000';
    expect((await create({ displayName, unitId: nobody, clientMutationId })).userErrors[0].code).toBe('NOT_FOUND');
    expect((await create({ displayName: '', clientMutationId })).userErrors[0].code).toBe('INVALID_INPUT');
    expect((await create({ displayName, clientMutationId }, 'kiemtra.tinh')).userErrors[0].code).toBe('FORBIDDEN');
    expect(await kept(clientMutationId)).toBe(0);
    expect((await create({ displayName, clientMutationId })).userErrors).toEqual([]);
    expect(await traces(displayName)).toEqual({ honourees: 1, audited: 1 });
  });

  it('frees its key after thirty days, not before', async () => {
    const clientMutationId = newKey();
    const [before, after] = [newName(), newName()];
    const first = await create({ displayName: before, clientMutationId });
    const age = (days: string) =>
      rows(`update idempotency_key set created_at = now() - $2::interval where key = $1`, [clientMutationId, days]);
    await age('29 days 23 hours');
    expect((await create({ displayName: after, clientMutationId })).userErrors).toEqual(REUSED);
    expect(await create({ displayName: before, clientMutationId })).toEqual(first);
    await age('30 days 1 minute');
    const second = await create({ displayName: after, clientMutationId });
    expect(second).toEqual({ honouree: { id: expect.any(String), displayName: after }, userErrors: [] });
    // The key is the second one's now.
    expect((await create({ displayName: before, clientMutationId })).userErrors).toEqual(REUSED);
    expect(await create({ displayName: after, clientMutationId })).toEqual(second);
    expect(await traces(before)).toEqual({ honourees: 1, audited: 1 });
  });
});

describe('a repeated act of an administrator', () => {
  it('gives the same account and no second password', async () => {
    const admin = await as('quantri.tinh');
    const input = { username: `lap.lai.${process.pid}`, fullName: 'Chang A Khá', clientMutationId: newKey() };
    const all = await Promise.all(Array.from({ length: 4 }, () => admin.get(ACCOUNT, { input })));
    expect(new Set(all.map(({ account }) => account.id)).size).toBe(1);
    expect(all.filter(({ oneTimePassword }) => oneTimePassword !== null).length).toBe(1);
    const again = await admin.get(ACCOUNT, { input });
    expect(again).toEqual({ account: all[0]!.account, oneTimePassword: null, userErrors: [] });
    const hashes = () => rows('select password_hash from account where username = $1', [input.username]);
    const before = await hashes();
    await admin.get(ACCOUNT, { input });
    expect(await hashes()).toEqual(before);
    const withoutKey = await admin.get(ACCOUNT, { input: { ...input, clientMutationId: null } });
    expect(withoutKey.userErrors[0].code).toBe('DUPLICATE');
  });

  it('gives the same grant, also when it was written with capitals', async () => {
    const admin = await as('quantri.tinh');
    const { account } = await admin.get(ACCOUNT, {
      input: { username: `quyen.${process.pid}`, fullName: 'Tao Văn Én' },
    });
    const validFrom = civilDateInVietnam(new Date());
    const input = {
      accountId: account.id,
      role: 'REVIEWER',
      unitId: trialUnit('UBND-12').id,
      validFrom,
      clientMutationId: newKey(),
    };
    const first = await admin.get(GRANT, { input });
    expect(first.account.grants).toEqual([{ id: expect.any(String), role: 'REVIEWER', validFrom }]);
    expect(await admin.get(GRANT, { input })).toEqual(first);
    expect(await admin.get(GRANT, { input: { ...input, accountId: account.id.toUpperCase() } })).toEqual(first);
    const audited = await rows(
      `select text from audit where (text::jsonb) ->> 'subject' = $1 and (text::jsonb) ->> 'action' = 'grant.give'`,
      [`account:${account.id}`],
    );
    expect(audited.length).toBe(1);
  });
});
