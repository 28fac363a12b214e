import type { Client } from 'pg';
import type * as Queries from '../../src/honourees/honouree.queries.js';
import type { HonoureeConditions, HonoureeScope } from '../../src/honourees/honouree.queries.js';
import type * as Rows from '../../src/honourees/honouree-row.js';
import { worker } from '../support/api.js';
import { createDatabase } from '../support/cluster.mjs';
import { connected } from '../support/database.js';

// Lists are read in several ways, chosen by how much of the newest an account reads: all must give the same rows, those
// of the plain question. The built query functions are asked directly, so that each way is taken by every reader.
const dist = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../dist/${path}.js`, import.meta.url).href) as Promise<Module>;
const { countHonourees, honoureePage, shareOfNewest } = await dist<typeof Queries>('honourees/honouree.queries');
const { PLAIN_HONOUREE } = await dist<typeof Rows>('honourees/honouree-row');
// Counts come as numbers once the service's connection has been read.
await dist('core/data-source');

const DATABASE = 'honouree_pages';
const DAY = '2026-05-19' as HonoureeScope['day'];
/** Of all, of so few that only lists go down from the newest, of none. */
const SHARES = [1, 0.02, 0];
const EVERYTHING: HonoureeConditions = { syllables: null, kind: null, unitId: null, areaId: null };
// What stands below, and what ended before it (ADR 0027).
const SUBTREE = `with recursive below as (select unnest($1::uuid[]) as id union
  select next.id from below b cross join lateral (
    select v.unit_id as id from unit_version v where v.superior_id = b.id and v.valid @> $2::date
    union all select s.from_unit_id from unit_succession s where s.to_unit_id = b.id and s.effective_on <= $2::date) next)
  select id from below`;

let units: Map<string, string>;

async function fill(client: Client): Promise<void> {
  // Those of the demonstration would be in the way of numbers known beforehand.
  // What names them, models and dossiers that nobody may delete, stays behind: this database is the test's own.
  await client.query('set session_replication_role = replica; delete from honouree; reset session_replication_role');
  const found = await client.query<{ code: string; id: string }>('select code, id from unit');
  units = new Map(found.rows.map(({ code, id }) => [code, id]));
  const insert = (registrar: string, unit: string | null, name: string, count: number): Promise<unknown> =>
    client.query(
      `insert into honouree (kind, display_name, registered_by_id, unit_id, area_id, created_at)
       select case when i % 4 = 0 then 'HOUSEHOLD' else 'INDIVIDUAL' end, $3 || ' ' || i, $1, $2,
              case when i % 3 = 0 then (select id from area order by id limit 1) end, now() from generate_series(1, $4::int) i`,
      [units.get(registrar), unit && units.get(unit), name, count],
    );
  // One each of more units than a page has rows, which lie below two units of one reader.
  await client.query(
    `insert into honouree (kind, display_name, registered_by_id, created_at)
     select 'INDIVIDUAL', 'Một Người', unit, now() from units_below(array[$1::uuid], $2) unit where unit <> $1`,
    [units.get('UBND-03390'), DAY],
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

function asConnection(client: Client): Parameters<typeof honoureePage>[0] {
  return { rows: async (text, values) => (await client.query(text, [...(values ?? [])])).rows };
}

/** All pages of 7, one after the other. */
async function pages(
  client: Client,
  scope: HonoureeScope,
  conditions: HonoureeConditions,
  share: number,
): Promise<string[]> {
  const connection = asConnection(client);
  const ids: string[] = [];
  for (;;) {
    const last = ids.at(-1);
    const after = last ? [last] : null;
    const page = await honoureePage(connection, { scope, conditions, after, limit: 7, row: PLAIN_HONOUREE, share });
    ids.push(...page.map(({ id }) => id));
    if (page.length < 7 || ids.length > 300) break;
  }
  const count = await countHonourees(connection, { scope, conditions, share });
  if (ids.length <= 300) expect(count).toBe(ids.length);
  return ids;
}

describe('a list of honourees', () => {
  beforeAll(async () => {
    await createDatabase(worker.cluster, DATABASE, 'template_so_vang');
    await connected('postgres', fill, DATABASE);
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
            for (const share of SHARES) {
              const ids = await pages(client, scope, { ...EVERYTHING, ...asked }, share);
              expect(ids.slice(0, 301)).toEqual(expected);
            }
          },
          DATABASE,
        );
      },
    );
  }

  it.each([
    // Of the newest 2,000, five belong to the commune's People's Committee and 1,995 to the Party committee of another.
    [['UBND-03390'], 5 / 2_000],
    [['DU-03388'], 1_995 / 2_000],
    [['UBND-03390', 'DU-03388'], 1],
    [['UBND-03388'], 0],
    [[], 0],
  ])('for %j is known to be %d of the newest', async (codes, share) => {
    await connected(
      'so_vang_app',
      async (client) => {
        const scope = { roots: codes.map((code) => units.get(code)!), day: DAY };
        expect(await shareOfNewest(asConnection(client), scope)).toBe(share);
      },
      DATABASE,
    );
  });

  it('of a unit or an area holds those alone that one may read', async () => {
    await connected(
      'so_vang_owner',
      async (client) => {
        const scope = { roots: [units.get('UBND-12')!], day: DAY };
        const school = units.get('THCS-BINH-LU')!;
        const area = (await client.query<{ id: string }>('select id from area order by id limit 1')).rows[0]!.id;
        for (const share of SHARES) {
          const ofUnit = await pages(client, scope, { ...EVERYTHING, unitId: school }, share);
          expect(ofUnit).toEqual(await plain(client, scope.roots, `and unit_id = '${school}'`));
          expect(ofUnit).toHaveLength(70);
          const ofArea = await pages(client, scope, { ...EVERYTHING, areaId: area }, share);
          expect(ofArea).toEqual(await plain(client, scope.roots, `and area_id = '${area}'`));
          const foreign = { roots: [units.get('UBND-03388')!], day: DAY };
          expect(await pages(client, foreign, { ...EVERYTHING, unitId: school }, share)).toEqual([]);
        }
      },
      DATABASE,
    );
  });
});
