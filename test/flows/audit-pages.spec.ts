import type { Client } from '../support/api.js';
import { person } from '../support/people.js';
import { query } from '../support/shared-connection.js';
import { makeUnit } from '../support/units.js';

const LIST = `query ($first: Int, $after: String, $subject: String) {
  auditEvents(first: $first, after: $after, subject: $subject) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { action subject } }
  }
}`;
/** More rows than the newest among which a page is looked for first. */
const OTHERS = 2_100;

const units: Record<'province' | 'commune' | 'school' | 'neighbour', string> = {
  province: '',
  commune: '',
  school: '',
  neighbour: '',
};

/** Rows of a unit (null: of none), as record() writes them, oldest first; answers with their subjects. */
async function write(unitId: string | null, count: number, name: string): Promise<string[]> {
  const rows = await query<{ subject: string }>(
    `with made as (
       insert into audit (text)
       select jsonb_strip_nulls(jsonb_build_object('at', '2026-01-01T00:00:00.000Z', 'action', 'test.read',
                'subject', format('test:%s-%s', $3::text, n), 'unitId', $1::uuid, 'outcome', 'done'))::text
       from generate_series(1, $2::int) n returning id, text)
     select text::jsonb ->> 'subject' as subject from made order by id`,
    [unitId, count, name],
  );
  return rows.map(({ subject }) => subject);
}

/** All subjects that a client reads, newest first, page by page. */
async function readAll(client: Client, first: number): Promise<string[]> {
  const subjects: string[] = [];
  for (let after: string | null = null; ;) {
    const { edges, pageInfo } = await client.get(LIST, { first, after });
    subjects.push(...edges.map(({ node }: { node: { subject: string } }) => node.subject));
    if (!pageInfo.hasNextPage) return subjects;
    after = pageInfo.endCursor;
  }
}

const auditor = async (unitId: string): Promise<Client> =>
  (await person({ grants: [{ role: 'AUDITOR', unitId }] })).client;

let ofCommune: string[];
let ofSchool: string[];

beforeAll(async () => {
  const code = `SOI-${process.pid}`;
  units.province = await makeUnit({ code, tier: 'PROVINCE' });
  units.commune = await makeUnit({ code: `${code}.XA`, tier: 'COMMUNE', superiorId: units.province });
  units.school = await makeUnit({ code: `${code}.TRUONG`, superiorId: units.commune });
  units.neighbour = await makeUnit({ code: `${code}.XA-2`, tier: 'COMMUNE', superiorId: units.province });
  ofCommune = await write(units.commune, 5, 'commune');
  ofSchool = await write(units.school, 5, 'school');
  await write(units.neighbour, OTHERS, 'neighbour');
  await write(null, 3, 'nobody');
  await query('analyze audit');
});

describe('the audit as an auditor reads it', () => {
  it('is that of the unit and below, newest first, however much others have done since', async () => {
    const client = await auditor(units.commune);
    const expected = [...ofCommune, ...ofSchool].reverse();
    for (const first of [1, 3, 10, 100]) expect(await readAll(client, first)).toEqual(expected);
    expect((await client.get(LIST, { first: 1 })).totalCount).toBe(10);
    expect(await readAll(await auditor(units.school), 2)).toEqual([...ofSchool].reverse());
  });

  it('goes on where the newest rows of many end and those of few begin', async () => {
    const client = await auditor(units.province);
    const all = await readAll(client, 100);
    expect(all.filter((subject) => subject.startsWith('test:neighbour'))).toHaveLength(OTHERS);
    expect(all.filter((subject) => /^test:(commune|school)/.test(subject))).toEqual(
      [...ofCommune, ...ofSchool].reverse(),
    );
    expect(new Set(all.filter((subject) => subject.startsWith('test:'))).size).toBe(OTHERS + 13);
  });

  it('holds what belongs to no unit for those at the top alone', async () => {
    const subject = 'test:nobody-1';
    expect((await (await auditor(units.province)).get(LIST, { subject })).totalCount).toBe(1);
    expect((await (await auditor(units.commune)).get(LIST, { subject })).totalCount).toBe(0);
  });

  it('is found by what it happened to, at the unit and below alone', async () => {
    const client = await auditor(units.commune);
    const found = await client.get(LIST, { subject: 'test:school-2' });
    expect(found).toMatchObject({
      totalCount: 1,
      edges: [{ node: { action: 'test.read', subject: 'test:school-2' } }],
    });
    expect(await client.get(LIST, { subject: 'test:neighbour-2' })).toMatchObject({ totalCount: 0, edges: [] });
  });
});
