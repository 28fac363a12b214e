import { connect } from 'node:net';
import { getNamedType, isEnumType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';
import pg from 'pg';
import { message } from '../../src/core/messages.vi.js';
import { as, Client, trialUnit, worker, type Answer } from '../support/api.js';
import { addressOf } from '../support/database.js';
import { ROLES } from '../support/declared-operations.js';
import { person } from '../support/people.js';
import { schema } from '../support/schema.js';

const HONOUREE = `mutation ($input: CreateHonoureeInput!) {
  createHonouree(input: $input) { honouree { id } userErrors { code message field } }
}`;
const GRANT = `mutation ($input: GrantInput!) { grant(input: $input) { userErrors { code message field } } }`;
const ACCOUNT = `mutation ($input: CreateAccountInput!) { createAccount(input: $input) { userErrors { code message field } } }`;
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { token userErrors { code message field } } }`;
const LIST = `query ($first: Int, $after: String, $text: String, $id: ID) {
  honourees(first: $first, after: $after, filter: { text: $text, unitId: $id }) { totalCount edges { node { id } } }
}`;
const ME = '{ me { id } }';
const NOBODY = '01a2015e-0000-7000-8000-000000000000';
const JSON_TYPE = { 'content-type': 'application/json' };

/** Nothing of the inside of the service: no stack, file, SQL, name of a library or of its codes, no hint at the schema. */
const LEAK =
  /\n\s+at |node_modules|file:\/\/|\/work\/|\/tmp\/|\/dist\/|\.[jt]s:\d|\bselect\b|\binsert into\b|postgres|typeorm|mercurius|fastify|\bFST_|\bMER_|QueryFailed|Did you mean/i;
/** A sentence in Vietnamese has a letter with a mark, or đ. */
const vietnamese = (text: string) => /[\u0300-\u036f]|đ/i.test(text.normalize('NFD'));

// One connection for all: making one takes longer than what is asked.
let database: pg.Client;
/** What others did before is not counted again for each refusal. */
let begun: unknown;
beforeAll(async () => {
  database = new pg.Client(addressOf('postgres'));
  await database.connect();
  await Promise.all(['canbo.binhlu', 'quantri.tinh', 'kiemtra.tinh'].map(as));
  const input = { kind: 'INDIVIDUAL', displayName: 'Có Người', clientMutationId: 'bad-input' };
  expect((await officer(HONOUREE, { input })).errors).toBeUndefined();
  begun = (await database.query<{ last: unknown }>('select max(id) as last from audit')).rows[0]!.last;
});
afterAll(() => database.end());

async function counts(): Promise<unknown[]> {
  const { rows } = await database.query<{ counts: unknown[] }>(
    `select array[(select count(*) from honouree), (select count(*) from account), (select count(*) from role_grant),
       (select count(*) from idempotency_key), (select count(*) from audit where id > $1 and (text::jsonb) ->> 'outcome' = 'done')] as counts`,
    [begun],
  );
  return rows[0]!.counts;
}

/** What `answer` was refused for: userErrors of the only field, else top-level errors. */
function refusals(answer: Answer): { code: string; message: string; field?: string[] | null }[] {
  const payload = Object.values(
    (answer.data ?? {}) as Record<string, { userErrors?: { code: string; message: string; field: string[] }[] } | null>,
  )[0];
  if (payload?.userErrors && payload.userErrors.length > 0) return payload.userErrors;
  return (answer.errors ?? []).map(({ message, extensions }) => {
    const problems = extensions['problems'] as { field: string[] }[] | undefined;
    return {
      code: extensions.code,
      message,
      field: problems?.[0]?.field ?? (extensions['field'] as string[] | undefined) ?? null,
    };
  });
}

/** Asserts status and code, a sentence for people where it is theirs, no leak, nothing written, and a server that goes on. */
async function expectRefused(send: () => Promise<Answer>, status: number, code: string, field?: string): Promise<void> {
  const before = await counts();
  const answer = await send();
  const [first] = refusals(answer);
  expect({ status: answer.status, code: first?.code }).toEqual({ status, code });
  if (field !== undefined) expect(first?.field?.join('.')).toBe(field);
  for (const { message } of refusals(answer)) {
    expect(message.length).toBeLessThan(600);
    if (code !== 'BAD_DOCUMENT') expect([message, vietnamese(message)]).toEqual([message, true]);
  }
  expect(answer.text).not.toMatch(LEAK);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await counts()).toEqual(before);
  expect((await new Client().ask(ME)).data).toEqual({ me: null });
}

const stranger = new Client();
const post = (body: string, headers: Record<string, string> = JSON_TYPE) => stranger.post(body, headers);
const officer = async (query: string, variables: object = {}) =>
  (await as('canbo.binhlu')).ask(query, variables as Record<string, unknown>);
const admin = async (query: string, variables: object = {}) =>
  (await as('quantri.tinh')).ask(query, variables as Record<string, unknown>);
const auditor = async (query: string, variables: object = {}) =>
  (await as('kiemtra.tinh')).ask(query, variables as Record<string, unknown>);
const cursor = (json: string) => Buffer.from(json).toString('base64url');

describe('a request that is no GraphQL over POST with JSON is refused', () => {
  async function raw(init: RequestInit, path = '/graphql'): Promise<Answer> {
    const response = await fetch(`${worker.url}${path}`, init);
    const text = await response.text();
    const json = text ? JSON.parse(text) : { errors: [{ message: '', extensions: { code: 'BAD_DOCUMENT' } }] };
    return { status: response.status, headers: response.headers, data: json.data, errors: json.errors, text };
  }
  const url = `/graphql?query=${encodeURIComponent(ME)}`;

  it.each<[string, RequestInit, string]>([
    ['GET', {}, url],
    ['GET as JSON', { headers: JSON_TYPE }, url],
    ['GET with the header that lets it through elsewhere', { headers: { 'x-mercurius-operation-name': 'x' } }, url],
    ['GET of the same path in other letters', { headers: JSON_TYPE }, url.replace('g', '%67')],
    ['HEAD', { method: 'HEAD' }, url],
    ['PUT', { method: 'PUT', headers: JSON_TYPE, body: JSON.stringify({ query: ME }) }, '/graphql'],
    ['PATCH', { method: 'PATCH', headers: JSON_TYPE, body: JSON.stringify({ query: ME }) }, '/graphql'],
    ['DELETE', { method: 'DELETE' }, '/graphql'],
    ['OPTIONS', { method: 'OPTIONS', headers: { origin: 'https://example.org' } }, '/graphql'],
  ])('%s: 405', async (_, init, path) => {
    await expectRefused(() => raw(init, path), 405, 'BAD_DOCUMENT');
    expect((await fetch(`${worker.url}${path}`, init)).headers.get('allow')).toBe('POST');
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', `query=${encodeURIComponent(ME)}`],
    ['a form with files', 'multipart/form-data; boundary=x', '--x--'],
    ['plain text', 'text/plain', JSON.stringify({ query: ME })],
    ['GraphQL text', 'application/graphql', ME],
    ['JSON by another name', 'application/json-patch+json', JSON.stringify({ query: ME })],
    ['no content type', '', JSON.stringify({ query: ME })],
    ['JSON in another encoding', 'application/json; charset=iso-8859-1', JSON.stringify({ query: ME })],
  ])('%s: 415', async (_, type, body) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': type, 'mercurius-require-preflight': '1' },
      body: Buffer.from(body),
    };
    await expectRefused(() => raw(init), 415, 'BAD_DOCUMENT');
  });

  it.each([
    ['broken JSON', '{"query":'],
    ['an empty body', ''],
    ['null', 'null'],
    ['a text', '"{ me { id } }"'],
    ['a number', '5'],
    ['a batch', JSON.stringify([{ query: ME }, { query: ME }])],
    ['an empty batch', '[]'],
    ['no query', '{}'],
    ['query null', '{"query":null}'],
    ['query a number', '{"query":5}'],
    ['query a list', '{"query":["{ me { id } }"]}'],
    ['query empty', '{"query":""}'],
    ['query of spaces', '{"query":"  "}'],
    ['a syntax tree', JSON.stringify({ query: { kind: 'Document', definitions: [] } })],
    ['a syntax tree as text', JSON.stringify({ query: JSON.stringify({ kind: 'Document', definitions: [] }) })],
    [
      'a syntax tree with space before it',
      JSON.stringify({ query: `\n ${JSON.stringify({ kind: 'Document', definitions: [] })}` }),
    ],
    ...['5', 'null', 'true', '"x"', '[]', '{}', ' [{"kind":"Document"}]'].map((json): [string, string] => [
      `query the JSON ${json}`,
      JSON.stringify({ query: json }),
    ]),
    ['variables a list', JSON.stringify({ query: ME, variables: [1] })],
    ['variables a text', JSON.stringify({ query: ME, variables: '{}' })],
    ['variables a number', JSON.stringify({ query: ME, variables: 1 })],
    ['an operation name that is a number', JSON.stringify({ query: 'query A { me { id } }', operationName: 5 })],
    ['an operation name that is not there', JSON.stringify({ query: 'query A { me { id } }', operationName: 'B' })],
    ['a persisted query', JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } })],
    ['__proto__ in the variables', '{"query":"{ me { id } }","variables":{"__proto__":{"polluted":true}}}'],
    [
      'constructor in the variables',
      '{"query":"{ me { id } }","variables":{"constructor":{"prototype":{"polluted":true}}}}',
    ],
  ])('%s: 400', async (_, body) => {
    await expectRefused(() => post(body), 400, 'BAD_DOCUMENT');
  });

  it('a body over 128 KB: 413, told or not how long it is', async () => {
    const body = JSON.stringify({ query: ME, variables: { text: 'x'.repeat(131_072) } });
    await expectRefused(() => post(body), 413, 'BAD_DOCUMENT');
    const stream = () => new Blob([body]).stream();
    const init = () => ({ method: 'POST', headers: JSON_TYPE, body: stream(), duplex: 'half' }) as RequestInit;
    await expectRefused(() => raw(init()), 413, 'BAD_DOCUMENT');
    const fits = JSON.stringify({ query: ME, variables: { text: 'x'.repeat(130_000) } });
    expect((await post(fits)).data).toEqual({ me: null });
  });

  it('an address where nothing is: 404, a page in Vietnamese for a browser', async () => {
    const [program, person] = [
      await fetch(`${worker.url}/nope`),
      await fetch(`${worker.url}/`, { headers: { accept: 'text/html,*/*;q=0.8' } }),
    ];
    expect([program.status, await program.json()]).toEqual([
      404,
      { errors: [{ code: 'NOT_FOUND', message: message('page.none'), field: null, rule: null }] },
    ]);
    expect([person.status, await person.text()]).toEqual([404, expect.stringContaining(message('page.none'))]);
  });

  it('headers that are too long, an address that is none, and a line that is no HTTP', async () => {
    const long = await fetch(`${worker.url}/graphql`, { method: 'POST', headers: { 'x-long': 'x'.repeat(20_000) } });
    expect(long.status).toBe(431);
    const odd = await fetch(`${worker.url}/%zz`);
    expect([odd.status, await odd.text()]).toEqual([
      400,
      JSON.stringify({
        errors: [{ code: 'BAD_DOCUMENT', message: message('server.unreadable'), field: null, rule: null }],
      }),
    ]);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(worker.url).port), '127.0.0.1', () => socket.write('GARBAGE\r\n\r\n'));
      let text = '';
      socket.on('data', (data) => (text += String(data)));
      socket.on('end', () => resolve(text)).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request/);
    expect(answer).not.toMatch(LEAK);
    expect((await stranger.ask(ME)).data).toEqual({ me: null });
  });
});

describe('a document that does not fit is refused before it runs', () => {
  const repeat = (count: number, piece: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => piece(i)).join(' ');
  const nested = (levels: number) =>
    `{ honourees { edges { node { unit ${'{ superior '.repeat(levels)} { id } ${'}'.repeat(levels)} } } } }`;

  it.each([
    ['a syntax error', '{ me { id'],
    ['an unknown field', '{ mee { id } }'],
    ['an unknown field of a type', '{ me { usernam } }'],
    ['an unknown argument', '{ honourees(firs: 1) { totalCount } }'],
    ['an unknown type', 'query ($i: CreateHonouree) { me { id } }'],
    ['a literal of the wrong type', '{ honourees(first: "5") { totalCount } }'],
    ['a fraction', '{ honourees(first: 1.5) { totalCount } }'],
    ['a number too large', '{ honourees(first: 2147483648) { totalCount } }'],
    ['an unknown enum value', '{ honourees(filter: { kind: INDIVIDUALS }) { totalCount } }'],
    ['an unknown input field', '{ honourees(filter: { txt: "x" }) { totalCount } }'],
    [
      'a date that is a number',
      `mutation { grant(input: { accountId: "x", role: AUDITOR, unitId: "x", validFrom: 2025 }) { userErrors { code } } }`,
    ],
    ['two operations', 'query A { me { id } } query B { me { id } }'],
    ['two mutation fields', 'mutation { a: signOut { signedOut } b: signOut { signedOut } }'],
    [
      'two mutation fields in a fragment',
      'mutation { ...A } fragment A on Mutation { signOut { signedOut } b: signOut { signedOut } }',
    ],
    ['no operation', 'fragment A on Account { id }'],
    ['a schema', 'type A { id: ID }'],
    ['a subscription', 'subscription { x }'],
    ['fragments in a circle', '{ me { ...A } } fragment A on Account { ...B } fragment B on Account { ...A }'],
    ['five thousand tokens', `{ me { ${'id '.repeat(5_000)} } }`],
    ['three thousand braces', '{ me '.repeat(600) + '}'.repeat(600)],
  ])('%s', async (_, query) => {
    await expectRefused(() => officer(query), 400, 'BAD_DOCUMENT');
  });

  it('two operations even when one is named', async () => {
    const body = JSON.stringify({
      query: `query A { me { id } } mutation B { signOut { signedOut } }`,
      operationName: 'A',
    });
    await expectRefused(() => post(body), 400, 'BAD_DOCUMENT');
  });

  it.each<[string, string, object]>([
    ['a hundred aliases', `{ ${repeat(100, (i) => `a${i}: me { id }`)} }`, {}],
    [
      'forty aliases in two places',
      `{ me { ${repeat(20, (i) => `a${i}: id`)} } x: me { ${repeat(20, (i) => `b${i}: id`)} } }`,
      {},
    ],
    ['a hundred fields', `{ me { ${'id '.repeat(100)} } }`, {}],
    ['too deep', nested(12), {}],
    ['much too deep', nested(400), {}],
    [
      'fragments that double thirty times',
      `{ me { ...F0 } } ${repeat(30, (i) => `fragment F${i} on Account { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Account { id }`,
      {},
    ],
    [
      'fragments that double below a list',
      `{ honourees { edges { node { ...F0 } } } } ${repeat(30, (i) => `fragment F${i} on Honouree { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Honouree { id }`,
      {},
    ],
    ['first: 100000', '{ honourees(first: 100000) { totalCount } }', {}],
    ['first: 100000 by variable', LIST, { first: 100_000 }],
    ['first: 100000 by default', 'query ($first: Int = 100000) { honourees(first: $first) { totalCount } }', {}],
    [
      'lists of a hundred in a wide query',
      `{ honourees(first: 100) { edges { node { ${repeat(29, (i) => `a${i}: displayName`)} ${'id '.repeat(25)} } } } }`,
      {},
    ],
  ])('%s: too costly', async (_, query, variables) => {
    const start = performance.now();
    await expectRefused(() => officer(query, variables), 400, 'TOO_COSTLY');
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('what is nested deeper than graphql-js has stack for is a fault of the document, too', async () => {
    const answer = await officer(`{ honourees(filter: ${'['.repeat(1_990)}`);
    // Where the stack ends depends on what V8 has compiled by then.
    expect(['TOO_COSTLY', 'BAD_DOCUMENT']).toContain(refusals(answer)[0]?.code);
    expect(answer.status).toBe(400);
  });

  it('unknown variables are not looked at, and what the schema defines may be asked for', async () => {
    expect((await officer('{ honourees(first: 1) { totalIsCapped } }', { nobody: 'asked' })).data).toEqual({
      honourees: { totalIsCapped: false },
    });
    expect(
      (
        await officer(
          'query ($constructor: Int, $__proto__: Int) { honourees(first: $constructor) { totalIsCapped } x: honourees(first: $__proto__) { totalIsCapped } }',
        )
      ).errors,
    ).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('variables of the wrong type are refused', () => {
  const input = { kind: 'INDIVIDUAL', displayName: 'Lù Văn Sai' };
  it.each<[string, string, unknown]>([
    ['no input', HONOUREE, undefined],
    ['input null', HONOUREE, null],
    ['input a text', HONOUREE, 'x'],
    ['input a list of two', HONOUREE, [input, input]],
    ['a name that is null', HONOUREE, { ...input, displayName: null }],
    ['a name that is a number', HONOUREE, { ...input, displayName: 5 }],
    ['a name that is a list', HONOUREE, { ...input, displayName: ['x'] }],
    ['a name that is an object', HONOUREE, { ...input, displayName: {} }],
    ['an unknown kind', HONOUREE, { ...input, kind: 'INDIVIDUALS' }],
    ['a kind in small letters', HONOUREE, { ...input, kind: 'individual' }],
    ['a kind that is a number', HONOUREE, { ...input, kind: 1 }],
    ['a year that is a text', HONOUREE, { ...input, birthYear: '1980' }],
    ['a year that is a fraction', HONOUREE, { ...input, birthYear: 1980.5 }],
    ['a year that is too large a number', HONOUREE, { ...input, birthYear: 1e12 }],
    ['an id that is an object', HONOUREE, { ...input, unitId: {} }],
    ['an id that is true', HONOUREE, { ...input, unitId: true }],
    ['an unknown field', HONOUREE, { ...input, displayNam: 'x' }],
    ['an unknown role', GRANT, { accountId: NOBODY, role: 'ADMIN', unitId: NOBODY, validFrom: '2025-07-01' }],
    ['a date that is a number', GRANT, { accountId: NOBODY, role: 'AUDITOR', unitId: NOBODY, validFrom: 20250701 }],
    ['a date that is null', GRANT, { accountId: NOBODY, role: 'AUDITOR', unitId: NOBODY, validFrom: null }],
    ['a date that is an object', GRANT, { accountId: NOBODY, role: 'AUDITOR', unitId: NOBODY, validFrom: {} }],
    ['a list filter by a text', LIST.replace('$first: Int', '$first: Int!'), undefined],
  ])('%s', async (_, query, value) => {
    await expectRefused(() => officer(query, { input: value }), 400, 'BAD_DOCUMENT');
  });
});

describe('values that do not fit are told to the person, with their place', () => {
  const TEXTS: [string, string][] = [
    ['empty', ''],
    ['only spaces', ' \u00a0\u3000 '],
    ['ten thousand signs', 'a'.repeat(10_000)],
    ['one sign too many', 'ạ'.repeat(301)],
    ['NUL', 'Lò\u0000Văn'],
    ['a control character', 'Lò\u0007Văn'],
    ['a C1 control character', 'Lò\u0085Văn'],
    ['a line break', 'Lò\nVăn'],
    ['a tab', 'Lò\tVăn'],
    ['a bidirectional override', 'Lò \u202eVăn'],
    ['a bidirectional isolate', 'Lò \u2066Văn'],
    ['a zero-width space', 'Lò\u200bVăn'],
    ['a soft hyphen', 'Lò\u00adVăn'],
    ['a line separator', 'Lò\u2028Văn'],
    ['a tag character', 'Lò\u{e0041}Văn'],
    ['an invisible letter', 'Lò\u3164Văn'],
    ['a variation selector', 'Lò\ufe0fVăn'],
    ['a private-use character', 'Lò\ue000Văn'],
    ['a noncharacter', 'Lò\uffffVăn'],
    ['half a surrogate pair', 'Lò \ud800Văn'],
    ['the other half', 'Lò \udc00Văn'],
    ['bytes that were no UTF-8', 'Lò \ufffd\ufffd Văn'],
    ['digits alone', '12345'],
    ['pictures alone', '🎉🎉'],
  ];
  it.each(TEXTS)('a name: %s', async (_, displayName) => {
    await expectRefused(
      () => officer(HONOUREE, { input: { kind: 'INDIVIDUAL', displayName } }),
      200,
      'INVALID_INPUT',
      'input.displayName',
    );
  });

  it.each<[string, object, string, string]>([
    ['a unit that nobody knows', { unitId: NOBODY }, 'NOT_FOUND', 'input.unitId'],
    ['an id that is none', { unitId: 'UBND-12' }, 'INVALID_INPUT', 'input.unitId'],
    ['an id that is a number', { unitId: 12 }, 'INVALID_INPUT', 'input.unitId'],
    ['an id with NUL', { unitId: `${NOBODY.slice(1)}\u0000` }, 'INVALID_INPUT', 'input.unitId'],
    ['an area that nobody knows', { areaId: NOBODY }, 'NOT_FOUND', 'input.areaId'],
    ['a registrar that nobody knows', { registeredById: NOBODY }, 'FORBIDDEN', 'input.registeredById'],
    ['a year before 1800', { birthYear: 1799 }, 'INVALID_INPUT', 'input.birthYear'],
    ['next year', { birthYear: new Date().getUTCFullYear() + 2 }, 'INVALID_INPUT', 'input.birthYear'],
    ['an unknown gender', { gender: 'NAM' }, 'INVALID_INPUT', 'input.gender'],
    ['a head of household for a person', { headOfHousehold: 'Lò Văn A' }, 'INVALID_INPUT', 'input.headOfHousehold'],
    ['an empty key', { clientMutationId: '' }, 'INVALID_INPUT', 'input.clientMutationId'],
    ['a long key', { clientMutationId: 'k'.repeat(101) }, 'INVALID_INPUT', 'input.clientMutationId'],
  ])('an honouree: %s', async (_, extra, code, field) => {
    const input = { kind: 'INDIVIDUAL', displayName: 'Lù Văn Sai', ...extra };
    await expectRefused(() => officer(HONOUREE, { input }), 200, code, field);
  });

  it('all that is wrong at once', async () => {
    const input = { kind: 'INDIVIDUAL', displayName: '', birthYear: 1, gender: 'x', unitId: 'x' };
    const { userErrors } = (await officer(HONOUREE, { input })).data.createHonouree;
    expect(userErrors.map(({ field }: { field: string[] }) => field.join('.'))).toEqual([
      'input.displayName',
      'input.birthYear',
      'input.gender',
      'input.unitId',
    ]);
  });

  it.each([
    '2025-02-30',
    '2025-13-01',
    'hôm nay',
    '0000-01-01',
    '2025-01-01T00:00:00Z',
    '',
    '20250101',
    '2025-1-1',
    '10000-01-01',
    '-2025-01-01',
    '２０２５-01-01',
    '2025-01-01 ',
    '2025-01-01\u0000',
    'infinity',
    '9999-99-99',
    '9999-12-31',
    '1799-12-31',
  ])('a date: %j', async (validFrom) => {
    const input = { accountId: NOBODY, role: 'AUDITOR', unitId: NOBODY, validFrom };
    await expectRefused(() => admin(GRANT, { input }), 200, 'INVALID_INPUT', 'input.validFrom');
    await expectRefused(
      () =>
        officer(
          `query ($day: CivilDate) { honourees(first: 1) { edges { node { registeredBy { name(asOf: $day) } } } } }`,
          { day: validFrom },
        ),
      200,
      'INVALID_INPUT',
    );
  });

  // Every text outside an input, but for cursors and what a mutation of its own is asked.
  const CODED: Record<string, string> = {
    'Query.area.code': 'query ($text: String!) { area(code: $text) { id } }',
    'Query.auditEvents.subject':
      'query ($text: String!) { auditEvents(subject: $text, first: 1) { edges { node { action } } } }',
    'Query.consistencyProof.from': 'query ($text: String!) { consistencyProof(from: $text, to: $text) }',
    'Query.consistencyProof.to': 'query ($text: String!) { consistencyProof(from: "1", to: $text) }',
    'Query.eligibility.awardTypeCode': `query ($text: String!) { eligibility(honoureeId: "${NOBODY}", awardTypeCode: $text,
      meritKind: PHONG_TRAO, achievementTo: "2025-12-31") { note } }`,
    'Query.prize.awardTypeCode':
      'query ($text: String!) { prize(awardTypeCode: $text, kind: INDIVIDUAL, decidedOn: "2026-01-01") { amount } }',
    'Query.prizeMoney.awardTypeCode':
      'query ($text: String!) { prizeMoney(awardTypeCode: $text, kind: INDIVIDUAL, decidedOn: "2026-01-01") }',
    'Query.verifyCertificate.token': 'query ($text: String!) { verifyCertificate(token: $text) { valid } }',
    'Unit.route.awardTypeCode':
      'query ($text: String!) { units(first: 1) { edges { node { route(awardTypeCode: $text, meritKind: PHONG_TRAO) { position } } } } }',
  };

  it('a text outside an input is nothing that breaks: zeros, half letters, ten thousand signs', async () => {
    const types = Object.values(schema.getTypeMap()).filter(isObjectType);
    const texts = types
      .filter(({ name }) => !name.startsWith('__') && name !== 'Mutation')
      .flatMap((type) =>
        Object.values(type.getFields()).flatMap((field) =>
          field.args
            .filter((arg) => getNamedType(arg.type).name === 'String' && arg.name !== 'after')
            .map((arg) => `${type.name}.${field.name}.${arg.name}`),
        ),
      );
    expect(texts.sort()).toEqual(Object.keys(CODED).sort());
    for (const [name, query] of Object.entries(CODED)) {
      for (const text of ['\u0000', 'BK\u0000TINH', '\ud800', '\u202e', 'x'.repeat(10_000), "' or 1=1 --", '']) {
        const { errors } = await (await as('kiemtra.tinh')).ask(query, { text });
        for (const { message: sentence, extensions } of errors ?? []) {
          expect([name, text.slice(0, 9), extensions.code]).toEqual([
            name,
            text.slice(0, 9),
            expect.stringMatching(/^(INVALID_INPUT|NOT_FOUND|FORBIDDEN)$/),
          ]);
          expect(sentence).not.toMatch(LEAK);
          expect(vietnamese(sentence)).toBe(true);
        }
      }
    }
  });

  it.each<[string, unknown, string]>([
    ['0', 0, 'first'],
    ['-1', -1, 'first'],
    ['101', 101, 'first'],
  ])('first: %s', async (_, first, field) => {
    await expectRefused(() => officer(LIST, { first }), 200, 'INVALID_INPUT', field);
  });

  const FOREIGN = [
    ['garbage', 'không phải'],
    ['empty', ''],
    ['too long', 'x'.repeat(501)],
    ['JSON of another form', cursor('{"id":1}')],
    ['an empty list', cursor('[]')],
    ['nested', cursor('[[["x"]]]')],
    ['NUL', cursor('["\\u0000"]')],
    ['null', cursor('[null]')],
    ['true', cursor('[true]')],
    ['a very long number', cursor('[99999999999999999999]')],
    ['a fraction', cursor('[1.5]')],
    ['SQL', cursor(`["' or true --"]`)],
  ] as const;
  it.each([...FOREIGN, ['an account’s', cursor('["canbo.binhlu"]')] as const, ['the audit’s', cursor('[1]')] as const])(
    'a cursor of honourees: %s',
    async (_, after) => {
      await expectRefused(() => officer(LIST, { after }), 200, 'INVALID_INPUT', 'after');
    },
  );
  it.each([...FOREIGN, ['the audit’s', cursor('[1]')] as const])('a cursor of accounts: %s', async (_, after) => {
    await expectRefused(
      () => admin('query ($after: String) { accounts(after: $after) { totalCount } }', { after }),
      200,
      'INVALID_INPUT',
      'after',
    );
  });
  it.each([
    ...FOREIGN,
    ['an account’s', cursor('["canbo.binhlu"]')] as const,
    ['an honouree’s', cursor(`["${NOBODY}"]`)] as const,
  ])('a cursor of the audit: %s', async (_, after) => {
    await expectRefused(
      () => auditor('query ($after: String) { auditEvents(after: $after) { totalCount } }', { after }),
      200,
      'INVALID_INPUT',
      'after',
    );
  });

  it.each<[string, (query: string, variables: object) => Promise<Answer>, string, object, string, string]>([
    ['a search with NUL', officer, LIST, { text: '\u0000' }, 'INVALID_INPUT', 'filter.text'],
    ['a long search', officer, LIST, { text: 'a'.repeat(10_000) }, 'INVALID_INPUT', 'filter.text'],
    ['a unit to filter by', officer, LIST, { id: 'x' }, 'INVALID_INPUT', 'filter.unitId'],
    [
      'a subject with NUL',
      auditor,
      'query ($s: String) { auditEvents(subject: $s) { totalCount } }',
      { s: 'honouree:\u0000' },
      'INVALID_INPUT',
      'subject',
    ],
    [
      'an account to grant to',
      admin,
      GRANT,
      { input: { accountId: NOBODY, role: 'AUDITOR', unitId: NOBODY, validFrom: '2025-07-01' } },
      'NOT_FOUND',
      'input.accountId',
    ],
    [
      'an account that is none',
      admin,
      GRANT,
      { input: { accountId: 'x', role: 'AUDITOR', unitId: NOBODY, validFrom: '2025-07-01' } },
      'INVALID_INPUT',
      'input.accountId',
    ],
    [
      'a grant to revoke',
      admin,
      'mutation ($id: ID!) { revokeGrant(id: $id) { userErrors { code message field } } }',
      { id: '\u0000' },
      'NOT_FOUND',
      'id',
    ],
    [
      'an account to disable',
      admin,
      'mutation ($id: ID!) { disableAccount(id: $id) { userErrors { code message field } } }',
      { id: "' or true --" },
      'NOT_FOUND',
      'id',
    ],
    [
      'a user name with NUL',
      admin,
      ACCOUNT,
      { input: { username: 'abc\u0000', fullName: 'X' } },
      'INVALID_INPUT',
      'input.username',
    ],
    [
      'a full name that hides something',
      admin,
      ACCOUNT,
      { input: { username: 'abc', fullName: 'X\u202eY' } },
      'INVALID_INPUT',
      'input.fullName',
    ],
    [
      'signing in with NUL',
      (q, v) => stranger.ask(q, v as never),
      SIGN_IN,
      { input: { username: '\u0000', password: 'x' } },
      'INVALID_INPUT',
      'input.username',
    ],
    [
      'a password with NUL',
      (q, v) => stranger.ask(q, v as never),
      SIGN_IN,
      { input: { username: 'abc', password: 'x\u0000' } },
      'INVALID_INPUT',
      'input.password',
    ],
    [
      'an empty password',
      (q, v) => stranger.ask(q, v as never),
      SIGN_IN,
      { input: { username: 'abc', password: '' } },
      'INVALID_INPUT',
      'input.password',
    ],
    [
      'a password of ten thousand signs',
      (q, v) => stranger.ask(q, v as never),
      SIGN_IN,
      { input: { username: 'abc', password: 'x'.repeat(10_000) } },
      'INVALID_INPUT',
      'input.password',
    ],
  ])('%s', async (_, ask, query, variables, code, field) => {
    await expectRefused(() => ask(query, variables), 200, code, field);
  });

  it.each([NOBODY, 'x', '', '\u0000', "' or true --", 'ạ'.repeat(1_000)])('an honouree %j: null', async (id) => {
    expect(await officer('query ($id: ID!) { honouree(id: $id) { id } }', { id })).toMatchObject({
      status: 200,
      data: { honouree: null },
      errors: undefined,
    });
  });
});

describe('an argument that is no id', () => {
  const filled: Record<string, unknown> = { ID: 'x', String: 'x', Int: 1, Boolean: true, CivilDate: '2026-01-01' };
  const named = [schema.getQueryType()!, schema.getMutationType()!].flatMap((root) =>
    Object.values(root.getFields()).flatMap((field) => {
      const required = field.args.filter(isRequiredArgument);
      const types = required.map(({ type }) => getNamedType(type));
      const isPlain = types.every((type) => type.name in filled || isEnumType(type));
      return isPlain && types.some(({ name }) => name === 'ID') ? [[field.name, root, field, required] as const] : [];
    }),
  );
  let everybody: Client;
  beforeAll(async () => {
    const unitId = trialUnit('UBND-12').id;
    everybody = (await person({ grants: ROLES.map((role) => ({ role, unitId })) })).client;
  });

  it('is asked of more than a few', () => expect(named.length).toBeGreaterThan(8));

  it.each(named)('%s is no fault of ours', async (name, root, field, required) => {
    for (const id of ['', 'x', '\u0000', "' or true --", NOBODY]) {
      const variables = Object.fromEntries(
        required.map(({ name: argument, type }) => {
          const of = getNamedType(type);
          return [argument, isEnumType(of) ? of.getValues()[0]!.name : of.name === 'ID' ? id : filled[of.name]];
        }),
      );
      const declared = required.map(({ name: argument, type }) => `$${argument}: ${String(type)}`).join(', ');
      const given = required.map(({ name: argument }) => `${argument}: $${argument}`).join(', ');
      const asks = root === schema.getQueryType() ? 'query' : 'mutation';
      const leaf = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
      const { errors, text } = await everybody.ask(`${asks} (${declared}) { ${name}(${given}) ${leaf} }`, variables);
      expect([id, errors?.filter(({ extensions }) => extensions.code === 'INTERNAL') ?? []]).toEqual([id, []]);
      expect(text).not.toMatch(LEAK);
    }
  });
});

describe('an Authorization header that is none', () => {
  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    `Bearer ${'a'.repeat(43)}`,
    `Bearer ${'a'.repeat(9_000)}`,
    'Bearer a b',
    'Bearer \u00e9',
    `bearer ${'a'.repeat(43)}`,
    'Negotiate x',
    `Bearer ${'a'.repeat(43)}, Bearer ${'b'.repeat(43)}`,
    "Bearer ' or true --",
  ])('%j: is nobody’s', async (authorization) => {
    const headers = { ...JSON_TYPE, authorization };
    expect(await post(JSON.stringify({ query: ME }), headers)).toMatchObject({
      status: 200,
      data: { me: null },
      errors: undefined,
    });
    await expectRefused(
      () => post(JSON.stringify({ query: '{ honourees { totalCount } }' }), headers),
      200,
      'UNAUTHENTICATED',
    );
  });
});

it('every answer carries the headers that protect a browser', async () => {
  const answers = await Promise.all([
    stranger.ask(ME).then(({ headers }) => headers),
    ...['/graphql', '/health/live', '/health/ready', '/graphiql', '/nowhere'].map(
      async (path) => (await fetch(`${worker.url}${path}`)).headers,
    ),
  ]);
  for (const headers of answers) {
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  }
});
