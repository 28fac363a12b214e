import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../support/api.js';
import { copyFirstStart, IN_2023 } from '../support/first-start.js';
import { TODAY } from '../support/models.js';
import { TrialServer } from '../support/trial-server.js';

const CLOCK = '2023-05-19T08:00:00+07:00';
const THEN = '2023-05-19';
const LAST_DAY = '2025-06-30';
const REFORM = '2025-07-01';

interface UnitNode {
  code: string;
  line: string;
  isBody: boolean;
  external: boolean;
  name: string;
  tier: string;
  validFrom: string;
  validTo: string | null;
  superior: { code: string; line: string; validFrom: string; validTo: string | null } | null;
}

const folders: string[] = [];
let now: TrialServer;
let then: TrialServer;
/** What their first starts printed. */
let said: Map<TrialServer, string[]>;

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'so-vang-trial-'));
  await chmod(path, 0o755);
  folders.push(path);
  return path;
}

beforeAll(async () => {
  const [first, second] = [await folder(), await folder()];
  const [today, past] = await Promise.all([copyFirstStart(first), copyFirstStart(second, IN_2023)]);
  [now, then] = await Promise.all([TrialServer.start(first), TrialServer.start(second, CLOCK)]);
  said = new Map([
    [now, today],
    [then, past],
  ]);
});

afterAll(async () => {
  await Promise.all([now, then].map((server) => server.stop()));
  for (const path of folders) await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

const UNITS = `query ($filter: UnitFilter, $day: CivilDate) {
  units(filter: $filter, asOf: $day, first: 100) {
    totalCount
    edges { node {
      code line isBody external name(asOf: $day) tier(asOf: $day) validFrom validTo
      superior(asOf: $day) { code line validFrom validTo }
    } }
  }
}`;

async function unitsOn(client: Client, day?: string): Promise<UnitNode[]> {
  const { totalCount, edges } = await client.get(UNITS, { day: day ?? null });
  expect(edges).toHaveLength(totalCount);
  return edges.map(({ node }: { node: UnitNode }) => node);
}

function countByLineAndTier(units: readonly UnitNode[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { line, tier } of units) counts[`${line} ${tier}`] = (counts[`${line} ${tier}`] ?? 0) + 1;
  return counts;
}

const BEFORE_REFORM = {
  'STATE CENTRAL': 1,
  'STATE PROVINCE': 1,
  'STATE DISTRICT': 6, // 2 districts, 4 sở
  'STATE COMMUNE': 6,
  'STATE GRASSROOTS': 33,
  'PARTY CENTRAL': 1,
  'PARTY PROVINCE': 1,
  'PARTY DISTRICT': 5, // 2 huyện ủy, 2 đảng ủy trực thuộc, Ban Tuyên giáo
  'PARTY COMMUNE': 6,
  'PARTY GRASSROOTS': 8,
  'FRONT PROVINCE': 1,
  'OTHER GRASSROOTS': 1,
};
const SINCE_REFORM = {
  ...BEFORE_REFORM,
  'STATE DISTRICT': 4,
  'STATE GRASSROOTS': 38,
  'PARTY DISTRICT': 3,
  'PARTY GRASSROOTS': 9,
};

describe('the units of the demonstration province', () => {
  it.each([
    ['on 2023-05-19', THEN, BEFORE_REFORM],
    ['on the last day of the districts', LAST_DAY, BEFORE_REFORM],
    ['on the first day without districts', REFORM, SINCE_REFORM],
    ['today', undefined, SINCE_REFORM],
  ])('%s are so many in each line at each tier, whatever the clock', async (_when, day, expected) => {
    for (const server of [now, then]) {
      const units = await unitsOn(await server.as('kiemtra.tinh'), day ?? (server === then ? REFORM : undefined));
      expect(countByLineAndTier(units)).toEqual(expected);
    }
  });

  it('are, without a day, those of the clock', async () => {
    expect(countByLineAndTier(await unitsOn(await then.as('kiemtra.tinh')))).toEqual(BEFORE_REFORM);
    expect(countByLineAndTier(await unitsOn(await now.as('kiemtra.tinh')))).toEqual(SINCE_REFORM);
  });

  it('changed their names, not themselves', async () => {
    const client = await now.as('kiemtra.tinh');
    const name = async (code: string, day: string): Promise<string | undefined> =>
      (await unitsOn(client, day)).find((unit) => unit.code === code)?.name;
    expect(await name('BTGTW', '2025-01-31')).toBe('Ban Tuyên giáo Trung ương');
    expect(await name('BTGTW', '2025-02-01')).toBe('Ban Tuyên giáo và Dân vận Trung ương');
    expect(await name('BTG-12', '2025-02-28')).toBe('Ban Tuyên giáo Tỉnh ủy Lai Châu');
    expect(await name('BTG-12', '2025-03-01')).toBe('Ban Tuyên giáo và Dân vận Tỉnh ủy Lai Châu');
    expect(await name('SNN-12', '2025-02-28')).toBe('Sở Nông nghiệp và Phát triển nông thôn tỉnh Lai Châu');
    expect(await name('SNN-12', '2025-03-01')).toBe('Sở Nông nghiệp và Môi trường tỉnh Lai Châu');
    expect(await name('DUK-12', '2025-02-01')).toBeUndefined();
    expect(await name('DUCQ-12', '2025-01-31')).toBeUndefined();
  });

  it('a school passed from the district to the commune, a hamlet from its old commune to the new one', async () => {
    const client = await now.as('kiemtra.tinh');
    const superiors = async (day: string): Promise<(string | undefined)[]> => {
      const units = await unitsOn(client, day);
      return ['THCS-BINH-LU', 'BAN-THAM', 'CB-THAM', 'THPT-BINH-LU'].map(
        (code) => units.find((unit) => unit.code === code)?.superior?.code,
      );
    };
    expect(await superiors(LAST_DAY)).toEqual(['UBND-106', 'UBND-03412-2021', 'DU-03412-2021', 'SGDDT-12']);
    expect(await superiors(REFORM)).toEqual(['UBND-03390', 'UBND-03390', 'DU-03390', 'SGDDT-12']);
  });

  it('of communes have heirs since the reform, as the real areas have; nobody knew of that before', async () => {
    // The area of each body's last day went over as a whole into that of its heir.
    const heirs = await now.rows<{ unit: string; heir: string | null; follows: boolean }>(
      `select u.code as unit, h.code as heir, exists (select from area_succession a join unit_version n on n.unit_id = h.id
           and n.area_id = a.to_area_id where a.from_area_id = v.area_id and a.whole and a.effective_on = upper(v.valid)
           and n.valid @> a.effective_on) or exists (select from unit_version n where n.unit_id = h.id and n.area_id = v.area_id)
         as follows
       from unit u join unit_version v on v.unit_id = u.id and v.tier = 'COMMUNE' and upper(v.valid) = '${REFORM}'
       left join unit_succession s on s.from_unit_id = u.id left join unit h on h.id = s.to_unit_id and h.line = u.line
       order by 1`,
    );
    expect(heirs).toHaveLength(12);
    expect(heirs.filter(({ heir, follows }) => heir === null || !follows)).toEqual([]);
    const { edges } = await (
      await now.as('canbo.binhlu')
    ).get(`query ($day: CivilDate) { units(asOf: $day, first: 100) { edges { node { code successors { code } } } } }`, {
      day: LAST_DAY,
    });
    const seen = edges.map(({ node }: { node: { code: string; successors: object[] } }) => node);
    expect(seen).toContainEqual({ code: 'UBND-03412-2021', successors: [{ code: 'UBND-03390' }] });
    expect(await then.rows('select from unit_succession')).toEqual([]);
  });

  it('have a living superior of their own line on each day of their life, but for the tops', async () => {
    const client = await now.as('kiemtra.tinh');
    const written = JSON.parse(
      await readFile(new URL('../../data/demonstration/units.json', import.meta.url), 'utf8'),
    ) as { versions: { from: string; to?: string }[] }[];
    // Between two of these days nothing changes.
    const days = new Set(
      written.flatMap(({ versions }) => versions.flatMap(({ from, to }) => (to ? [from, to] : [from]))),
    );
    expect([...days].sort()).toEqual([
      '2021-11-01', '2025-01-31', '2025-02-01', '2025-02-28', '2025-03-01', LAST_DAY, REFORM,
    ]); // prettier-ignore
    for (const day of days) {
      const units = await unitsOn(client, day);
      const tops = units.filter(({ superior }) => superior === null).map(({ code }) => code);
      expect(tops).toEqual(['BTGTW', 'MTTQ-12', 'TTG', 'TU-12', 'UBND-12']);
      const astray = units.filter(({ line, superior }) => {
        if (superior === null) return false;
        const lives = superior.validFrom <= day && (superior.validTo === null || day <= superior.validTo);
        return !lives || superior.line !== (line === 'OTHER' ? 'STATE' : line);
      });
      expect(astray).toEqual([]);
      const communes = units.filter(({ tier }) => tier === 'COMMUNE');
      expect(communes.map(({ superior }) => superior?.code.replace(/\d+$/, '')).sort()).toEqual(
        day < REFORM
          ? [...Array<string>(6).fill('HU-'), ...Array<string>(6).fill('UBND-')]
          : [...Array<string>(6).fill('TU-'), ...Array<string>(6).fill('UBND-')],
      );
      expect(communes.every(({ isBody, external }) => isBody && !external)).toBe(true);
    }
  });

  it('the central bodies act outside, schools and hamlets stand on no route', async () => {
    const units = await unitsOn(await now.as('kiemtra.tinh'), LAST_DAY);
    expect(units.filter(({ external }) => external).map(({ code }) => code)).toEqual(['BTGTW', 'TTG']);
    expect(units.filter(({ isBody, tier }) => isBody === (tier === 'GRASSROOTS'))).toEqual([]);
  });
});

interface GrantNode {
  role: string;
  unit: { code: string };
  validFrom: string;
  validTo: string | null;
}

async function grantsSeenBy(client: Client): Promise<(GrantNode & { username: string })[]> {
  const { totalCount, edges } = await client.get(`{ accounts(first: 100) {
    totalCount edges { node { username grants { role unit { code } validFrom validTo } } } } }`);
  expect(edges).toHaveLength(totalCount);
  return edges.flatMap(({ node }: { node: { username: string; grants: GrantNode[] } }) =>
    node.grants.map((grant) => ({ username: node.username, ...grant })),
  );
}

const ONE_OF_ALL = { UNIT_OFFICER: 1, HISTORIAN: 1, ADMINISTRATOR: 1, AUDITOR: 1, AUTHORITY: 1 };
const APART = { REVIEWER: 2, COUNCIL_SECRETARY: 2 };
const ACTING = { UNIT_OFFICER: 1, AUTHORITY: 1, ...APART };

describe('the accounts of the demonstration province', () => {
  it.each([
    ['a commune', 'UBND-03390', REFORM, null, { ...ONE_OF_ALL, ...APART, COUNCIL_MEMBER: 2 }],
    ['its Party committee', 'DU-03390', REFORM, null, { ...ONE_OF_ALL, ...APART, COUNCIL_MEMBER: 1 }],
    ['a commune before', 'UBND-03412-2021', '2021-11-01', LAST_DAY, { ...ONE_OF_ALL, ...APART, COUNCIL_MEMBER: 2 }],
    ['its Party committee before', 'DU-03412-2021', '2021-11-01', LAST_DAY, ACTING],
    ['a district', 'UBND-106', '2021-11-01', LAST_DAY, { ...ONE_OF_ALL, ...APART, COUNCIL_MEMBER: 2 }],
    ['its Party committee', 'HU-106', '2021-11-01', LAST_DAY, ACTING],
    ['a sở', 'SNV-12', '2021-11-01', null, { ...ONE_OF_ALL, ...APART, COUNCIL_MEMBER: 1 }],
    ['a đảng ủy trực thuộc', 'DUCA-12', '2021-11-01', null, { ...ONE_OF_ALL, ...APART, COUNCIL_MEMBER: 1 }],
    ['the province', 'UBND-12', '2021-11-01', null, { ...ONE_OF_ALL, ...APART, COUNCIL_MEMBER: 3, ADMINISTRATOR: 2 }],
    ['Tỉnh ủy', 'TU-12', '2021-11-01', null, { ...ONE_OF_ALL, ...APART, COUNCIL_MEMBER: 2, ADMINISTRATOR: 2 }],
  ])('have every role at %s (%s), each held by a person of its own', async (_place, code, from, to, roles) => {
    for (const server of [now, then]) {
      const administrators = ['quantri.tinh', 'quantri.tinhuy'].map((name) => server.as(name));
      const all = (await Promise.all(administrators.map(async (client) => grantsSeenBy(await client)))).flat();
      const here = all.filter(({ unit }) => unit.code === code);
      const counts: Record<string, number> = {};
      for (const { role } of here) counts[role] = (counts[role] ?? 0) + 1;
      expect(counts).toEqual(roles);
      expect(new Set(here.map(({ username }) => username)).size).toBe(here.length);
      expect(new Set(here.map(({ validFrom, validTo }) => `${validFrom} ${validTo}`))).toEqual(
        new Set([`${from} ${to}`]),
      );
    }
  });

  it('stand in trial-accounts.json in the shape that is promised, those first that act on the day', async () => {
    for (const [server, day] of [
      [now, TODAY],
      [then, THEN],
    ] as const) {
      const accounts = server.accounts();
      expect(accounts).toHaveLength(107);
      expect(new Set(accounts.map(({ username }) => username)).size).toBe(107);
      expect(new Set(accounts.map(({ password }) => password)).size).toBe(107);
      for (const { username, password, roles, unit, validFrom, validTo, ...more } of accounts) {
        expect(more).toEqual({});
        expect(username).toMatch(/^[a-z0-9]+\.[a-z0-9]+$/);
        expect(password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
        expect(roles.length).toBeGreaterThan(0);
        expect(Object.keys(unit)).toEqual(['id', 'code', 'name', 'tier', 'line']);
        expect([validFrom, validTo]).toEqual([expect.stringMatching(/^20\d\d-/), validTo && LAST_DAY]);
      }
      const acts = accounts.map(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));
      expect(acts).toEqual([...acts].sort((a, b) => Number(b) - Number(a)));
      expect((await stat(join(server.dataDir, 'trial-accounts.json'))).mode & 0o777).toBe(0o600);
    }
    const main = (server: TrialServer, username: string): unknown[] => {
      const { roles, unit, validTo } = server.accounts().find((account) => account.username === username)!;
      return [roles, unit.code, unit.name, unit.tier, unit.line, validTo];
    };
    const state = (code: string, name: string, tier: string): string[] => [
      code,
      `Ủy ban nhân dân ${name}`,
      tier,
      'STATE',
    ];
    expect(main(now, 'canbo.binhlu')).toEqual([
      ['UNIT_OFFICER'],
      ...state('UBND-03390', 'xã Bình Lư', 'COMMUNE'),
      null,
    ]);
    expect(main(now, 'canbo.sinho')).toEqual([['UNIT_OFFICER'], ...state('UBND-03478', 'xã Sìn Hồ', 'COMMUNE'), null]);
    expect(main(then, 'canbo.sinho')).toEqual([
      ['UNIT_OFFICER'], ...state('UBND-108', 'huyện Sìn Hồ', 'DISTRICT'), LAST_DAY,
    ]); // prettier-ignore
    expect(main(now, 'lanhdao.tamduong')).toEqual([
      ['AUTHORITY'], ...state('UBND-106', 'huyện Tam Đường', 'DISTRICT'), LAST_DAY,
    ]); // prettier-ignore
  });

  it('are printed at the first start, those that act on the day, after a word that it takes a moment', () => {
    for (const [server, shown, hidden] of [
      [now, 'canbo.binhlu', 'canbo.tamduong'],
      [then, 'canbo.tamduong', 'canbo.binhlu'],
    ] as const) {
      const lines = said.get(server)!;
      const text = lines.join('\n');
      const password = (username: string): string =>
        server.accounts().find((account) => account.username === username)!.password;
      expect(lines.indexOf('Đang tạo dữ liệu dùng thử…')).toBe(1);
      expect(lines.at(-1)).toMatch(/^READY http:\/\/127\.0\.0\.1:\d+$/);
      expect(server.said.at(-1)).toBe(`READY ${server.url}`);
      expect(text).toContain(password(shown));
      expect(text).not.toContain(password(hidden));
    }
  });
});

interface HonoureeNode {
  id: string;
  kind: string;
  displayName: string;
  birthYear: number | null;
  registeredBy: { code: string; validFrom: string; validTo: string | null };
  unit: { validFrom: string; validTo: string | null } | null;
}

const HONOUREES = `query ($kind: SubjectKind, $after: String) {
  honourees(filter: { kind: $kind }, first: 100, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id kind displayName birthYear registeredBy { code validFrom validTo } unit { validFrom validTo } } }
  }
}`;

async function honoureesOf(server: TrialServer): Promise<HonoureeNode[]> {
  const found: HonoureeNode[] = [];
  for (const reader of ['kiemtra.tinh', 'kiemtra.tinhuy', 'canbo.mttq']) {
    const client = await server.as(reader);
    let after: string | null = null;
    do {
      const { edges, pageInfo } = await client.get(HONOUREES, { after });
      found.push(...edges.map(({ node }: { node: HonoureeNode }) => node));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
  }
  return found;
}

describe('the honourees of the demonstration province', () => {
  it('are 300 of three kinds, each read in one line, registered by bodies of the day', async () => {
    for (const [server, day] of [
      [now, TODAY],
      [then, THEN],
    ] as const) {
      const found = await honoureesOf(server);
      expect(new Set(found.map(({ id }) => id)).size).toBe(300);
      const kinds = ['INDIVIDUAL', 'COLLECTIVE', 'HOUSEHOLD'];
      expect(kinds.map((kind) => found.filter((one) => one.kind === kind).length)).toEqual([180, 75, 45]);
      const lives = ({ validFrom, validTo }: { validFrom: string; validTo: string | null }): boolean =>
        validFrom <= day && (validTo === null || day <= validTo);
      expect(found.filter(({ registeredBy, unit }) => !lives(registeredBy) || (unit && !lives(unit)))).toEqual([]);
      expect(new Set(found.map(({ registeredBy }) => registeredBy.code)).size).toBeGreaterThan(15);
    }
  });

  it('are the same people on every clock', async () => {
    const people = async (server: TrialServer): Promise<string[]> =>
      (await honoureesOf(server))
        .filter(({ kind }) => kind !== 'COLLECTIVE')
        .map(({ displayName, birthYear }) => `${displayName} ${birthYear}`)
        .sort();
    expect(await people(then)).toEqual(await people(now));
  });

  it('are found by a commune as its own only', async () => {
    const [binhLu, doanKet] = await Promise.all([now.as('canbo.binhlu'), now.as('canbo.doanket')]);
    const all = await honoureesOf(now);
    for (const [client, code] of [
      [binhLu, 'UBND-03390'],
      [doanKet, 'UBND-03388'],
    ] as const) {
      const { totalCount } = await client.get(HONOUREES);
      expect(totalCount).toBe(all.filter(({ registeredBy }) => registeredBy.code === code).length);
      expect(totalCount).toBeGreaterThan(10);
    }
  });
});

const CREATE = `mutation ($input: CreateHonoureeInput!) {
  createHonouree(input: $input) { honouree { registeredBy { code } } userErrors { code } }
}`;

describe('the models of the demonstration province', () => {
  const MODELS = `query ($filter: EmulationModelFilter) { emulationModels(filter: $filter, first: 100) { totalCount edges { node {
    name state overdue ending startsOn owner { displayName } goals { id } ownerUnit { validFrom validTo } registeredWith { validFrom validTo }
    reports { late figures { value } } events { action day by acting { validFrom validTo } } } } } }`;
  interface ModelNode {
    name: string;
    state: string;
    overdue: boolean;
    ending: string | null;
    reports: { late: boolean; figures: { value: string }[] }[];
    events: { action: string; day: string; acting: { validFrom: string; validTo: string | null } }[];
    ownerUnit: { validFrom: string; validTo: string | null };
    registeredWith: { validFrom: string; validTo: string | null };
  }
  async function modelsOf(server: TrialServer): Promise<ModelNode[]> {
    const found = new Map<string, ModelNode>();
    for (const reader of ['kiemtra.tinh', 'kiemtra.tinhuy']) {
      const { edges } = await (await server.as(reader)).get(MODELS, {});
      for (const { node } of edges as { node: ModelNode }[]) found.set(node.name, node);
    }
    return [...found.values()];
  }
  const lives = ({ validFrom, validTo }: ModelNode['ownerUnit'], day: string): boolean =>
    validFrom <= day && (validTo === null || day <= validTo);

  it('are some twenty in every state that there is a way to, some overdue, some reported late', async () => {
    for (const [server, day] of [
      [now, TODAY],
      [then, THEN],
    ] as const) {
      const models = await modelsOf(server);
      expect(models.length).toBeGreaterThanOrEqual(20);
      expect([...new Set(models.map(({ state }) => state))].sort()).toEqual([
        'DRAFT', 'ENDED', 'REGISTERED', 'RETURNED', 'RUNNING',
      ]); // prettier-ignore
      expect(new Set(models.map(({ ending }) => ending)).size).toBeGreaterThanOrEqual(4);
      expect(models.filter(({ overdue }) => overdue)).toHaveLength(2);
      expect(models.filter(({ reports }) => reports.some(({ late }) => late))).toHaveLength(1);
      expect(models.filter(({ reports }) => reports.length > 0).length).toBeGreaterThan(7);
      for (const { ownerUnit, registeredWith, events } of models) {
        expect(lives(ownerUnit, day) && lives(registeredWith, day)).toBe(true);
        expect(events.filter((event) => event.day > day || !lives(event.acting, event.day))).toEqual([]);
      }
    }
  });

  it('wait for the launching body: what is registered there it may survey, approve, return or refuse', async () => {
    for (const server of [now, then]) {
      const WAITING = `{ emulationModels(filter: { states: [REGISTERED] }) { edges { node { name availableActions registeredWith { code } } } } }`;
      const offered = async (username: string): Promise<string[]> =>
        (await (await server.as(username)).get(WAITING)).edges
          .filter(({ node }: { node: { registeredWith: { code: string } } }) => node.registeredWith.code === 'TU-12')
          .map(({ node }: { node: { availableActions: string[] } }) => node.availableActions.join());
      expect(new Set(await offered('thamdinh.tinhuy'))).toEqual(new Set(['SURVEY,RETURN,END']));
      expect(new Set(await offered('lanhdao.tinhuy'))).toEqual(new Set(['APPROVE,REFUSE']));
    }
  });
});

describe('who may act', () => {
  const create = async (server: TrialServer, username: string): Promise<unknown> => {
    const [before] = await server.rows<{ count: string }>('select count(*) from honouree');
    const { honouree, userErrors } = await (
      await server.as(username)
    ).get(CREATE, { input: { kind: 'INDIVIDUAL', displayName: 'Người Mới' } });
    const [after] = await server.rows<{ count: string }>('select count(*) from honouree');
    expect(Number(after!.count) - Number(before!.count)).toBe(honouree ? 1 : 0);
    return honouree ? honouree.registeredBy.code : userErrors;
  };
  const FORBIDDEN = [{ code: 'FORBIDDEN' }];

  it.each([
    ['canbo.tamduong', 'UBND-106', FORBIDDEN],
    ['canbo.binhlu2021', 'UBND-03412-2021', FORBIDDEN],
    ['canbo.huyenuytamduong', 'HU-106', FORBIDDEN],
    ['canbo.binhlu', FORBIDDEN, 'UBND-03390'],
    ['canbo.danguybinhlu', FORBIDDEN, 'DU-03390'],
    ['canbo.sinho', 'UBND-108', 'UBND-03478'],
    ['thamdinh.namtam', 'UBND-03517-2021', FORBIDDEN],
    ['canbo.sonoivu', 'SNV-12', 'SNV-12'],
    ['canbo.danguycongan', 'DUCA-12', 'DUCA-12'],
    ['canbo.thcsbinhlu', 'THCS-BINH-LU', 'THCS-BINH-LU'],
    ['canbo.khunha', 'UBND-03430-2021', [{ code: 'INVALID_INPUT' }]],
  ])('%s registers for %j in 2023 and for %j today', async (username, inThePast, today) => {
    expect(await create(then, username)).toEqual(inThePast);
    expect(await create(now, username)).toEqual(today);
  });

  it('the accounts of a district that is gone are looked after by the province', async () => {
    const seen = async (server: TrialServer, administrator: string): Promise<string[]> =>
      (await grantsSeenBy(await server.as(administrator))).map(({ username }) => username);
    expect(await seen(now, 'quantri.tinh')).toContain('canbo.tamduong');
    expect(await seen(then, 'quantri.tamduong')).toContain('canbo.tamduong');
    const [keeper] = await now.rows<{ code: string }>(
      `select u.code from account a join unit u on u.id = a.managed_by_unit_id where a.username = 'canbo.binhlu2021'`,
    );
    expect(keeper).toEqual({ code: 'UBND-12' });
  });
});

describe('the campaigns of the demonstration province', () => {
  const CAMPAIGNS = `{ campaigns(first: 100) {
    edges { node { code directive launchedBy { code } opensOn closesOn awardTypeCodes } } } }`;
  const codes = async (server: TrialServer): Promise<string[]> =>
    (await (await server.as('canbo.sonoivu')).get(CAMPAIGNS)).edges.map(
      ({ node }: { node: { code: string } }) => node.code,
    );

  it('are those that have been opened by the day of the clock', async () => {
    expect(await codes(now)).toEqual(['HTLTB-2026', 'HTLTB-2021-2025', 'HTLTB-TAM-DUONG-2024', 'HTLTB-2021-2023']);
    expect(await codes(then)).toEqual(['HTLTB-2021-2023']);
  });

  it('stand under Chỉ thị 05-CT/TW and Kết luận 01-KL/TW, launched by a body that lives through them', async () => {
    const { edges } = await (await now.as('canbo.sonoivu')).get(CAMPAIGNS);
    expect(edges.at(-1).node).toEqual({
      code: 'HTLTB-2021-2023',
      directive: 'Kết luận 01-KL/TW ngày 18/5/2021',
      launchedBy: { code: 'TU-12' },
      opensOn: '2023-03-01',
      closesOn: '2023-06-30',
      awardTypeCodes: ['BIEU_DUONG', 'BK_BTGTW', 'BK_TINH', 'BK_TTG', 'GK_HUYEN', 'GK_SO', 'GK_XA', 'PB_BTV'],
    });
    const directives = edges.map(({ node }: { node: { directive: string } }) => node.directive);
    expect(new Set(directives)).toEqual(
      new Set(['Chỉ thị 05-CT/TW ngày 15/5/2016', 'Kết luận 01-KL/TW ngày 18/5/2021']),
    );
    expect(
      await now.rows(`select c.code from campaign c where not exists (
        select from unit_version v where v.unit_id = c.launched_by_id
        having range_agg(v.valid) @> daterange(c.opens_on, c.closes_on, '[]'))`),
    ).toEqual([]);
  });
});

describe('time', () => {
  it('nothing is dated after the clock, the audit included', async () => {
    const latest = await then.rows<{ what: string; day: string }>(`
      select what, to_char(max(at) at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as day from (
        select 'account' as what, created_at as at from account
        union all select 'honouree', created_at from honouree
        union all select 'campaign', created_at from campaign
        union all select 'session', created_at from session
        union all select 'audit', ((text::jsonb) ->> 'at')::timestamptz from audit) dated
      group by what order by what`);
    expect(latest).toEqual(
      ['account', 'audit', 'campaign', 'honouree', 'session'].map((what) => ({ what, day: THEN })),
    );
  });
});

describe('a second start', () => {
  const TABLES = ['area', 'area_version', 'unit', 'unit_version', 'account', 'role_grant', 'honouree', 'campaign'];
  const digests = (server: TrialServer): Promise<unknown[]> =>
    server.rows(
      TABLES.map(
        (table) => `select '${table}' as name, md5(string_agg(t::text, e'\n' order by t::text)) from ${table} t`,
      ).join(' union all ') + ' order by name',
    );
  const acts = (server: TrialServer): Promise<unknown[]> =>
    server.rows(`
      select (text::jsonb) ->> 'action' as action, (text::jsonb) -> 'details' as details, count(*)::int
      from audit where (text::jsonb) ->> 'action' in ('area.load', 'demonstration.make') group by 1, 2 order by 1`);

  it('changes nothing, on any clock', async () => {
    for (const [server, clock] of [
      [now, undefined],
      [then, '2025-07-02T08:00:00+07:00'],
    ] as const) {
      const file = await readFile(join(server.dataDir, 'trial-accounts.json'), 'utf8');
      const before = await digests(server);
      await server.stop();
      const again = await TrialServer.start(server.dataDir, clock);
      try {
        expect(await digests(again)).toEqual(before);
        expect(await acts(again)).toEqual([
          { action: 'area.load', details: expect.anything(), count: 1 },
          {
            action: 'demonstration.make',
            details: {
              ...{ units: 95, accounts: 107, honourees: 300 },
              ...(clock ? { successions: 0, campaigns: 1, models: 20 } : { successions: 12, campaigns: 4, models: 22 }),
            },
            count: 1,
          },
        ]);
        expect(again.said).not.toContain('Đang tạo dữ liệu dùng thử…');
        expect(await readFile(join(server.dataDir, 'trial-accounts.json'), 'utf8')).toBe(file);
        // What was made in 2023 goes on into the time after the reform.
        expect(countByLineAndTier(await unitsOn(await again.as('kiemtra.tinh')))).toEqual(SINCE_REFORM);
        expect(
          (
            await (
              await again.as('canbo.binhlu')
            ).get(CREATE, {
              input: { kind: 'COLLECTIVE', displayName: 'Tập thể Mới' },
            })
          ).userErrors,
        ).toEqual([]);
      } finally {
        await again.stop();
      }
    }
  });

  it.each([
    [
      '2021-10-31T08:00:00+07:00',
      /: Đồng hồ \(31\/10\/2021\) sớm hơn ngày đầu tiên của dữ liệu kèm theo \(01\/11\/2021\)\. Hãy đặt CLOCK từ ngày đó trở đi\.\n$/,
    ],
    [
      '2025-06-30T08:00:00+07:00',
      /: Đồng hồ \(2025-06-30T01:00:\d\d\.\d{3}Z\) sớm hơn dòng nhật ký cuối cùng \(2025-07-02T01:/,
    ],
  ])(
    'is refused with CLOCK=%s, in a sentence',
    async (clock, sentence) => {
      await expect(TrialServer.start(then.dataDir, clock)).rejects.toThrow(sentence);
    },
    30_000,
  );
});
