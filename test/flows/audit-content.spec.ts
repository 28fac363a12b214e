import { createHash } from 'node:crypto';
import { Client, trialUnit } from '../support/api.js';
import { auditVerifyOn, chained, contents, create, CREATE, query, signInAt, type Created } from '../support/audit.js';
import { dropDatabase, ownDatabase, serverOn } from '../support/own-server.js';
import type { ServerProcess } from '../support/server-process.mjs';

interface Row {
  id: string;
  text: string;
  entry: Record<string, unknown> & { details: Record<string, unknown> };
  salt: Buffer | null;
}

let database: string;
let server: ServerProcess;

beforeAll(async () => {
  database = await ownDatabase();
  server = await serverOn(database);
});
afterAll(async () => {
  await server.stop();
  await dropDatabase(database);
});

function auditOf(subject: string): Promise<Row[]> {
  return query<Row>(
    database,
    `select id::text, text, text::jsonb as entry, salt from audit left join audit_salt on audit_id = id
     where (text::jsonb) ->> 'subject' = $1 order by id`,
    [subject],
  );
}

const saltedSha256 = (salt: Buffer, value: string) =>
  createHash('sha256').update(salt).update(value, 'utf8').digest('hex');

describe('personal values', () => {
  const NAME = 'Tráng Thị Xuân Quỳnh';
  let row: Row;

  beforeAll(async () => {
    const officer = await signInAt(server.url);
    const input = { kind: 'INDIVIDUAL', displayName: NAME, birthYear: 1987, unitId: trialUnit('UBND-03390').id };
    const { honouree } = (await officer.get(CREATE, { input })) as Created;
    const found = await auditOf(`honouree:${honouree!.id}`);
    expect(found).toHaveLength(1);
    row = found[0]!;
  });

  it('stand in the audit as salted hashes only, everything else in clear', () => {
    const { at, actor, ...rest } = row.entry;
    const unitId = trialUnit('UBND-03390').id;
    expect(rest).toEqual({
      action: 'honouree.create',
      subject: row.entry['subject'],
      unitId,
      outcome: 'done',
      details: { kind: 'INDIVIDUAL', unitId, displayName: { saltedSha256: saltedSha256(row.salt!, NAME) } },
    });
    expect(Math.abs(Date.parse(String(at)) - Date.now())).toBeLessThan(60_000);
    expect(actor).toMatch(/^[0-9a-f-]{36}$/);
    for (const syllable of [...NAME.split(' '), 'Trang', 'Quynh', '1987']) {
      expect(row.text.toLowerCase()).not.toContain(syllable.toLowerCase());
    }
  });

  it('can be proved with the salt, and another value cannot', () => {
    const { displayName } = row.entry.details as { displayName: { saltedSha256: string } };
    expect(displayName.saltedSha256).toBe(saltedSha256(row.salt!, NAME));
    expect(displayName.saltedSha256).not.toBe(saltedSha256(row.salt!, 'Tráng Thị Xuân Quynh'));
    expect(displayName.saltedSha256).not.toBe(saltedSha256(Buffer.alloc(16), NAME));
  });

  it('have another salt in each row, so that equal names are not seen to be equal', async () => {
    const officer = await signInAt(server.url);
    const { honouree } = await create(officer, NAME);
    const [other] = await auditOf(`honouree:${honouree!.id}`);
    expect(other!.salt).not.toEqual(row.salt);
    expect(other!.entry.details['displayName']).not.toEqual(row.entry.details['displayName']);
  });

  it('are gone for good with the salt, and the chain verifies as before', async () => {
    await chained(database);
    const before = await auditVerifyOn(database);
    expect(before.code).toBe(0);
    await query(database, 'delete from audit_salt where audit_id = $1', [row.id], 'so_vang_app');
    expect((await auditOf(String(row.entry['subject'])))[0]).toEqual({ ...row, salt: null });
    expect(await auditVerifyOn(database)).toEqual(before);
  });

  it('of accounts are hidden too', async () => {
    const admin = await signInAt(server.url, 'quantri.tinh');
    const mutation = `mutation ($input: CreateAccountInput!) { createAccount(input: $input) { account { id } } }`;
    const { account } = await admin.get(mutation, { input: { username: 'sung.a.pao', fullName: 'Sùng A Páo' } });
    const [made] = await auditOf(`account:${account.id}`);
    expect(made!.text).not.toMatch(/sung|páo|pao/i);
    expect(made!.entry.details).toEqual({
      username: { saltedSha256: saltedSha256(made!.salt!, 'sung.a.pao') },
      fullName: { saltedSha256: saltedSha256(made!.salt!, 'Sùng A Páo') },
    });
  });
});

describe('refusals', () => {
  const CREATE_ACCOUNT = `mutation { createAccount(input: { username: "ke.gian", fullName: "Kẻ Gian" }) { account { id } userErrors { code } } }`;
  const AUDIT = ['audit', 'audit_pending', 'audit_seal', 'audit_head'];

  it('of a signed-in account leave one audit row with their code, and nothing else', async () => {
    const officer = await signInAt(server.url);
    await chained(database);
    const before = await contents(database, AUDIT);
    const [last] = await query<{ id: string }>(database, 'select max(id)::text as id from audit');
    expect(await officer.get(CREATE_ACCOUNT)).toEqual({ account: null, userErrors: [{ code: 'FORBIDDEN' }] });
    expect(await contents(database, AUDIT)).toEqual(before);
    const added = await query<Row>(database, 'select text::jsonb as entry from audit where id > $1', [last!.id]);
    const [{ id: accountId }] = (await query<{ id: string }>(database, `select id from account where username = $1`, [
      'canbo.binhlu',
    ])) as [{ id: string }];
    expect(added.map(({ entry: { at: _, ...entry } }) => entry)).toEqual([
      { action: 'createAccount', actor: accountId, subject: `account:${accountId}`, outcome: 'FORBIDDEN' },
    ]);
    await chained(database);
    expect((await auditVerifyOn(database)).code).toBe(0);
  });

  it('for a wrong unit likewise: the transaction that was refused is undone, the refusal stays', async () => {
    const officer = await signInAt(server.url);
    await chained(database);
    const before = await contents(database, AUDIT);
    const [last] = await query<{ id: string }>(database, 'select max(id)::text as id from audit');
    const input = {
      kind: 'INDIVIDUAL',
      displayName: 'Nơi khác',
      registeredById: trialUnit('UBND-03388').id,
      clientMutationId: 'wrong-unit',
    };
    expect(await officer.get(CREATE, { input })).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] });
    expect(await contents(database, AUDIT)).toEqual(before);
    const added = await query<Row>(database, 'select text::jsonb as entry from audit where id > $1', [last!.id]);
    expect(added.map(({ entry }) => [entry['action'], entry['outcome']])).toEqual([['createHonouree', 'FORBIDDEN']]);
  });

  it('of strangers leave none and are counted, also those that came just before the stop', async () => {
    const own = await ownDatabase();
    const ownServer = await serverOn(own);
    await chained(own);
    const before = await contents(own, ['anonymous_refusal']);
    const stranger = new Client(ownServer.url);
    for (let n = 0; n < 3; n += 1) {
      expect(await stranger.get(CREATE_ACCOUNT)).toMatchObject({ userErrors: [{ code: 'UNAUTHENTICATED' }] });
    }
    expect((await stranger.ask('{ me { id } honourees { totalCount } }')).errors).not.toBeUndefined();
    expect(await ownServer.stop()).toEqual({ code: 0, signal: null });
    expect(await contents(own, ['anonymous_refusal'])).toEqual(before);
    const counted = await query<{ operation: string; code: string; count: number }>(
      own,
      'select operation, code, count::int from anonymous_refusal order by operation',
    );
    expect(counted).toEqual([
      { operation: 'createAccount', code: 'UNAUTHENTICATED', count: 3 },
      { operation: 'honourees', code: 'UNAUTHENTICATED', count: 1 },
    ]);
    await dropDatabase(own);
  });
});

it('an auditor reads in the API what stands in the table, with its place in the chain', async () => {
  const auditor = await signInAt(server.url, 'kiemtra.tinh');
  await chained(database);
  const { edges } = await auditor.get(
    `{ auditEvents(first: 100) { edges { node { seq at action subject outcome hash } } } }`,
  );
  const rows = await query(
    database,
    `select pos::text as seq, (text::jsonb) ->> 'at' as at, (text::jsonb) ->> 'action' as action, (text::jsonb) ->> 'subject' as subject,
            (text::jsonb) ->> 'outcome' as outcome, encode(hash, 'hex') as hash
     from audit join audit_seal on audit_id = id order by id desc limit 100`,
  );
  expect(edges.map(({ node }: { node: unknown }) => node)).toEqual(rows.slice(0, edges.length));
  expect(edges.length).toBeGreaterThan(8);
});
