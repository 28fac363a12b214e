import { addWorkingDays, endOfRest } from '../../src/award-law/domain/working-days.js';
import { civilDate } from '../../src/core/civil-date.js';
import { as, trialUnit } from '../support/api.js';
import { dossier } from '../support/dossiers.js';
import { CHAIN, done, draftOf, refusals, today } from '../support/nominations.js';
import { query } from '../support/shared-connection.js';
import { shippedCalendar } from '../support/working-calendar.js';

// The clock of a step pauses while a dossier is with its proposer or suspended, and goes on with the rest.

const READ = `query ($id: ID!) { nomination(id: $id) { state dueOn overdue suspended step: currentStep { dueOn } } }`;
const read = async (id: string) => (await as('thamdinh.binhlu')).get(READ, { id });

/** One that the commune received so long ago that its step is due on that day. */
async function receivedDue(dueOn: string): Promise<string> {
  const id = await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'BK_TINH' });
  await submit(id);
  await done(await as('thamdinh.binhlu'), CHAIN.receive, { input: { id } });
  await query(`update nomination set due_on = $2 where id = $1`, [id, dueOn]);
  await query(`update nomination_step set due_on = $2 where nomination_id = $1 and position = 1`, [id, dueOn]);
  return id;
}

async function submit(id: string): Promise<void> {
  const input = { nominationIds: [id], proposalDate: today(), signer: 'Chủ tịch' };
  await done(await as('canbo.binhlu'), CHAIN.submit, { input });
}

const calendar = shippedCalendar();
const inDays = (days: number): string => addWorkingDays(civilDate(today()), days, calendar);

describe('the clock of a step', () => {
  it('stops with a suspension and goes on with what was left', async () => {
    const id = await receivedDue(inDays(3));
    const reviewer = await as('thamdinh.binhlu');
    await done(reviewer, CHAIN.suspend, { input: { id, ground: 'Có đơn thư', date: today() } });
    expect(await read(id)).toEqual({
      ...{ state: 'RECEIVED', suspended: true },
      ...{ dueOn: null, overdue: false, step: { dueOn: null } },
    });
    await done(reviewer, CHAIN.resume, { input: { id, reason: 'Không có vi phạm' } });
    expect(await read(id)).toMatchObject({ dueOn: inDays(3), overdue: false, step: { dueOn: inDays(3) } });
  });

  it('runs by the calendar: a day off that is entered is not counted, before a pause and after it', async () => {
    const [swap] = await query<{ id: string }>(
      `insert into award_rule (kind, code, args, article, document, valid, confirmed, source)
       values ('DAY_SWAP', 'DAY_SWAP.TEST', $1, 'x', 'x', '[2000-01-01,)', false, 'x') returning id`,
      [{ off: inDays(2), worked: '1990-01-07' }],
    );
    try {
      const id = await draftOf('canbo.binhlu', 'UBND-03390', { awardTypeCode: 'GK_XA' });
      await submit(id);
      const reviewer = await as('thamdinh.binhlu');
      await done(reviewer, CHAIN.receive, { input: { id } });
      expect(await read(id)).toMatchObject({ dueOn: inDays(13), step: { dueOn: inDays(13) } });
      await done(reviewer, CHAIN.suspend, { input: { id, ground: 'Có đơn thư', date: today() } });
      await done(reviewer, CHAIN.resume, { input: { id, reason: 'Không có vi phạm' } });
      expect(await read(id)).toMatchObject({ dueOn: inDays(13) });
    } finally {
      await query(`delete from award_rule where id = $1`, [swap!.id]);
    }
  });

  it('of what is appraised again after a suspension starts anew: resumed and returned in one act, from above too', async () => {
    const reviewer = await as('thamdinh.binhlu');
    const above = await as('thamdinh.tinh');
    const commune = trialUnit('UBND-03390').id;
    const conclusion = { reason: 'Kết luận: có tình tiết mới', factsChanged: true };
    const events = async (id: string): Promise<unknown[]> => {
      const asked = `query ($id: ID!) { nomination(id: $id) { events { action to step acting { code } reason } } }`;
      return (await above.get(asked, { id })).events.slice(-2);
    };
    for (const [state, client, acting] of [
      ['APPRAISED', reviewer, 'UBND-03390'],
      ['ENDORSED', above, 'UBND-12'],
    ] as const) {
      const id = await dossier({ proposerId: commune, state });
      await done(client, CHAIN.suspend, { input: { id, ground: 'Có đơn thư', date: today() } });
      const wrong = { input: { id, reason: 'Xin rút', factsChanged: true } };
      expect(await refusals(await as('canbo.binhlu'), CHAIN.withdraw, wrong)).toEqual(['INVALID_INPUT']);
      const { nomination } = await done(client, CHAIN.resume, { input: { id, ...conclusion } });
      expect(nomination).toMatchObject({
        state: 'RECEIVED',
        suspended: false,
        step: { position: 1 },
        dueOn: inDays(12),
      });
      const both = { acting: { code: acting }, step: 1, reason: conclusion.reason };
      expect(await events(id)).toEqual([
        { action: 'RESUME', to: state, ...both },
        { action: 'RETURN', to: 'RECEIVED', ...both },
      ]);
      expect(nomination.route[0].outcome).toBe(state === 'ENDORSED' ? 'VOIDED' : null);
    }
    // Where nothing was appraised yet, it goes on as it was.
    const id = await dossier({ proposerId: commune, state: 'RECEIVED', suspended: true });
    const { nomination } = await done(reviewer, CHAIN.resume, { input: { id, ...conclusion } });
    expect(nomination).toMatchObject({ state: 'RECEIVED', suspended: false });
    expect(await events(id)).toMatchObject([{ action: 'SUSPEND' }, { action: 'RESUME' }]);
    for (const [act, client] of [
      [CHAIN.receive, reviewer],
      [CHAIN.decline, await as('lanhdao.binhlu')],
    ] as const) {
      const [error] = (await client.get(act, { input: { id, ...conclusion } })).userErrors;
      expect(error).toMatchObject({ code: 'INVALID_INPUT', field: ['input', 'factsChanged'] });
    }
  });

  it('forgives nothing: what was late before the suspension is late after it', async () => {
    const due = endOfRest(civilDate(today()), -2, calendar);
    const id = await receivedDue(due);
    expect(await read(id)).toMatchObject({ dueOn: due, overdue: true });
    const reviewer = await as('thamdinh.binhlu');
    await done(reviewer, CHAIN.suspend, { input: { id, ground: 'Có đơn thư', date: today() } });
    expect(await read(id)).toMatchObject({ dueOn: null, overdue: false });
    await done(reviewer, CHAIN.resume, { input: { id, reason: 'Không có vi phạm' } });
    expect(await read(id)).toMatchObject({ dueOn: due, overdue: true });
  });

  it('stops with a return to the proposer, through a second one too, and goes on when it is received again', async () => {
    const id = await receivedDue(inDays(4));
    const reviewer = await as('thamdinh.binhlu');
    const back = { input: { id, reason: 'Sửa nội dung', kind: 'CONTENT' } };
    await done(reviewer, CHAIN.return, back);
    expect(await read(id)).toMatchObject({ state: 'RETURNED', dueOn: null, overdue: false, step: { dueOn: null } });
    await submit(id);
    expect(await read(id)).toMatchObject({ state: 'SUBMITTED', dueOn: null });
    await done(reviewer, CHAIN.return, back);
    await submit(id);
    await done(reviewer, CHAIN.receive, { input: { id } });
    expect(await read(id)).toMatchObject({ state: 'RECEIVED', dueOn: inDays(4), step: { dueOn: inDays(4) } });
  });

  it('starts anew on a new route, and for a body to which it is returned', async () => {
    const id = await receivedDue(inDays(2));
    const reviewer = await as('thamdinh.binhlu');
    await done(reviewer, CHAIN.return, { input: { id, reason: 'Sửa', kind: 'CONTENT' } });
    await done(await as('canbo.binhlu'), CHAIN.edit, { input: { id, awardTypeCode: 'GK_XA' } });
    await submit(id);
    await done(reviewer, CHAIN.receive, { input: { id } });
    expect(await read(id)).toMatchObject({ dueOn: inDays(12) });

    const other = await receivedDue(inDays(2));
    await done(reviewer, CHAIN.appraise, { input: { id: other, opinion: 'Xét lại', favourable: false } });
    await done(reviewer, CHAIN.return, { input: { id: other, reason: 'Xét lại', kind: 'AGAIN', toStep: 1 } });
    expect(await read(other)).toMatchObject({ state: 'RECEIVED', dueOn: inDays(12), step: { dueOn: inDays(12) } });
    expect(trialUnit('UBND-03390').tier).toBe('COMMUNE');
  });
});
