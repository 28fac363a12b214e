import type { Client } from 'pg';
import type * as Queries from '../../src/honourees/honouree.queries.js';
import type { HonoureeConditions, HonoureeScope } from '../../src/honourees/honouree.queries.js';
import { worker } from '../support/api.js';
import { createDatabase } from '../support/cluster.mjs';
import { connected } from '../support/database.js';

// Lists are read in several ways, chosen by how much an account reads: all must give the same rows, those of the plain
// question. The built query functions are asked directly, since the choice itself needs 100,000 rows.
const { countHonourees, honoureePage, readsMuch } = (await import(
  new URL('../../dist/honourees/honouree.queries.js', import.meta.url).href
)) as typeof Queries;

const DATABASE = 'honouree_pages';
const DAY = '2026-05-19' as HonoureeScope['day'];
const EVERYTHING: HonoureeConditions = { syllables: null, kind: null, unitId: null, areaId: null };
const SUBTREE = `with recursive below as (select unnest($1::uuid[]) as id union
  select v.unit_id from below b join unit_version v on v.superior_id = b.id and v.valid @> $2::date) select id from below`;

let units: Map<string, string>;

async function fill(client: Client): Promise<void> {
  // Those of the demonstration would be in the way of numbers known beforehand.
  await client.query('delete from honouree');
  const found = await client.query<{ code: string; id: string }>('select code, id from unit');
  units = new Map(found.rows.map(({ code, id }) => [code, id]));
  const insert = (registrar: string, unit: string | null, name: string, count: number): Promise<unknown> =>
    client.query(
      `insert into honouree (kind, display_name, registered_by_id, unit_id, area_id, created_at)
       select case when i % 4 = 0 then 'HOUSEHOLD' else 'INDIVIDUAL' end, $3 || ' ' || i, $1, $2,
              case when i % 3 = 0 then (select id from area order by id limit 1) end, now() from generate_series(1, $4::int) i`,
      [units.get(registrar), unit && units.get(unit), name, count],
    );
  await insert('UBND-03390', 'THCS-BINH-LU', 'Lò Thị Lan', 40);
  await insert('UBND-03388', null, 'Trần Văn Lan', 30);
  await insert('UBND-03388', 'UBND-03388', 'Trần Thị Hoa', 30);
  await insert('UBND-12', 'THCS-BINH-LU', 'Vàng Văn Páo', 30);
  // More than the newest among which a page is looked for first.
  await insert('DU-03388', 'DU-03388', 'Hàng Ngàn', 2_500);
  await insert('UBND-03390', 'UBND-03390', 'Lò Văn Hoa', 5);
}

/** What the plain question answers. */
async function plain(client: Client, roots: readonly string[], where: string): Promise<string[]> {
  const below = (await client.query<{ id: string }>(SUBTREE, [roots, DAY])).rows.map(({ id }) => id);
  const { rows } = await client.query<{ id: string }>(
    `select id from honouree h where (registered_by_id = any ($1) or unit_id = any ($1)) ${where} order by id desc`,
    [below],
  );
  return rows.map(({ id }) => id);
}

/** All pages of 7, one after the other. */
async function pages(
  client: Client,
  scope: HonoureeScope,
  conditions: HonoureeConditions,
  much: boolean,
): Promise<string[]> {
  const connection = {
    rows: async (text: string, values?: readonly unknown[]) => (await client.query(text, [...(values ?? [])])).rows,
  };
  const ids: string[] = [];
  for (;;) {
    const last = ids.at(-1);
    const page = await honoureePage(connection, { scope, conditions, after: last ? [last] : null, limit: 7, much });
    ids.push(...page.map(({ id }) => id));
    if (page.length < 7 || ids.length > 300) break;
  }
  const count = await countHonourees(connection, { scope, conditions, much });
  if (ids.length <= 300) expect(count).toBe(ids.length);
  expect(await readsMuch(connection, scope)).toBe(false);
  return ids;
}

describe('a list of honourees', () => {
  beforeAll(async () => {
    await createDatabase(worker.cluster, DATABASE, 'template_so_vang');
    await connected('so_vang_owner', fill, DATABASE);
  });

  const scopes = [
    ['UBND-12'],
    ['TU-12'],
    ['UBND-03390'],
    ['UBND-03388', 'THCS-BINH-LU'],
    ['UBND-12', 'UBND-03390'],
    ['DU-03390'],
    [],
  ];
  const questions: [string, Partial<HonoureeConditions>, string][] = [
    ['of everything', {}, ''],
    ['of one kind', { kind: 'HOUSEHOLD' }, `and kind = 'HOUSEHOLD'`],
    ['of a name', { syllables: ['lan'] }, `and name_syllables @> '{lan}'`],
    ['of two syllables', { syllables: ['thi', 'hoa'] }, `and name_syllables @> '{hoa,thi}'`],
    [
      'of a name and a kind',
      { syllables: ['van'], kind: 'INDIVIDUAL' },
      `and name_syllables @> '{van}' and kind = 'INDIVIDUAL'`,
    ],
  ];
  for (const codes of scopes) {
    it.each(questions)(
      `for ${codes.join(' and ') || 'nobody'} %s has the same rows in every way`,
      async (_, asked, where) => {
        await connected(
          'so_vang_owner',
          async (client) => {
            const scope = { roots: codes.map((code) => units.get(code)!), day: DAY };
            const expected = (await plain(client, scope.roots, where)).slice(0, 301);
            for (const much of [true, false]) {
              const ids = await pages(client, scope, { ...EVERYTHING, ...asked }, much);
              expect(ids.slice(0, 301)).toEqual(expected);
            }
          },
          DATABASE,
        );
      },
    );
  }

  it('of a unit or an area holds those alone that one may read', async () => {
    await connected(
      'so_vang_owner',
      async (client) => {
        const scope = { roots: [units.get('UBND-12')!], day: DAY };
        const school = units.get('THCS-BINH-LU')!;
        const area = (await client.query<{ id: string }>('select id from area order by id limit 1')).rows[0]!.id;
        for (const much of [true, false]) {
          const ofUnit = await pages(client, scope, { ...EVERYTHING, unitId: school }, much);
          expect(ofUnit).toEqual(await plain(client, scope.roots, `and unit_id = '${school}'`));
          expect(ofUnit).toHaveLength(70);
          const ofArea = await pages(client, scope, { ...EVERYTHING, areaId: area }, much);
          expect(ofArea).toEqual(await plain(client, scope.roots, `and area_id = '${area}'`));
          const foreign = { roots: [units.get('UBND-03388')!], day: DAY };
          expect(await pages(client, foreign, { ...EVERYTHING, unitId: school }, much)).toEqual([]);
        }
      },
      DATABASE,
    );
  });
});
