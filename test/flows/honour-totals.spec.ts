import { as } from '../support/api.js';
import { checkedDecision, DECIDE, endorsedAtSo, nextSymbol, outsideBySql, signatureOf } from '../support/decisions.js';
import { done, newHonouree, today } from '../support/nominations.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';

const TOTALS = `query ($search: HonourSearch!) { honourTotals(search: $search) {
  total recorded commendations issuers byKind { kind count recorded } byTier { tier count recorded }
  byYear { year count } byAwardType { awardType { code } count } byMeritKind { meritKind count }
  byIssuer { issuer { code } issuerAsPrinted count recorded } } }`;
const KINDS = `query ($id: ID!) { decision(id: $id) { totals { kind count } } }`;
const nothing = { total: 0, recorded: 0, commendations: 0, issuers: 0 };

describe('the totals of honours', () => {
  it('are exactly what the decision and the search say, for who may read it', async () => {
    const household = await newHonouree('canbo.sonoivu', { kind: 'HOUSEHOLD', displayName: 'Hộ bà Lý Thị Đếm' });
    const people = [await newHonouree('canbo.sonoivu'), await newHonouree('canbo.sonoivu')];
    const ids = [];
    for (const honouree of [household, ...people]) ids.push(await endorsedAtSo({ honoureeId: honouree }));
    const decisionId = await checkedDecision(ids);
    const head = await as('lanhdao.sonoivu');
    expect(await head.get(TOTALS, { search: { decisionId } })).toMatchObject(nothing);
    const symbol = nextSymbol();
    await done(head, DECIDE.issue, await signatureOf(head, decisionId, { symbol }));

    const totals = await head.get(TOTALS, { search: { decisionId } });
    expect(totals).toEqual({
      total: 3,
      recorded: 0,
      commendations: 3,
      issuers: 1,
      byKind: [
        { kind: 'INDIVIDUAL', count: 2, recorded: 0 },
        { kind: 'HOUSEHOLD', count: 1, recorded: 0 },
      ],
      byTier: [{ tier: 'DISTRICT', count: 3, recorded: 0 }],
      byYear: [{ year: Number(today().slice(0, 4)), count: 3 }],
      byAwardType: [{ awardType: { code: 'GK_SO' }, count: 3 }],
      byMeritKind: [{ meritKind: 'PHONG_TRAO', count: 3 }],
      byIssuer: [{ issuer: { code: 'SNV-12' }, issuerAsPrinted: null, count: 3, recorded: 0 }],
    });
    const decision = await head.get(KINDS, { id: decisionId });
    expect(decision.totals).toEqual(totals.byKind.map(({ kind, count }: Record<string, unknown>) => ({ kind, count })));

    // The symbol as somebody types it; what does not fit, and what one may not read, is not counted.
    const byTyped = { decisionSymbol: symbol.toLowerCase().replace('đ', 'd') };
    for (const [reader, count] of [
      ['lichsu.binhlu', 3],
      ['kiemtra.tinh', 3],
      ['canbo.binhlu', 0],
      ['thamdinh.danguybinhlu', 0],
    ] as const) {
      const client = await as(reader);
      const { total } = await client.get(TOTALS, { search: byTyped });
      const { totalCount } = await client.get(DECIDE.search, { search: byTyped });
      expect([reader, total, totalCount]).toEqual([reader, count, count]);
    }
    const issuedById = await unitId('SNV-12');
    for (const [more, count] of [
      [{ kinds: ['HOUSEHOLD'] }, 1],
      [{ issuedById, issuerTier: 'DISTRICT', origin: 'ISSUED', statuses: ['VALID'], meritKinds: ['PHONG_TRAO'] }, 3],
      [{ issuerAsPrinted: 'SO NOI VU TINH LAI CHAU' }, 3],
      [{ issuerAsPrinted: 'Sở Nội' }, 0],
      [{ issuerTier: 'PROVINCE' }, 0],
      [{ origin: 'RECORDED' }, 0],
      [{ statuses: ['REVOKED'] }, 0],
      [{ meritKinds: ['UNKNOWN', 'CONG_TRANG'] }, 0],
      [{ issuedById: await unitId('UBND-12') }, 0],
    ] as const) {
      const search = { decisionId, ...more };
      const [{ total }, { totalCount }] = [
        await head.get(TOTALS, { search }),
        await head.get(DECIDE.search, { search }),
      ];
      expect([more, total, totalCount]).toEqual([more, count, count]);
    }
  });

  it('follow the record of an honouree: its other names, and where it belongs', async () => {
    const honouree = await newHonouree('canbo.sonoivu', { displayName: 'Giàng A Đổi Tên' });
    const decisionId = await checkedDecision([await endorsedAtSo({ honoureeId: honouree })]);
    const head = await as('lanhdao.sonoivu');
    await done(head, DECIDE.issue, await signatureOf(head, decisionId, {}));
    const elsewhere = await as('canbo.binhlu');
    const search = { decisionId, text: 'Chín Rừng' };
    expect(await head.get(DECIDE.search, { search })).toMatchObject({ totalCount: 0 });
    expect(await elsewhere.get(DECIDE.search, { search: { decisionId } })).toMatchObject({ totalCount: 0 });
    await query(`update honouree set aliases = '{Chín Rừng}', unit_id = $2 where id = $1`, [
      honouree,
      await unitId('UBND-03390'),
    ]);
    for (const reader of [head, elsewhere]) {
      expect(await reader.get(DECIDE.search, { search })).toMatchObject({
        totalCount: 1,
        edges: [{ node: { nameAsAwarded: 'Giàng A Đổi Tên' } }],
      });
    }
    for (const text of ['!!!', '– … ?']) {
      expect(await head.get(TOTALS, { search: { decisionId, text } })).toMatchObject(nothing);
      for (const orderBy of ['RELEVANCE', 'DATE', 'GIVEN_NAME']) {
        const list = `query ($search: HonourSearch!, $orderBy: HonourOrder) { searchHonours(search: $search, orderBy: $orderBy) { totalCount edges { cursor } } }`;
        expect(await head.get(list, { search: { decisionId, text }, orderBy })).toEqual({ totalCount: 0, edges: [] });
      }
    }
    // Each award has the name that is its own.
    const strays = `select a.id from award a left join findable_name f
      on f.id = a.names_id and f.syllables = a.name_syllables and f.name_folded = a.name_folded where f.id is null`;
    expect(await query(strays)).toEqual([]);
    // Nearly so, where nothing is exactly so; and a cursor of another order is none.
    const near = { decisionId, text: 'giang a doi tem' };
    expect(await head.get(DECIDE.search, { search: near })).toMatchObject({ totalCount: 1 });
    expect(await head.get(TOTALS, { search: near })).toMatchObject({ total: 1 });
    const page = `query ($search: HonourSearch!, $orderBy: HonourOrder, $after: String) {
      searchHonours(search: $search, orderBy: $orderBy, after: $after) { edges { cursor } } }`;
    const { edges } = await head.get(page, { search: near, orderBy: 'DATE' });
    const [{ cursor: after }] = edges;
    expect(await head.get(page, { search: near, orderBy: 'DATE', after })).toEqual({ edges: [] });
    for (const orderBy of ['RELEVANCE', 'GIVEN_NAME']) {
      const { errors } = await head.ask(page, { search: near, orderBy, after });
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
    }
    // Days the wrong way round find nothing, and that is said.
    for (const asks of [TOTALS, DECIDE.search]) {
      const { errors } = await head.ask(asks, { search: { decisionId, from: '2026-02-01', to: '2026-01-31' } });
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: ['search', 'to'] } }]);
    }
  });

  it('count what was recorded with its own mark', async () => {
    const ids = await outsideBySql(await unitId('TU-12'), 2);
    const symbol = `${nextSymbol()}-BTG`;
    const paper = { outcome: 'AWARD', issuerAsPrinted: 'Ban Tuyên giáo Trung ương', symbol, signedOn: today() };
    await done(await as('thuky.tinhuy'), DECIDE.record, { input: { nominationIds: ids, ...paper } });
    const second = await as('thuky2.tinhuy');
    expect(await second.get(TOTALS, { search: { decisionSymbol: symbol } })).toMatchObject(nothing);
    await done(second, DECIDE.confirm, { input: { nominationIds: ids, accept: true } });
    expect(await second.get(TOTALS, { search: { decisionSymbol: symbol } })).toMatchObject({
      total: 2,
      recorded: 2,
      byKind: [{ kind: 'INDIVIDUAL', count: 2, recorded: 2 }],
      byTier: [{ tier: 'CENTRAL', count: 2, recorded: 2 }],
      byIssuer: [{ issuer: { code: 'BTGTW' }, issuerAsPrinted: null, count: 2, recorded: 2 }],
    });
    const search = { decisionSymbol: symbol, origin: 'RECORDED', issuerTier: 'CENTRAL', from: today() };
    expect(await second.get(DECIDE.search, { search })).toMatchObject({ totalCount: 2 });
  });
});
