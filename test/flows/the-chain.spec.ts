import { as, Client, trialUnit } from '../support/api.js';
import { COUNCIL, opened, tally } from '../support/councils.js';
import { checkedDecision, DECIDE, signatureOf } from '../support/decisions.js';
import { makeModel, TODAY } from '../support/models.js';
import { appraised, attach, CHAIN, done, draftOf, newHonouree, refusals, today } from '../support/nominations.js';
import { nextNumber } from '../support/numbers.js';
import { readByEveryRole } from '../support/readers.js';
import { query } from '../support/shared-connection.js';

// Six roads from the first draft to the certificate, by everybody who has a part in them.
const READ = `query ($id: ID!) { nomination(id: $id) {
  code state lawDate honouree { displayName } availableActions isFinal
  route { position unit { code } council outcome } events { action step }
  award { id nameAsAwarded unitAsAwarded status decision { symbol } certificate { number token } } } }`;

async function submitted(officer: string, ids: readonly string[]): Promise<void> {
  await done(await as(officer), CHAIN.submit, {
    input: { nominationIds: ids, proposalDate: today(), signer: 'Thủ trưởng đơn vị' },
  });
}

async function byLeadership(body: string, ids: readonly string[]): Promise<void> {
  await done(await as(`lanhdao.${body}`), CHAIN.endorse, {
    input: { nominationIds: ids, minutesNumber: '12', minutesDate: today() },
  });
}

/** `rules`: what the council has to judge; an unfavourable appraisal leaves the criteria to it. */
async function byCouncil(body: string, unitCode: string, ids: readonly string[], ...rules: string[]): Promise<void> {
  const secretary = await as(`thuky.${body}`);
  const sessionId = await opened(secretary, trialUnit(unitCode).id, ids);
  await done(secretary, COUNCIL.record, { input: { sessionId, items: ids.map((id) => tally(id, 5)) } });
  const close = { id: sessionId, minutesNumber: `${nextNumber()}/BB-HĐ` };
  const reason = 'Quy chế của tỉnh cũng nêu như vậy.';
  const judgements = rules.map((ruleCode) => ({ ruleCode, accept: true, reason }));
  const first = await (await as(`thuky.${body}`)).get(COUNCIL.close, { input: close });
  if (first.userErrors.length === 0) return;
  expect(first.userErrors).toMatchObject([{ code: 'NEEDS_JUDGEMENT', rule: { code: rules[0], confirmed: false } }]);
  await done(secretary, COUNCIL.close, { input: { ...close, judgements } });
}

async function forwarded(body: string, ids: readonly string[], series: string): Promise<void> {
  await done(await as(`thuky.${body}`), CHAIN.forward, {
    input: {
      nominationIds: ids,
      proposalSymbol: `${nextNumber()}${series}`,
      proposalDate: today(),
      signer: 'Người đứng đầu',
    },
  });
}

async function decided(body: string, unitCode: string, ids: readonly string[], series: string): Promise<string> {
  const id = await checkedDecision(ids, body, unitCode);
  const head = await as(`lanhdao.${body}`);
  const symbol = `${nextNumber()}${series}`;
  await done(head, DECIDE.issue, await signatureOf(head, id, { symbol }));
  return symbol;
}

/** Anybody can check its certificate, and the historian finds whom it honours. */
async function provedAndFound(id: string, reader: string): Promise<void> {
  const nomination = await (await as(reader)).get(READ, { id });
  expect(nomination).toMatchObject({ state: 'AWARDED', isFinal: true, availableActions: [] });
  const { award } = nomination;
  const check = await new Client().get(DECIDE.verify, { token: award.certificate.token });
  expect(check).toMatchObject({ valid: true, status: 'VALID', name: award.nameAsAwarded });
  const found = await (
    await as('lichsu.binhlu')
  ).get(DECIDE.search, {
    search: { text: award.nameAsAwarded, decisionSymbol: award.decision.symbol },
  });
  expect(found).toMatchObject({ edges: [{ node: { id: award.id } }] });
}

describe('from the draft to the certificate', () => {
  it('1. the Party road: đảng ủy xã, Tỉnh ủy, the chairman of the province', async () => {
    const honoureeId = await newHonouree('canbo.danguybinhlu', { displayName: `Lò Văn Đường Đảng ${nextNumber()}` });
    const id = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode: 'BK_TINH', honoureeId });
    await submitted('canbo.danguybinhlu', [id]);
    await appraised('thamdinh.danguybinhlu', [id]);
    await byLeadership('danguybinhlu', [id]);
    await forwarded('danguybinhlu', [id], '-TTr/ĐU');
    await appraised('thamdinh.tinhuy', [id]);
    await byLeadership('tinhuy', [id]);
    await forwarded('tinhuy', [id], '-TTr/TU');
    await appraised('thamdinh.tinh', [id]);
    await byCouncil('tinh', 'UBND-12', [id], 'COUNCIL.TINH');
    await decided('tinh', 'UBND-12', [id], '/QĐ-UBND');
    const { route } = await (await as('canbo.danguybinhlu')).get(READ, { id });
    expect(route.map(({ unit, outcome }: { unit: { code: string }; outcome: string }) => [unit.code, outcome])).toEqual(
      [
        ['DU-03390', 'ENDORSED_BY_LEADERSHIP'],
        ['TU-12', 'ENDORSED_BY_LEADERSHIP'],
        ['UBND-12', 'AWARDED'],
      ],
    );
    await provedAndFound(id, 'canbo.danguybinhlu');
    await readByEveryRole(id, ['DU-03390', 'TU-12', 'UBND-12']);
  });

  it('2. the State road: a household that leads a model, returned for what is missing', async () => {
    const commune = trialUnit('UBND-03390').id;
    const honoureeId = await newHonouree('canbo.binhlu', {
      kind: 'HOUSEHOLD',
      displayName: `Hộ ông Vàng A Đường ${nextNumber()}`,
    });
    const name = `Mô hình của hộ ${nextNumber()}`;
    const owner = { ownerUnitId: commune, registeredWithId: trialUnit('UBND-12').id, ownerId: honoureeId };
    const model = await makeModel({ ...owner, name, startsOn: TODAY });
    const id = await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'BK_TINH', honoureeId, modelId: model.id });
    await submitted('canbo.binhlu', [id]);
    await appraised('thamdinh.binhlu', [id]);
    await byCouncil('binhlu', 'UBND-03390', [id], 'COUNCIL.XA');
    await forwarded('binhlu', [id], '/TTr-UBND');
    const reviewer = await as('thamdinh.tinh');
    await done(reviewer, CHAIN.receive, { input: { id } });
    const back = { id, reason: 'Thiếu giấy tờ', kind: 'MISSING_DOCUMENTS', missingItems: ['Xác nhận của thôn'] };
    await done(reviewer, CHAIN.return, { input: back });
    const officer = await as('canbo.binhlu');
    const asked = 'query ($id: ID!) { nomination(id: $id) { missingItems { id } } }';
    const [item] = (await officer.get(asked, { id })).missingItems;
    const documentId = await attach('canbo.binhlu', id, 'XAC_NHAN');
    await done(officer, CHAIN.answer, { input: { nominationId: id, itemId: item.id, documentId } });
    await submitted('canbo.binhlu', [id]);
    await appraised('thamdinh.tinh', [id]);
    await byCouncil('tinh', 'UBND-12', [id], 'COUNCIL.TINH');
    await decided('tinh', 'UBND-12', [id], '/QĐ-UBND');
    const { events } = await officer.get(READ, { id });
    expect(events.map(({ action, step }: { action: string; step: number }) => `${action} ${step}`)).toEqual([
      ...['CREATE 0', 'SUBMIT 1', 'RECEIVE 1', 'APPRAISE 1', 'ENDORSE 1', 'FORWARD 2', 'RECEIVE 2', 'RETURN 2'],
      ...['SUBMIT 2', 'RECEIVE 2', 'APPRAISE 2', 'ENDORSE 2', 'AWARD 2'],
    ]);
    await provedAndFound(id, 'canbo.binhlu');
    await readByEveryRole(id, ['UBND-03390', 'UBND-12']);
  });

  it.each([
    ['sonoivu', 'SNV-12', '/TTr-SNV'],
    ['danguycongan', 'DUCA-12', '-TTr/ĐU'],
  ])(
    '3. district and equivalent to province: thirty collectives of %s at once, three declined',
    async (body, code, series) => {
      const ids: string[] = [];
      for (let n = 1; n <= 30; n += 1) {
        const displayName = `Tập thể ${body} ${nextNumber()} số ${n}`;
        const honoureeId = await newHonouree(`canbo.${body}`, { kind: 'COLLECTIVE', displayName });
        ids.push(await draftOf(`canbo.${body}`, code, { awardTypeCode: 'BK_TINH', honoureeId }));
      }
      await submitted(`canbo.${body}`, ids);
      await appraised(`thamdinh.${body}`, ids);
      await byLeadership(body, ids);
      await forwarded(body, ids, series);
      if (code === 'DUCA-12') {
        await appraised('thamdinh.tinhuy', ids);
        await byLeadership('tinhuy', ids);
        await forwarded('tinhuy', ids, '-TTr/TU');
      }
      await appraised('thamdinh.tinh', ids);
      const [declined, rest] = [ids.slice(0, 3), ids.slice(3)];
      for (const id of declined) {
        await done(await as('lanhdao.tinh'), CHAIN.decline, { input: { id, reason: 'Chưa tiêu biểu trong tỉnh' } });
      }
      await byCouncil('tinh', 'UBND-12', rest, 'COUNCIL.TINH');
      await decided('tinh', 'UBND-12', rest, '/QĐ-UBND');
      const states = await query<{ state: string; count: string }>(
        `select state, count(*) from nomination where id = any ($1::uuid[]) group by 1 order by 1`,
        [ids],
      );
      expect(states.map(({ state, count }) => [state, Number(count)])).toEqual([
        ['AWARDED', 27],
        ['REJECTED', 3],
      ]);
      await provedAndFound(rest[26]!, `canbo.${body}`);
      await readByEveryRole(rest[26]!, code === 'DUCA-12' ? [code, 'TU-12', 'UBND-12'] : [code, 'UBND-12']);
    },
  );

  it('4. giấy khen of a commune in one step; bằng khen of the Standing Committee of the province', async () => {
    const ofCommune = await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'GK_XA' });
    await submitted('canbo.binhlu', [ofCommune]);
    await appraised('thamdinh.binhlu', [ofCommune]);
    await byCouncil('binhlu', 'UBND-03390', [ofCommune], 'COUNCIL.XA');
    await decided('binhlu', 'UBND-03390', [ofCommune], '/QĐ-UBND');
    await provedAndFound(ofCommune, 'canbo.binhlu');
    // The province is above the proposer; it is not on the route.
    await readByEveryRole(ofCommune, ['UBND-03390', 'UBND-12']);

    const ofParty = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode: 'PB_BTV' });
    await submitted('canbo.danguybinhlu', [ofParty]);
    await appraised('thamdinh.danguybinhlu', [ofParty]);
    await byLeadership('danguybinhlu', [ofParty]);
    await forwarded('danguybinhlu', [ofParty], '-TTr/ĐU');
    await appraised('thamdinh.tinhuy', [ofParty]);
    await byLeadership('tinhuy', [ofParty]);
    await decided('tinhuy', 'TU-12', [ofParty], '-QĐ/TU');
    await provedAndFound(ofParty, 'canbo.danguybinhlu');
    await readByEveryRole(ofParty, ['DU-03390', 'TU-12']);
  });

  it('5. bằng khen of the Prime Minister: posted, voted on by 80 %, its outcome recorded by one and confirmed by another', async () => {
    const id = await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'BK_TTG' });
    await submitted('canbo.binhlu', [id]);
    await appraised('thamdinh.binhlu', [id]);
    await byCouncil('binhlu', 'UBND-03390', [id], 'COUNCIL.XA');
    await forwarded('binhlu', [id], '/TTr-UBND');
    await appraised('thamdinh.tinh', [id]);
    const secretary = await as('thuky.tinh');
    const session = { unitId: trialUnit('UBND-12').id, heldOn: today(), totalMembers: 5, nominationIds: [id] };
    expect(await refusals(secretary, COUNCIL.open, { input: session })).toEqual(['WRONG_STATE']);
    const reviewer = await as('thamdinh.tinh');
    await done(reviewer, CHAIN.openPosting, { input: { nominationIds: [id], place: 'Cổng thông tin điện tử tỉnh' } });
    expect(await refusals(reviewer, CHAIN.closePosting, { input: { nominationIds: [id] } })).toEqual(['WRONG_STATE']);
    // The ten working days pass.
    await query(`update posting set opened_on = opened_on - 30, closes_on = closes_on - 30 where nomination_id = $1`, [
      id,
    ]);
    await done(reviewer, CHAIN.closePosting, { input: { nominationIds: [id] } });
    await byCouncil('tinh', 'UBND-12', [id], 'COUNCIL.TINH');
    await forwarded('tinh', [id], '/TTr-UBND');
    const paper = {
      outcome: 'AWARD',
      issuerAsPrinted: 'Thủ tướng Chính phủ',
      symbol: `${nextNumber()}/QĐ-TTg`,
      signedOn: today(),
    };
    await done(secretary, DECIDE.record, { input: { nominationIds: [id], ...paper } });
    const confirm = { input: { nominationIds: [id], accept: true } };
    expect(await refusals(secretary, DECIDE.confirm, confirm)).toEqual(['SAME_PERSON']);
    await done(await as('thuky2.tinh'), DECIDE.confirm, confirm);
    await provedAndFound(id, 'canbo.binhlu');
    await readByEveryRole(id, ['UBND-03390', 'UBND-12']);
  });

  it('6. returned from the province to the commune as body, suspended, and withdrawn from a draft decision', async () => {
    const [goes, leaves] = [
      await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'BK_TINH' }),
      await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'BK_TINH' }),
    ];
    const both = [goes, leaves];
    await submitted('canbo.binhlu', both);
    await appraised('thamdinh.binhlu', both);
    await byCouncil('binhlu', 'UBND-03390', both, 'COUNCIL.XA');
    await forwarded('binhlu', both, '/TTr-UBND');
    const reviewer = await as('thamdinh.tinh');
    await done(reviewer, CHAIN.return, { input: { id: goes, reason: 'Xét lại', kind: 'AGAIN', toStep: 1 } });
    await done(await as('thamdinh.binhlu'), CHAIN.suspend, {
      input: { id: goes, ground: 'Có đơn thư', date: today() },
    });
    const appraise = { input: { id: goes, opinion: 'Xét lại', favourable: false } };
    expect(await refusals(await as('thamdinh.binhlu'), CHAIN.appraise, appraise)).toEqual(['SUSPENDED']);
    await done(reviewer, CHAIN.resume, { input: { id: goes, reason: 'Đơn không có cơ sở' } });
    const { nomination } = await done(await as('thamdinh.binhlu'), CHAIN.appraise, {
      input: { id: goes, opinion: 'Vẫn đủ điều kiện', favourable: false },
    });
    expect(nomination).toMatchObject({ state: 'APPRAISED', step: { position: 1 } });
    await byCouncil('binhlu', 'UBND-03390', [goes], 'CRITERIA.BANG_KHEN', 'COUNCIL.XA');
    await forwarded('binhlu', [goes], '/TTr-UBND');
    await appraised('thamdinh.tinh', both);
    await byCouncil('tinh', 'UBND-12', both, 'COUNCIL.TINH');
    const { decision } = await done(await as('thuky.tinh'), DECIDE.draft, {
      input: {
        issuedById: trialUnit('UBND-12').id,
        title: 'Tặng Bằng khen',
        legalBases: ['Luật'],
        nominationIds: both,
      },
    });
    await done(await as('canbo.binhlu'), CHAIN.withdraw, { input: { id: leaves, reason: 'Xin rút' } });
    await done(await as('thuky2.tinh'), DECIDE.check, { input: { id: decision.id } });
    const head = await as('lanhdao.tinh');
    const issued = await done(
      head,
      DECIDE.issue,
      await signatureOf(head, decision.id, { symbol: `${nextNumber()}/QĐ-UBND` }),
    );
    expect(issued.decision.awards.totalCount).toBe(1);
    await provedAndFound(goes, 'canbo.binhlu');
    await readByEveryRole(goes, ['UBND-03390', 'UBND-12']);
    expect((await (await as('canbo.binhlu')).get(READ, { id: leaves })).state).toBe('WITHDRAWN');
  });
});
