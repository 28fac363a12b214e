import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../support/api.js';
import { FACT } from '../support/facts.js';
import { copyFirstStart, IN_2023 } from '../support/first-start.js';
import { CHAIN, done, refusals } from '../support/nominations.js';
import { Road } from '../support/road.js';
import { TrialServer } from '../support/trial-server.js';

// The district of Tam Đường and its commune Bình Lư on the last day of June 2025, with dossiers in every open state; then
// the plan of 2025-07-01 through the operation, and each goes on to its decision.
const PREVIEW = `mutation ($input: ReorganisationInput!) { previewReorganisation(input: $input) {
  preview { hash areas units grants nominations models sessions draftDecisions withoutHome undecidedAwardCodes
    problems { code message } dossiers(first: 100) { totalCount edges { node { code from to fromStep toStep returned nomination { id } } } } }
  userErrors { code message } } }`;
const APPLY = `mutation ($input: ApplyReorganisationInput!) { applyReorganisation(input: $input) {
  reorganisation { id state effectiveOn legalBasis } userErrors { code message field } } }`;
const READ = `query ($id: ID!) { nomination(id: $id) { id code state suspended proposedBy { code } proposedAs { code } decidingUnit { code }
  currentStep { position unit { code } } route { position unit { code } outcome decides }
  events { action from to step byJob reason by { username } } } }`;

const LEGAL_BASIS = 'Nghị quyết 1670/NQ-UBTVQH15 ngày 16/6/2025';
const BODY: Record<string, string> = { 'UBND-03390': 'binhlu', 'UBND-12': 'tinh' };
const SERIES = '/TTr-UBND';

let folder: string;
let road: Road;

async function goTo(clock: string): Promise<void> {
  await (road as Road | undefined)?.server.stop();
  road = new Road(await TrialServer.start(folder, clock), clock.slice(0, 10));
}

/** The demonstration knows already that they end on that day; here the plan is to say so. */
async function withoutEnd(codes: readonly string[]): Promise<void> {
  const units = `(select id from unit where code in (${codes.map((code) => `'${code}'`).join()}))`;
  await road.server.rows(`update unit_version set valid = daterange(lower(valid), null)
    where upper(valid) = '2025-07-01' and unit_id in ${units}`);
  await road.server.rows(`update role_grant set valid = daterange(lower(valid), null)
    where upper(valid) = '2025-07-01' and unit_id in ${units}`);
}

const as = (username: string): Promise<Client> => road.as(username);

const DISCIPLINES = `query ($id: ID!) { nomination(id: $id) { honouree { id disciplines { id matter } } } }`;

/** What the commune and the district know each of somebody: it is sensitive. */
const matters = { binhlu2021: ['2024-03-01', 'cảnh cáo'], tamduong: ['2024-06-01', 'khiển trách'] } as const;
const discipline = (honoureeId: string, from: string, more: Record<string, unknown> = {}) => ({
  input: { honoureeId, kind: 'DISCIPLINE', from, to: '2024-12-31', source: 'QĐ 3', ...more },
});
/** The disciplines of whom that dossier proposes, as somebody sees them. */
const seenBy = async (
  username: string,
): Promise<{ id: string; disciplines: { id: string; matter: string }[] | null }> =>
  (await (await as(username)).get(DISCIPLINES, { id: flight['Huyện Mới Gửi'] })).honouree;

/** What the dossiers are called, by where they stand. */
const flight: Record<string, string> = {};

const LEFT = `query ($id: ID!, $name: String!, $unit: ID!) {
  node: honouree(id: $id) { id }
  named: honourees(filter: { text: $name }) { totalCount edges { node { id } } }
  ofUnit: honourees(filter: { text: $name, unitId: $unit }) { totalCount }
  honours: searchHonours(search: { text: $name }) { totalCount edges { node { honouree { id } decision { symbol } nomination { id } } } }
  facets: honourTotals(search: { text: $name }) { total }
  nominations(filter: { honoureeId: $id, states: [AWARDED] }) { totalCount edges { node { honouree { id } } } } }`;
const HONOURED = 'Giàng Thị Ở Lại';
let honoured: string;
/** What somebody finds of whom the commune registered, and honoured, before its end. */
const seesWhatWasLeft = async (username: string): Promise<unknown> =>
  (await (await as(username)).ask(LEFT, { id: honoured, name: HONOURED, unit: road.unit('UBND-03412-2021') })).data;
const NOTHING_LEFT = {
  node: null,
  named: { totalCount: 0, edges: [] },
  ofUnit: { totalCount: 0 },
  honours: { totalCount: 0, edges: [] },
  facets: { total: 0 },
  nominations: { totalCount: 0, edges: [] },
};

/** New dossiers of the commune, one for each name. */
async function submitted(award: string, names: readonly string[]): Promise<string[]> {
  const officer = await as('canbo.binhlu2021');
  const ids: string[] = [];
  for (const name of names) {
    const id = await road.draft(officer, road.unit('UBND-03412-2021'), award, { displayName: `Sùng A ${name}` });
    flight[name] = id;
    ids.push(id);
  }
  await road.submit(officer, ids);
  return ids;
}

async function receive(body: string, id: string): Promise<void> {
  await done(await as(`thamdinh.${body}`), CHAIN.receive, { input: { id } });
}

async function giveBack(body: string, id: string): Promise<void> {
  await done(await as(`thamdinh.${body}`), CHAIN.return, { input: { id, reason: 'Bổ sung báo cáo', kind: 'CONTENT' } });
}

/** Dossiers in every open state at one body: submitted, received, appraised, endorsed, returned, in that order. */
async function everyState(
  body: string,
  unitCode: string,
  [, received, appraised, endorsed, returned]: string[],
): Promise<void> {
  await receive(body, received!);
  await road.appraise(body, [appraised!, endorsed!]);
  await road.byCouncil(body, unitCode, [endorsed!]);
  await giveBack(body, returned!);
}

const STATES = ['Mới Gửi', 'Đã Nhận', 'Đã Thẩm', 'Đã Thông', 'Bị Trả'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'so-vang-reorg-'));
  await chmod(folder, 0o755);
  await copyFirstStart(folder, IN_2023);
  await goTo('2025-06-30T08:00:00+07:00');
  await withoutEnd(['UBND-106', 'UBND-03412-2021']);
});

afterAll(async () => {
  await road.server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

function plan(): Record<string, unknown> {
  return {
    effectiveOn: '2025-07-01',
    legalBasis: LEGAL_BASIS,
    changes: [
      { kind: 'MERGED', fromIds: [road.unit('UBND-03412-2021')], toIds: [road.unit('UBND-03390')] },
      { kind: 'DISSOLVED', fromIds: [road.unit('UBND-106')], takerId: road.unit('UBND-12') },
    ],
  };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function read(id: string): Promise<any> {
  return (await as('kiemtra.tinh')).get(READ, { id });
}

/** Goes on with it until it is decided, whoever's turn it is. */
async function goOn(id: string): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) {
    const { state, currentStep, proposedBy } = await read(id);
    if (state === 'AWARDED') return;
    const code = currentStep.unit.code as string;
    const body = BODY[code]!;
    expect(proposedBy.code).toBe('UBND-03390');
    if (state === 'RETURNED') await road.submit(await as('canbo.binhlu2021'), [id]);
    else if (state === 'SUBMITTED') await road.appraise(body, [id]);
    else if (state === 'RECEIVED') await appraiseOnly(body, id);
    else if (state === 'APPRAISED') await road.byCouncil(body, code, [id]);
    else if (code === 'UBND-12') await road.decide(body, code, [id]);
    else await road.forward(body, [id], SERIES);
  }
  throw new Error(`${id} does not come to its decision`);
}

async function appraiseOnly(body: string, id: string): Promise<void> {
  const client = await as(`thamdinh.${body}`);
  const { eligibility } = await client.get(
    `query ($id: ID!) { nomination(id: $id) { eligibility { findings { verdict rule { code } } } } }`,
    { id },
  );
  const judgements = eligibility.findings
    .filter(({ verdict }: { verdict: string }) => verdict === 'NEEDS_REVIEW')
    .map(({ rule }: { rule: { code: string } }) => ({ ruleCode: rule.code, accept: true, reason: 'Đã xem xét.' }));
  await done(client, CHAIN.appraise, { input: { id, opinion: 'Đủ điều kiện.', favourable: true, judgements } });
}

describe('the reorganisation of 2025-07-01', () => {
  it('dossiers stand in every open state at the commune, the district and the province', async () => {
    const atCommune = await submitted(
      'BK_TINH',
      STATES.map((state) => `Xã ${state}`),
    );
    await everyState('binhlu2021', 'UBND-03412-2021', atCommune);
    const up = await submitted('BK_TINH', [...STATES.map((state) => `Huyện ${state}`), 'Tỉnh Mới Gửi']);
    const giấyKhen = await submitted('GK_HUYEN', ['Giấy Khen']);
    await road.appraise('binhlu2021', [...up, ...giấyKhen]);
    await road.byCouncil('binhlu2021', 'UBND-03412-2021', [...up, ...giấyKhen]);
    await road.forward('binhlu2021', up, SERIES);
    await road.forward('binhlu2021', giấyKhen, SERIES);
    await everyState('tamduong', 'UBND-106', up);
    await road.appraise('tamduong', [...up.slice(5), ...giấyKhen]);
    await road.byCouncil('tamduong', 'UBND-106', up.slice(5));
    await road.forward('tamduong', up.slice(5), SERIES);
    expect((await read(up[5]!)).currentStep).toMatchObject({ position: 3, unit: { code: 'UBND-12' } });
  });

  it('the commune and the district have recorded a discipline each, which the other may not correct', async () => {
    const { id } = await seenBy('thamdinh.binhlu2021');
    for (const [body, [from, matter]] of Object.entries(matters)) {
      await done(await as(`thamdinh.${body}`), FACT.discipline, discipline(id, from, { matter }));
    }
    // Both stand on the road and see all of it, and yet correct no other's.
    const [ofCommune, ofDistrict] = (await seenBy('thamdinh.tamduong')).disciplines!;
    expect([ofCommune!.matter, ofDistrict!.matter]).toEqual(['cảnh cáo', 'khiển trách']);
    const back = discipline(id, '2024-03-01', { replacesId: ofCommune!.id, withdrawn: true });
    expect(await refusals(await as('thamdinh.tamduong'), FACT.discipline, back)).toEqual(['NOT_FOUND']);
  });

  it('the commune has honoured somebody, of whom its successor may not know yet', async () => {
    const officer = await as('canbo.binhlu2021');
    const unitId = road.unit('UBND-03412-2021');
    const id = await road.draft(officer, unitId, 'GK_XA', { displayName: HONOURED, unitId });
    await road.submit(officer, [id]);
    await road.appraise('binhlu2021', [id]);
    await road.byCouncil('binhlu2021', 'UBND-03412-2021', [id]);
    await road.decide('binhlu2021', 'UBND-03412-2021', [id]);
    honoured = (await officer.get(`query ($id: ID!) { nomination(id: $id) { honouree { id } } }`, { id })).honouree.id;
    expect(await seesWhatWasLeft('canbo.binhlu2021')).toMatchObject({ node: { id: honoured }, facets: { total: 1 } });
    expect(await seesWhatWasLeft('canbo.binhlu')).toEqual(NOTHING_LEFT);
  });

  it('the preview lists each of them, and writes nothing', async () => {
    await goTo('2025-07-01T08:00:00+07:00');
    const admin = await as('quantri.tinh');
    const { preview } = await done(admin, PREVIEW, { input: plan() });
    expect(preview).toMatchObject({
      units: 2,
      nominations: 12,
      problems: [],
      withoutHome: [],
      undecidedAwardCodes: ['GK_HUYEN'],
    });
    const back = preview.dossiers.edges.filter(({ node }: { node: { returned: string | null } }) => node.returned);
    expect(back.map(({ node }: { node: unknown }) => node)).toEqual([
      expect.objectContaining({
        returned: 'NOBODY_DECIDES',
        from: 'APPRAISED',
        to: 'RETURNED',
        nomination: { id: flight['Giấy Khen'] },
      }),
    ]);
    expect((await done(admin, PREVIEW, { input: plan() })).preview.hash).toBe(preview.hash);
    expect(await road.server.rows('select from reorganisation')).toHaveLength(0);
  });

  it('applies as it was previewed, and not when something has moved since', async () => {
    const admin = await as('quantri.tinh');
    const { preview } = await done(admin, PREVIEW, { input: plan() });
    const input = { plan: plan(), previewHash: preview.hash };
    const wrong = await admin.get(APPLY, { input: { ...input, previewHash: '0'.repeat(64) } });
    expect(wrong.userErrors).toMatchObject([{ code: 'PREVIEW_CHANGED' }]);
    const { reorganisation } = await done(admin, APPLY, { input });
    expect(reorganisation).toMatchObject({ state: 'APPLIED', effectiveOn: '2025-07-01', legalBasis: LEGAL_BASIS });
    const again = await admin.get(APPLY, { input });
    expect(again.userErrors).toMatchObject([{ code: 'PREVIEW_CHANGED' }]);
  });

  it('each dossier stands where the successor or the taker takes it up, finished steps as they were', async () => {
    const stands = async (name: string): Promise<string> => {
      const { state, currentStep } = await read(flight[name]!);
      return `${state} ${currentStep?.position} ${currentStep?.unit.code}`;
    };
    const codes = ['SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED', 'RETURNED'];
    for (const [index, state] of STATES.entries()) {
      expect(await stands(`Xã ${state}`)).toBe(`${codes[index]} 1 UBND-03390`);
      expect(await stands(`Huyện ${state}`)).toBe(`${index === 4 ? 'RETURNED' : 'SUBMITTED'} 3 UBND-12`);
    }
    expect(await stands('Tỉnh Mới Gửi')).toBe('SUBMITTED 3 UBND-12');
    const { route, events } = await read(flight['Huyện Đã Thông']!);
    expect(
      route.map(({ unit, outcome }: { unit: { code: string }; outcome: string }) => `${unit.code} ${outcome}`),
    ).toEqual(['UBND-03412-2021 ENDORSED_BY_COUNCIL', 'UBND-106 ENDORSED_BY_COUNCIL', 'UBND-12 null']);
    expect(events.at(-1)).toMatchObject({
      action: 'CONVERT',
      by: null,
      byJob: expect.stringMatching(/^reorganisation:/),
    });
    expect(events.at(-1).reason).toContain(LEGAL_BASIS);
    const gk = await read(flight['Giấy Khen']!);
    expect(gk).toMatchObject({
      state: 'RETURNED',
      proposedBy: { code: 'UBND-03390' },
      proposedAs: { code: 'UBND-03412-2021' },
    });
    expect(gk.events.at(-1).reason).toContain('không được quyết định');
  });

  it('what the ended commune registered its successor reads and nominates as its own, and nobody beside it', async () => {
    const found = { totalCount: 1, edges: [{ node: { id: honoured } }] };
    const heir = {
      node: { id: honoured },
      named: found,
      ofUnit: { totalCount: 1 },
      honours: {
        totalCount: 1,
        edges: [
          {
            node: {
              honouree: { id: honoured },
              decision: { symbol: expect.any(String) },
              nomination: { id: expect.any(String) },
            },
          },
        ],
      },
      facets: { total: 1 },
      nominations: { totalCount: 1, edges: [{ node: { honouree: { id: honoured } } }] },
    };
    for (const username of ['canbo.binhlu', 'thamdinh.tinh']) expect(await seesWhatWasLeft(username)).toEqual(heir);
    for (const username of ['canbo.doanket', 'canbo.sonoivu'])
      expect(await seesWhatWasLeft(username)).toEqual(NOTHING_LEFT);
    const { nomination } = await done(await as('canbo.binhlu'), CHAIN.draft, {
      input: {
        honoureeId: honoured,
        awardTypeCode: 'GK_XA',
        meritKind: 'PHONG_TRAO',
        proposedById: road.unit('UBND-03390'),
        achievements: 'Thành tích mới',
        achievementFrom: '2025-01-01',
        achievementTo: '2025-06-30',
      },
    });
    const edited = { id: nomination.id, expectedVersion: nomination.version, achievements: 'Thành tích mới, đã sửa' };
    await done(await as('canbo.binhlu'), CHAIN.edit, { input: edited });
    const rating = { honoureeId: honoured, year: 2024, rating: 'HTXSNV', source: 'QĐ 9' };
    await done(await as('thamdinh.binhlu'), FACT.rating, { input: rating });
  });

  it('what the ended bodies recorded of discipline is corrected by who took over from each, by nobody else', async () => {
    for (const [own, from, other] of [
      ['thamdinh.binhlu', '2024-03-01', 'thamdinh.tinh'],
      ['thamdinh.tinh', '2024-06-01', 'thamdinh.binhlu'],
    ] as const) {
      const { id, disciplines } = await seenBy('thamdinh.tinh');
      const [first] = disciplines!;
      const back = discipline(id, from, { replacesId: first!.id, withdrawn: true, source: 'Ghi nhầm người' });
      expect(await refusals(await as(other), FACT.discipline, back)).toEqual(['NOT_FOUND']);
      await done(await as(own), FACT.discipline, back);
      expect((await seenBy('thamdinh.tinh')).disciplines).toHaveLength(disciplines!.length - 1);
    }
  });

  it('each goes on to its decision', async () => {
    for (const [name, id] of Object.entries(flight)) {
      if (name === 'Giấy Khen') continue;
      await goOn(id);
      expect([name, (await read(id)).state]).toEqual([name, 'AWARDED']);
    }
  });

  it('and nothing open is left with a body that is no more', async () => {
    const left = await road.server.rows(`select n.code from nomination n
      where n.state not in ('AWARDED', 'REJECTED', 'WITHDRAWN')
        and not exists (select from unit_version v where v.unit_id = n.lies_with_id and v.valid @> '2025-07-01'::date)`);
    expect(left).toEqual([]);
  });
});
