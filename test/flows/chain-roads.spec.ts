import { addDays, type CivilDate } from '../../src/core/civil-date.js';
import { as, trialUnit } from '../support/api.js';
import { accountWith, act } from '../support/chain-by-sql.js';
import { connected } from '../support/database.js';
import { makeModel, TODAY } from '../support/models.js';
import { acceptAll, appraised, attach, CHAIN, done, draftOf, newHonouree, refusals } from '../support/nominations.js';
import { nextNumber } from '../support/numbers.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';

const submission = (nominationIds: string[], more: object = {}): Record<string, unknown> => ({
  input: { nominationIds, proposalDate: TODAY, signer: 'Nguyễn Văn Ký', ...more },
});
const minutes = { minutesNumber: '05', minutesDate: TODAY };

async function read(username: string, id: string, fields: string): Promise<Record<string, unknown>> {
  return (await as(username)).get(`query ($id: ID!) { nomination(id: $id) { ${fields} } }`, { id });
}

/** The council's vote, whose own operations are told elsewhere: written as the application writes it. */
async function voted(id: string, unitCode: string): Promise<void> {
  const at = await unitId(unitCode);
  const accountId = await accountWith(`secretary ${unitCode}`, [{ role: 'COUNCIL_SECRETARY', unitId: at }]);
  await connected('so_vang_app', (app) =>
    act(app, { nominationId: id, action: 'ENDORSE', to: 'ENDORSED', way: 'COUNCIL', unitId: at, accountId }),
  );
}

/** By its leadership and its secretary from the Party committee of the commune to the Tỉnh ủy, or further. */
async function upByLeadership(ids: string[], body: 'danguybinhlu' | 'tinhuy' | 'sonoivu', line: string): Promise<void> {
  await appraised(`thamdinh.${body}`, ids);
  await done(await as(`lanhdao.${body}`), CHAIN.endorse, { input: { nominationIds: ids, ...minutes } });
  await forward(ids, `thuky.${body}`, line);
}

async function forward(nominationIds: string[], by: string, line: string): Promise<void> {
  const proposalSymbol =
    line === 'UBND' || line === 'SNV' ? `${nextNumber()}/TTr-${line}` : `${nextNumber()}-TTr/${line}`;
  await done(await as(by), CHAIN.forward, {
    input: { nominationIds, proposalSymbol, proposalDate: TODAY, signer: 'Người Đứng Đầu' },
  });
}

const ROUTE = 'state currentStep { position } route { unit { code } outcome receivedOn leftAt }';

describe('a return from the province', () => {
  it('to the commune as body: its work and that above is void, and it climbs again', async () => {
    const id = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode: 'BK_TINH' });
    await done(await as('canbo.danguybinhlu'), CHAIN.submit, submission([id]));
    await upByLeadership([id], 'danguybinhlu', 'ĐU');
    await upByLeadership([id], 'tinhuy', 'TU');
    const province = await as('thamdinh.tinh');
    await done(province, CHAIN.receive, { input: { id } });
    const back = { id, reason: 'Xét lại tiêu chuẩn', kind: 'AGAIN' };
    expect(await refusals(province, CHAIN.return, { input: { ...back, toStep: 3 } })).toEqual(['WRONG_STEP']);
    await done(province, CHAIN.return, { input: { ...back, toStep: 1 } });
    expect(await read('canbo.danguybinhlu', id, ROUTE)).toMatchObject({
      state: 'RECEIVED',
      currentStep: { position: 1 },
      route: [
        { unit: { code: 'DU-03390' }, outcome: 'VOIDED', receivedOn: TODAY, leftAt: null },
        { unit: { code: 'TU-12' }, outcome: 'VOIDED', receivedOn: null, leftAt: null },
        { unit: { code: 'UBND-12' }, outcome: null, receivedOn: null },
      ],
    });
    const reviewer = await as('thamdinh.danguybinhlu');
    const judgements = await acceptAll(reviewer, id);
    await done(reviewer, CHAIN.appraise, { input: { id, opinion: 'Vẫn đủ', favourable: true, judgements } });
    // The minutes of a Party committee are a paper of the Party (R39).
    const head = await as('lanhdao.danguybinhlu');
    const endorsing = { nominationIds: [id], ...minutes };
    const ofState = { input: { ...endorsing, minutesNumber: '05/BB-UBND' } };
    expect((await head.get(CHAIN.endorse, ofState)).userErrors).toMatchObject([
      {
        code: 'INVALID_INPUT',
        field: ['input', 'minutesNumber'],
        message: expect.stringContaining('văn bản của Đảng'),
      },
    ]);
    await done(head, CHAIN.endorse, { input: { ...endorsing, minutesNumber: '05-BB/ĐU' } });
    await forward([id], 'thuky.danguybinhlu', 'ĐU');
    await upByLeadership([id], 'tinhuy', 'TU');
    await appraised('thamdinh.tinh', [id]);
    await voted(id, 'UBND-12');
    expect(await read('canbo.danguybinhlu', id, 'state route { outcome }')).toEqual({
      state: 'ENDORSED',
      route: ['ENDORSED_BY_LEADERSHIP', 'ENDORSED_BY_LEADERSHIP', 'ENDORSED_BY_COUNCIL'].map((outcome) => ({
        outcome,
      })),
    });
  });
});

describe('the Prime Minister’s award at the province', () => {
  it('is posted, objected to, and endorsed only after the time and the answers', async () => {
    const id = await draftOf('canbo.tinh', 'UBND-12', { awardTypeCode: 'BK_TTG' });
    await done(await as('canbo.tinh'), CHAIN.submit, submission([id]));
    const reviewer = await as('thamdinh.tinh');
    const open = { input: { nominationIds: [id], place: 'Cổng thông tin điện tử tỉnh' } };
    expect(await refusals(reviewer, CHAIN.openPosting, open)).toEqual(['WRONG_STATE']);
    await appraised('thamdinh.tinh', [id]);
    await done(reviewer, CHAIN.openPosting, open);
    expect(await refusals(reviewer, CHAIN.openPosting, open)).toEqual(['WRONG_STATE']);
    const [posting] = (await read('thamdinh.tinh', id, 'postings { opensOn closesOn closedOn }'))['postings'] as {
      opensOn: string;
      closesOn: string;
    }[];
    expect(posting).toMatchObject({ opensOn: TODAY, closedOn: null });
    const tenDays = `query ($opensOn: CivilDate!) { postingEnd(opensOn: $opensOn, days: 10) }`;
    expect(posting!.closesOn).toBe(await reviewer.get(tenDays, { opensOn: TODAY }));
    expect(posting!.closesOn >= addDays(TODAY, 11)).toBe(true);
    const close = { input: { nominationIds: [id] } };
    expect(await refusals(reviewer, CHAIN.closePosting, close)).toEqual(['WRONG_STATE']);
    await expect(voted(id, 'UBND-12')).rejects.toThrow('WRONG_STATE');

    const early = { nominationId: id, receivedOn: addDays(TODAY, -1), text: 'Trước khi đăng' };
    expect(await reviewer.get(CHAIN.object, { input: early })).toMatchObject({
      userErrors: [{ code: 'INVALID_INPUT', field: ['input', 'receivedOn'] }],
    });
    await done(reviewer, CHAIN.object, { input: { nominationId: id, receivedOn: TODAY, text: 'Chưa xứng đáng' } });
    // Two weeks and more go by.
    await query(`update posting set opened_on = opened_on - 30, closes_on = closes_on - 30 where nomination_id = $1`, [
      id,
    ]);
    expect(await refusals(reviewer, CHAIN.closePosting, close)).toEqual(['WRONG_STATE']);
    const objections = async (): Promise<{ id: string }[]> =>
      ((await read('thamdinh.tinh', id, 'postings { voided objections { id } }'))['postings'] as never[]).flatMap(
        ({ objections: found }: { objections: { id: string }[] }) => found,
      );
    const [first] = await objections();
    await done(reviewer, CHAIN.answerObjection, { input: { objectionId: first!.id, answer: 'Đúng', upheld: true } });
    await done(reviewer, CHAIN.closePosting, close);
    // An upheld objection leads back to the appraisal of this step, and what was posted no longer counts.
    await expect(voted(id, 'UBND-12')).rejects.toThrow('WRONG_STATE');
    await done(reviewer, CHAIN.return, { input: { id, reason: 'Phản ánh đúng', kind: 'AGAIN', toStep: 1 } });
    expect(await read('thamdinh.tinh', id, 'state postings { voided }')).toEqual({
      state: 'RECEIVED',
      postings: [{ voided: true }],
    });
    const judgements = await acceptAll(reviewer, id);
    await done(reviewer, CHAIN.appraise, { input: { id, opinion: 'Đã làm rõ', favourable: true, judgements } });
    await done(reviewer, CHAIN.openPosting, open);
    await query(
      `update posting set opened_on = opened_on - 30, closes_on = closes_on - 30 where nomination_id = $1 and not voided`,
      [id],
    );
    await done(reviewer, CHAIN.closePosting, close);
    expect(
      await refusals(reviewer, CHAIN.object, { input: { nominationId: id, receivedOn: TODAY, text: 'Muộn' } }),
    ).toEqual(['WRONG_STATE']);
    await voted(id, 'UBND-12');
    await forward([id], 'thuky.tinh', 'UBND');
    expect(await read('thamdinh.tinh', id, 'state lawDate currentStep { position external } availableActions')).toEqual(
      {
        state: 'SUBMITTED',
        lawDate: TODAY,
        currentStep: { position: 2, external: true },
        availableActions: [],
      },
    );
    expect(await refusals(reviewer, CHAIN.receive, { input: { id } })).toEqual(['WRONG_STEP']);
  });
});

describe('thirty at once from a sở', () => {
  it('go by one tờ trình; three are declined at the province, one is not received', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 30; n += 1) {
      const honoureeId = await newHonouree('canbo.sonoivu', { kind: 'COLLECTIVE' });
      ids.push(await draftOf('canbo.sonoivu', 'SNV-12', { awardTypeCode: 'BK_TINH', honoureeId }));
    }
    const officer = await as('canbo.sonoivu');
    const first = await done(officer, CHAIN.submit, submission(ids));
    expect(first.proposal).toMatchObject({ totals: [{ kind: 'COLLECTIVE', count: 30 }] });
    await upByLeadership(ids, 'sonoivu', 'SNV');
    const province = await as('thamdinh.tinh');
    const { edges } = await province.get(
      `query ($from: ID!, $to: ID!) { proposals(fromUnitId: $from, toUnitId: $to, first: 1) { edges { node { id nominations { id } } } } }`,
      { from: trialUnit('SNV-12').id, to: trialUnit('UBND-12').id },
    );
    const [{ node }] = edges;
    expect(node.nominations.map((nomination: { id: string }) => nomination.id).sort()).toEqual([...ids].sort());
    const [late, ...others] = ids;
    await done(province, CHAIN.receiveAll, { input: { proposalId: node.id, exceptIds: [late] } });
    expect(
      await refusals(province, CHAIN.receiveAll, { input: { proposalId: node.id, exceptIds: [others[0]] } }),
    ).toEqual(['INVALID_INPUT']);
    const declined = others.slice(0, 3);
    for (const id of declined) {
      await done(province, CHAIN.appraise, { input: { id, opinion: 'Chưa đủ', favourable: false } });
      await done(await as('lanhdao.tinh'), CHAIN.decline, { input: { id, reason: 'Thành tích chưa rõ' } });
    }
    const { nominations } = await province
      .get(
        `query ($filter: NominationFilter) { nominations(filter: $filter, first: 50) { totalCount edges { node { id state } } } }`,
        { filter: { proposedById: trialUnit('SNV-12').id } },
      )
      .then((found) => ({ nominations: found }));
    const states = new Map(
      nominations.edges.map(({ node: found }: { node: { id: string; state: string } }) => [found.id, found.state]),
    );
    expect(ids.map((id) => states.get(id))).toEqual([
      'SUBMITTED',
      ...declined.map(() => 'REJECTED'),
      ...others.slice(3).map(() => 'RECEIVED'),
    ]);
    const rest = { input: { proposalId: node.id } };
    await done(province, CHAIN.receiveAll, rest);
    expect(await refusals(province, CHAIN.receiveAll, rest)).toEqual(['WRONG_STATE']);
    expect(await read('canbo.sonoivu', declined[0]!, 'isFinal availableActions')).toEqual({
      isFinal: true,
      availableActions: [],
    });

    // Refused, it is made again: with its documents.
    const { nomination } = await done(officer, CHAIN.draft, {
      input: {
        honoureeId: ((await read('canbo.sonoivu', declined[0]!, 'honouree { id }'))['honouree'] as { id: string }).id,
        awardTypeCode: 'BK_TINH',
        meritKind: 'PHONG_TRAO',
        proposedById: trialUnit('SNV-12').id,
        achievements: 'Đã bổ sung',
        achievementFrom: '2025-01-01',
        achievementTo: '2025-12-31',
        previousId: declined[0],
      },
    });
    const again = await read('canbo.sonoivu', nomination.id as string, 'previous { id } documents { id }');
    const former = await read('canbo.sonoivu', declined[0]!, 'documents { id }');
    expect(again).toEqual({ previous: { id: declined[0] }, documents: former['documents'] });
    await done(officer, CHAIN.submit, submission([nomination.id as string]));
  });
});

describe('on the State road of a commune', () => {
  it('a household that leads a model is submitted, unless the model is overdue', async () => {
    const honoureeId = await newHonouree('canbo.binhlu', { kind: 'HOUSEHOLD', headOfHousehold: 'Lò Văn Chủ' });
    const commune = trialUnit('UBND-03390').id;
    const province = trialUnit('UBND-12').id;
    const named = (startsOn: CivilDate, name: string): Promise<{ id: string }> =>
      makeModel({ ownerUnitId: commune, registeredWithId: province, name, ownerId: honoureeId, startsOn });
    const living = await named(TODAY, `Hộ làm theo Bác ${process.pid}`);
    const overdue = await named(addDays(TODAY, -400), `Hộ quên báo cáo ${process.pid}`);
    const officer = await as('canbo.binhlu');
    const late = await draftOf('canbo.binhlu', 'UBND-03390', {
      awardTypeCode: 'BK_TINH',
      honoureeId,
      modelId: overdue.id,
    });
    expect(await refusals(officer, CHAIN.submit, submission([late]))).toEqual(['RULE_FAILED']);
    await done(officer, CHAIN.edit, { input: { id: late, modelId: living.id } });
    const { proposal } = await done(officer, CHAIN.submit, submission([late]));
    expect(proposal).toMatchObject({ totals: [{ kind: 'HOUSEHOLD', count: 1 }] });
    expect(await read('canbo.binhlu', late, 'model { name } honouree { kind }')).toEqual({
      model: { name: `Hộ làm theo Bác ${process.pid}` },
      honouree: { kind: 'HOUSEHOLD' },
    });
    const other = await newHonouree('canbo.binhlu');
    expect(
      await refusals(officer, CHAIN.draft, {
        input: {
          ...{ honoureeId: other, awardTypeCode: 'BK_TINH', meritKind: 'PHONG_TRAO', proposedById: commune },
          ...{ achievements: 'x', achievementFrom: '2025-01-01', achievementTo: '2025-12-31', modelId: living.id },
        },
      }),
    ).toEqual(['INVALID_INPUT']);
  });

  it('a giấy khen of the commune has one step, and is not forwarded', async () => {
    const id = await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'GK_XA' });
    await done(await as('canbo.binhlu'), CHAIN.submit, submission([id]));
    await appraised('thamdinh.binhlu', [id]);
    await voted(id, 'UBND-03390');
    expect(await read('canbo.binhlu', id, 'state lawDate route { unit { code } decides }')).toEqual({
      state: 'ENDORSED',
      lawDate: TODAY,
      route: [{ unit: { code: 'UBND-03390' }, decides: true }],
    });
    const input = {
      nominationIds: [id],
      proposalSymbol: `${nextNumber()}/TTr-UBND`,
      proposalDate: TODAY,
      signer: 'Ai',
    };
    expect(await refusals(await as('thuky.binhlu'), CHAIN.forward, { input })).toEqual(['WRONG_STEP']);
  });

  it('another award in a returned dossier begins anew, on another route', async () => {
    const id = await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'BK_TINH' });
    const officer = await as('canbo.binhlu');
    await done(officer, CHAIN.submit, submission([id]));
    await appraised('thamdinh.binhlu', [id]);
    await voted(id, 'UBND-03390');
    await forward([id], 'thuky.binhlu', 'UBND');
    const province = await as('thamdinh.tinh');
    await done(province, CHAIN.receive, { input: { id } });
    await done(province, CHAIN.return, { input: { id, reason: 'Đề nghị giấy khen', kind: 'CONTENT' } });
    await done(officer, CHAIN.edit, { input: { id, awardTypeCode: 'GK_XA' } });
    const { proposal } = await done(officer, CHAIN.submit, submission([id]));
    expect(proposal.nominations).toMatchObject([{ state: 'SUBMITTED', step: { position: 1 }, lawDate: null }]);
    expect(await read('canbo.binhlu', id, 'route { unit { code } decides outcome receivedOn }')).toEqual({
      route: [{ unit: { code: 'UBND-03390' }, decides: true, outcome: null, receivedOn: null }],
    });
    expect(await refusals(province, CHAIN.receive, { input: { id } })).toEqual(['FORBIDDEN']);
  });

  it('a household is no chiến sĩ thi đua, and the answer names the rule (R07)', async () => {
    const honoureeId = await newHonouree('canbo.binhlu', { kind: 'HOUSEHOLD', headOfHousehold: 'Lò Văn Chủ' });
    const { nomination, userErrors } = await (
      await as('canbo.binhlu')
    ).get(CHAIN.draft, {
      input: {
        ...{ honoureeId, awardTypeCode: 'CSTDCS', meritKind: 'CONG_TRANG', proposedById: trialUnit('UBND-03390').id },
        ...{ achievements: 'x', achievementFrom: '2025-01-01', achievementTo: '2025-12-31' },
      },
    });
    expect(nomination).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'RULE_FAILED', rule: { code: 'SUBJECT_KINDS', confirmed: true } }]);
  });

  it('an occasion takes nominations in its days, for its awards, of its period', async () => {
    const campaign = async (opensOn: string, closesOn: string): Promise<string> => {
      const [row] = await query<{ id: string }>(
        `insert into campaign (code, name, directive, launched_by_id, opens_on, closes_on, period_from, period_to, created_at)
         values ($1, 'Đợt thử', 'Chỉ thị 05-CT/TW', $2, $3, $4, '2025-01-01', '2025-12-31', now()) returning id`,
        [`THU-${process.pid}-${nextNumber()}`, trialUnit('UBND-12').id, opensOn, closesOn],
      );
      await query(`insert into campaign_award_type (campaign_id, award_type_code) values ($1, 'BK_TINH')`, [row!.id]);
      return row!.id;
    };
    const open = await campaign(addDays(TODAY, -1), TODAY);
    const closed = await campaign(addDays(TODAY, -9), addDays(TODAY, -1));
    const officer = await as('canbo.binhlu');
    const honoureeId = await newHonouree('canbo.binhlu');
    const input = {
      ...{ honoureeId, awardTypeCode: 'BK_TINH', meritKind: 'PHONG_TRAO', proposedById: trialUnit('UBND-03390').id },
      ...{ achievements: 'x', achievementFrom: '2025-01-01', achievementTo: '2025-12-31' },
    };
    const drafted = (more: object): Promise<string[]> =>
      refusals(officer, CHAIN.draft, { input: { ...input, ...more } });
    expect(await drafted({ campaignId: closed })).toEqual(['INVALID_INPUT']);
    expect(await drafted({ campaignId: open, awardTypeCode: 'GK_XA' })).toEqual(['INVALID_INPUT']);
    expect(await drafted({ campaignId: open, achievementFrom: '2024-01-01', achievementTo: '2024-12-31' })).toEqual([
      'INVALID_INPUT',
    ]);
    const id = await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'BK_TINH', honoureeId, campaignId: open });
    await query(`update campaign set closes_on = $2 where id = $1`, [open, addDays(TODAY, -1)]);
    expect(await refusals(officer, CHAIN.submit, submission([id]))).toEqual(['INVALID_INPUT']);
    await query(`update campaign set closes_on = $2 where id = $1`, [open, TODAY]);
    await attach('canbo.binhlu', id, 'BO_SUNG');
    await done(officer, CHAIN.submit, submission([id]));
  });
});
