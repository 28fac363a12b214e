import { as, trialUnit } from '../support/api.js';
import { COUNCIL, JUDGED, opened, tally, waiting } from '../support/councils.js';
import { send } from '../support/documents.js';
import { pdf } from '../support/files.js';
import { lastAudit } from '../support/fingerprint.js';
import { appraised, CHAIN, done, draftOf, refusals, today } from '../support/nominations.js';
import { nextNumber } from '../support/numbers.js';
import { person } from '../support/people.js';
import { query } from '../support/shared-connection.js';

const commune = (): string => trialUnit('UBND-03390').id;
const secretary = () => as('thuky.binhlu');
const sessions = async (): Promise<number> => (await query(`select from council_session`)).length;

/** Ends the posting of a nomination as if the ten working days had passed, for which the test does not wait. */
async function over(nominationId: string): Promise<string> {
  const [posting] = await query<{ id: string }>(
    `update posting set opened_on = opened_on - 20, closes_on = opened_on - 1, closed_on = opened_on
     where nomination_id = $1 returning id`,
    [nominationId],
  );
  return posting!.id;
}

/** What stands in the audit after that row about acts of that kind. */
async function audited(after: unknown, action: string): Promise<{ text: string; details: Record<string, unknown> }[]> {
  const rows = await query<{ text: string }>(`select text from audit where id > $1 order by id`, [after]);
  return rows
    .map(({ text }) => ({ text, ...(JSON.parse(text) as { action: string; details: Record<string, unknown> }) }))
    .filter((entry) => entry.action === action);
}

describe('a council that votes by secret ballot', () => {
  it('endorses what reaches the threshold, equal included, and ends what does not, all in one act', async () => {
    const [all, equal, below] = [
      await waiting({ unitId: commune() }),
      await waiting({ unitId: commune(), favourable: false }),
      await waiting({ unitId: commune() }),
    ];
    const client = await secretary();
    const last = await lastAudit();
    const id = await opened(client, commune(), [all, equal, below], { totalMembers: 20 });
    const counted = [
      { ...tally(all, 18, 20), votesAgainst: 0, absentWithoutOpinion: 1, recused: 1, writtenOpinions: 3 },
      tally(equal, 16, 20),
      tally(below, 14, 20),
    ];
    // The first count was wrong: it is corrected while the session is open.
    await done(client, COUNCIL.record, {
      input: { sessionId: id, items: [...counted.slice(0, 2), tally(below, 20, 20)] },
    });
    await done(client, COUNCIL.record, { input: { sessionId: id, items: [tally(below, 14, 20)] } });
    expect(
      await refusals(client, COUNCIL.record, { input: { sessionId: id, items: [counted[0], counted[0]] } }),
    ).toEqual(['INVALID_INPUT']);
    await done(client, COUNCIL.record, { input: { sessionId: id, items: counted } });

    const closing = { id, minutesNumber: '07/BB-HĐ' };
    const { session } = await done(client, COUNCIL.close, { input: { ...closing, judgements: JUDGED } });
    expect(session).toMatchObject({ closed: true, minutesNumber: '07/BB-HĐ', heldOn: today(), totalMembers: 20 });
    const item = (nominationId: string) =>
      session.items.find(({ nomination }: { nomination: { id: string } }) => nomination.id === nominationId);
    const same = { threshold: '80', thresholdConfirmed: false, left: false };
    expect(item(all)).toMatchObject({
      ...same,
      ...{
        votesFor: 18,
        recused: 1,
        writtenOpinions: 3,
        ratio: '90.00',
        passed: true,
        nomination: { state: 'ENDORSED' },
      },
    });
    expect(item(equal)).toMatchObject({ ...same, ratio: '80.00', passed: true, nomination: { state: 'ENDORSED' } });
    expect(item(below)).toMatchObject({ ...same, ratio: '70.00', passed: false, nomination: { state: 'REJECTED' } });

    const events = `query ($id: ID!) { nomination(id: $id) { route { outcome } events { action to reason } } }`;
    const ended = await client.get(events, { id: below });
    expect(ended.route).toEqual([{ outcome: 'REJECTED_BY_COUNCIL' }]);
    expect(ended.events.at(-1)).toEqual({
      action: 'REJECT',
      to: 'REJECTED',
      reason: 'Hội đồng không thông qua: 14/20 thành viên tán thành, đạt 70,00 %, dưới 80 % (biên bản số 07/BB-HĐ).',
    });
    expect((await client.get(events, { id: all })).route).toEqual([{ outcome: 'ENDORSED_BY_COUNCIL' }]);
    const [kept] = await query<{ data: Record<string, unknown> }>(
      `select data from nomination_event where nomination_id = $1 and action = 'ENDORSE'`,
      [all],
    );
    expect(kept!.data).toMatchObject({
      sessionId: id,
      minutesNumber: '07/BB-HĐ',
      minutesDate: today(),
      judgements: JUDGED,
    });

    expect((await audited(last, 'council.open')).map(({ details }) => details['items'])).toEqual([[all, equal, below]]);
    expect(await audited(last, 'council.record')).toHaveLength(3);
    const [closed] = await audited(last, 'council.close');
    expect(closed!.details).toMatchObject({
      minutesNumber: '07/BB-HĐ',
      judged: [{ ruleCode: 'COUNCIL.XA', accept: true }],
    });

    for (const [mutation, input] of [
      [COUNCIL.record, { sessionId: id, items: [tally(below, 20, 20)] }],
      [COUNCIL.close, closing],
    ] as const) {
      expect(await refusals(client, mutation, { input })).toEqual(['WRONG_STATE']);
    }
    await expect(
      query(`update council_item set votes_for = 20, votes_against = 0 where session_id = $1`, [id]),
    ).rejects.toThrow('a counted item does not change');
  });

  it('refuses tallies that cannot be, each with a sentence and its place', async () => {
    const [one, other] = [await waiting({ unitId: commune() }), await waiting({ unitId: commune() })];
    const client = await secretary();
    const id = await opened(client, commune(), [one, other]);
    const wrong = [
      { ...tally(one, 5), recused: 1 },
      { ...tally(other, 3), writtenOpinions: 6 - 1, votesAgainst: 1, absentWithoutOpinion: 1 },
    ];
    const { session, userErrors } = await client.get(COUNCIL.record, { input: { sessionId: id, items: wrong } });
    expect(session).toBeNull();
    expect(userErrors).toMatchObject([
      {
        code: 'INVALID_INPUT',
        field: ['input', 'items', '0'],
        message: expect.stringMatching(/cộng lại là 6, phải bằng tổng số 5/),
      },
      { code: 'INVALID_INPUT', field: ['input', 'items', '1', 'writtenOpinions'] },
    ]);
    // Nothing of the two was kept; and no session ends uncounted.
    const codes = await client.get(COUNCIL.close, { input: { id, minutesNumber: '1', judgements: JUDGED } });
    expect(codes.userErrors).toMatchObject([{ code: 'WRONG_STATE', field: ['input', 'id'] }]);
    expect((await client.get(COUNCIL.one, { id })).items).toMatchObject([{ votesFor: null }, { votesFor: null }]);
    const stranger = await waiting({ unitId: commune() });
    expect(await refusals(client, COUNCIL.record, { input: { sessionId: id, items: [tally(stranger, 5)] } })).toEqual([
      'NOT_FOUND',
    ]);
    expect(await refusals(client, COUNCIL.record, { input: { sessionId: id, items: [] } })).toEqual(['INVALID_INPUT']);
  });

  it('concludes nothing by a threshold that nobody has checked, unless it is judged', async () => {
    const nominationId = await waiting({ unitId: commune() });
    const client = await secretary();
    const id = await opened(client, commune(), [nominationId]);
    await done(client, COUNCIL.record, { input: { sessionId: id, items: [tally(nominationId, 5)] } });
    const closing = { id, minutesNumber: '8' };
    const { userErrors } = await client.get(COUNCIL.close, { input: closing });
    expect(userErrors).toMatchObject([
      { code: 'NEEDS_JUDGEMENT', field: ['input', 'judgements'], rule: { code: 'COUNCIL.XA', confirmed: false } },
    ]);
    const refused = [{ ...JUDGED[0], accept: false }];
    expect(await refusals(client, COUNCIL.close, { input: { ...closing, judgements: refused } })).toEqual([
      'RULE_FAILED',
    ]);
    const unknown = [...JUDGED, { ...JUDGED[0], ruleCode: 'COUNCIL.TINH' }];
    const answer = await client.get(COUNCIL.close, { input: { ...closing, judgements: unknown } });
    expect(answer.userErrors).toMatchObject([
      { code: 'INVALID_INPUT', field: ['input', 'judgements', '1', 'ruleCode'] },
    ]);
    expect((await client.get(COUNCIL.one, { id })).items).toMatchObject([{ nomination: { state: 'APPRAISED' } }]);
    await done(client, COUNCIL.close, { input: { ...closing, judgements: JUDGED } });
  });

  it('needs a posting that is over where one is asked for, and a judgement of 80 % since NĐ 152, whose share nobody has read', async () => {
    const unitId = trialUnit('UBND-12').id;
    const nominationId = await waiting({ unitId, awardTypeCode: 'BK_TTG' });
    const client = await as('thuky.tinh');
    const open = { unitId, nominationIds: [nominationId], heldOn: today(), totalMembers: 14 };
    const needed = await client.get(COUNCIL.open, { input: open });
    expect(needed.userErrors).toMatchObject([
      {
        code: 'WRONG_STATE',
        field: ['input', 'nominationIds', '0'],
        message: expect.stringMatching(/đủ 10 ngày làm việc/),
      },
    ]);
    const reviewer = await as('thamdinh.tinh');
    await done(reviewer, CHAIN.openPosting, { input: { nominationIds: [nominationId], place: 'Cổng thông tin tỉnh' } });
    expect(await refusals(client, COUNCIL.open, { input: open })).toEqual(['WRONG_STATE']);
    const postingId = await over(nominationId);
    const [objection] = await query<{ id: string }>(
      `insert into posting_objection (posting_id, received_on, text, recorded_by_id, answer, answered_on, answered_by_id, upheld)
       select $1, $2, 'Phản ánh', id, 'Đúng', $2, id, true from account limit 1 returning id`,
      [postingId, today()],
    );
    const upheld = await client.get(COUNCIL.open, { input: open });
    expect(upheld.userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: expect.stringMatching(/được chấp nhận/) },
    ]);
    await query(`update posting_objection set upheld = false where id = $1`, [objection!.id]);
    const { session } = await done(client, COUNCIL.open, { input: open });
    await done(client, COUNCIL.record, { input: { sessionId: session.id, items: [tally(nominationId, 12, 14)] } });
    const closing = { id: session.id, minutesNumber: '9' };
    expect((await client.get(COUNCIL.close, { input: closing })).userErrors).toMatchObject([
      { code: 'NEEDS_JUDGEMENT', rule: { code: 'COUNCIL.TINH', confirmed: false } },
    ]);
    const judgements = [{ ...JUDGED[0], ruleCode: 'COUNCIL.TINH' }];
    const ofParty = { ...closing, minutesNumber: '09-BB/TU', judgements };
    expect(await refusals(client, COUNCIL.close, { input: ofParty })).toEqual(['INVALID_INPUT']);
    const closed = await done(client, COUNCIL.close, { input: { ...closing, judgements } });
    expect(closed.session.items).toMatchObject([
      { ratio: '85.71', threshold: '80', thresholdConfirmed: false, passed: true, nomination: { state: 'ENDORSED' } },
    ]);
  });

  it('has what an appraisal left unjudged judged, where it endorses against it', async () => {
    const unitId = trialUnit('UBND-12').id;
    const nominationId = await waiting({ unitId, awardTypeCode: 'KNC', favourable: false });
    const client = await as('thuky.tinh');
    const id = await opened(client, unitId, [nominationId]);
    await done(client, COUNCIL.record, { input: { sessionId: id, items: [tally(nominationId, 5)] } });
    const closing = { id, minutesNumber: '9a' };
    const threshold = { ...JUDGED[0], ruleCode: 'COUNCIL.TINH' };
    const half = await client.get(COUNCIL.close, { input: { ...closing, judgements: [threshold] } });
    expect(half.userErrors).toMatchObject([
      { code: 'NEEDS_JUDGEMENT', rule: { code: 'SUBJECT_KINDS', confirmed: false } },
    ]);
    const judgements = ['COUNCIL.TINH', 'SUBJECT_KINDS', 'CRITERIA.KNC'].map((ruleCode) => ({
      ...threshold,
      ruleCode,
    }));
    const { session } = await done(client, COUNCIL.close, { input: { ...closing, judgements } });
    expect(session.items).toMatchObject([{ passed: true, nomination: { state: 'ENDORSED' } }]);
  });

  it('does not ask again what the appraisal has judged, nor of an item that does not pass', async () => {
    const unitId = trialUnit('UBND-12').id;
    const judged = await waiting({ unitId, awardTypeCode: 'KNC' });
    const against = await waiting({ unitId, awardTypeCode: 'KNC', favourable: false });
    const client = await as('thuky.tinh');
    const id = await opened(client, unitId, [judged, against]);
    await done(client, COUNCIL.record, { input: { sessionId: id, items: [tally(judged, 4), tally(against, 3)] } });
    const judgements = [{ ...JUDGED[0], ruleCode: 'COUNCIL.TINH' }];
    const { session } = await done(client, COUNCIL.close, { input: { id, minutesNumber: '9b', judgements } });
    expect(session.items.map(({ nomination }: { nomination: { state: string } }) => nomination.state)).toEqual([
      'ENDORSED',
      'REJECTED',
    ]);
  });

  it('endorses nothing that a checked rule forbids, whatever was voted; the head can end it', async () => {
    const nominationId = await waiting({ unitId: commune() });
    const client = await secretary();
    const id = await opened(client, commune(), [nominationId]);
    await done(client, COUNCIL.record, { input: { sessionId: id, items: [tally(nominationId, 5)] } });
    // A collective that is found to be dissolved after it was appraised.
    await query(
      `update honouree set kind = 'COLLECTIVE', unit_id = (select id from unit where code = 'UBND-03390-2021')
       where id = (select honouree_id from nomination where id = $1)`,
      [nominationId],
    );
    const closing = { input: { id, minutesNumber: '9', judgements: JUDGED } };
    const { session, userErrors } = await client.get(COUNCIL.close, closing);
    expect(session).toBeNull();
    expect(userErrors).toMatchObject([
      { code: 'RULE_FAILED', rule: { code: 'DISSOLVED_NOT_COMMENDED', confirmed: true } },
    ]);
    await done(await as('lanhdao.binhlu'), CHAIN.decline, { input: { id: nominationId, reason: 'Đã giải thể' } });
    // With no item left there is no threshold to judge.
    const left = await done(client, COUNCIL.close, { input: { id, minutesNumber: '9' } });
    expect(left.session.items).toMatchObject([{ left: true, passed: null, nomination: { state: 'REJECTED' } }]);
  });

  it('passes over what left the session meanwhile, and shows that it did', async () => {
    const officer = await person({ grants: [{ role: 'UNIT_OFFICER', unitId: commune() }] });
    const [gone, suspended, stays] = [
      await waiting({ unitId: commune(), officer }),
      await waiting({ unitId: commune() }),
      await waiting({ unitId: commune(), officer }),
    ];
    const client = await secretary();
    const id = await opened(client, commune(), [gone, suspended, stays]);
    await done(officer.client, CHAIN.withdraw, { input: { id: gone, reason: 'Cá nhân xin rút' } });
    await done(client, COUNCIL.record, { input: { sessionId: id, items: [tally(stays, 5), tally(suspended, 5)] } });
    expect(await refusals(officer.client, CHAIN.withdraw, { input: { id: stays, reason: 'Xin rút' } })).toEqual([
      'WRONG_STATE',
    ]);
    await done(await as('thamdinh.binhlu'), CHAIN.suspend, {
      input: { id: suspended, ground: 'Có đơn thư', date: today() },
    });
    expect(await refusals(client, COUNCIL.record, { input: { sessionId: id, items: [tally(gone, 5)] } })).toEqual([
      'WRONG_STATE',
    ]);
    const { session } = await done(client, COUNCIL.close, { input: { id, minutesNumber: '10', judgements: JUDGED } });
    const shown = Object.fromEntries(
      session.items.map(
        ({
          nomination,
          left,
          passed,
        }: {
          nomination: Record<string, string>;
          left: boolean;
          passed: boolean | null;
        }) => [nomination['id'], [nomination['state'], left, passed]],
      ),
    );
    expect(shown).toEqual({
      [gone]: ['WITHDRAWN', true, null],
      [suspended]: ['APPRAISED', true, null],
      [stays]: ['ENDORSED', false, true],
    });
    // What was suspended can come before the council again.
    expect(
      await refusals(client, COUNCIL.open, {
        input: { unitId: commune(), nominationIds: [suspended], heldOn: today(), totalMembers: 5 },
      }),
    ).toEqual(['SUSPENDED']);
    await done(await as('thamdinh.binhlu'), CHAIN.resume, { input: { id: suspended, reason: 'Không có vi phạm' } });
    await opened(client, commune(), [suspended]);
  });
});

describe('a council that votes openly', () => {
  it('counts the ballots of its members, one each, changed until it is closed', async () => {
    const [one, two] = [await waiting({ unitId: commune() }), await waiting({ unitId: commune() })];
    const client = await secretary();
    const last = await lastAudit();
    const id = await opened(client, commune(), [one, two], { mode: 'OPEN', totalMembers: 2 });
    const cast = (nominationId: string, vote: string) => ({
      input: { sessionId: id, votes: [{ nominationId, vote }] },
    });
    const [first, second] = [await as('hoidong.binhlu'), await as('hoidong2.binhlu')];
    expect(await refusals(client, COUNCIL.record, { input: { sessionId: id, items: [tally(one, 2, 2)] } })).toEqual([
      'WRONG_STATE',
    ]);
    expect(await refusals(client, COUNCIL.cast, cast(one, 'FOR'))).toEqual(['FORBIDDEN']);
    await done(first, COUNCIL.cast, cast(one, 'AGAINST'));
    await done(first, COUNCIL.cast, cast(one, 'FOR'));
    await done(second, COUNCIL.cast, cast(one, 'FOR'));
    const third = await person({ grants: [{ role: 'COUNCIL_MEMBER', unitId: commune() }] });
    expect(await refusals(third.client, COUNCIL.cast, cast(one, 'FOR'))).toEqual(['WRONG_STATE']);
    expect(await refusals(client, COUNCIL.close, { input: { id, minutesNumber: '11', judgements: JUDGED } })).toEqual([
      'WRONG_STATE',
    ]);
    await done(second, COUNCIL.cast, cast(two, 'BLANK'));
    expect((await first.get(COUNCIL.one, { id })).items).toMatchObject([{ votesFor: null }, { votesFor: null }]);
    const { session } = await done(client, COUNCIL.close, { input: { id, minutesNumber: '11', judgements: JUDGED } });
    const byId = (nominationId: string) =>
      session.items.find(({ nomination }: { nomination: { id: string } }) => nomination.id === nominationId);
    expect(byId(one)).toMatchObject({
      votesFor: 2,
      votesAgainst: 0,
      absentWithoutOpinion: 0,
      ratio: '100.00',
      passed: true,
    });
    expect(byId(two)).toMatchObject({ votesFor: 0, blank: 1, absentWithoutOpinion: 1, ratio: '0.00', passed: false });
    expect(await refusals(first, COUNCIL.cast, cast(one, 'AGAINST'))).toEqual(['WRONG_STATE']);

    // Its own people see who voted how; those above see the tally alone, and the audit does not tell.
    const ballots = async (username: string) =>
      (await (await as(username)).get(COUNCIL.one, { id })).items.find(
        ({ nomination }: { nomination: { id: string } }) => nomination.id === one,
      ).ballots;
    expect(await ballots('kiemtra.binhlu')).toEqual([
      { vote: 'FOR', member: { username: 'hoidong.binhlu' } },
      { vote: 'FOR', member: { username: 'hoidong2.binhlu' } },
    ]);
    expect(await ballots('kiemtra.tinh')).toBeNull();
    const votes = await audited(last, 'council.vote');
    expect(votes).toHaveLength(4);
    expect(votes.every(({ text }) => !/"(FOR|AGAINST|BLANK)"/.test(text) && text.includes('saltedSha256'))).toBe(true);
  });

  it('counts what absent members wrote, from their paper; nobody both votes and writes', async () => {
    const [one, two] = [await waiting({ unitId: commune() }), await waiting({ unitId: commune() })];
    const client = await secretary();
    const last = await lastAudit();
    const id = await opened(client, commune(), [one, two], { mode: 'OPEN', totalMembers: 4 });
    const paper = await send(client, 'y-kien.pdf', pdf(), { kind: 'PHIEU_Y_KIEN' });
    const documentId = (paper.json as { id: string }).id;
    const [first, second] = [await as('hoidong.binhlu'), await as('hoidong2.binhlu')];
    const members = await query<{ id: string; name: string }>(
      `select id, full_name as name from account where username in ('hoidong.binhlu', 'hoidong2.binhlu') order by username`,
    );
    const accountId = (username: number) => members[username - 1]!.id;
    const written = (who: Record<string, unknown>, nominationId: string, vote = 'FOR') => ({
      input: { sessionId: id, documentId, votes: [{ nominationId, vote }], ...who },
    });
    const cast = (nominationId: string) => ({ input: { sessionId: id, votes: [{ nominationId, vote: 'FOR' }] } });
    const absent = { memberName: 'Giàng A Vắng Mặt' };

    await done(first, COUNCIL.cast, cast(one));
    await done(client, COUNCIL.write, written(absent, one, 'AGAINST'));
    await done(client, COUNCIL.write, written({ memberName: 'GIÀNG A VẮNG MẶT' }, one));
    await done(client, COUNCIL.write, written(absent, two, 'BLANK'));
    await done(client, COUNCIL.write, written({ accountId: accountId(2) }, one));
    expect(await refusals(second, COUNCIL.cast, cast(one))).toEqual(['DUPLICATE']);
    const stranger = await person();
    for (const [who, nominationId, vote, code] of [
      [{ accountId: accountId(1) }, one, 'FOR', 'DUPLICATE'],
      [{ memberName: members[0]!.name }, one, 'FOR', 'INVALID_INPUT'],
      [{ accountId: accountId(1), ...absent }, two, 'FOR', 'INVALID_INPUT'],
      [{}, two, 'FOR', 'INVALID_INPUT'],
      [absent, two, 'RECUSED', 'INVALID_INPUT'],
      [{ accountId: stranger.accountId }, two, 'FOR', 'NOT_FOUND'],
      [{ ...absent, documentId: one }, two, 'FOR', 'NOT_FOUND'],
    ] as const) {
      const answer = await refusals(client, COUNCIL.write, written(who, nominationId, vote));
      expect([who, answer]).toEqual([who, [code]]);
    }
    expect(await refusals(second, COUNCIL.write, written(absent, two))).toEqual(['FORBIDDEN']);
    // SQL is told the same.
    await expect(
      query(
        `insert into council_ballot (session_id, nomination_id, account_id, vote, cast_at) values ($1, $2, $3, 'FOR', now())`,
        [id, one, accountId(2)],
      ),
    ).rejects.toThrow('a member votes or writes');

    const { session } = await done(client, COUNCIL.close, { input: { id, minutesNumber: '14', judgements: JUDGED } });
    const item = (nominationId: string) =>
      session.items.find(({ nomination }: { nomination: { id: string } }) => nomination.id === nominationId);
    expect(item(one)).toMatchObject({ votesFor: 3, writtenOpinions: 2, absentWithoutOpinion: 1, ratio: '75.00' });
    expect(item(two)).toMatchObject({ votesFor: 0, blank: 1, writtenOpinions: 1, absentWithoutOpinion: 3 });
    const shown = await client.get(
      `query ($id: ID!) { councilSession(id: $id) { items { nomination { id } ballots {
        vote written memberName member { username } document { id } } } } }`,
      { id },
    );
    const { ballots } = shown.items.find(({ nomination }: { nomination: { id: string } }) => nomination.id === one);
    expect(ballots).toEqual([
      { vote: 'FOR', written: false, memberName: null, member: { username: 'hoidong.binhlu' }, document: null },
      { vote: 'FOR', written: true, ...absent, member: null, document: { id: documentId } },
      {
        ...{ vote: 'FOR', written: true, memberName: members[1]!.name },
        ...{ member: { username: 'hoidong2.binhlu' }, document: { id: documentId } },
      },
    ]);
    const kept = await audited(last, 'council.write');
    expect(kept).toHaveLength(4);
    expect(kept.every(({ text }) => !/AGAINST|Vắng/i.test(text) && text.includes('saltedSha256'))).toBe(true);
    expect(await refusals(client, COUNCIL.write, written(absent, one))).toEqual(['WRONG_STATE']);
  });

  it('waits in the inbox of a member until that member has voted, wrote, or the session is closed', async () => {
    const [one, two] = [await waiting({ unitId: commune() }), await waiting({ unitId: commune() })];
    const client = await secretary();
    const member = await person({
      fullName: 'Thành Viên Vắng',
      grants: [{ role: 'COUNCIL_MEMBER', unitId: commune() }],
    });
    const other = await person({ grants: [{ role: 'COUNCIL_MEMBER', unitId: commune() }] });
    // What other tests have left open waits too.
    const waits = async (who = member): Promise<string[]> => {
      const { edges } = await who.client.get(`{ inbox(first: 100) { totalCount edges { node { id } } } }`);
      const ids = edges.map(({ node }: { node: { id: string } }) => node.id);
      return [one, two].filter((nominationId) => ids.includes(nominationId));
    };
    expect(await waits()).toEqual([]);
    const secret = await waiting({ unitId: commune() });
    await opened(client, commune(), [secret]);
    const id = await opened(client, commune(), [one, two], { mode: 'OPEN', totalMembers: 5 });
    expect(await waits()).toEqual([one, two]);
    const all = await member.client.get(`{ inbox(first: 100) { edges { node { id } } } }`);
    expect(all.edges.map(({ node }: { node: { id: string } }) => node.id)).not.toContain(secret);

    await done(member.client, COUNCIL.cast, { input: { sessionId: id, votes: [{ nominationId: one, vote: 'FOR' }] } });
    expect([await waits(), await waits(other)]).toEqual([[two], [one, two]]);
    const paper = await send(client, 'y-kien.pdf', pdf(), { kind: 'PHIEU_Y_KIEN' });
    const documentId = (paper.json as { id: string }).id;
    const votes = [{ nominationId: two, vote: 'FOR' }];
    await done(client, COUNCIL.write, { input: { sessionId: id, documentId, accountId: member.accountId, votes } });
    expect([await waits(), await waits(other)]).toEqual([[], [one, two]]);
    await done(client, COUNCIL.close, { input: { id, minutesNumber: '15', judgements: JUDGED } });
    expect(await waits(other)).toEqual([]);
  });

  it('lets nobody write of what is their own, nor be one voice too many', async () => {
    const own = await waiting({ unitId: commune(), displayName: 'Sùng Thị Chính Mình' });
    const client = await secretary();
    const id = await opened(client, commune(), [own], { mode: 'OPEN', totalMembers: 1 });
    const paper = await send(client, 'y-kien.pdf', pdf(), { kind: 'PHIEU_Y_KIEN' });
    const documentId = (paper.json as { id: string }).id;
    const write = (memberName: string) => ({
      input: { sessionId: id, documentId, memberName, votes: [{ nominationId: own, vote: 'FOR' }] },
    });
    expect(await refusals(client, COUNCIL.write, write('sung thi chinh minh'))).toEqual(['SAME_PERSON']);
    await done(client, COUNCIL.write, write('Một Người'));
    expect(await refusals(client, COUNCIL.write, write('Hai Người'))).toEqual(['WRONG_STATE']);
    const vote = { sessionId: id, votes: [{ nominationId: own, vote: 'FOR' }] };
    expect(await refusals(await as('hoidong.binhlu'), COUNCIL.cast, { input: vote })).toEqual(['WRONG_STATE']);
  });

  it('lets nobody vote on what is their own', async () => {
    const member = await person({
      fullName: 'Hoàng Thị Mỷ',
      grants: [
        { role: 'COUNCIL_MEMBER', unitId: commune() },
        { role: 'UNIT_OFFICER', unitId: commune() },
      ],
    });
    const [proposed, namesake, other] = [
      await waiting({ unitId: commune(), officer: member }),
      await waiting({ unitId: commune(), displayName: 'Hoàng Thị Mỵ'.replace('Mỵ', 'Mỷ') }),
      await waiting({ unitId: commune() }),
    ];
    const client = await secretary();
    const id = await opened(client, commune(), [proposed, namesake, other], { mode: 'OPEN' });
    const cast = (nominationId: string, vote: string) => ({
      input: { sessionId: id, votes: [{ nominationId, vote }] },
    });
    for (const own of [proposed, namesake]) {
      for (const vote of ['FOR', 'AGAINST', 'BLANK']) {
        const { userErrors } = await member.client.get(COUNCIL.cast, cast(own, vote));
        expect(userErrors).toMatchObject([{ code: 'SAME_PERSON', field: ['input', 'votes', '0', 'vote'] }]);
      }
      await done(member.client, COUNCIL.cast, cast(own, 'RECUSED'));
    }
    await done(member.client, COUNCIL.cast, cast(other, 'FOR'));
    for (const nominationId of [proposed, namesake]) {
      await done(await as('hoidong.binhlu'), COUNCIL.cast, cast(nominationId, 'FOR'));
    }
    const { session } = await done(client, COUNCIL.close, { input: { id, minutesNumber: '12', judgements: JUDGED } });
    expect(session.items.map(({ recused, votesFor }: Record<string, number>) => [votesFor, recused])).toEqual([
      [1, 1],
      [1, 1],
      [1, 0],
    ]);
  });
});

describe('a session', () => {
  it('is opened only over what waits for the council of that body', async () => {
    const ready = await waiting({ unitId: commune() });
    const client = await secretary();
    const input = { unitId: commune(), nominationIds: [ready], heldOn: today(), totalMembers: 5 };
    const before = await sessions();
    const draft = await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'GK_XA' });
    const submitted = await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'GK_XA' });
    await done(await as('canbo.binhlu'), CHAIN.submit, {
      input: { nominationIds: [submitted], proposalDate: today(), signer: 'Người Ký' },
    });
    const party = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode: 'BK_TINH' });
    await done(await as('canbo.danguybinhlu'), CHAIN.submit, {
      input: { nominationIds: [party], proposalDate: today(), signer: 'Người Ký' },
    });
    await appraised('thamdinh.danguybinhlu', [party]);
    const partys = { ...input, unitId: trialUnit('DU-03390').id, nominationIds: [party] };
    for (const [who, wrong, code] of [
      ['thuky.binhlu', { ...input, heldOn: '2999-01-01' }, 'INVALID_INPUT'],
      ['thuky.binhlu', { ...input, heldOn: '2026-01-01' }, 'INVALID_INPUT'],
      ['thuky.binhlu', { ...input, totalMembers: 0 }, 'INVALID_INPUT'],
      ['thuky.binhlu', { ...input, totalMembers: 201 }, 'INVALID_INPUT'],
      ['thuky.binhlu', { ...input, nominationIds: [] }, 'INVALID_INPUT'],
      ['thuky.binhlu', { ...input, nominationIds: [ready, draft] }, 'WRONG_STEP'],
      ['thuky.binhlu', { ...input, nominationIds: [ready, submitted] }, 'WRONG_STATE'],
      ['thuky.binhlu', { ...input, nominationIds: [ready, party] }, 'NOT_FOUND'],
      ['thuky.binhlu', { ...input, unitId: trialUnit('UBND-12').id }, 'FORBIDDEN'],
      ['thuky.tinh', input, 'FORBIDDEN'],
      ['thuky.tinh', { ...input, unitId: trialUnit('UBND-12').id }, 'WRONG_STEP'],
      ['thamdinh.binhlu', input, 'FORBIDDEN'],
      ['thuky.danguybinhlu', partys, 'WRONG_STATE'],
    ] as const) {
      const { session, userErrors } = await (await as(who)).get(COUNCIL.open, { input: wrong });
      expect([session, userErrors.map((error: { code: string }) => error.code)]).toEqual([null, [code]]);
    }
    expect(await sessions()).toBe(before);
    const key = { ...input, clientMutationId: `k${process.pid}` };
    const once = await done(client, COUNCIL.open, { input: key });
    expect((await done(client, COUNCIL.open, { input: key })).session.id).toBe(once.session.id);
    expect(await sessions()).toBe(before + 1);
  });

  it('has an item to itself: of two at once one is opened and the other is told', async () => {
    const nominationId = await waiting({ unitId: commune() });
    const others = [await waiting({ unitId: commune() }), await waiting({ unitId: commune() })];
    const clients = [await secretary(), await as('thuky2.binhlu')];
    const before = await sessions();
    const answers = await Promise.all(
      clients.map((client, index) =>
        client.get(COUNCIL.open, {
          input: { unitId: commune(), nominationIds: [others[index], nominationId], heldOn: today(), totalMembers: 5 },
        }),
      ),
    );
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(['DUPLICATE']);
    expect(answers.filter(({ session }) => session !== null)).toHaveLength(1);
    expect(await sessions()).toBe(before + 1);
    expect(await query(`select from council_item where nomination_id = $1`, [nominationId])).toHaveLength(1);
  });

  it('is closed once, by one of two at once', async () => {
    const nominationId = await waiting({ unitId: commune() });
    const client = await secretary();
    const id = await opened(client, commune(), [nominationId]);
    await done(client, COUNCIL.record, { input: { sessionId: id, items: [tally(nominationId, 5)] } });
    const answers = await Promise.all(
      [client, await as('thuky2.binhlu')].map((each, index) =>
        each.get(COUNCIL.close, { input: { id, minutesNumber: `${index}`, judgements: JUDGED } }),
      ),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code))).toEqual([
      'WRONG_STATE',
    ]);
    const events = await query(`select from nomination_event where nomination_id = $1 and action = 'ENDORSE'`, [
      nominationId,
    ]);
    expect(events).toHaveLength(1);
  });

  it('is read at its body and above; of it others see the result of their own nomination once it is closed', async () => {
    const id = await draftOf('canbo.danguybinhlu', 'DU-03390', { awardTypeCode: 'GK_XA' });
    const proposer = await as('canbo.danguybinhlu');
    await done(proposer, CHAIN.submit, { input: { nominationIds: [id], proposalDate: today(), signer: 'Người Ký' } });
    await appraised('thamdinh.danguybinhlu', [id]);
    await done(await as('lanhdao.danguybinhlu'), CHAIN.endorse, {
      input: { nominationIds: [id], minutesNumber: '1', minutesDate: today() },
    });
    await done(await as('thuky.danguybinhlu'), CHAIN.forward, {
      input: { nominationIds: [id], proposalSymbol: `${nextNumber()}-TTr/ĐU`, proposalDate: today(), signer: 'Bí thư' },
    });
    await appraised('thamdinh.binhlu', [id]);
    const client = await secretary();
    const session = await opened(client, commune(), [id]);
    await done(client, COUNCIL.record, { input: { sessionId: session, items: [tally(id, 5)] } });
    expect((await proposer.get(COUNCIL.ofNomination, { id })).councilItems).toEqual([]);
    expect((await client.get(COUNCIL.ofNomination, { id })).councilItems).toMatchObject([
      { ratio: '100.00', session: { id: session } },
    ]);
    await done(client, COUNCIL.close, { input: { id: session, minutesNumber: '13', judgements: JUDGED } });
    expect(await proposer.get(COUNCIL.ofNomination, { id })).toEqual({
      state: 'ENDORSED',
      councilItems: [
        { votesFor: 5, ratio: '100.00', passed: true, left: false, threshold: '80', session: null, ballots: null },
      ],
    });

    const sees = async (username: string): Promise<unknown[]> => {
      const reader = await as(username);
      const one = await reader.get(COUNCIL.one, { id: session });
      const list = await reader.get(COUNCIL.list, { unitId: commune(), open: false, first: 100 });
      const listed = list.edges.some(({ node }: { node: { id: string } }) => node.id === session);
      return [one?.items.length ?? null, listed];
    };
    expect(await sees('hoidong.binhlu')).toEqual([1, true]);
    expect(await sees('canbo.binhlu')).toEqual([1, true]);
    // The province stands above the body, and on no way of this nomination.
    expect(await sees('kiemtra.tinh')).toEqual([0, true]);
    for (const stranger of ['lichsu.binhlu', 'canbo.danguybinhlu', 'canbo.doanket', 'thuky.sonoivu']) {
      expect(await sees(stranger)).toEqual([null, false]);
    }
    expect(
      await refusals(await as('thuky.danguybinhlu'), COUNCIL.close, { input: { id: session, minutesNumber: '1' } }),
    ).toEqual(['NOT_FOUND']);
    expect(
      await refusals(await as('thuky.tinh'), COUNCIL.close, { input: { id: session, minutesNumber: '1' } }),
    ).toEqual(['FORBIDDEN']);
  });

  it('is listed with the newest first, the open ones alone where asked', async () => {
    const client = await secretary();
    const early = await opened(client, commune(), [await waiting({ unitId: commune() })]);
    const late = await opened(client, commune(), [await waiting({ unitId: commune() })]);
    const first = await client.get(COUNCIL.list, { unitId: commune(), open: true, first: 1 });
    expect(first.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual([late]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const next = await client.get(COUNCIL.list, {
      unitId: commune(),
      open: true,
      first: 1,
      after: first.pageInfo.endCursor,
    });
    expect(next.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual([early]);
    const closed = await client.get(COUNCIL.list, { unitId: commune(), open: false, first: 100 });
    expect(closed.edges.every(({ node }: { node: { closed: boolean } }) => node.closed)).toBe(true);
    const [all, open] = [
      await client.get(COUNCIL.list, { unitId: commune(), first: 1 }),
      await client.get(COUNCIL.list, { unitId: commune(), open: true, first: 1 }),
    ];
    expect(all.totalCount).toBe(open.totalCount + closed.totalCount);
  });
});
