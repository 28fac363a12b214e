import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, signIn } from '../support/api.js';
import { COUNCIL } from '../support/councils.js';
import { DECIDE } from '../support/decisions.js';
import { copyFirstStart, IN_2023 } from '../support/first-start.js';
import { CHAIN, done, refusals } from '../support/nominations.js';
import { runProgram } from '../support/program.js';
import { Road } from '../support/road.js';
import { TrialServer } from '../support/trial-server.js';

// The three-tier years, played by those who were there; then their clock goes on past 2025-07-01.
const READ = `query ($id: ID!) { nomination(id: $id) {
  state lawDate isFinal availableActions route { unit { code name } outcome }
  award { id nameAsAwarded unitAsAwarded citation status decision { id symbol signedOn issuerAsPrinted }
    certificate { number token } } } }`;
const REFUSAL = 'userErrors { code message field rule { code validTo confirmed } }';
const REFUSED = {
  draft: `mutation ($input: DraftNominationInput!) { draftNomination(input: $input) { ${REFUSAL} } }`,
  submit: `mutation ($input: SubmitNominationsInput!) { submitNominations(input: $input) { ${REFUSAL} } }`,
  issue: `mutation ($input: IssueDecisionInput!) { issueDecision(input: $input) { ${REFUSAL} } }`,
};
const PREVIEW = `query ($id: ID!, $signedOn: CivilDate!) { decisionPreview(id: $id, signedOn: $signedOn) {
  problems { code message rule { code validTo confirmed } } } }`;
const DISTRICT_LAW = { code: 'COMPETENCE.HUYEN', validTo: '2025-06-30', confirmed: true };

let folder: string;
let road: Road;

/** The server stops and starts again on the same database, its clock somewhere later. */
async function goTo(clock: string): Promise<void> {
  await (road as Road | undefined)?.server.stop();
  road = new Road(await TrialServer.start(folder, clock), clock.slice(0, 10));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'so-vang-past-'));
  await chmod(folder, 0o755);
  await copyFirstStart(folder, IN_2023);
  await goTo('2023-05-19T08:00:00+07:00');
});

afterAll(async () => {
  await road.server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

interface Won {
  id: string;
  award: {
    id: string;
    nameAsAwarded: string;
    unitAsAwarded: string;
    citation: string;
    decision: { id: string; symbol: string; signedOn: string; issuerAsPrinted: string };
    certificate: { number: string; token: string };
  };
}

/** What was won in 2023, as it was printed then: it never changes. */
const won: Won[] = [];

/** Anybody can check the certificate, and a historian finds whom it honours and cites the decision. */
async function provedAndFound(id: string, reader: string, finder: string): Promise<Won> {
  const nomination = await (await road.as(reader)).get(READ, { id });
  expect(nomination).toMatchObject({ state: 'AWARDED', isFinal: true, availableActions: [] });
  const { award } = nomination as { award: Won['award'] };
  await checkAndFind(award, finder);
  return { id, award };
}

async function checkAndFind({ id, nameAsAwarded, decision, certificate }: Won['award'], finder: string): Promise<void> {
  const check = await new Client(road.server.url).get(DECIDE.verify, { token: certificate.token });
  expect(check).toMatchObject({ valid: true, status: 'VALID', name: nameAsAwarded });
  for (const search of [{ text: nameAsAwarded, decisionSymbol: decision.symbol }, { text: nameAsAwarded }]) {
    const found = await (await road.as(finder)).get(DECIDE.search, { search });
    expect(found).toMatchObject({ totalCount: 1, edges: [{ node: { id } }] });
  }
}

async function routeOf(id: string, reader: string): Promise<string[]> {
  const { route } = await (await road.as(reader)).get(READ, { id });
  return route.map(({ unit, outcome }: { unit: { code: string }; outcome: string }) => `${unit.code} ${outcome}`);
}

async function readBy(id: string, may: readonly string[], mayNot: readonly string[]): Promise<void> {
  for (const username of [...may, ...mayNot]) {
    const found = await (await road.as(username)).get('query ($id: ID!) { nomination(id: $id) { id } }', { id });
    expect([username, found]).toEqual([username, may.includes(username) ? { id } : null]);
  }
}

describe('in May 2023, through the district', () => {
  it('1. the State road: commune, district, the chairman of the province', async () => {
    const officer = await road.as('canbo.binhlu2021');
    const id = await road.draft(officer, road.unit('UBND-03412-2021'), 'BK_TINH', {
      kind: 'HOUSEHOLD',
      displayName: 'Hộ ông Sùng A Chỉnh',
    });
    await road.submit(officer, [id]);
    await road.appraise('binhlu2021', [id]);
    await road.byCouncil('binhlu2021', 'UBND-03412-2021', [id]);
    await road.forward('binhlu2021', [id], '/TTr-UBND');
    await road.appraise('tamduong', [id]);
    await road.byCouncil('tamduong', 'UBND-106', [id]);
    await road.forward('tamduong', [id], '/TTr-UBND');
    await road.appraise('tinh', [id]);
    await road.byCouncil('tinh', 'UBND-12', [id]);
    await road.decide('tinh', 'UBND-12', [id]);
    expect(await routeOf(id, 'canbo.binhlu2021')).toEqual([
      'UBND-03412-2021 ENDORSED_BY_COUNCIL',
      'UBND-106 ENDORSED_BY_COUNCIL',
      'UBND-12 AWARDED',
    ]);
    won.push(await provedAndFound(id, 'canbo.binhlu2021', 'lichsu.tamduong'));
    await readBy(
      id,
      ['thamdinh.binhlu2021', 'kiemtra.binhlu2021', 'thuky.tamduong', 'kiemtra.tamduong', 'lanhdao.tinh'],
      ['canbo.danguybinhlu2021', 'lanhdao.huyenuytamduong', 'canbo.sinho', 'lichsu.tamduong', 'canbo.binhlu'],
    );
  });

  it('2. the Party road: chi bộ, đảng ủy xã, Huyện ủy, Tỉnh ủy, the chairman of the province', async () => {
    const { officer, unitId } = await officerOfCell();
    const id = await road.draft(officer, unitId, 'BK_TINH', { displayName: 'Tẩn Mí Đảng', birthYear: 1979 });
    await road.submit(officer, [id]);
    for (const [body, series] of [
      ['danguybinhlu2021', '-TTr/ĐU'],
      ['huyenuytamduong', '-TTr/HU'],
      ['tinhuy', '-TTr/TU'],
    ] as const) {
      await road.appraise(body, [id]);
      await road.byLeadership(body, [id]);
      await road.forward(body, [id], series);
    }
    await road.appraise('tinh', [id]);
    await road.byCouncil('tinh', 'UBND-12', [id]);
    await road.decide('tinh', 'UBND-12', [id]);
    expect(await routeOf(id, 'canbo.danguybinhlu2021')).toEqual([
      'DU-03412-2021 ENDORSED_BY_LEADERSHIP',
      'HU-106 ENDORSED_BY_LEADERSHIP',
      'TU-12 ENDORSED_BY_LEADERSHIP',
      'UBND-12 AWARDED',
    ]);
    won.push(await provedAndFound(id, 'canbo.huyenuytamduong', 'lichsu.tinhuy'));
    await readBy(
      id,
      ['thamdinh.danguybinhlu2021', 'lanhdao.huyenuytamduong', 'kiemtra.tinhuy', 'thuky.tinh'],
      ['canbo.binhlu2021', 'lanhdao.tamduong', 'thamdinh.danguycongan', 'lichsu.tinhuy'],
    );
  });

  it('3. giấy khen of the chairman of a district: a collective and a person in one decision', async () => {
    const officer = await road.as('canbo.binhlu2021');
    const at = road.unit('UBND-03412-2021');
    const ids = [
      await road.draft(officer, at, 'GK_HUYEN', { kind: 'COLLECTIVE', displayName: 'Tổ hòa giải bản Thẳm' }),
      await road.draft(officer, at, 'GK_HUYEN', { displayName: 'Lò Thị Huyện', birthYear: 1985 }),
    ];
    await road.submit(officer, ids);
    await road.appraise('binhlu2021', ids);
    await road.byCouncil('binhlu2021', 'UBND-03412-2021', ids);
    await road.forward('binhlu2021', ids, '/TTr-UBND');
    await road.appraise('tamduong', ids);
    await road.byCouncil('tamduong', 'UBND-106', ids);
    await road.decide('tamduong', 'UBND-106', ids);
    for (const id of ids) won.push(await provedAndFound(id, 'canbo.binhlu2021', 'lichsu.tamduong'));
    expect(won[2]?.award.decision).toEqual(won[3]?.award.decision);
    expect(won[2]?.award.decision).toMatchObject({
      signedOn: '2023-05-19',
      issuerAsPrinted: 'Ủy ban nhân dân huyện Tam Đường',
    });
    await readBy(ids[0]!, ['lanhdao.tamduong', 'lanhdao.tinh'], ['canbo.sinho', 'canbo.danguybinhlu2021']);
  });
});

/** An officer at a cell of the Party, made by the administrator above it: nobody of the demonstration works there. */
async function officerOfCell(): Promise<{ officer: Client; unitId: string }> {
  const administrator = await road.as('quantri.tinhuy');
  const { edges } = await administrator.get(`{ units(filter: { text: "chi bộ bản thẳm" }) { edges { node { id } } } }`);
  const unitId = edges[0].node.id as string;
  const username = 'canbo.chibobantham';
  const { account, oneTimePassword } = await done(
    administrator,
    `mutation ($input: CreateAccountInput!) { createAccount(input: $input) {
      account { id } oneTimePassword userErrors { code } } }`,
    { input: { username, fullName: 'Lò Văn Chi' } },
  );
  const grant = { accountId: account.id, role: 'UNIT_OFFICER', unitId, validFrom: road.today, validTo: '2025-06-30' };
  await done(
    administrator,
    `mutation ($input: GrantInput!) { grant(input: $input) { account { id } userErrors { code message } } }`,
    { input: grant },
  );
  const officer = await signIn(username, oneTimePassword, road.server.url);
  await done(
    officer,
    `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { account { id } userErrors { code } } }`,
    { input: { current: oneTimePassword, next: 'một mật khẩu của chi bộ' } },
  );
  return { officer, unitId };
}

/** What was on its way when the districts ended. */
interface InFlight {
  /** Giấy khen of the district: a draft, one that it has received, one in a decision that is checked. */
  drafted: string;
  received: string;
  checked: string;
  decisionId: string;
  /** Bằng khen of the province: one that lies with the district, and one that the district has passed on. */
  atDistrict: string;
  passedOn: string;
}
const flight = {} as InFlight;

describe('on 2025-06-30, the last day of the districts', () => {
  it('dossiers are on their way, and no decision can be dated after that day', async () => {
    await goTo('2025-06-30T08:00:00+07:00');
    const officer = await road.as('canbo.thcsbinhlu');
    const at = road.unit('THCS-BINH-LU');
    const draft = (award: string, displayName: string): Promise<string> =>
      road.draft(officer, at, award, { displayName });
    flight.drafted = await draft('GK_HUYEN', 'Nguyễn Thị Nháp');
    flight.received = await draft('GK_HUYEN', 'Nguyễn Thị Đang Xét');
    flight.checked = await draft('GK_HUYEN', 'Nguyễn Thị Chờ Ký');
    flight.atDistrict = await draft('BK_TINH', 'Nguyễn Thị Ở Huyện');
    flight.passedOn = await draft('BK_TINH', 'Nguyễn Thị Lên Tỉnh');
    for (const ids of [
      [flight.received, flight.checked],
      [flight.atDistrict, flight.passedOn],
    ]) {
      await road.submit(officer, ids);
      await road.appraise('tamduong', ids);
    }
    await road.byCouncil('tamduong', 'UBND-106', [flight.checked, flight.passedOn]);
    await road.forward('tamduong', [flight.passedOn], '/TTr-UBND');
    flight.decisionId = await road.checked('tamduong', 'UBND-106', [flight.checked]);
    const head = await road.as('lanhdao.tamduong');
    const { problems } = await head.get(PREVIEW, { id: flight.decisionId, signedOn: '2025-07-01' });
    expect(problems).toMatchObject([{ code: 'NOT_COMPETENT', rule: DISTRICT_LAW }, { code: 'INVALID_INPUT' }]);
    expect(problems[0].message).toContain('Ủy ban nhân dân huyện Tam Đường không còn thẩm quyền');
    const late = await head.get(REFUSED.issue, await road.signature(head, flight.decisionId, '2025-07-01'));
    expect(late.userErrors).toMatchObject([{ code: 'NOT_COMPETENT', rule: DISTRICT_LAW }]);
    expect((await head.get(DECIDE.read, { id: flight.decisionId })).state).toBe('CHECKED');
  });
});

describe('from 2025-07-01 on', () => {
  const signature = (): Record<string, unknown> => ({
    id: flight.decisionId,
    symbol: road.symbol('/QĐ-UBND'),
    signedOn: '2025-06-30',
    signer: 'Nguyễn Văn Ký',
    signerCapacity: 'CHỦ TỊCH',
    previewHash: '0'.repeat(64),
  });

  it('the accounts of districts act no more, not for the day before either, and read nothing', async () => {
    await goTo('2025-07-01T08:00:00+07:00');
    const { decisionId, received, checked, atDistrict } = flight;
    const input = { id: received, reason: 'Sáp nhập', kind: 'AGAIN' };
    const session = { unitId: road.unit('UBND-106'), heldOn: road.today, totalMembers: 5, nominationIds: [received] };
    for (const [username, mutation, variables] of [
      ['lanhdao.tamduong', DECIDE.issue, { input: signature() }],
      ['thuky2.tamduong', DECIDE.return, { input: { id: decisionId, reason: 'Sáp nhập' } }],
      ['thuky.tamduong', COUNCIL.open, { input: session }],
      ['thamdinh.tamduong', CHAIN.return, { input }],
      ['thamdinh.tamduong', CHAIN.receive, { input: { id: atDistrict } }],
      ['canbo.binhlu2021', CHAIN.withdraw, { input: { id: checked, reason: 'Sáp nhập' } }],
    ] as const) {
      expect([username, await refusals(await road.as(username), mutation, variables)]).toEqual([
        username,
        ['FORBIDDEN'],
      ]);
    }
    await readBy(
      received,
      ['canbo.thcsbinhlu', 'kiemtra.tinh'],
      ['lanhdao.tamduong', 'thamdinh.tamduong', 'kiemtra.tamduong', 'canbo.huyenuytamduong'],
    );
    const lost = await (await road.as('lichsu.tamduong')).get(DECIDE.search, { search: {} });
    expect(lost.totalCount).toBe(0);
  });

  it('nobody else decides for a district, whatever the day', async () => {
    const { decisionId } = flight;
    const head = await road.as('lanhdao.tinh');
    for (const signedOn of ['2025-06-30', '2025-07-01']) {
      const { userErrors } = await head.get(REFUSED.issue, { input: { ...signature(), signedOn } });
      expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
    const { userErrors } = await (
      await road.as('thuky.tinh')
    ).get(DECIDE.draft, {
      input: {
        issuedById: road.unit('UBND-106'),
        title: 'Thay cho huyện',
        legalBases: ['Luật'],
        nominationIds: [flight.passedOn],
      },
    });
    expect(userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    // By SQL as the service's own login, in the name of him who was its chairman: the database knows when it ended.
    const byHand = road.server.rows(`insert into nomination_event
      (nomination_id, version, at, day, action, from_state, to_state, from_step, step, acting_unit_id, account_id, data)
      select n.id, n.version + 1, '2025-07-01T09:00:00+07:00', '2025-07-01', 'AWARD', 'ENDORSED', 'AWARDED', n.step, n.step,
        '${road.unit('UBND-106')}', a.id, jsonb_build_object('decisionId', '${decisionId}')
      from nomination n, account a where n.id = '${flight.checked}' and a.username = 'lanhdao.tamduong'`);
    await expect(byHand).rejects.toThrow('no such duty at this unit');
    const [row] = await road.server.rows(`select n.state, d.state as decision from nomination n, decision d
      where n.id = '${flight.checked}' and d.id = '${decisionId}'`);
    expect(row).toEqual({ state: 'ENDORSED', decision: 'CHECKED' });
  });

  it('giấy khen of a district can be asked for no more, and the refusal says by which rule', async () => {
    const officer = await road.as('canbo.thcsbinhlu');
    const submit = { nominationIds: [flight.drafted], proposalDate: road.today, signer: 'Hiệu trưởng' };
    const late = await officer.get(REFUSED.submit, { input: submit });
    expect(late.userErrors).toMatchObject([{ code: 'RULE_FAILED', rule: DISTRICT_LAW }]);
    expect(late.userErrors[0].message).toContain('hết ngày 30/06/2025');
    const anew = await officer.get(REFUSED.draft, {
      input: {
        honoureeId: (
          await officer.get(`query ($id: ID!) { nomination(id: $id) { honouree { id } } }`, { id: flight.drafted })
        ).honouree.id,
        awardTypeCode: 'GK_HUYEN',
        meritKind: 'PHONG_TRAO',
        proposedById: road.unit('THCS-BINH-LU'),
        achievements: 'Một thành tích khác',
        achievementFrom: '2025-01-01',
        achievementTo: '2025-06-30',
      },
    });
    expect(anew.userErrors).toMatchObject([{ code: 'INVALID_INPUT', rule: DISTRICT_LAW }]);
  });

  it('what the district had passed on is decided by the province; it cannot be sent back to who is no more', async () => {
    const id = flight.passedOn;
    const reviewer = await road.as('thamdinh.tinh');
    const back = { id, reason: 'Xét lại', kind: 'AGAIN', toStep: 1 };
    const gone = { code: 'WRONG_STATE', message: expect.stringContaining('huyện Tam Đường đã kết thúc hoạt động') };
    const { userErrors } = await reviewer.get(CHAIN.return, { input: back });
    expect(userErrors).toMatchObject([gone]);
    await road.appraise('tinh', [id]);
    await road.byCouncil('tinh', 'UBND-12', [id]);
    await road.decide('tinh', 'UBND-12', [id]);
    expect(await routeOf(id, 'canbo.thcsbinhlu')).toEqual(['UBND-106 ENDORSED_BY_COUNCIL', 'UBND-12 AWARDED']);
    await provedAndFound(id, 'canbo.thcsbinhlu', 'lichsu.tinh');
  });

  it('the proposer withdraws what lies with the district that is no more', async () => {
    const officer = await road.as('canbo.thcsbinhlu');
    const withdraw = { input: { id: flight.atDistrict, reason: 'Trình lại theo tuyến mới' } };
    expect((await done(officer, CHAIN.withdraw, withdraw)).nomination.state).toBe('WITHDRAWN');
  });
});

describe('in 2026', () => {
  it('what was won in 2023 is as it was: found, read, cited, its certificates true', async () => {
    await goTo('2026-05-19T08:00:00+07:00');
    expect(won).toHaveLength(4);
    for (const { id, award } of won) {
      await checkAndFind(award, 'lichsu.binhlu');
      const nomination = await (await road.as('lanhdao.tinh')).get(READ, { id });
      expect(nomination.award).toEqual({ ...award, status: 'VALID' });
      expect(award.citation).toContain(award.decision.symbol);
    }
    const ofDistrict = won[2]!.award.decision;
    expect(await (await road.as('lanhdao.tinh')).get(DECIDE.read, { id: ofDistrict.id })).toMatchObject({
      state: 'ISSUED',
      symbol: ofDistrict.symbol,
      signedOn: '2023-05-19',
      issuedBy: { code: 'UBND-106' },
      totals: [
        { kind: 'INDIVIDUAL', count: 1 },
        { kind: 'COLLECTIVE', count: 1 },
      ],
    });
    await readBy(
      won[2]!.id,
      ['kiemtra.tinh', 'thamdinh.tinh'],
      ['lanhdao.tamduong', 'canbo.binhlu2021', 'canbo.binhlu'],
    );
  });

  it('the chain of the audit goes through all of it', async () => {
    await road.server.stop();
    const { code, stdout } = await runProgram('audit-verify.cli', { DATA_DIR: folder });
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        /^\d{3,} rows verified, 0 not yet chained\n.*\b0 awards not yet entered\nsigned heads of the audit: .*\n(Lần ký đầu chuỗi .*\n)?records: \d{4,} as they were written, 0 not yet chained\n$/,
      ),
    ]);
  });
});
