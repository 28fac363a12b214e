import { publishedData } from '../../src/units/published-areas.js';
import { as } from '../support/api.js';
import { connected, rows } from '../support/database.js';
import { asEarlierLoaded, emptied, loaded } from '../support/loaded-areas.js';
import { databaseUrl, dropDatabase, ownDatabase } from '../support/own-server.js';
import { runProgram } from '../support/program.js';

const DATA = await publishedData();

interface Step {
  kind: string;
  effectiveOn: string;
  whole: boolean;
  primary: boolean;
  evidence: string;
  legalBasis: string | null;
  from: { id: string; name: string; predecessors?: Step[] } | null;
  to: { id: string; name: string; successors?: Step[] } | null;
}

const STEP = `kind effectiveOn whole primary evidence legalBasis`;
const SUCCESSORS = `query ($code: String!, $day: CivilDate!) { area(code: $code, asOf: $day) {
  id validTo successors { ${STEP} to { id name(asOf: "2026-05-01") successors { ${STEP} to { id name(asOf: "2026-05-01") } } } } } }`;

async function successors(code: string, day: string): Promise<{ id: string; validTo: string; successors: Step[] }> {
  return (await as('canbo.binhlu')).get(SUCCESSORS, { code, day });
}

describe('what became of a place', () => {
  it('is told as the law says it: whole and part, the act with its clause', async () => {
    const trucBach = await successors('00004', '2024-01-01');
    expect(trucBach.successors).toEqual([
      {
        kind: 'MERGED',
        effectiveOn: '2025-07-01',
        whole: true,
        primary: true,
        evidence: 'LAW',
        legalBasis: expect.stringContaining('1656/NQ-UBTVQH15'),
        to: { id: expect.any(String), name: 'Phường Ba Đình', successors: [] },
      },
    ]);
    const ngocHa = await successors('00016', '2024-01-01');
    expect(ngocHa.successors.length).toBeGreaterThan(1);
    expect(ngocHa.successors.every(({ whole, kind }) => !whole && kind === 'PARTIAL')).toBe(true);
    expect(ngocHa.successors.map(({ primary }) => primary)).toEqual([
      true,
      ...ngocHa.successors.slice(1).map(() => false),
    ]);
  });

  it('goes through two mergers, in steps', async () => {
    // Xã Hồ Sơn went into another commune before the reform; that one into a third at the reform.
    const removed = DATA.events.find(
      ({ event, level, successor_code, effective }) =>
        event === 'removed' && level === '3' && effective === '2024-11-01' && successor_code !== '',
    )!;
    const { validTo, successors: steps } = await successors(removed.code, '2024-01-01');
    expect(validTo).toBe('2024-10-31');
    expect(steps).toMatchObject([{ kind: 'MERGED', evidence: 'INFERRED', legalBasis: null }]);
    const second = steps[0]!.to!.successors!;
    const published = DATA.successions.filter(({ old_code }) => old_code === removed.successor_code);
    expect(second.map(({ legalBasis }) => legalBasis).sort()).toEqual(published.map((row) => row.legal_basis).sort());
  });

  it('says that a district was dissolved, and that it is not known what became of a removed ward', async () => {
    expect((await successors('106', '2024-01-01')).successors).toMatchObject([
      { kind: 'DISSOLVED', evidence: 'LAW', legalBasis: '203/2025/QH15; 72/2025/QH15', to: null },
    ]);
    expect((await successors('13009', '2024-01-01')).successors).toMatchObject([
      { kind: 'DISSOLVED', evidence: 'UNKNOWN', legalBasis: null, to: null },
    ]);
  });

  it('keeps a renamed and a respelled place the same one, without a succession', async () => {
    for (const [code, before, after] of [
      ['14845', 'Thị trấn Mường Lát', 'Xã Mường Lát'],
      ['04603', 'Xã Tà Si Láng', 'Xã Tà Xi Láng'],
      ['05869', 'Xã Hồng Tiến', 'Phường Hồng Tiến'],
    ]) {
      const query = `query ($code: String!) { area(code: $code, asOf: "2022-01-01") {
        then: name(asOf: "2022-01-01") now: name(asOf: "2025-06-30") today: name(asOf: "2026-01-01") successors { kind effectiveOn } } }`;
      const area = await (await as('canbo.binhlu')).get(query, { code });
      expect([before, code]).toEqual([area.then, code]);
      expect([area.now, area.today]).toContain(after);
      expect(area.successors.filter(({ effectiveOn }: Step) => effectiveOn < '2025-07-01')).toEqual([]);
    }
  });

  it('leads back from a successor to where one began: through all areas that became something', async () => {
    const [lost] = await rows<{ count: number }>(
      `with recursive forth as (
         select s.from_area_id as start, s.to_area_id as id, 1 as step from area_succession s where s.to_area_id is not null
         union select f.start, s.to_area_id, f.step + 1 from forth f join area_succession s on s.from_area_id = f.id
         where s.to_area_id is not null and f.step < 10
       ), back as (
         select start as finish, id as at, id, 0 as step from forth
         union select b.finish, b.at, s.from_area_id, b.step + 1 from back b join area_succession s on s.to_area_id = b.id
         where b.step < 10
       )
       select (select count(*) from (select distinct start, id from forth) f)::int
         - (select count(*) from (select distinct finish, at from back where id = finish) b)::int as count`,
    );
    expect(lost).toEqual({ count: 0 });
    const client = await as('canbo.binhlu');
    const query = `query { area(code: "03390", asOf: "2026-01-01") { predecessors { whole from { id name(asOf: "2024-01-01") successors { to { code } } } } } }`;
    const { predecessors } = await client.get(query);
    expect(predecessors.map(({ from }: Step) => from!.name).sort()).toEqual([
      'Thị trấn Tam Đường',
      'Xã Bình Lư',
      'Xã Sơn Bình',
    ]);
    expect(
      predecessors.every(({ from }: { from: { successors: { to: { code: string } }[] } }) =>
        from.successors.some(({ to }) => to.code === '03390'),
      ),
    ).toBe(true);
  });
});

const TREE = `select v.code, v.name, v.kind, coalesce(p.code, '') as parent from area_version v
  left join area_version p on p.area_id = v.parent_id and p.valid @> $1::date
  where v.valid @> $1::date order by v.code`;

describe('npm run data:load', () => {
  let database: string;
  beforeEach(async () => void (database = await ownDatabase()));
  afterEach(() => dropDatabase(database));

  async function load(...args: string[]): Promise<string> {
    const env = { DATABASE_URL: databaseUrl(database), DATABASE_OWNER_URL: databaseUrl(database, 'so_vang_owner') };
    const { code, stdout, stderr } = await runProgram('data-load.cli', env, args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  }

  it('loads the past to a day and later the rest: the same as at once, and again nothing', async () => {
    const whole = await loaded(database);
    await emptied(database);
    for (const day of ['2021-11-01', '2025-06-30']) {
      await load('--until', day);
      const published = { '2021-11-01': DATA.units2021, '2025-06-30': DATA.units2024 }[day];
      const living = await rows(TREE, ['2030-01-01'], database);
      if (published) {
        const inOrder = [...published].sort((one, other) => (one.code < other.code ? -1 : 1));
        expect(living).toEqual(inOrder.map(({ code, name, kind, parent }) => ({ code, name, kind, parent })));
      }
      expect(living.length).toBeGreaterThan(10_000);
    }
    expect(await load()).not.toMatch(/Đã thêm 0 đơn vị/);
    expect(await loaded(database)).toEqual(whole);
    const ids = await rows('select area_id, lower(valid) from area_version order by 1, 2', [], database);
    expect(await load()).toMatch(/Đã thêm 0 đơn vị hành chính, 0 phiên bản, 0 lần kế thừa; kết thúc 0 phiên bản/);
    // An older state of the data takes nothing back.
    expect(await load('--until', '2023-12-31')).toMatch(
      /Đã thêm 0 đơn vị hành chính, 0 phiên bản, 0 lần kế thừa; kết thúc 0/,
    );
    expect(await rows('select area_id, lower(valid) from area_version order by 1, 2', [], database)).toEqual(ids);
    expect(await loaded(database)).toEqual(whole);
  });

  it('knows the past better than an earlier state did: looks first, keeps what was known, and changes no identity', async () => {
    const whole = await loaded(database);
    const areaOf = (): Promise<unknown[]> =>
      rows(
        `select code, area_id from area_version where valid @> '2024-10-01'::date and area_id in (select area_id from area_version
           where valid @> '2025-06-30'::date) order by code`,
        [],
        database,
      );
    const ids = await areaOf();
    await asEarlierLoaded(database);
    const earlier = await loaded(database);
    const looked = await load('--dry-run');
    expect(looked).toMatch(/^Chạy thử, không ghi gì\.\n/);
    expect(looked).toMatch(/Biết rõ hơn về quá khứ: [1-9]\d* phiên bản/);
    expect(looked).toMatch(/\d{2,5} .* \[2021-11-01, 2025-07-01\) → /);
    expect(await loaded(database)).toEqual(earlier);
    expect(await rows('select from area_version_superseded', [], database)).toEqual([]);
    await load();
    expect(await loaded(database)).toEqual(whole);
    expect(await areaOf()).toEqual(ids);
    const [kept] = await rows(
      `select (select count(*)::int from area_version_superseded s join area_load l on l.id = s.superseded_by_id and l.at = s.superseded_at) as former,
         (select (summary ->> 'supersededVersions')::int from area_load order by id desc limit 1) as told,
         (select count(*)::int from audit where text::jsonb ->> 'action' = 'area.load') as audited`,
      [],
      database,
    );
    expect(kept).toEqual({ former: kept!['told'], told: expect.any(Number), audited: 2 });
    expect(kept!['told']).toBeGreaterThan(100);
  });

  it('refuses to forget a place on which something rests, and changes nothing', async () => {
    await rows(
      `with made as (insert into area select uuidv7() returning id),
       version as (insert into area_version (area_id, valid, code, name, kind, tier, parent_id)
         select m.id, '[2024-01-01,2025-07-01)', '99999', 'Xã Không Còn Biết', 'Xã', 'COMMUNE',
           (select area_id from area_version where code = '106' and valid @> '2024-01-01'::date) from made m)
       insert into honouree (kind, display_name, registered_by_id, area_id, created_at)
       select 'HOUSEHOLD', 'Hộ thử', (select id from unit limit 1), id, now() from made`,
      [],
      database,
    );
    const before = await loaded(database);
    const env = { DATABASE_URL: databaseUrl(database), DATABASE_OWNER_URL: databaseUrl(database, 'so_vang_owner') };
    const { code, stderr } = await runProgram('data-load.cli', env);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^Dữ liệu trái với .*99999 Xã Không Còn Biết ≠ ∅/)]);
    expect(await loaded(database)).toEqual(before);
    await rows(`delete from honouree where display_name = 'Hộ thử'`, [], database);
    await load();
    const [former] = await rows(`select name, valid::text from area_version_superseded`, [], database);
    expect(former).toEqual({ name: 'Xã Không Còn Biết', valid: '[2024-01-01,2025-07-01)' });
  });

  it('lets nobody take knowledge away but by a load that knows better', async () => {
    const asApp = (text: string) => connected('so_vang_app', (client) => client.query(text), database);
    for (const table of ['area_version', 'area_succession', 'area_version_superseded', 'area_succession_superseded'])
      await expect(asApp(`delete from ${table}`)).rejects.toThrow(/permission denied/);
    const nobody = `select area_versions_supersede(gen_random_uuid(), array[gen_random_uuid()], array['2021-11-01'::date])`;
    await expect(asApp(nobody)).rejects.toThrow(/query returned no rows/);
  });
});

describe('the tree', () => {
  const DAYS = [
    '2021-11-01',
    '2022-07-15',
    '2024-09-01',
    '2024-12-31',
    '2025-01-01',
    '2025-02-28',
    '2025-06-30',
    '2025-07-01',
    '2026-04-30',
  ];

  it.each(DAYS)('on %s has nothing without a parent of the tier above, and what lies below adds up', async (day) => {
    const [sums] = await rows(
      `with living as (select area_id, parent_id, tier from area_version where valid @> $1::date),
         below as (select d.area_id from living p join living d on d.parent_id = p.area_id where p.tier = 'PROVINCE')
       select (select count(*) from living l where l.tier <> 'PROVINCE'
                 and not exists (select from living p where p.area_id = l.parent_id and p.tier <> l.tier))::int as orphans,
         (select count(*) from living)::int as total,
         ((select count(*) from living where tier = 'PROVINCE') + (select count(*) from below)
           + (select count(*) from below d join living c on c.parent_id = d.area_id))::int as below`,
      [day],
    );
    expect(sums).toEqual({ orphans: 0, total: sums!['total'], below: sums!['total'] });
  });
});
