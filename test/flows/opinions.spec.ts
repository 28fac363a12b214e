import { addWorkingDays, workingDaysBetween } from '../../src/award-law/domain/working-days.js';
import { addDays, civilDate } from '../../src/core/civil-date.js';
import { as, trialUnit } from '../support/api.js';
import { send } from '../support/documents.js';
import { dossier } from '../support/dossiers.js';
import { lastAudit } from '../support/fingerprint.js';
import { pdf } from '../support/files.js';
import { acceptAll, CHAIN, done, draftOf, refusals, today } from '../support/nominations.js';
import { query } from '../support/shared-connection.js';
import { useOwnServer } from '../support/use-own-server.js';
import { shippedCalendar } from '../support/working-calendar.js';

const OPINION = `id requestedOn dueOn overdue dueRule { code confirmed } stance text recorded waivedReason voided asked { code } rule { code confirmed }
  settledBy { username } document { id } nomination { id } matter { code honouree awardType proposedBy { code } }`;
const ERRORS = `userErrors { code message field rule { code confirmed } }`;
const ASK = {
  request: `mutation ($input: RequestOpinionsInput!) { requestOpinions(input: $input) {
    nominations { id opinions { ${OPINION} } } ${ERRORS} } }`,
  give: `mutation ($input: GiveOpinionInput!) { giveOpinion(input: $input) { opinion { ${OPINION} } ${ERRORS} } }`,
  waive: `mutation ($input: WaiveOpinionInput!) { waiveOpinion(input: $input) { opinion { ${OPINION} } ${ERRORS} } }`,
  list: `query ($open: Boolean, $overdue: Boolean, $asking: Boolean) {
    opinions(open: $open, overdue: $overdue, asking: $asking, first: 50) { totalCount edges { node { ${OPINION} } } } }`,
  ofNomination: `query ($id: ID!) { nomination(id: $id) { opinions { ${OPINION} } } }`,
};

/** One that the commune has received: the sở is not on its way. */
const received = (award = 'BK_TINH'): Promise<string> =>
  dossier({ proposerId: trialUnit('UBND-03390').id, state: 'RECEIVED', award });
const reviewer = () => as('thamdinh.binhlu');
const asked = () => as('thamdinh.sonoivu');

async function request(nominationIds: readonly string[], more: Record<string, unknown> = {}): Promise<string[]> {
  const { nominations } = await done(await reviewer(), ASK.request, {
    input: { nominationIds, askedId: trialUnit('SNV-12').id, question: 'Có vi phạm gì không?', ...more },
  });
  return nominations.map(({ opinions }: { opinions: { id: string }[] }) => opinions.at(-1)!.id);
}

const appraisal = (id: string, more: Record<string, unknown> = {}) => ({
  input: { id, opinion: 'Đã thẩm định.', favourable: true, ...more },
});

/** An opinion for which the commune asked ten days ago, due some days ago; one of a rule confirmed or not. */
async function overdueOpinion(nominationId: string, { confirmed = false } = {}): Promise<string> {
  const [row] = await query<{ id: string }>(
    `with due as (
       insert into award_rule (kind, code, args, article, document, valid, confirmed, source)
       values ('OPINION_DEADLINE', 'OPINION_DEADLINE.THU', '{"workingDays":3,"silence":"PROCEED"}', 'Điều 1', 'Quy chế thử',
         '[1990-01-01,1990-12-31]', $3, 'test') returning id)
     insert into nomination_opinion
       (nomination_id, step, unit_id, asked_id, question, requested_by_id, requested_on, due_on, due_rule_id)
     select n.id, n.step, s.unit_id, $2, 'Ý kiến?', e.account_id, e.day - 10, e.day - 3, due.id
     from due, nomination n join nomination_step s on s.nomination_id = n.id and s.position = n.step
     join nomination_event e on e.nomination_id = n.id and e.version = n.version
     where n.id = $1 returning id`,
    [nominationId, trialUnit('SNV-12').id, confirmed],
  );
  return row!.id;
}

const calendar = shippedCalendar();
const inDays = (days: number): string => addWorkingDays(civilDate(today()), days, calendar);
const ids = ({ edges }: { edges: { node: { id: string } }[] }): string[] => edges.map(({ node }) => node.id);

useOwnServer();

describe('the opinion of another unit', () => {
  it('keeps the appraisal waiting until it is given; the asked unit sees the matter and nothing else', async () => {
    const [id, other] = [await received(), await received()];
    const last = await lastAudit();
    const [opinionId] = await request([id, other]);
    const body = await reviewer();
    for (const favourable of [true, false]) {
      const { userErrors } = await body.get(CHAIN.appraise, appraisal(id, { favourable }));
      expect(userErrors).toMatchObject([{ code: 'DOCUMENT_MISSING', field: ['input', 'id'], rule: null }]);
      expect(userErrors[0].message).toMatch(/còn chờ ý kiến của Sở Nội vụ/);
    }
    const unit = await asked();
    const waits = await unit.get(ASK.list, { open: true });
    const mine = waits.edges.map(({ node }: { node: { id: string } }) => node.id);
    expect(mine).toContain(opinionId);
    const { node } = waits.edges.find((edge: { node: { id: string } }) => edge.node.id === opinionId);
    expect(node).toMatchObject({ nomination: null, stance: null, matter: { proposedBy: { code: 'UBND-03390' } } });
    expect(await unit.get(`query ($id: ID!) { nomination(id: $id) { id } }`, { id })).toBeNull();

    const { opinion } = await done(unit, ASK.give, {
      input: { opinionId, stance: 'AGAINST', text: 'Đang bị xử phạt.' },
    });
    expect(opinion).toMatchObject({ stance: 'AGAINST', recorded: false, settledBy: { username: 'thamdinh.sonoivu' } });
    expect((await body.get(ASK.ofNomination, { id })).opinions).toMatchObject([
      { id: opinionId, text: 'Đang bị xử phạt.', nomination: { id } },
    ]);
    const answered = await unit.get(ASK.list, { open: false });
    expect(answered.edges.map((edge: { node: { id: string } }) => edge.node.id)).toEqual([opinionId]);
    // It is an opinion, not a veto.
    await done(body, CHAIN.appraise, appraisal(id, { judgements: await acceptAll(body, id) }));
    expect(await refusals(body, CHAIN.appraise, appraisal(other))).toEqual(['DOCUMENT_MISSING']);
    const kept = await query<{ action: string }>(
      `select text::jsonb ->> 'action' as action from audit where id > $1 and text like '%"opinion.%' order by id`,
      [last],
    );
    expect(kept.map(({ action }) => action)).toEqual(['opinion.request', 'opinion.request', 'opinion.give']);
  });

  it('is given once, by the asked unit or from its paper, or waived with a reason; by nobody else', async () => {
    const [paper, waived] = await request([await received(), await received()]);
    const give = (opinionId: string | undefined, more = {}) => ({
      input: { opinionId, stance: 'FOR', text: 'Đồng ý.', ...more },
    });
    const body = await reviewer();
    expect(await refusals(body, ASK.give, give(paper))).toEqual(['DOCUMENT_MISSING']);
    expect(await refusals(await as('thamdinh.tinh'), ASK.give, give(paper))).toEqual(['FORBIDDEN']);
    expect(await refusals(await as('thamdinh.danguybinhlu'), ASK.give, give(paper))).toEqual(['NOT_FOUND']);
    expect(await refusals(await asked(), ASK.waive, { input: { opinionId: paper, reason: 'Thôi' } })).toEqual([
      'FORBIDDEN',
    ]);
    const sent = await send(body, 'y-kien.pdf', pdf(), { kind: 'Y_KIEN' });
    const documentId = (sent.json as { id: string }).id;
    const { opinion } = await done(body, ASK.give, give(paper, { documentId }));
    expect(opinion).toMatchObject({ recorded: true, document: { id: documentId }, stance: 'FOR' });
    expect(await refusals(await asked(), ASK.give, give(paper))).toEqual(['WRONG_STATE']);
    const reason = 'Không thuộc trường hợp phải hỏi.';
    const without = await done(body, ASK.waive, { input: { opinionId: waived, reason } });
    expect(without.opinion).toMatchObject({ stance: null, waivedReason: reason });
    expect(await refusals(await asked(), ASK.give, give(waived))).toEqual(['WRONG_STATE']);
    for (const statement of [
      `update nomination_opinion set text = 'khác', stance = 'AGAINST' where id = $1`,
      `update nomination_opinion set asked_id = unit_id where id = $1`,
    ]) {
      await expect(query(statement, [paper])).rejects.toThrow();
    }
  });

  it('is not asked of the body itself, of the proposer, twice, too late, or by whoever proposed', async () => {
    const id = await received();
    const ask = (more: Record<string, unknown> = {}) => ({
      input: { nominationIds: [id], askedId: trialUnit('SNV-12').id, question: 'Ý kiến?', ...more },
    });
    const body = await reviewer();
    for (const [input, code] of [
      [ask({ askedId: trialUnit('UBND-03390').id }), 'INVALID_INPUT'],
      [ask({ askedId: '00000000-0000-7000-8000-000000000000' }), 'NOT_FOUND'],
      [ask({ ruleCode: 'OPINION.CAP_UY' }), 'INVALID_INPUT'],
      [ask({ nominationIds: [] }), 'INVALID_INPUT'],
    ] as const) {
      expect(await refusals(body, ASK.request, input)).toEqual([code]);
    }
    // An officer who is a reviewer too does not ask about what that officer wrote.
    await query(
      `insert into role_grant (account_id, role, unit_id, valid)
       select id, 'REVIEWER', $1, daterange('2025-07-01', null) from account where username = 'canbo.binhlu'`,
      [trialUnit('UBND-03390').id],
    );
    const own = await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'BK_TINH' });
    const paper = { nominationIds: [own], proposalDate: today(), signer: 'Chủ tịch' };
    await done(await as('canbo.binhlu'), CHAIN.submit, { input: paper });
    await done(body, CHAIN.receive, { input: { id: own } });
    expect(await refusals(await as('canbo.binhlu'), ASK.request, ask({ nominationIds: [own] }))).toEqual([
      'SAME_PERSON',
    ]);
    expect(await refusals(await as('thamdinh.tinh'), ASK.request, ask())).toEqual(['FORBIDDEN']);
    await done(body, ASK.request, ask());
    expect(await refusals(body, ASK.request, ask())).toEqual(['DUPLICATE']);
    const late = await dossier({ proposerId: trialUnit('UBND-03390').id, state: 'APPRAISED' });
    expect(await refusals(body, ASK.request, ask({ nominationIds: [late] }))).toEqual(['WRONG_STATE']);
  });

  it('of a rule that nobody confirmed asks for a judgement, and blocks nothing by itself', async () => {
    const id = await dossier({ proposerId: trialUnit('UBND-12').id, state: 'RECEIVED', award: 'BK_TTG' });
    const body = await as('thamdinh.tinh');
    const findings = `query ($id: ID!) { nomination(id: $id) { eligibility { findings { verdict rule { code } } } } }`;
    const { eligibility } = await body.get(findings, { id });
    expect(eligibility.findings).toEqual(
      expect.arrayContaining([
        { verdict: 'NEEDS_REVIEW', rule: { code: 'OPINION.CAP_UY' } },
        { verdict: 'NEEDS_REVIEW', rule: { code: 'OPINION.CO_QUAN' } },
      ]),
    );
    const judgements = (await acceptAll(body, id)) as { ruleCode: string }[];
    const but = judgements.filter(({ ruleCode }) => ruleCode !== 'OPINION.CAP_UY');
    const { userErrors } = await body.get(CHAIN.appraise, appraisal(id, { judgements: but }));
    expect(userErrors).toMatchObject([{ code: 'NEEDS_JUDGEMENT', rule: { code: 'OPINION.CAP_UY', confirmed: false } }]);
    await done(body, CHAIN.appraise, appraisal(id, { judgements }));
  });

  it('of a confirmed rule has to be asked for: no judgement replaces it, a waiver does', async () => {
    await query(
      `insert into award_rule (award_type_id, kind, code, args, article, document, valid, confirmed, source)
       select id, 'OPINION', 'OPINION.THU', '{"tier":"COMMUNE","line":"STATE","of":"cơ quan thuế"}', 'Điều 1', 'Quy chế thử',
         '[2024-01-01,)', true, 'test' from award_type where code = 'GK_XA'`,
    );
    const id = await received('GK_XA');
    const body = await reviewer();
    const first = await body.get(CHAIN.appraise, appraisal(id));
    expect(first.userErrors).toMatchObject([{ code: 'RULE_FAILED', rule: { code: 'OPINION.THU', confirmed: true } }]);
    const [opinionId] = await request([id], { ruleCode: 'OPINION.THU' });
    const open = await body.get(CHAIN.appraise, appraisal(id));
    expect(open.userErrors).toMatchObject([{ code: 'DOCUMENT_MISSING', rule: { code: 'OPINION.THU' } }]);
    await done(body, ASK.waive, { input: { opinionId, reason: 'Cá nhân không thuộc diện quản lý thuế.' } });
    await done(body, CHAIN.appraise, appraisal(id, { judgements: await acceptAll(body, id) }));
  });

  it('stays through a return to the proposer, and counts no more on a new route', async () => {
    const id = await received();
    const [opinionId] = await request([id]);
    const voided = async () =>
      (await query<{ voided: boolean }>(`select voided from nomination_opinion where id = $1`, [opinionId]))[0];
    const body = await reviewer();
    await done(body, CHAIN.return, { input: { id, reason: 'Sửa', kind: 'CONTENT' } });
    const officer = await as('canbo.binhlu');
    const submit = { input: { nominationIds: [id], proposalDate: today(), signer: 'Chủ tịch' } };
    await done(officer, CHAIN.submit, submit);
    await done(body, CHAIN.receive, { input: { id } });
    expect(await voided()).toEqual({ voided: false });
    expect(await refusals(body, CHAIN.appraise, appraisal(id))).toEqual(['DOCUMENT_MISSING']);
    await done(body, CHAIN.return, { input: { id, reason: 'Sửa', kind: 'CONTENT' } });
    await done(officer, CHAIN.edit, { input: { id, awardTypeCode: 'GK_XA' } });
    await done(officer, CHAIN.submit, submit);
    expect(await voided()).toEqual({ voided: true });
  });

  it('is to be given in so many working days as a rule says; overdue, it waits on both desks and still stops the appraisal', async () => {
    const id = await received();
    const [asked1] = await request([id]);
    const [body, unit] = [await reviewer(), await asked()];
    expect((await body.get(ASK.ofNomination, { id })).opinions).toMatchObject([
      { dueOn: inDays(10), overdue: false, dueRule: { code: 'OPINION_DEADLINE', confirmed: false } },
    ]);
    const late = await received();
    const opinionId = await overdueOpinion(late);
    for (const [desk, asking] of [
      [body, true],
      [unit, false],
    ] as const) {
      const overdue = ids(await desk.get(ASK.list, { overdue: true, asking }));
      expect([overdue.includes(opinionId), overdue.includes(asked1!)]).toEqual([true, false]);
      expect(ids(await desk.get(ASK.list, { open: true, overdue: false, asking }))).toContain(asked1);
    }
    expect(ids(await unit.get(ASK.list, { asking: true }))).toEqual([]);
    expect(ids(await body.get(ASK.list, {}))).toEqual([]);
    const inbox = await body.get(`{ inbox(first: 100) { edges { node { id overdueOpinions } } } }`);
    const waiting = new Map(
      inbox.edges.map(({ node }: { node: { id: string; overdueOpinions: number } }) => [node.id, node.overdueOpinions]),
    );
    expect([waiting.get(late), waiting.get(id)]).toEqual([1, 0]);
    // The silence is nobody's consent: somebody has to do without the opinion, and say why.
    expect(await refusals(body, CHAIN.appraise, appraisal(late))).toEqual(['DOCUMENT_MISSING']);
    const { opinion } = await done(body, ASK.waive, { input: { opinionId, reason: 'Quá hạn, không trả lời.' } });
    expect(opinion).toMatchObject({ overdue: false, stance: null, waivedReason: 'Quá hạn, không trả lời.' });
    await done(body, CHAIN.appraise, appraisal(late, { judgements: await acceptAll(body, late) }));
  });

  it('is done without after that where a confirmed rule lets the body go on; it stays unanswered', async () => {
    const id = await received();
    const opinionId = await overdueOpinion(id, { confirmed: true });
    const body = await reviewer();
    await done(body, CHAIN.appraise, appraisal(id, { judgements: await acceptAll(body, id) }));
    expect((await body.get(ASK.ofNomination, { id })).opinions).toMatchObject([
      { id: opinionId, stance: null, waivedReason: null, settledBy: null },
    ]);
    const give = { input: { opinionId, stance: 'FOR', text: 'Đồng ý.' } };
    expect(await refusals(await asked(), ASK.give, give)).toEqual(['WRONG_STATE']);
  });

  it('is not waited for by the clock while nobody can give it: a pause moves its last day', async () => {
    const id = await received();
    const [opinionId] = await request([id]);
    const body = await reviewer();
    await done(body, CHAIN.suspend, { input: { id, ground: 'Có đơn thư', date: today() } });
    // As if that had been thirty days ago, and the opinion were due today.
    await query(`alter table nomination_event disable trigger user`);
    await query(
      `update nomination_event set day = day - 30, at = at - interval '30 days' where nomination_id = $1 and action = 'SUSPEND'`,
      [id],
    );
    await query(`alter table nomination_event enable trigger user`);
    await query(`update nomination_opinion set due_on = $2::date where id = $1`, [opinionId, today()]);
    const dueOn = async () => (await body.get(ASK.ofNomination, { id })).opinions[0];
    expect(await dueOn()).toMatchObject({ dueOn: today(), overdue: false });
    await done(body, CHAIN.resume, { input: { id, reason: 'Không có vi phạm' } });
    const left = workingDaysBetween(addDays(civilDate(today()), -30), civilDate(today()), calendar);
    expect(await dueOn()).toMatchObject({ dueOn: inDays(left), overdue: false });
  });

  it('that another body has taken over with the step is waived by that one', async () => {
    const id = await received();
    const [opinionId] = await request([id]);
    // As a plan of reorganisation leaves it: the step is another body's now, the request was the former one's.
    await query(`alter table nomination_step disable trigger user`);
    await query(`update nomination_step set unit_id = $2 where nomination_id = $1 and position = 1`, [
      id,
      trialUnit('DU-03390').id,
    ]);
    await query(`alter table nomination_step enable trigger user`);
    const waiver = { input: { opinionId, reason: 'Bước này đã chuyển sang Đảng ủy.' } };
    expect(await refusals(await reviewer(), ASK.waive, waiver)).toEqual(['FORBIDDEN']);
    const { opinion } = await done(await as('thamdinh.danguybinhlu'), ASK.waive, waiver);
    expect(opinion).toMatchObject({ settledBy: { username: 'thamdinh.danguybinhlu' } });
  });
});
