import type { Client } from '../support/api.js';
import { allVerified, auditVerifyOn, chained, CREATE, query, signInAt, type Created } from '../support/audit.js';
import { dropDatabase, ownDatabase, serverOn } from '../support/own-server.js';
import type { ServerProcess } from '../support/server-process.mjs';

const WRITERS = 16;
const ACTS = 12;
const OFFICERS = ['canbo.binhlu', 'canbo.doanket', 'canbo.danguybinhlu', 'canbo.sonoivu'];

let database: string;
let servers: ServerProcess[];
/** clients[officer][server]: one session each, good at both servers. */
let clients: Client[][];

beforeAll(async () => {
  database = await ownDatabase();
  servers = await Promise.all([serverOn(database), serverOn(database)]);
  clients = await Promise.all(
    OFFICERS.map(async (username, index) => {
      const first = await signInAt(servers[index % 2]!.url, username);
      return servers.map(({ url }) => Object.assign(Object.create(first) as Client, { url }));
    }),
  );
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await dropDatabase(database);
});

interface Acknowledged {
  id: string;
  displayName: string;
}

const KINDS = [{ kind: 'INDIVIDUAL', birthYear: 1980 }, { kind: 'COLLECTIVE' }, { kind: 'HOUSEHOLD' }];

/** One writer's acts, one after the other, now at one server, now at the other. */
async function write(writer: number): Promise<Acknowledged[]> {
  const own = clients[writer % OFFICERS.length]!;
  const acknowledged: Acknowledged[] = [];
  for (let act = 0; act < ACTS; act += 1) {
    const displayName = `Ghi đồng thời ${writer} lần ${act}`;
    const input = { ...KINDS[act % 3], displayName };
    const at = own[(writer + act) % 2]!;
    if (act % 4 === 3) {
      // The same act under one key at both servers at once: done once.
      const keyed = { input: { ...input, clientMutationId: `${writer}-${act}` } };
      const [one, other] = (await Promise.all(own.map((client) => client.get(CREATE, keyed)))) as [Created, Created];
      expect([one.userErrors, other.userErrors]).toEqual([[], []]);
      expect(one.honouree!.id).toBe(other.honouree!.id);
      acknowledged.push({ id: one.honouree!.id, displayName });
      continue;
    }
    if (act % 6 === 1) {
      const refused = (await at.get(CREATE, { input: { ...input, kind: 'COLLECTIVE', birthYear: 1980 } })) as Created;
      expect(refused).toMatchObject({ honouree: null, userErrors: [{ code: 'INVALID_INPUT' }] });
    }
    const { honouree, userErrors } = (await at.get(CREATE, { input })) as Created;
    expect(userErrors).toEqual([]);
    acknowledged.push({ id: honouree!.id, displayName });
  }
  return acknowledged;
}

it('sixteen writers at two servers: each acknowledged act is there, with one audit row, in one chain', async () => {
  const written = await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  const acknowledged = written.flat().sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(acknowledged).toHaveLength(WRITERS * ACTS);

  const present = await query<Acknowledged & { audited: number }>(
    database,
    `with told as (
       select (text::jsonb) ->> 'subject' as subject, count(*)::int as times from audit
       where (text::jsonb) ->> 'action' = 'honouree.create' and (text::jsonb) ->> 'outcome' = 'done' group by 1)
     select h.id, h.display_name as "displayName", coalesce(t.times, 0) as audited
     from honouree h left join told t on t.subject = 'honouree:' || h.id
     where h.display_name like 'Ghi đồng thời%' order by h.id`,
  );
  expect(present).toEqual(acknowledged.map((row) => ({ ...row, audited: 1 })));

  const [audited] = await query<{ n: number }>(
    database,
    `select count(*)::int as n from audit where (text::jsonb) ->> 'action' = 'honouree.create'
     and exists (select from honouree h where 'honouree:' || h.id = (text::jsonb) ->> 'subject' and h.display_name like 'Ghi đồng thời%')`,
  );
  expect(audited!.n).toBe(WRITERS * ACTS);

  await chained(database);
  const positions = await query<{ pos: number }>(database, 'select pos::int from audit_seal order by pos');
  expect(positions.map(({ pos }) => pos)).toEqual(Array.from(positions, (_, n) => n + 1));
  const [rows] = await query<{ n: number }>(database, 'select count(*)::int as n from audit');
  expect(positions).toHaveLength(rows!.n);
  expect(await auditVerifyOn(database)).toEqual({
    code: 0,
    output: allVerified(rows!.n),
    errors: '',
  });
});
