import type { Client } from '../support/api.js';
import { DECIDE } from '../support/decisions.js';
import { send } from '../support/documents.js';
import { pdf } from '../support/files.js';
import { done, refusals } from '../support/nominations.js';
import { person } from '../support/people.js';
import { query } from '../support/shared-connection.js';
import { makeUnit, unitId } from '../support/units.js';

const READ = `query ($id: ID!) { decision(id: $id) {
  state origin symbol signedOn decidedFrom decidedTo issuerAsPrinted issuedBy { code } source recordedFor { code }
  totals { kind count } availableActions documents { id }
  recordedLines { position nameAsAwarded honouree { id } awardType { code } sharedWith { id } posthumous receivedBy }
  awards { totalCount edges { node { id nameAsAwarded unitAsAwarded meritKind posthumous receivedBy decidedOn decidedFrom
    decidedTo citation certificate { token } areaAsAwarded { id } sharedWith { id } honouree { id } } } } } }`;
const SEARCH = `query ($search: HonourSearch!) {
  searchHonours(search: $search) { totalCount edges { node { id nameAsAwarded } } } }`;
const TOTALS = `query ($search: HonourSearch!) { honourTotals(search: $search) {
  total recorded byYear { year count } byTier { tier count } byIssuer { issuerAsPrinted issuer { code } count } } }`;

let so: string;
let an: Client;
let binh: Client;
let secretary: Client;
let stranger: Client;

beforeAll(async () => {
  const [area] = await query<{ id: string }>(`select area_id as id from area_version where code = '12' limit 1`);
  so = await makeUnit({
    code: `LS-${process.pid}`,
    tier: 'DISTRICT',
    superiorId: await unitId('UBND-12'),
    areaId: area!.id,
  });
  const at = async (role: 'HISTORIAN' | 'COUNCIL_SECRETARY', unit = so): Promise<Client> =>
    (await person({ grants: [{ role, unitId: unit }] })).client;
  an = await at('HISTORIAN');
  binh = await at('HISTORIAN');
  secretary = await at('COUNCIL_SECRETARY');
  stranger = await at('COUNCIL_SECRETARY', await unitId('UBND-03390'));
});

async function honouree(name: string, kind = 'INDIVIDUAL', unit = so): Promise<string> {
  const [row] = await query<{ id: string }>(
    `insert into honouree (kind, display_name, aliases, unit_id, registered_by_id, created_at)
     values ($1, $2, '{}', $3, $3, now()) returning id`,
    [kind, name, unit],
  );
  return row!.id;
}

let symbols = 0;
const nextSymbol = (): string => `${(symbols += 1)} KT/UBHC-${process.pid}`;

type Old = {
  input: Record<string, unknown> & { lines: Record<string, unknown>[] };
};

async function old(more: Record<string, unknown> = {}, line: Record<string, unknown> = {}): Promise<Old> {
  const honoureeId = await honouree('Lò Văn Xưa');
  const award = { awardTypeCode: 'BK_TINH', meritKind: 'UNKNOWN', nameAsAwarded: 'Đồng chí Chín Xưa' };
  return {
    input: {
      symbol: nextSymbol(),
      issuerAsPrinted: 'Ủy ban hành chính Khu tự trị Thái – Mèo',
      decidedFrom: '1958-01-01',
      decidedTo: '1958-12-31',
      title: 'Khen thưởng thành tích',
      source: 'Kho lưu trữ tỉnh, phông 12, hồ sơ 7',
      lines: [{ honoureeId, ...award, ...line }],
      ...more,
    },
  };
}
const confirming = (id: string, accept = true, reason?: string): Record<string, unknown> => ({
  input: { id, accept, reason },
});
const ledger = async (id: string): Promise<number> =>
  (await query<{ n: number }>(`select count(*)::int as n from award where decision_id = $1`, [id]))[0]!.n;

describe('an old decision', () => {
  it('known by its year alone is written down by one, confirmed by another, and found and counted from then on', async () => {
    const [wife, household] = [await honouree('Lò Thị Vợ'), await honouree('Hộ ông Xưa', 'HOUSEHOLD')];
    const [area] = await query<{ id: string }>(`select area_id as id from area_version where code = '12' limit 1`);
    const scan = await send(an, 'quyet-dinh.pdf', pdf(), { unitId: so });
    const documentIds = [(scan.json as { id: string }).id];
    const paper = await old(
      { documentIds },
      {
        posthumous: true,
        receivedBy: 'Lò Thị Vợ',
        unitAsAwarded: 'Hợp tác xã Nà Xưa',
        areaId: area!.id,
        sharedWithIds: [wife],
      },
    );
    const second = { honoureeId: household, awardTypeCode: 'GK_XA', meritKind: 'UNKNOWN', nameAsAwarded: 'Hộ ông Xưa' };
    paper.input.lines.push(second);
    const { decision } = await done(an, DECIDE.writeDown, paper);
    const { id } = decision;
    const symbol = paper.input['symbol'] as string;
    const search = { decisionSymbol: symbol };

    // Nobody but those of the unit knows of it, nothing is in the ledger, and who wrote it down does not confirm it.
    expect(await an.get(SEARCH, { search })).toMatchObject({ totalCount: 0 });
    expect(await stranger.get(READ, { id })).toBeNull();
    expect(await refusals(stranger, DECIDE.confirmWritten, confirming(id))).toEqual(['NOT_FOUND']);
    expect(await refusals(an, DECIDE.confirmWritten, confirming(id))).toEqual(['SAME_PERSON']);
    expect(await refusals(secretary, DECIDE.check, { input: { id } })).not.toEqual([]);
    expect(await refusals(secretary, DECIDE.discard, { input: { id } })).not.toEqual([]);
    expect(await ledger(id)).toBe(0);
    expect(await binh.get(READ, { id })).toMatchObject({
      state: 'DRAFT',
      origin: 'RECORDED',
      symbol,
      signedOn: null,
      decidedFrom: '1958-01-01',
      decidedTo: '1958-12-31',
      issuedBy: null,
      recordedFor: { code: `LS-${process.pid}` },
      totals: [
        { kind: 'INDIVIDUAL', count: 1 },
        { kind: 'HOUSEHOLD', count: 1 },
      ],
      availableActions: ['CONFIRM', 'DROP'],
      documents: [{ id: documentIds[0] }],
      recordedLines: [
        { position: 1, nameAsAwarded: 'Đồng chí Chín Xưa', awardType: { code: 'BK_TINH' }, sharedWith: [{ id: wife }] },
        { position: 2, nameAsAwarded: 'Hộ ông Xưa', awardType: { code: 'GK_XA' }, sharedWith: [], posthumous: false },
      ],
      awards: { totalCount: 0 },
    });

    await done(binh, DECIDE.confirmWritten, confirming(id));
    const confirmed = await an.get(READ, { id });
    expect(confirmed).toMatchObject({
      state: 'ISSUED',
      signedOn: null,
      decidedFrom: '1958-01-01',
      availableActions: [],
      recordedLines: [],
      totals: [
        { kind: 'INDIVIDUAL', count: 1 },
        { kind: 'HOUSEHOLD', count: 1 },
      ],
      awards: { totalCount: 2 },
    });
    expect(confirmed.awards.edges[0].node).toMatchObject({
      nameAsAwarded: 'Đồng chí Chín Xưa',
      unitAsAwarded: 'Hợp tác xã Nà Xưa',
      meritKind: 'UNKNOWN',
      posthumous: true,
      receivedBy: 'Lò Thị Vợ',
      decidedOn: null,
      decidedFrom: '1958-01-01',
      decidedTo: '1958-12-31',
      certificate: null,
      areaAsAwarded: { id: area!.id },
      sharedWith: [{ id: wife }],
      honouree: { id: paper.input.lines[0]!['honoureeId'] },
      citation: expect.stringContaining(`Quyết định số ${symbol} năm 1958 của Ủy ban hành chính`),
    });
    expect(await secretary.get(TOTALS, { search })).toEqual({
      total: 2,
      recorded: 2,
      byYear: [{ year: 1958, count: 2 }],
      byTier: [{ tier: null, count: 2 }],
      byIssuer: [{ issuer: null, issuerAsPrinted: 'Ủy ban hành chính Khu tự trị Thái – Mèo', count: 2 }],
    });
    expect(await stranger.get(TOTALS, { search })).toMatchObject({ total: 0 });
    for (const [period, count] of [
      [{ from: '1958-12-31' }, 2],
      [{ to: '1958-01-01' }, 2],
      [{ from: '1958-06-01', to: '1958-06-30' }, 2],
      [{ from: '1959-01-01' }, 0],
      [{ to: '1957-12-31' }, 0],
    ] as const) {
      expect([period, await an.get(SEARCH, { search: { ...search, ...period } })]).toMatchObject([
        period,
        { totalCount: count },
      ]);
    }
    // It stays as it is: not confirmed twice, not dropped.
    expect(await refusals(binh, DECIDE.confirmWritten, confirming(id))).toEqual(['WRONG_STATE']);
    expect(await refusals(an, DECIDE.confirmWritten, confirming(id, false, 'Nhầm'))).toEqual(['WRONG_STATE']);
    expect(await ledger(id)).toBe(2);
  });

  it('is dropped where it is wrong, with a reason, by the other or by oneself', async () => {
    for (const who of [an, binh]) {
      const { decision } = await done(an, DECIDE.writeDown, await old());
      const { id } = decision;
      expect(await refusals(who, DECIDE.confirmWritten, confirming(id, false))).toEqual(['INVALID_INPUT']);
      const dropped = await done(who, DECIDE.confirmWritten, confirming(id, false, 'Ghi nhầm năm'));
      expect(dropped.decision).toMatchObject({ id, state: 'DRAFT', availableActions: [], totals: [{ count: 1 }] });
      expect(await an.get(READ, { id })).toBeNull();
      expect(await ledger(id)).toBe(0);
      const [event] = await query<{ n: number }>(
        `select count(*)::int as n from audit where text like '%decision:' || $1 || '%' and text like '%Ghi nhầm năm%'`,
        [id],
      );
      expect(event!.n).toBe(1);
    }
  });

  it('says what a paper can say', async () => {
    const refused = async (more: Record<string, unknown>, line: Record<string, unknown> = {}): Promise<unknown> => {
      const { userErrors } = await an.get(DECIDE.writeDown, await old(more, line));
      return userErrors.map(({ code, field }: { code: string; field: string[] }) => [code, field.join('.')]);
    };
    const elsewhere = await honouree('Người Nơi Khác', 'INDIVIDUAL', await unitId('UBND-03390'));
    expect(await refused({ lines: [] })).toEqual([['INVALID_INPUT', 'input.lines']]);
    expect(await refused({ decidedTo: '1957-12-31' })).toEqual([['INVALID_INPUT', 'input.decidedTo']]);
    expect(await refused({ decidedTo: '2199-12-31' })).toEqual([['INVALID_INPUT', 'input.decidedTo']]);
    expect(await refused({ issuerAsPrinted: null })).toEqual([['INVALID_INPUT', 'input.issuerAsPrinted']]);
    expect(await refused({ issuedById: so })).toEqual([['INVALID_INPUT', 'input.issuedById']]);
    expect(await refused({ recordedForId: await unitId('UBND-12') })).toEqual([['FORBIDDEN', 'input.recordedForId']]);
    expect(await refused({ documentIds: [so] })).toEqual([['NOT_FOUND', 'input.documentIds']]);
    expect(await refused({}, { honoureeId: elsewhere })).toEqual([['NOT_FOUND', 'input.lines.0.honoureeId']]);
    // Historians register nobody (workflow A.5); the sentence says who does.
    const { userErrors } = await an.get(DECIDE.writeDown, await old({}, { honoureeId: elsewhere }));
    expect(userErrors).toMatchObject([{ message: expect.stringContaining('cán bộ đơn vị') }]);
    expect(await refused({}, { sharedWithIds: [elsewhere] })).toEqual([['NOT_FOUND', 'input.lines.0.sharedWithIds']]);
    expect(await refused({}, { awardTypeCode: 'KHONG_CO' })).toEqual([['NOT_FOUND', 'input.lines.0.awardTypeCode']]);
    expect(await refused({}, { areaId: so })).toEqual([['NOT_FOUND', 'input.lines.0.areaId']]);
    expect(await refused({}, { receivedBy: 'Con' })).toEqual([['INVALID_INPUT', 'input.lines.0.receivedBy']]);
  });

  it('of a unit that lived then is known by that unit, its tier and its name', async () => {
    const decidedFrom = '2026-03-01';
    const paper = await old({ issuerAsPrinted: null, issuedById: so, decidedFrom, decidedTo: decidedFrom });
    const { decision } = await done(secretary, DECIDE.writeDown, paper);
    await done(an, DECIDE.confirmWritten, confirming(decision.id));
    expect(await an.get(READ, { id: decision.id })).toMatchObject({
      signedOn: decidedFrom,
      issuedBy: { code: `LS-${process.pid}` },
      issuerAsPrinted: `LS-${process.pid}`,
    });
    const search = { issuedById: so, origin: 'RECORDED' };
    expect(await an.get(TOTALS, { search })).toMatchObject({ total: 1, byTier: [{ tier: 'DISTRICT', count: 1 }] });
  });

  it('is written down once, unless one says that it is another', async () => {
    const paper = await old();
    await done(an, DECIDE.writeDown, paper);
    const again = async (more: object = {}): Promise<string[]> =>
      refusals(binh, DECIDE.writeDown, { input: { ...paper.input, ...more } });
    const typed = (paper.input['symbol'] as string).toLowerCase();
    expect(await again({ symbol: typed, issuerAsPrinted: 'UY BAN HANH CHINH KHU TU TRI THAI - MEO' })).toEqual([
      'DUPLICATE',
    ]);
    expect(await again({ decidedFrom: '1958-06-01', decidedTo: '1958-06-01' })).toEqual(['DUPLICATE']);
    await done(binh, DECIDE.writeDown, { input: { ...paper.input, issuerAsPrinted: 'Bộ Nội vụ' } });
    await done(binh, DECIDE.writeDown, {
      input: { ...paper.input, decidedFrom: '1960-01-01', decidedTo: '1960-12-31' },
    });
    await done(binh, DECIDE.writeDown, { input: { ...paper.input, acknowledgeDuplicate: true } });
    // Without its number it is known by what it gave whom.
    expect(await again({ symbol: null })).toEqual(['DUPLICATE']);
    const [line] = paper.input.lines;
    expect(await again({ symbol: null, lines: [{ ...line, awardTypeCode: 'GK_XA' }, line] })).toEqual(['DUPLICATE']);
    const otherwise = { ...paper.input, symbol: null, lines: [{ ...line, awardTypeCode: 'GK_XA' }] };
    await done(binh, DECIDE.writeDown, { input: otherwise });
    await done(binh, DECIDE.writeDown, { input: { ...otherwise, acknowledgeDuplicate: true } });
    await done(binh, DECIDE.writeDown, { input: { ...otherwise, issuerAsPrinted: 'Bộ Nội vụ' } });
    expect(await refusals(binh, DECIDE.writeDown, await old({ lines: [line, line] }))).toEqual(['DUPLICATE']);
    const keyed = { input: { ...(await old()).input, clientMutationId: 'cùng một lần' } };
    const [one, same] = [await done(an, DECIDE.writeDown, keyed), await done(an, DECIDE.writeDown, keyed)];
    expect(same.decision.id).toBe(one.decision.id);
  });
});
