import { as } from '../support/api.js';
import { lastAudit, recordedAfter } from '../support/fingerprint.js';
import {
  acceptAll,
  appraised,
  attach,
  CHAIN,
  done,
  draftOf,
  newHonouree,
  refusals,
  today,
} from '../support/nominations.js';
import { nextNumber } from '../support/numbers.js';

const submission = (ids: string[], more: Record<string, unknown> = {}): Record<string, unknown> => ({
  input: { nominationIds: ids, proposalDate: today(), signer: 'Nguyễn Văn Ký', ...more },
});
const FINDINGS = `query ($id: ID!) { nomination(id: $id) { eligibility { findings { verdict explanation rule { code document } } } } }`;
const partySymbol = (): string => `${nextNumber()}-TTr/ĐU`;

describe('a nomination on the Party road', () => {
  it('climbs from the commune to the province, endorsed by the leadership', async () => {
    const id = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode: 'BK_TINH' });
    const officer = await as('canbo.danguybinhlu');
    const { proposal } = await done(officer, CHAIN.submit, submission([id]));
    expect(proposal).toMatchObject({
      from: { code: 'DU-03390' },
      to: { code: 'DU-03390' },
      nominations: [{ id, state: 'SUBMITTED' }],
      totals: [{ kind: 'INDIVIDUAL', count: 1 }],
    });
    expect(
      proposal.nominations[0].route.map((step: { unit: { code: string }; council: string }) => [
        step.unit.code,
        step.council,
      ]),
    ).toEqual([
      ['DU-03390', 'NONE'],
      ['TU-12', 'NONE'],
      ['UBND-12', 'REQUIRED'],
    ]);
    await appraised('thamdinh.danguybinhlu', [id]);
    const minutes = { minutesNumber: '05', minutesDate: today() };
    const [yesterday, tomorrow] = [-1, 1].map((days) =>
      new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10),
    );
    for (const minutesDate of [yesterday, tomorrow]) {
      const input = { nominationIds: [id], ...minutes, minutesDate };
      expect(await refusals(await as('lanhdao.danguybinhlu'), CHAIN.endorse, { input })).toEqual(['INVALID_INPUT']);
    }
    const { nominations } = await done(await as('lanhdao.danguybinhlu'), CHAIN.endorse, {
      input: { nominationIds: [id], ...minutes },
    });
    const early = {
      nominationIds: [id],
      proposalSymbol: partySymbol(),
      proposalDate: yesterday,
      signer: 'Bí thư Đảng ủy',
    };
    expect(await refusals(await as('thuky.danguybinhlu'), CHAIN.forward, { input: early })).toEqual(['INVALID_INPUT']);
    expect(nominations).toMatchObject([{ state: 'ENDORSED' }]);
    const forwarded = await done(await as('thuky.danguybinhlu'), CHAIN.forward, {
      input: { nominationIds: [id], proposalSymbol: partySymbol(), proposalDate: today(), signer: 'Bí thư Đảng ủy' },
    });
    expect(forwarded.proposal).toMatchObject({
      to: { code: 'TU-12' },
      nominations: [{ state: 'SUBMITTED', step: { position: 2 } }],
    });
    await appraised('thamdinh.tinhuy', [id]);
    await done(await as('lanhdao.tinhuy'), CHAIN.endorse, { input: { nominationIds: [id], ...minutes } });
    await done(await as('thuky.tinhuy'), CHAIN.forward, {
      input: {
        nominationIds: [id],
        proposalSymbol: `${nextNumber()}-TTr/TU`,
        proposalDate: today(),
        signer: 'Phó Bí thư',
      },
    });
    const province = await as('thamdinh.tinh');
    const { nomination } = await done(province, CHAIN.receive, { input: { id } });
    expect(nomination).toMatchObject({ state: 'RECEIVED', step: { position: 3 }, lawDate: today() });
    const events = await officer.get(
      `query ($id: ID!) { nomination(id: $id) { events { action from to step acting { code } by { username } } } }`,
      { id },
    );
    expect(events.events.map(({ action }: { action: string }) => action)).toEqual([
      'CREATE',
      'SUBMIT',
      'RECEIVE',
      'APPRAISE',
      'ENDORSE',
      'FORWARD',
      'RECEIVE',
      'APPRAISE',
      'ENDORSE',
      'FORWARD',
      'RECEIVE',
    ]);
  });

  it('comes back for missing items, and goes on where it was', async () => {
    const id = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode: 'PB_BTV' });
    const officer = await as('canbo.danguybinhlu');
    await done(officer, CHAIN.submit, submission([id]));
    const reviewer = await as('thamdinh.danguybinhlu');
    await done(reviewer, CHAIN.receive, { input: { id } });
    const returning = { id, reason: 'Thiếu xác nhận', kind: 'MISSING_DOCUMENTS' };
    expect(await refusals(reviewer, CHAIN.return, { input: returning })).toEqual(['INVALID_INPUT']);
    const { nomination } = await done(reviewer, CHAIN.return, {
      input: { ...returning, missingItems: ['Xác nhận của chi bộ'] },
    });
    expect(nomination).toMatchObject({ state: 'RETURNED', dueOn: null });
    expect(await refusals(officer, CHAIN.submit, submission([id]))).toEqual(['DOCUMENT_MISSING']);
    const { missingItems } = await officer.get(
      `query ($id: ID!) { nomination(id: $id) { missingItems { id item answer } } }`,
      { id },
    );
    await done(officer, CHAIN.answer, {
      input: { nominationId: id, itemId: missingItems[0].id, answer: 'Đã bổ sung ngày hôm nay.' },
    });
    // What changes nothing writes nothing: the same answer, content or document again; and who may not is told so.
    const item = { nominationId: id, itemId: missingItems[0].id, answer: 'Đã bổ sung ngày hôm nay.' };
    const asked = `query ($id: ID!) { nomination(id: $id) { version achievements meritKind documents { id kind } } }`;
    const before = await officer.get(asked, { id });
    const last = await lastAudit();
    await done(officer, CHAIN.answer, { input: item });
    await done(officer, CHAIN.edit, { input: { id } });
    const { achievements, meritKind, documents } = before;
    const same = { id, achievements, meritKind, modelId: null, awardTypeCode: 'PB_BTV' };
    expect((await done(officer, CHAIN.edit, { input: same })).nomination.version).toBe(before.version);
    const [{ id: documentId, kind }] = documents;
    await done(officer, CHAIN.attach, { nominationId: id, documentId, kind });
    expect(await officer.get(asked, { id })).toEqual(before);
    expect(await recordedAfter(last)).toEqual([]);
    expect(await refusals(await as('thamdinh.danguybinhlu'), CHAIN.edit, { input: { id } })).toEqual(['FORBIDDEN']);
    const again = await done(officer, CHAIN.submit, submission([id]));
    expect(again.proposal.nominations).toMatchObject([{ state: 'SUBMITTED', step: { position: 1 } }]);
  });

  it('is kept from whoever may not', async () => {
    const id = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode: 'BK_TINH' });
    const officer = await as('canbo.danguybinhlu');
    const read = `query ($id: ID!) { nomination(id: $id) { code availableActions } }`;
    for (const stranger of [
      'canbo.binhlu',
      'thamdinh.tinhuy',
      'lichsu.danguybinhlu',
      'kiemtra.tinhuy',
      'thamdinh.tinh',
    ]) {
      expect(await (await as(stranger)).get(read, { id })).toBeNull();
    }
    expect((await officer.get(read, { id })).availableActions).toEqual(['EDIT', 'SUBMIT', 'WITHDRAW']);
    await done(officer, CHAIN.submit, submission([id]));
    for (const reader of ['thamdinh.tinhuy', 'thamdinh.tinh', 'kiemtra.tinhuy', 'thuky.danguybinhlu']) {
      expect(await (await as(reader)).get(read, { id })).not.toBeNull();
    }
    for (const stranger of ['canbo.binhlu', 'lichsu.danguybinhlu', 'thamdinh.sonoivu']) {
      expect(await (await as(stranger)).get(read, { id })).toBeNull();
    }
    expect(await refusals(await as('thamdinh.tinhuy'), CHAIN.receive, { input: { id } })).toEqual(['FORBIDDEN']);
    expect(await refusals(await as('thamdinh.binhlu'), CHAIN.receive, { input: { id } })).toEqual(['NOT_FOUND']);
    expect(
      await refusals(await as('thamdinh.danguybinhlu'), CHAIN.appraise, {
        input: { id, opinion: 'x', favourable: true },
      }),
    ).toEqual(['WRONG_STATE']);
    const { userErrors } = await officer.get(CHAIN.edit, { input: { id, achievements: 'khác' } });
    expect(userErrors).toMatchObject([
      {
        code: 'WRONG_STATE',
        message: expect.stringMatching(/^Hồ sơ HS-\d{4}-\d+ đã \p{L}.* nên không thực hiện được/u),
      },
    ]);
  });

  it('is suspended and resumed from above, and withdrawn by the proposer', async () => {
    const id = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode: 'BK_TINH' });
    const officer = await as('canbo.danguybinhlu');
    await done(officer, CHAIN.submit, submission([id]));
    const above = await as('thamdinh.tinhuy');
    await done(above, CHAIN.suspend, { input: { id, ground: 'Đang xác minh đơn thư', date: today() } });
    expect(await refusals(await as('thamdinh.danguybinhlu'), CHAIN.receive, { input: { id } })).toEqual(['SUSPENDED']);
    expect(await refusals(await as('thamdinh.danguybinhlu'), CHAIN.resume, { input: { id, reason: 'x' } })).toEqual([
      'FORBIDDEN',
    ]);
    await done(above, CHAIN.resume, { input: { id, reason: 'Kết luận: không có vi phạm' } });
    expect(await refusals(officer, CHAIN.withdraw, { input: { id } })).toEqual(['INVALID_INPUT']);
    const { nomination } = await done(officer, CHAIN.withdraw, { input: { id, reason: 'Cá nhân xin rút' } });
    expect(nomination).toMatchObject({ state: 'WITHDRAWN' });
  });

  it('is proposed once while it is open, and needs its documents', async () => {
    const first = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode: 'BK_TINH' });
    const officer = await as('canbo.danguybinhlu');
    const { honouree } = await officer.get(`query ($id: ID!) { nomination(id: $id) { honouree { id } } }`, {
      id: first,
    });
    await done(officer, CHAIN.submit, submission([first]));
    const second = await draftOf('canbo.danguybinhlu', 'DU-03390', {
      awardTypeCode: 'BK_TINH',
      honoureeId: honouree.id,
    });
    expect(await refusals(officer, CHAIN.submit, submission([second]))).toEqual(['DUPLICATE']);
    const bare = async (awardTypeCode: string, honoureeId: string): Promise<string> => {
      const draft = { honoureeId, awardTypeCode, meritKind: 'PHONG_TRAO', achievements: 'Thành tích' };
      const proposedById = (await officer.get(`{ me { grants { unit { id } } } }`)).grants[0].unit.id;
      const period = { achievementFrom: '2025-01-01', achievementTo: '2025-12-31' };
      return (await done(officer, CHAIN.draft, { input: { ...draft, ...period, proposedById } })).nomination.id;
    };
    const without = await bare('BK_TINH', await newHonouree('canbo.danguybinhlu'));
    expect(await refusals(officer, CHAIN.submit, submission([without]))).toEqual(['DOCUMENT_MISSING']);
    await attach('canbo.danguybinhlu', without, 'BAO_CAO_THANH_TICH');
    expect(await refusals(officer, CHAIN.submit, submission([without]))).toEqual(['DOCUMENT_MISSING']);
    // Which papers the Party asks for its own award nobody has read: that is for who appraises.
    const ofTheParty = await bare('PB_BTV', honouree.id);
    expect(await refusals(officer, CHAIN.submit, submission([ofTheParty]))).toEqual([]);
    const { eligibility } = await (await as('thamdinh.danguybinhlu')).get(FINDINGS, { id: ofTheParty });
    expect(eligibility.findings).toContainEqual({
      verdict: 'NEEDS_REVIEW',
      explanation: expect.stringMatching(/^Hồ sơ còn thiếu: /),
      rule: { code: 'DOCUMENTS', document: expect.stringContaining('của Đảng') },
    });
  });

  it('shows in the inbox of those whose turn it is', async () => {
    const id = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode: 'BK_TINH' });
    const officer = await as('canbo.danguybinhlu');
    const inbox = `query ($after: String) { inbox(first: 100, after: $after) {
      totalCount edges { node { id state } } pageInfo { hasNextPage endCursor } } }`;
    // All pages: what has no due day comes last, after what other tests have left.
    const has = async (username: string): Promise<boolean> => {
      for (let after: string | null = null, page = 0; after !== null || page === 0; page += 1) {
        const list = await (await as(username)).get(inbox, { after });
        if (list.edges.some(({ node }: { node: { id: string } }) => node.id === id)) return true;
        after = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
      }
      return false;
    };
    expect(await has('canbo.danguybinhlu')).toBe(true);
    await done(officer, CHAIN.submit, submission([id]));
    expect([
      await has('canbo.danguybinhlu'),
      await has('thamdinh.danguybinhlu'),
      await has('lanhdao.danguybinhlu'),
    ]).toEqual([false, true, false]);
    await appraised('thamdinh.danguybinhlu', [id]);
    expect([
      await has('thamdinh.danguybinhlu'),
      await has('lanhdao.danguybinhlu'),
      await has('thuky.danguybinhlu'),
    ]).toEqual([false, true, false]);
    expect(await acceptAll(officer, id)).toEqual(expect.any(Array));
  });
});
