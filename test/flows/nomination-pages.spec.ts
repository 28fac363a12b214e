import type { Client } from 'pg';
import type * as Queries from '../../src/nominations/find-nominations.queries.js';
import type { NominationConditions } from '../../src/nominations/find-nominations.queries.js';
import type * as Rows from '../../src/nominations/nomination-row.js';
import type { NominationScope } from '../../src/nominations/nomination-scope.js';
import { worker } from '../support/api.js';
import { createDatabase } from '../support/cluster.mjs';
import { connected } from '../support/database.js';

// A page comes from the newest rows, or from the reader's units and routes, whichever has it first. Both must give the
// rows of the plain question: no draft of another unit may be shown, and none may take the place of a row and so end a
// list early. The built query functions are asked directly, on rows that are made as triggers would have left them.
const dist = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../dist/${path}.js`, import.meta.url).href) as Promise<Module>;
const { countNominations, nominationPage } = await dist<typeof Queries>('nominations/find-nominations.queries');
const { PLAIN_ROW } = await dist<typeof Rows>('nominations/nomination-row');
// Counts come as numbers once the service's connection has been read.
await dist('core/data-source');

const DATABASE = 'nomination_pages';
const DAY = '2026-05-19' as NominationScope['day'];
const EVERYTHING: NominationConditions = {
  states: null,
  atUnitId: null,
  proposedById: null,
  campaignId: null,
  awardTypeCode: null,
  honoureeId: null,
  overdue: null,
};
/** More in a row than among which a page is looked for first. */
const HIDDEN = 230;

let units: Map<string, string>;

/** What the plain question answers. */
const PLAIN = `with recursive below as (
    select unnest($1::uuid[]) as id
    union select v.unit_id from below b join unit_version v on v.superior_id = b.id and v.valid @> $2::date)
  select n.id from nomination n
  where (n.proposed_by_id = any ($1::uuid[]) or n.state <> 'DRAFT' and (n.proposed_by_id in (select id from below)
    or exists (select from nomination_step s where s.nomination_id = n.id and s.unit_id = any ($1::uuid[]))))`;

interface Batch {
  by: string;
  state: string;
  count: number;
  route?: string[];
  dueOn?: string;
}

/** From the oldest to the newest. */
const BATCHES: Batch[] = [
  // One each of more units than a page has rows, which lie below two units of one reader.
  ...['TH-BINH-LU', 'MN-BINH-LU', 'THCS-TAM-DUONG', 'BAN-THAM', 'BAN-NA-CA', 'BAN-TIEN-BINH', 'PVHXH-03390'].map(
    (by): Batch => ({ by, state: 'RETURNED', count: 1 }),
  ),
  { by: 'THCS-BINH-LU', state: 'RECEIVED', count: 3, route: ['UBND-03390', 'UBND-12'], dueOn: '2026-05-18' },
  { by: 'UBND-03388', state: 'AWARDED', count: 40, route: ['UBND-12'] },
  { by: 'UBND-03390', state: 'DRAFT', count: 9 },
  { by: 'DU-03390', state: 'SUBMITTED', count: 12, route: ['TU-12', 'UBND-12'], dueOn: '2026-05-20' },
  { by: 'UBND-03388', state: 'DRAFT', count: HIDDEN },
  { by: 'THCS-BINH-LU', state: 'REJECTED', count: 8, route: ['UBND-03390'] },
  { by: 'UBND-03388', state: 'DRAFT', count: 5 },
  { by: 'UBND-03390', state: 'RETURNED', count: 4, route: ['UBND-12'], dueOn: '2026-05-01' },
  { by: 'DU-03388', state: 'DRAFT', count: HIDDEN },
  // Of the Party's line alone: the State's province finds nothing of its own among the newest.
  { by: 'DU-03388', state: 'AWARDED', count: HIDDEN, route: ['DU-03388'] },
];

async function insert(client: Client, batch: Batch, from: number): Promise<void> {
  const route = (batch.route ?? []).map((code) => units.get(code)!);
  await client.query(
    `with made as (
       insert into nomination (id, code, honouree_id, award_type_id, merit_kind, proposed_by_id, achievements,
         achievement_from, achievement_to, created_at, state, step, due_on)
       select ('01990000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'HS-TRANG-' || i,
         (select id from honouree order by id limit 1), (select id from award_type order by code limit 1), 'PHONG_TRAO', $1,
         'Thành tích ' || i, make_date(1000 + i, 1, 1), make_date(1000 + i, 12, 31), now(), $2, cardinality($5::uuid[]), $6::date
       from generate_series($3::int, $4::int) i returning id)
     insert into nomination_step (nomination_id, position, unit_id, tier, line, decides, external, council, posting)
     select made.id, r.position, r.unit_id, 'PROVINCE', 'STATE', false, false, 'NONE', false
     from made cross join unnest($5::uuid[]) with ordinality r (unit_id, position)`,
    [units.get(batch.by), batch.state, from, from + batch.count - 1, route, batch.dueOn ?? null],
  );
}

async function fill(client: Client): Promise<void> {
  const found = await client.query<{ code: string; id: string }>('select code, id from unit');
  units = new Map(found.rows.map(({ code, id }) => [code, id]));
  await client.query('set session_replication_role = replica');
  await client.query('delete from nomination_step; delete from nomination');
  let made = 1;
  for (const batch of BATCHES) {
    await insert(client, batch, made);
    made += batch.count;
  }
  await client.query('reset session_replication_role; analyze nomination; analyze nomination_step');
}

function asConnection(client: Client): Parameters<typeof nominationPage>[0] {
  return { rows: async (text, values) => (await client.query(text, [...(values ?? [])])).rows };
}

/**
 * All pages, one after the other, as a client reads them: on while there is one row more than was asked for. The share
 * chooses the way: 1 looks among the newest first, 0 goes by the units alone.
 */
async function pages(
  client: Client,
  scope: NominationScope,
  { conditions, share }: { conditions: NominationConditions; share: number },
): Promise<string[]> {
  const first = 7;
  const ids: string[] = [];
  for (;;) {
    const after = ids.length > 0 ? [ids.at(-1)!] : null;
    const question = { scope, conditions, after, limit: first + 1, row: PLAIN_ROW, share };
    const page = await nominationPage(asConnection(client), question);
    ids.push(...page.slice(0, first).map(({ id }) => id));
    if (page.length <= first) return ids;
  }
}

describe('a list of nominations', () => {
  beforeAll(async () => {
    await createDatabase(worker.cluster, DATABASE, 'template_so_vang');
    await connected('postgres', fill, DATABASE);
  });

  const readers: [string[], number][] = [
    [['UBND-12'], 74],
    [['UBND-12', 'UBND-03390', 'PVHXH-03390'], 83],
    [['TU-12'], 12 + HIDDEN],
    [['UBND-03390'], 31],
    [['UBND-03388'], 40 + HIDDEN + 5],
    [['DU-03388'], 2 * HIDDEN],
    [['THCS-BINH-LU'], 11],
    [['DU-03390', 'THCS-BINH-LU'], 23],
    [[], 0],
  ];
  const questions: [string, Partial<NominationConditions>, string][] = [
    ['of everything', {}, ''],
    ['of drafts', { states: ['DRAFT'] }, `and n.state = 'DRAFT'`],
    ['of what goes on', { states: ['RECEIVED', 'RETURNED'] }, `and n.state in ('RECEIVED', 'RETURNED')`],
    ['of drafts and awarded ones', { states: ['AWARDED', 'DRAFT'] }, `and n.state in ('AWARDED', 'DRAFT')`],
    ['of what is overdue', { overdue: true }, `and n.due_on < '2026-05-19' and not n.suspended`],
    ['of what is not', { overdue: false }, `and (n.due_on is null or n.due_on >= '2026-05-19' or n.suspended)`],
  ];
  for (const [codes, readable] of readers) {
    it.each(questions)(`for ${codes.join(' and ') || 'nobody'} %s is whole`, async (_, asked, where) => {
      await connected(
        'so_vang_app',
        async (client) => {
          const scope = { roots: codes.map((code) => units.get(code)!), day: DAY };
          const plain = await client.query<{ id: string }>(`${PLAIN} ${where} order by n.id desc`, [scope.roots, DAY]);
          const expected = plain.rows.map(({ id }) => id);
          if (where === '') expect(expected).toHaveLength(readable);
          const conditions = { ...EVERYTHING, ...asked };
          for (const share of [0, 1]) expect(await pages(client, scope, { conditions, share })).toEqual(expected);
          expect(await countNominations(asConnection(client), { scope, conditions })).toBe(expected.length);
        },
        DATABASE,
      );
    });
  }
});
