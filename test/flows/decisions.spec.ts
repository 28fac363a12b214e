import { addDays } from '../../src/core/civil-date.js';
import { as, Client, trialUnit } from '../support/api.js';
import { checkedDecision, DECIDE, draftFor, endorsedAtSo, nextSymbol, signatureOf } from '../support/decisions.js';
import { LONG_AGO, makeModel, TODAY } from '../support/models.js';
import { CHAIN, done, newHonouree, refusals, today } from '../support/nominations.js';
import { person } from '../support/people.js';
import { query } from '../support/shared-connection.js';

describe('a decision', () => {
  it('says in its title what it decides, and cites the tờ trình of each line (R40, R41)', async () => {
    const ids = [await endorsedAtSo(), await endorsedAtSo()];
    const head = await as('lanhdao.sonoivu');
    const wrong = draftFor(ids)['input'] as Record<string, unknown>;
    const title = 'Về việc tặng Bằng khen cho 03 cá nhân';
    const { decision } = await done(await as('thuky.sonoivu'), DECIDE.draft, { input: { ...wrong, title } });
    await done(await as('thuky2.sonoivu'), DECIDE.check, { input: { id: decision.id } });
    const { problems } = await head.get(DECIDE.preview, { id: decision.id, signedOn: today() });
    const titled = problems.filter(({ code }: { code: string }) => code === 'RULE_FAILED');
    expect(titled.map(({ message }: { message: string }) => message)).toEqual([
      'Trích yếu nêu một danh hiệu, hình thức khác với “Giấy khen của Giám đốc Sở” mà quyết định này tặng. Hãy trả quyết định về dự thảo và sửa trích yếu.',
      'Trích yếu nêu 3 cá nhân, danh sách kèm theo có 2.',
    ]);
    expect(await refusals(head, DECIDE.issue, await signatureOf(head, decision.id))).toEqual(['RULE_FAILED']);
    const states = await query(`select from nomination where id = any ($1::uuid[]) and state = 'ENDORSED'`, [ids]);
    expect(states).toHaveLength(2);
    const { id: fine } = decision;
    const secretary = await as('thuky.sonoivu');
    const right = { title: 'Về việc tặng Giấy khen cho 02 cá nhân', legalBases: ['Luật Thi đua, khen thưởng'] };
    expect(await refusals(secretary, DECIDE.edit, { input: { id: fine, ...right } })).toEqual(['WRONG_STATE']);
    const back = await done(secretary, DECIDE.return, { input: { id: fine, reason: 'Sửa trích yếu' } });
    const edited = { input: { id: fine, expectedVersion: back.decision.version as number, ...right } };
    expect((await done(secretary, DECIDE.edit, edited)).decision).toMatchObject({
      ...right,
      version: back.decision.version + 1,
      nominations: Array(2).fill({ state: 'ENDORSED' }),
    });
    expect(await refusals(secretary, DECIDE.edit, edited)).toEqual(['STALE_VERSION']);
    expect(await refusals(secretary, DECIDE.edit, { input: { id: fine, legalBases: [] } })).toEqual(['INVALID_INPUT']);
    await done(await as('thuky2.sonoivu'), DECIDE.check, { input: { id: fine } });

    const cites = `query ($id: ID!) { decision(id: $id) { proposals { id from { code } date }
      awards(first: 10) { edges { node { proposal { id } } } } } }`;
    const drafted = await head.get(cites, { id: fine });
    expect(drafted.proposals).toMatchObject(Array(2).fill({ from: { code: 'SNV-12' }, date: today() }));
    await done(head, DECIDE.issue, await signatureOf(head, fine));
    expect(await refusals(secretary, DECIDE.edit, { input: { id: fine, title: 'Khác' } })).toEqual(['WRONG_STATE']);
    const issued = await head.get(cites, { id: fine });
    expect(issued.proposals).toEqual(drafted.proposals);
    const cited = issued.awards.edges.map(({ node }: { node: { proposal: { id: string } } }) => node.proposal.id);
    expect(cited.sort()).toEqual(drafted.proposals.map(({ id }: { id: string }) => id).sort());
  });

  it('is drafted, checked and issued by three, and gives certificates that anybody may check', async () => {
    const household = await newHonouree('canbo.sonoivu', { kind: 'HOUSEHOLD', displayName: 'Hộ ông Vàng A Sự' });
    const collective = await newHonouree('canbo.sonoivu', { kind: 'COLLECTIVE', displayName: 'Phòng Tổ chức cán bộ' });
    const person = await newHonouree('canbo.sonoivu', { displayName: 'Ất Thị Quyết Định' });
    const ids = [];
    for (const honoureeId of [person, household, collective]) ids.push(await endorsedAtSo({ honoureeId }));

    const { decision } = await done(await as('thuky.sonoivu'), DECIDE.draft, draftFor(ids));
    expect(decision).toMatchObject({
      state: 'DRAFT',
      symbol: null,
      issuedBy: { code: 'SNV-12' },
      availableActions: ['EDIT', 'SET_LINES', 'DISCARD'],
      nominations: [{ id: ids[2] }, { id: ids[1] }, { id: ids[0] }],
      awards: { totalCount: 0 },
    });
    const checked = await done(await as('thuky2.sonoivu'), DECIDE.check, { input: { id: decision.id } });
    expect(checked.decision).toMatchObject({ state: 'CHECKED', availableActions: ['RETURN'] });

    const head = await as('lanhdao.sonoivu');
    const preview = await head.get(DECIDE.preview, { id: decision.id, signedOn: today() });
    expect(preview).toMatchObject({ lines: 3, totalPrize: null, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(preview.totals).toEqual([
      { kind: 'INDIVIDUAL', count: 1 },
      { kind: 'COLLECTIVE', count: 1 },
      { kind: 'HOUSEHOLD', count: 1 },
    ]);
    const symbol = nextSymbol();
    const issued = await done(head, DECIDE.issue, await signatureOf(head, decision.id, { symbol }));
    expect(issued.decision).toMatchObject({ state: 'ISSUED', symbol, signedOn: today(), availableActions: [] });
    expect(issued.decision.nominations.map(({ state }: { state: string }) => state)).toEqual(Array(3).fill('AWARDED'));
    const awards = issued.decision.awards.edges.map(({ node }: { node: object }) => node);
    expect(awards).toMatchObject([
      { nameAsAwarded: 'Phòng Tổ chức cán bộ', kind: 'COLLECTIVE' },
      { nameAsAwarded: 'Hộ ông Vàng A Sự', kind: 'HOUSEHOLD' },
      { nameAsAwarded: 'Ất Thị Quyết Định', kind: 'INDIVIDUAL' },
    ]);
    expect(awards[0].citation).toContain(`Quyết định số ${symbol} ngày`);
    const first = Number(awards[0].certificate.number.split('/')[0]);
    expect(awards.map(({ certificate }: { certificate: { number: string } }) => certificate.number)).toEqual(
      [0, 1, 2].map((more) => `${String(first + more).padStart(4, '0')}/${today().slice(0, 4)}`),
    );

    const stranger = new Client();
    const { token } = awards[2].certificate;
    expect(token).toMatch(/^[A-Za-z0-9_-]{100}$/);
    expect(await stranger.get(DECIDE.verify, { token })).toMatchObject({
      valid: true,
      status: 'VALID',
      name: 'Ất Thị Quyết Định',
      year: Number(today().slice(0, 4)),
    });
    const wrong = `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`;
    expect(await stranger.get(DECIDE.verify, { token: wrong })).toBeNull();
    expect(await stranger.get(DECIDE.verify, { token: "' or true --" })).toBeNull();

    const search = { text: 'quyet dinh at thi', decisionSymbol: symbol };
    for (const reader of ['lichsu.binhlu', 'canbo.sonoivu', 'kiemtra.tinh']) {
      const found = await (await as(reader)).get(DECIDE.search, { search });
      expect([reader, found]).toEqual([
        reader,
        { totalCount: 1, edges: [{ node: { id: awards[2].id, nameAsAwarded: 'Ất Thị Quyết Định' } }] },
      ]);
    }
    for (const reader of ['canbo.binhlu', 'thamdinh.danguybinhlu']) {
      expect(await (await as(reader)).get(DECIDE.search, { search })).toEqual({ totalCount: 0, edges: [] });
      expect(await (await as(reader)).get(DECIDE.read, { id: decision.id })).toBeNull();
    }
  });

  it('is kept from one person in two duties, and from other units', async () => {
    const id = await endorsedAtSo();
    const secretary = await as('thuky.sonoivu');
    const { decision } = await done(secretary, DECIDE.draft, draftFor([id]));
    const which = { input: { id: decision.id } };
    expect(await refusals(secretary, DECIDE.check, which)).toEqual(['SAME_PERSON']);
    expect(await refusals(await as('lanhdao.sonoivu'), DECIDE.issue, await anySignature(decision.id))).toEqual([
      'WRONG_STATE',
    ]);
    expect(await refusals(await as('thuky.tinh'), DECIDE.check, which)).toEqual(['NOT_FOUND']);
    expect(await refusals(await as('thuky.tinh'), DECIDE.draft, draftFor([id]))).toEqual(['FORBIDDEN']);
    expect(await refusals(await as('lichsu.sonoivu'), DECIDE.check, which)).toEqual(['FORBIDDEN']);
    expect(await (await as('lichsu.sonoivu')).get(DECIDE.read, { id: decision.id })).toBeNull();
    expect(await (await as('kiemtra.tinh')).get(DECIDE.read, { id: decision.id })).toBeNull();
    expect(await (await as('kiemtra.sonoivu')).get(DECIDE.read, { id: decision.id })).not.toBeNull();
    // Who changes its words or its lines is a drafter too; to write what stands there changes nothing.
    const { client: third } = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: trialUnit('SNV-12').id }] });
    const edit = (title: string): { input: object } => ({ input: { ...which.input, title } });
    expect((await done(third, DECIDE.edit, edit(decision.title))).decision.version).toBe(decision.version);
    expect((await done(third, DECIDE.edit, edit('Về việc tặng Giấy khen'))).decision.version).toBe(
      decision.version + 1,
    );
    expect(await refusals(third, DECIDE.check, which)).toEqual(['SAME_PERSON']);
    expect(await refusals(await as('thamdinh2.sonoivu'), DECIDE.edit, edit('Khác'))).toEqual(['FORBIDDEN']);
    const second = await as('thuky2.sonoivu');
    await done(second, DECIDE.setLines, { input: { id: decision.id, nominationIds: [id] } });
    expect(await refusals(second, DECIDE.check, which)).toEqual(['SAME_PERSON']);
    const { version } = await second.get(DECIDE.read, which.input);
    const same = await done(second, DECIDE.setLines, { input: { id: decision.id, nominationIds: [id] } });
    expect(same.decision.version).toBe(version);
    await done(await as('thamdinh2.sonoivu'), DECIDE.check, which);
    expect(await refusals(second, DECIDE.setLines, { input: { id: decision.id, nominationIds: [id] } })).toEqual([
      'WRONG_STATE',
    ]);
    expect(await refusals(second, DECIDE.discard, which)).toEqual(['WRONG_STATE']);
    expect(await refusals(await as('lanhdao.sonoivu'), DECIDE.return, which)).toEqual(['INVALID_INPUT']);
    const back = await done(await as('lanhdao.sonoivu'), DECIDE.return, {
      input: { id: decision.id, reason: 'Sửa trích yếu' },
    });
    expect(back.decision).toMatchObject({ state: 'DRAFT', note: 'Sửa trích yếu' });
    const gone = await done(second, DECIDE.discard, which);
    // As it was, with nothing left to do.
    expect(gone.decision).toMatchObject({ id: decision.id, availableActions: [], nominations: [{ id }] });
    expect(gone.decision.totals).toEqual([{ kind: 'INDIVIDUAL', count: 1 }]);
    expect(await second.get(DECIDE.read, { id: decision.id })).toBeNull();
    await done(secretary, DECIDE.draft, draftFor([id]));
  });

  it('takes only lines that are ready, of one award, on no other decision', async () => {
    const secretary = await as('thuky.sonoivu');
    const [free, taken] = [await endorsedAtSo(), await endorsedAtSo()];
    const { decision } = await done(secretary, DECIDE.draft, draftFor([taken]));
    const twice = await secretary.get(DECIDE.draft, draftFor([free, taken]));
    expect(twice.userErrors).toMatchObject([{ code: 'CONFLICT', message: expect.stringMatching(/HS-\d{4}-\d{6}/) }]);
    expect(await refusals(secretary, DECIDE.draft, draftFor([]))).toEqual(['INVALID_INPUT']);
    const noBases = draftFor([free]) as { input: object };
    expect(await refusals(secretary, DECIDE.draft, { input: { ...noBases.input, legalBases: [] } })).toEqual([
      'INVALID_INPUT',
    ]);
    expect(await refusals(secretary, DECIDE.draft, draftFor([trialUnit('SNV-12').id]))).toEqual(['NOT_FOUND']);
    // A withdrawal from a draft frees the line; an empty draft is not checked.
    await done(await as('canbo.sonoivu'), CHAIN.withdraw, { input: { id: taken, reason: 'Xin rút' } });
    expect(await (await as('thuky.sonoivu')).get(DECIDE.read, { id: decision.id })).toMatchObject({ nominations: [] });
    expect(await refusals(await as('thuky2.sonoivu'), DECIDE.check, { input: { id: decision.id } })).toEqual([
      'WRONG_STATE',
    ]);
    expect(await refusals(secretary, DECIDE.setLines, { input: { id: decision.id, nominationIds: [taken] } })).toEqual([
      'WRONG_STATE',
    ]);
    await done(secretary, DECIDE.setLines, { input: { id: decision.id, nominationIds: [free] } });
  });

  it('is signed as it was previewed, with a number of its own, on a day that fits', async () => {
    const [one, other] = [await endorsedAtSo(), await endorsedAtSo()];
    const head = await as('lanhdao.sonoivu');
    const id = await checkedDecision([one]);
    const signature = await signatureOf(head, id);
    const refused = async (more: Record<string, unknown>): Promise<string[]> =>
      refusals(head, DECIDE.issue, { input: { ...signature.input, ...more } });
    expect(await refused({ previewHash: '0'.repeat(64) })).toEqual(['PREVIEW_CHANGED']);
    expect(await refused({ symbol: null })).toEqual(['INVALID_INPUT']);
    expect(await refused({ symbol: '05-QĐ/TU' })).toEqual(['INVALID_INPUT']);
    expect(await refused({ symbol: '05/TTr-SNV' })).toEqual(['INVALID_INPUT']);
    expect(await refused({ signedOn: addDays(TODAY, 1) })).toEqual(['INVALID_INPUT']);
    expect(await refused({ signedOn: '2026-01-05' })).toEqual(['INVALID_INPUT']);
    expect(await refused({ judgements: [{ ruleCode: 'KHONG_CO', accept: true, reason: 'x' }] })).toEqual([
      'INVALID_INPUT',
    ]);
    expect(await refusals(await as('thuky.sonoivu'), DECIDE.issue, signature)).toEqual(['FORBIDDEN']);
    await done(head, DECIDE.issue, signature);
    expect(await refusals(head, DECIDE.issue, signature)).toEqual(['WRONG_STATE']);
    const next = await checkedDecision([other]);
    const same = await signatureOf(head, next, { symbol: signature.input['symbol'] });
    expect(await refusals(head, DECIDE.issue, same)).toEqual(['NUMBER_TAKEN']);
    expect(await (await as('thuky.sonoivu')).get(DECIDE.read, { id: next })).toMatchObject({ state: 'CHECKED' });
    await done(head, DECIDE.issue, await signatureOf(head, next));
  });

  it('comes after the tờ trình that it cites, and honours no achievement twice (R17, R41)', async () => {
    const honoureeId = await newHonouree('canbo.sonoivu', { displayName: 'Người Một Lần' });
    const achievements = 'Cứu hai em nhỏ khỏi dòng nước lũ.';
    const ids = [
      await endorsedAtSo({ honoureeId, achievements }),
      await endorsedAtSo({ honoureeId, achievements: achievements.toUpperCase(), meritKind: 'DOT_XUAT' }),
    ];
    const head = await as('lanhdao.sonoivu');
    const id = await checkedDecision(ids);
    await query(
      `update proposal set date = $2::date + 1 from proposal_nomination l
       where l.proposal_id = proposal.id and l.nomination_id = $1`,
      [ids[0], today()],
    );
    const { problems } = await head.get(DECIDE.preview, { id, signedOn: today() });
    const told = problems.filter(({ code }: { code: string }) => code !== 'NEEDS_JUDGEMENT');
    expect(told).toMatchObject([
      { code: 'INVALID_INPUT', field: ['input', 'signedOn'], message: expect.stringContaining('tờ trình') },
      { code: 'RULE_FAILED', field: ['input', 'id'], message: expect.stringContaining('dòng khác') },
    ]);
    expect(await refusals(head, DECIDE.issue, await signatureOf(head, id))).toEqual(['INVALID_INPUT']);
    expect(await head.get(DECIDE.read, { id })).toMatchObject({ state: 'CHECKED', symbol: null });
    expect(await query(`select from award where nomination_id = any ($1::uuid[])`, [ids])).toEqual([]);
  });

  it('waits until the model on which a line rests has reported (R50)', async () => {
    const honoureeId = await newHonouree('canbo.sonoivu', { kind: 'COLLECTIVE', displayName: 'Phòng Có Mô Hình' });
    const so = trialUnit('SNV-12').id;
    const model = await makeModel({
      ...{ ownerUnitId: so, registeredWithId: trialUnit('UBND-12').id, ownerId: honoureeId },
      name: `Mô hình của sở ${process.pid}`,
      startsOn: TODAY,
    });
    const id = await checkedDecision([await endorsedAtSo({ honoureeId, modelId: model.id })]);
    const startsOn = (day: string): Promise<unknown> =>
      query(`update emulation_model set starts_on = $2 where id = $1`, [model.id, day]);
    await startsOn(LONG_AGO);
    const head = await as('lanhdao.sonoivu');
    expect(await refusals(head, DECIDE.issue, await signatureOf(head, id))).toEqual(['RULE_FAILED']);
    expect(await head.get(DECIDE.read, { id })).toMatchObject({ state: 'CHECKED', symbol: null });
    await startsOn(TODAY);
    expect(await refusals(head, DECIDE.issue, await signatureOf(head, id))).toEqual([]);
  });

  it('falls back to a draft when a line is suspended', async () => {
    const ids = [await endorsedAtSo(), await endorsedAtSo()];
    const id = await checkedDecision(ids);
    const officer = await as('canbo.sonoivu');
    expect(await officer.get(CHAIN.withdraw, { input: { id: ids[0], reason: 'Xin rút' } })).toMatchObject({
      userErrors: [{ code: 'WRONG_STATE', field: ['input', 'id'] }],
    });
    await done(await as('thamdinh.sonoivu'), CHAIN.suspend, {
      input: { id: ids[0], ground: 'Có đơn thư', date: today() },
    });
    const read = await (await as('thuky.sonoivu')).get(DECIDE.read, { id });
    expect(read).toMatchObject({ state: 'DRAFT', nominations: [{ id: ids[1] }] });
    expect(await refusals(await as('thuky.sonoivu'), DECIDE.setLines, { input: { id, nominationIds: ids } })).toEqual([
      'SUSPENDED',
    ]);
  });
});

async function anySignature(id: string): Promise<Record<string, unknown>> {
  return signatureOf(await as('lanhdao.sonoivu'), id);
}
