import { as, trialUnit } from '../support/api.js';
import { COUNCIL, opened, tally, waiting } from '../support/councils.js';
import { checkedDecision, DECIDE, signatureOf } from '../support/decisions.js';
import { dossier } from '../support/dossiers.js';
import { CHAIN, done, refusals, today } from '../support/nominations.js';
import { nextNumber } from '../support/numbers.js';
import { query } from '../support/shared-connection.js';

const READ = `query ($id: ID!) { nomination(id: $id) {
  judgements { action step ruleCode ruleId rule { code document confirmed } explanation facts accept reason at by { username } } } }`;
const judged = async (username: string, id: string) => (await (await as(username)).get(READ, { id })).judgements;

describe('what people judged of doubtful findings', () => {
  it('is told to the readers of the nomination: who, which, when, at which act', async () => {
    const unitId = trialUnit('UBND-12').id;
    const [id, other] = [
      await waiting({ unitId, awardTypeCode: 'KNC' }),
      await waiting({ unitId, awardTypeCode: 'BK_TINH' }),
    ];
    expect(await judged('thuky.tinh', id)).toMatchObject([
      { action: 'APPRAISE', step: 1, ruleCode: 'SUBJECT_KINDS', accept: true, reason: 'Đã đối chiếu văn bản.' },
      { action: 'APPRAISE', step: 1, ruleCode: 'CRITERIA.KNC', accept: true },
    ]);
    const client = await as('thuky.tinh');
    const sessionId = await opened(client, unitId, [id]);
    await done(client, COUNCIL.record, { input: { sessionId, items: [tally(id, 5)] } });
    const judgements = [{ ruleCode: 'COUNCIL.TINH', accept: true, reason: 'Theo quy chế.' }];
    await done(client, COUNCIL.close, { input: { id: sessionId, minutesNumber: '31', judgements } });

    // A rule of competence that nobody has confirmed is judged by who signs.
    const rules = await query<{ id: string }>(
      `update award_rule set confirmed = false where kind = 'COMPETENCE' and confirmed
         and award_type_id = (select id from award_type where code = 'KNC') returning id`,
    );
    try {
      const decisionId = await checkedDecision([id], 'tinh', 'UBND-12');
      const head = await as('lanhdao.tinh');
      const symbol = `${nextNumber()}/QĐ-UBND`;
      await done(head, DECIDE.issue, await signatureOf(head, decisionId, { symbol }));
    } finally {
      await query(`update award_rule set confirmed = true where id = any ($1::uuid[])`, [rules.map((rule) => rule.id)]);
    }
    const told = await judged('kiemtra.tinh', id);
    expect(told).toMatchObject([
      { action: 'APPRAISE', ruleCode: 'SUBJECT_KINDS' },
      { action: 'APPRAISE', ruleCode: 'CRITERIA.KNC' },
      { action: 'ENDORSE', ruleCode: 'COUNCIL.TINH', reason: 'Theo quy chế.', by: { username: 'thuky.tinh' } },
      { action: 'AWARD', accept: true, reason: 'Đã xem xét.', by: { username: 'lanhdao.tinh' } },
    ]);
    expect(told[3].ruleCode).toMatch(/^COMPETENCE\./);
    for (const { at } of told) expect(at).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    // Each with the very version of the rule and what it was about, whatever becomes of the rule later.
    for (const { ruleId, rule, ruleCode, explanation } of told) {
      const [kept] = await query<{ code: string; document: string }>(
        `select code, document from award_rule where id = $1`,
        [ruleId],
      );
      expect({ code: ruleCode, document: rule.document }).toEqual(kept);
      expect(explanation).not.toBe('');
    }
    expect(told[3]).toMatchObject({ rule: { confirmed: false }, explanation: expect.stringMatching(/quyết định “/) });
    expect(await judged('thuky.tinh', other)).not.toContainEqual(expect.objectContaining({ action: 'ENDORSE' }));
  });

  it('is kept with the item it was about, not with all of a session', async () => {
    const unitId = trialUnit('UBND-12').id;
    const doubtful = await waiting({ unitId, awardTypeCode: 'KNC', favourable: false });
    const plain = await waiting({ unitId, awardTypeCode: 'BK_TINH' });
    const client = await as('thuky.tinh');
    const sessionId = await opened(client, unitId, [doubtful, plain]);
    await done(client, COUNCIL.record, { input: { sessionId, items: [tally(doubtful, 5), tally(plain, 5)] } });
    const say = (ruleCode: string) => ({ ruleCode, accept: true, reason: `Đã xem ${ruleCode}.` });
    const judgements = [say('COUNCIL.TINH'), say('SUBJECT_KINDS'), say('CRITERIA.KNC')];
    await done(client, COUNCIL.close, { input: { id: sessionId, minutesNumber: '32', judgements } });
    const codes = async (id: string): Promise<string[]> =>
      (await judged('thuky.tinh', id))
        .filter(({ action }: { action: string }) => action === 'ENDORSE')
        .map(({ ruleCode }: { ruleCode: string }) => ruleCode);
    expect([await codes(doubtful), await codes(plain)]).toEqual([
      ['COUNCIL.TINH', 'SUBJECT_KINDS', 'CRITERIA.KNC'],
      ['COUNCIL.TINH'],
    ]);
    await done(await as('lanhdao.tinh'), CHAIN.decline, { input: { id: doubtful, reason: `Thử ${today()}` } });
  });

  it('does not lift what a confirmed rule fails: neither at the appraisal nor by the council', async () => {
    const unitId = trialUnit('UBND-12').id;
    const early = await waiting({ unitId, awardTypeCode: 'KNC' });
    const late = await dossier({ proposerId: unitId, award: 'KNC', state: 'RECEIVED' });
    const [rule] = await query<{ id: string }>(
      `insert into award_rule (award_type_id, for_unit_id, kind, code, args, article, document, valid, confirmed, source)
       select id, $1, 'SUBJECT_KINDS', 'SUBJECT_KINDS', '{"kinds":["HOUSEHOLD"]}', 'Điều 1', 'Quy chế của tỉnh', '[2020-01-01,)', true, 'x'
       from award_type where code = 'KNC' returning id`,
      [unitId],
    );
    try {
      const say = [{ ruleCode: 'SUBJECT_KINDS', accept: true, reason: 'Vẫn xứng đáng.' }];
      const reviewer = await as('thamdinh.tinh');
      const appraisal = { id: late, opinion: 'Xứng đáng.', favourable: true };
      const answer = await reviewer.get(CHAIN.appraise, { input: { ...appraisal, judgements: say } });
      expect(answer.userErrors).toMatchObject([
        { code: 'INVALID_INPUT', field: ['input', 'judgements', '0', 'ruleCode'] },
      ]);
      expect(await refusals(reviewer, CHAIN.appraise, { input: appraisal })).toEqual(['RULE_FAILED']);
      const client = await as('thuky.tinh');
      const sessionId = await opened(client, unitId, [early]);
      await done(client, COUNCIL.record, { input: { sessionId, items: [tally(early, 5)] } });
      const close = { id: sessionId, minutesNumber: '33' };
      expect(await refusals(client, COUNCIL.close, { input: { ...close, judgements: say } })).toEqual([
        'INVALID_INPUT',
      ]);
      const threshold = [{ ruleCode: 'COUNCIL.TINH', accept: true, reason: 'Theo quy chế.' }];
      const closing = { input: { ...close, judgements: threshold } };
      expect(await refusals(client, COUNCIL.close, closing)).toEqual(['RULE_FAILED']);
      // Where the council refuses, nothing has to be lifted.
      await done(client, COUNCIL.record, { input: { sessionId, items: [tally(early, 0)] } });
      await done(client, COUNCIL.close, closing);
    } finally {
      await query(`delete from award_rule where id = $1`, [rule!.id]);
    }
  });
});
