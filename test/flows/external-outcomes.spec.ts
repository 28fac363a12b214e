import { addDays, civilDate } from '../../src/core/civil-date.js';
import { as, Client } from '../support/api.js';
import { checkedDecision, DECIDE, signatureOf } from '../support/decisions.js';
import { connected } from '../support/database.js';
import { appraised, attach, CHAIN, done, draftOf, newHonouree, refusals, today } from '../support/nominations.js';
import { nextNumber } from '../support/numbers.js';
import { query } from '../support/shared-connection.js';
import { until } from '../support/until.js';

async function endorse(head: string, id: string): Promise<void> {
  await done(await as(head), CHAIN.endorse, {
    input: { nominationIds: [id], minutesNumber: '05', minutesDate: today() },
  });
}

async function forward(secretary: string, id: string, series: string): Promise<void> {
  const proposalSymbol = `${nextNumber()}-TTr/${series}`;
  await done(await as(secretary), CHAIN.forward, {
    input: { nominationIds: [id], proposalSymbol, proposalDate: today(), signer: 'Phó Bí thư' },
  });
}

/** A dossier of the commune's Party committee, endorsed by the province's. Answers with its id. */
async function endorsedByTinhUy(awardTypeCode: string, input: Record<string, unknown> = {}): Promise<string> {
  const id = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode, ...input });
  await done(await as('canbo.danguybinhlu'), CHAIN.submit, {
    input: { nominationIds: [id], proposalDate: today(), signer: 'Nguyễn Văn Ký' },
  });
  await appraised('thamdinh.danguybinhlu', [id]);
  await endorse('lanhdao.danguybinhlu', id);
  await forward('thuky.danguybinhlu', id, 'ĐU');
  await appraised('thamdinh.tinhuy', [id]);
  await endorse('lanhdao.tinhuy', id);
  return id;
}

/** One that lies with the central body outside. */
async function outside(input: Record<string, unknown> = {}): Promise<string> {
  const id = await endorsedByTinhUy('BK_BTGTW', input);
  await forward('thuky.tinhuy', id, 'TU');
  return id;
}

const paper = (nominationIds: string[], more: Record<string, unknown> = {}): { input: Record<string, unknown> } => ({
  input: {
    nominationIds,
    outcome: 'AWARD',
    issuerAsPrinted: 'Ban Tuyên giáo và Dân vận Trung ương',
    symbol: `${nextNumber()}-QĐ/BTGDVTW`,
    signedOn: today(),
    ...more,
  },
});
const confirming = (nominationIds: string[], accept = true, reason?: string): Record<string, unknown> => ({
  input: { nominationIds, accept, reason },
});

describe('an award of the Party itself', () => {
  it('is decided by the Standing Committee under a symbol of the Party', async () => {
    const honoureeId = await newHonouree('canbo.danguybinhlu', { displayName: 'Lò Thị Phần Thưởng' });
    const id = await checkedDecision([await endorsedByTinhUy('PB_BTV', { honoureeId })], 'tinhuy', 'TU-12');
    const head = await as('lanhdao.tinhuy');
    expect(await refusals(head, DECIDE.issue, await signatureOf(head, id, { symbol: '05/QĐ-UBND' }))).toEqual([
      'INVALID_INPUT',
    ]);
    const symbol = `${nextNumber()}-QĐ/TU`;
    const { decision } = await done(head, DECIDE.issue, await signatureOf(head, id, { symbol }));
    const [{ node }] = decision.awards.edges;
    expect(await new Client().get(DECIDE.verify, { token: node.certificate.token })).toMatchObject({
      valid: true,
      decision: expect.stringContaining(`Quyết định số ${symbol} ngày`),
    });
    // Read back by those of the route, the proposer and the historians, and by nobody else.
    for (const reader of ['canbo.danguybinhlu', 'thamdinh.tinhuy', 'kiemtra.tinhuy', 'lichsu.tinhuy']) {
      expect([reader, (await (await as(reader)).get(DECIDE.read, { id }))?.symbol]).toEqual([reader, symbol]);
    }
    for (const stranger of ['canbo.binhlu', 'thamdinh.tinh', 'lichsu.binhlu']) {
      expect([stranger, await (await as(stranger)).get(DECIDE.read, { id })]).toEqual([stranger, null]);
    }
    const found = await (
      await as('lichsu.binhlu')
    ).get(
      `query ($search: HonourSearch!) { searchHonours(search: $search) { edges { node {
         decision { id symbol } nomination { id } honouree { displayName awards { totalCount } } } } } }`,
      { search: { text: 'Lò Thị Phần Thưởng' } },
    );
    expect(found.edges[0].node).toEqual({
      decision: { id, symbol },
      nomination: null,
      honouree: { displayName: 'Lò Thị Phần Thưởng', awards: { totalCount: 1 } },
    });
  });
});

describe('what a body outside has done', () => {
  it('is recorded by one account and confirmed by another, and then awards with a certificate', async () => {
    const ids = [await outside(), await outside()];
    const [secretary, second] = [await as('thuky.tinhuy'), await as('thuky2.tinhuy')];
    expect(await refusals(second, DECIDE.confirm, confirming(ids))).toEqual(['WRONG_STATE']);
    expect(await refusals(secretary, DECIDE.record, paper(ids, { signedOn: '2199-01-01' }))).toEqual(['INVALID_INPUT']);
    const { userErrors } = await secretary.get(
      DECIDE.record,
      paper(ids, { signedOn: addDays(civilDate(today()), -1) }),
    );
    expect(userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['input', 'signedOn'] }]);
    expect(userErrors[0].message).toContain('tờ trình');
    expect(await refusals(secretary, DECIDE.record, paper(ids, { outcome: 'REJECT' }))).toEqual(['INVALID_INPUT']);
    expect(await refusals(await as('thuky.danguybinhlu'), DECIDE.record, paper(ids))).toEqual(['FORBIDDEN']);
    expect(await refusals(await as('lanhdao.tinhuy'), DECIDE.record, paper(ids))).toEqual(['FORBIDDEN']);
    expect(await refusals(await as('thuky.binhlu'), DECIDE.record, paper(ids))).toEqual(['NOT_FOUND']);

    const recorded = paper(ids);
    const { nominations } = await done(secretary, DECIDE.record, recorded);
    expect(nominations).toMatchObject([{ state: 'SUBMITTED' }, { state: 'SUBMITTED' }]);
    expect(await refusals(second, DECIDE.record, paper(ids))).toEqual(['DUPLICATE']);
    expect(await refusals(secretary, DECIDE.confirm, confirming(ids))).toEqual(['SAME_PERSON']);
    expect(await refusals(await as('thuky2.danguybinhlu'), DECIDE.confirm, confirming(ids))).toEqual(['FORBIDDEN']);

    const confirmed = await done(second, DECIDE.confirm, confirming(ids));
    const { symbol } = recorded.input;
    const award = { decision: { origin: 'RECORDED', symbol } };
    expect(confirmed.nominations).toMatchObject([
      { state: 'AWARDED', award },
      { state: 'AWARDED', award },
    ]);
    const { token } = confirmed.nominations[1].award.certificate;
    expect(await new Client().get(DECIDE.verify, { token })).toMatchObject({
      valid: true,
      decision: expect.stringContaining('của Ban Tuyên giáo và Dân vận Trung ương'),
    });
    expect(await refusals(second, DECIDE.confirm, confirming(ids))).toEqual(['WRONG_STATE']);
  });

  it('adds to the same decision what its paper awards besides', async () => {
    const ids = [await outside(), await outside()];
    const recorded = paper([ids[0]!]);
    for (const id of ids) {
      await done(await as('thuky.tinhuy'), DECIDE.record, { input: { ...recorded.input, nominationIds: [id] } });
      await done(await as('thuky2.tinhuy'), DECIDE.confirm, confirming([id]));
    }
    const found = await (
      await as('thuky.tinhuy')
    ).get(
      `query ($filter: DecisionFilter) { decisions(filter: $filter) { edges { node { awards { totalCount } } } } }`,
      {
        filter: { text: recorded.input['symbol'] },
      },
    );
    expect(found.edges).toEqual([{ node: { awards: { totalCount: 2 } } }]);
  });

  it('does not hold up everybody who issues while it waits for the turn of its paper', async () => {
    const [one, other] = [await outside(), await outside()];
    const papers = [paper([one]), paper([other])];
    for (const each of papers) await done(await as('thuky.tinhuy'), DECIDE.record, each);
    const [{ unit }] = (await query(
      `select s.unit_id as unit from nomination n join nomination_step s on s.nomination_id = n.id and s.position = n.step where n.id = $1`,
      [other],
    )) as [{ unit: string }];
    const turn = [unit, papers[1]!.input['symbol'], today()].join();
    const second = await as('thuky2.tinhuy');
    const waiting = `select l.pid from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
      where l.locktype = 'advisory' and not l.granted`;
    const confirmed = await connected('postgres', async (client) => {
      await client.query(`begin; select pg_advisory_xact_lock(hashtextextended('${turn}', 7019311))`);
      const confirmed = done(second, DECIDE.confirm, confirming([one, other]));
      await until(async () => (await query(waiting)).length > 0);
      const held = await query(
        `select from pg_locks l where l.pid in (select pid from (${waiting}) w) and l.granted and l.objid = 7019320`,
      );
      expect(held).toEqual([]);
      await client.query('commit');
      return confirmed;
    });
    expect(confirmed.nominations).toMatchObject(
      papers.map(({ input }) => ({ state: 'AWARDED', award: { decision: { symbol: input['symbol'] } } })),
    );
  });

  it('may be a refusal, a return, or a mistake that is dropped', async () => {
    const [refused, returned] = [await outside(), await outside()];
    const [secretary, second] = [await as('thuky.tinhuy'), await as('thuky2.tinhuy')];
    const documentId = await attach('thuky.tinhuy', refused, 'CONG_VAN');
    await done(secretary, DECIDE.record, paper([refused], { outcome: 'REJECT', reason: 'Chưa đủ', documentId }));
    expect(await refusals(second, DECIDE.confirm, confirming([refused], false))).toEqual(['INVALID_INPUT']);
    // One that was recorded before anybody asked about its day moves nothing.
    await query(`update external_outcome set signed_on = signed_on - 1 where nomination_id = $1`, [refused]);
    expect((await second.get(DECIDE.confirm, confirming([refused]))).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', message: expect.stringContaining('từ ngày của tờ trình') },
    ]);
    const dropped = await done(second, DECIDE.confirm, confirming([refused], false, 'Nhầm hồ sơ'));
    expect(dropped.nominations).toMatchObject([{ state: 'SUBMITTED', award: null }]);
    await done(secretary, DECIDE.record, paper([refused], { outcome: 'REJECT', reason: 'Chưa đủ', documentId }));
    const gone = await done(second, DECIDE.confirm, confirming([refused]));
    expect(gone.nominations).toMatchObject([{ state: 'REJECTED', award: null }]);
    const outcomes = await (
      await as('canbo.danguybinhlu')
    ).get(
      `query ($id: ID!) { nomination(id: $id) { externalOutcomes { outcome dropped confirmedBy { username } document { id } } } }`,
      { id: refused },
    );
    expect(outcomes.externalOutcomes).toEqual([
      { outcome: 'REJECT', dropped: true, confirmedBy: null, document: { id: documentId } },
      { outcome: 'REJECT', dropped: false, confirmedBy: { username: 'thuky2.tinhuy' }, document: { id: documentId } },
    ]);
    await done(secretary, DECIDE.record, paper([returned], { outcome: 'RETURN', reason: 'Bổ sung thành tích' }));
    const back = await done(second, DECIDE.confirm, confirming([returned]));
    expect(back.nominations).toMatchObject([{ state: 'RECEIVED', step: { position: 2 } }]);
  });

  it('is nothing while the dossier lies inside', async () => {
    const id = await endorsedByTinhUy('PB_BTV');
    expect(await refusals(await as('thuky.tinhuy'), DECIDE.record, paper([id]))).toEqual(['WRONG_STEP']);
  });
});
