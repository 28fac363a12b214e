import { as, trialUnit, type Client } from '../support/api.js';
import { checkedDecision, DECIDE, signatureOf } from '../support/decisions.js';
import { dossier } from '../support/dossiers.js';
import { acceptAll, CHAIN, done, refusals, today } from '../support/nominations.js';
import { person } from '../support/people.js';
import { query, sharedConnection } from '../support/shared-connection.js';

// R02: a dossier on whose way the law changed is weighed by the more favourable one only where somebody chooses it, with a reason.

const CHOOSE = `mutation ($input: ChooseLawInput!) { chooseLaw(input: $input) {
  nomination { id state version lawDate } userErrors { code message field } } }`;
const READ = `query ($id: ID!) { nomination(id: $id) { lawDate
  lawChoices { number basis lawDate lawDateRegime lawDateVerdict firstReceivedOn chosenDay chosenRegime chosenVerdict ruleId reason
    by { username } acting { code } rule { code document confirmed } }
  eligibility { verdict regime lawDate findings { verdict explanation facts rule { code confirmed } judgement { accept reason } } } } }`;

const so = trialUnit('SNV-12').id;
let reviewer: Client;
let strictSince: string;

beforeAll(async () => {
  reviewer = await as('thamdinh.sonoivu');
  // Of that sở's own: from 2026-10-01 its giấy khen is for households alone.
  const [row] = await query<{ id: string }>(
    `insert into award_rule (award_type_id, for_unit_id, kind, code, args, article, document, valid, confirmed, source)
     select id, $1, 'SUBJECT_KINDS', 'SUBJECT_KINDS', '{"kinds":["HOUSEHOLD"]}', 'Điều 1', 'Quy chế của sở', '[2026-10-01,)', true, 'x'
     from award_type where code = 'GK_SO' returning id`,
    [so],
  );
  strictSince = row!.id;
});

afterAll(async () => {
  await query(`delete from award_rule where id = $1`, [strictSince]);
});

/** Received at the sở, which decides it; first received and under the law of these days. */
async function received(firstReceivedOn: string, lawDate: string): Promise<string> {
  const id = await dossier({ proposerId: so, award: 'GK_SO', state: 'RECEIVED' });
  await query(`update nomination_step set received_on = $2 where nomination_id = $1`, [id, firstReceivedOn]);
  await query(`update nomination set law_date = $2 where id = $1`, [id, lawDate]);
  return id;
}

const REASON = 'Hồ sơ được tiếp nhận trước ngày Luật 06/2026 có hiệu lực.';
const choice = (id: string, basis: string, more: object = {}) => ({ input: { id, basis, reason: REASON, ...more } });
const read = (client: Client, id: string) => client.get(READ, { id });
const codes = (nomination: { eligibility: { findings: { verdict: string; rule: { code: string } }[] } }): string[] =>
  nomination.eligibility.findings.map(({ verdict, rule }) => `${rule.code} ${verdict}`);

describe('the choice of the more favourable law', () => {
  it('is kept with both days, both laws and what each says, is judged, and carries the dossier to its award', async () => {
    const id = await received('2026-09-30', '2026-10-01');
    const before = await read(reviewer, id);
    expect(codes(before)).toEqual(expect.arrayContaining(['SUBJECT_KINDS FAILS', 'RECEIPT.REGIME.C NEEDS_REVIEW']));
    const { nomination } = await done(reviewer, CHOOSE, choice(id, 'FIRST_RECEIPT'));
    expect(nomination).toMatchObject({ state: 'RECEIVED', lawDate: '2026-10-01' });

    const officer = await as('canbo.sonoivu');
    const seen = await read(officer, id);
    expect(seen.lawChoices).toEqual([
      {
        ...{ number: 1, basis: 'FIRST_RECEIPT', lawDate: '2026-10-01', lawDateRegime: 'D', lawDateVerdict: 'FAILS' },
        ...{ firstReceivedOn: '2026-09-30', chosenDay: '2026-09-30', chosenRegime: 'C', chosenVerdict: 'PASSES' },
        ...{
          ruleId: expect.any(String),
          reason: REASON,
          by: { username: 'thamdinh.sonoivu' },
          acting: { code: 'SNV-12' },
        },
        rule: expect.objectContaining({ code: 'FAVOURABLE.C.D', confirmed: false }),
      },
    ]);
    expect(seen.eligibility).toMatchObject({ verdict: 'NEEDS_REVIEW', regime: 'C', lawDate: '2026-09-30' });
    const [finding] = seen.eligibility.findings;
    expect(finding).toMatchObject({
      verdict: 'NEEDS_REVIEW',
      rule: { code: 'CHOICE.1.FAVOURABLE.C.D' },
      judgement: null,
    });
    expect(finding.explanation).toMatch(
      /30\/09\/2026: đạt; theo pháp luật ngày 01\/10\/2026: không đạt.*Lý do đã nêu: “Hồ sơ được tiếp nhận/,
    );
    expect(finding.facts.join('\n')).toMatch(/Quy chế của sở/);

    const appraisal = { id, opinion: 'Đủ điều kiện.', favourable: true };
    expect(await refusals(reviewer, CHAIN.appraise, { input: appraisal })).toEqual(['NEEDS_JUDGEMENT']);
    await done(reviewer, CHAIN.appraise, { input: { ...appraisal, judgements: await acceptAll(reviewer, id) } });
    const head = await as('lanhdao.sonoivu');
    const minutes = { minutesNumber: '15', minutesDate: today() };
    await done(head, CHAIN.endorse, { input: { nominationIds: [id], ...minutes } });
    const decisionId = await checkedDecision([id]);
    const { decision } = await done(head, DECIDE.issue, await signatureOf(head, decisionId));
    expect(decision.nominations).toEqual([{ id, state: 'AWARDED' }]);
    const { judgements } = await officer.get(
      `query ($id: ID!) { nomination(id: $id) { judgements { action ruleCode explanation } } }`,
      { id },
    );
    expect(judgements).toContainEqual(
      expect.objectContaining({
        action: 'APPRAISE',
        ruleCode: 'CHOICE.1.FAVOURABLE.C.D',
        explanation: finding.explanation,
      }),
    );
  });

  it('stands in the audit, with its reason as a hash alone', async () => {
    const id = await received('2026-09-30', '2026-10-01');
    await done(reviewer, CHOOSE, choice(id, 'FIRST_RECEIPT'));
    const [{ entry }] = (await query<{ entry: Record<string, unknown> }>(
      `select text::jsonb as entry from audit where (text::jsonb) ->> 'subject' = $1 and (text::jsonb) ->> 'action' = 'nomination.chooseLaw'`,
      [`nomination:${id}`],
    )) as [{ entry: Record<string, unknown> }];
    expect(entry).toMatchObject({
      unitId: so,
      details: {
        ...{ number: 1, basis: 'FIRST_RECEIPT', lawDate: '2026-10-01', lawDateRegime: 'D', lawDateVerdict: 'FAILS' },
        ...{ chosenDay: '2026-09-30', chosenRegime: 'C', chosenVerdict: 'PASSES', ruleCode: 'FAVOURABLE.C.D' },
        reason: { saltedSha256: expect.any(String) },
      },
    });
    expect(JSON.stringify(entry)).not.toContain(REASON);
  });

  it('is undone by a newer one alone; a third one is judged anew', async () => {
    const id = await received('2026-09-30', '2026-10-01');
    expect(await refusals(reviewer, CHOOSE, choice(id, 'LAW_DATE'))).toEqual(['WRONG_STATE']);
    await done(reviewer, CHOOSE, choice(id, 'FIRST_RECEIPT'));
    await done(reviewer, CHOOSE, choice(id, 'LAW_DATE', { reason: 'Chưa rõ có được áp dụng không.' }));
    const undone = await read(reviewer, id);
    expect(undone.lawChoices.map(({ number, basis }: { number: number; basis: string }) => [number, basis])).toEqual([
      [1, 'FIRST_RECEIPT'],
      [2, 'LAW_DATE'],
    ]);
    expect(codes(undone)).toEqual(expect.arrayContaining(['SUBJECT_KINDS FAILS', 'RECEIPT.REGIME.C NEEDS_REVIEW']));
    expect(await refusals(reviewer, CHOOSE, choice(id, 'LAW_DATE'))).toEqual(['WRONG_STATE']);
    await done(reviewer, CHOOSE, choice(id, 'FIRST_RECEIPT'));
    expect(codes(await read(reviewer, id))[0]).toBe('CHOICE.3.FAVOURABLE.C.D NEEDS_REVIEW');
  });

  it('is refused where the law is the same, or worse, or not yet known, or once it is appraised', async () => {
    const refused = async (id: string, basis: string) => {
      const { userErrors } = await reviewer.get(CHOOSE, choice(id, basis));
      return userErrors.map(({ code, message }: { code: string; message: string }) => `${code}: ${message}`);
    };
    const same = await received('2026-10-02', '2026-10-05');
    expect(await refused(same, 'FIRST_RECEIPT')).toEqual([expect.stringMatching(/^INVALID_INPUT: .*cùng một chế độ/)]);
    const worse = await received('2026-09-20', '2026-09-30');
    expect(await refused(worse, 'NEW_LAW')).toEqual([expect.stringMatching(/^RULE_FAILED: .*: không đạt; .*: đạt\./)]);
    const commune = trialUnit('UBND-03390').id;
    const onTheWay = await dossier({ proposerId: commune, state: 'RECEIVED' });
    const below = await person({ grants: [{ role: 'REVIEWER', unitId: commune }] });
    const early = await below.client.get(CHOOSE, choice(onTheWay, 'FIRST_RECEIPT'));
    expect(early.userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: expect.stringMatching(/chưa có ngày áp dụng/) },
    ]);
    const appraised = await dossier({ proposerId: so, award: 'GK_SO', state: 'APPRAISED' });
    expect(await refused(appraised, 'FIRST_RECEIPT')).toEqual([expect.stringMatching(/^WRONG_STATE/)]);
    const kept = await query(`select from nomination_law_choice where nomination_id = any ($1::uuid[])`, [
      [same, worse, onTheWay, appraised],
    ]);
    expect(kept).toEqual([]);
  });

  it('of a new law that is no worse is possible where it came into force since the law date', async () => {
    await query(`update award_rule set confirmed = false where id = $1`, [strictSince]);
    try {
      const id = await received('2026-09-20', '2026-09-30');
      await query(`update award_rule set valid = '[2026-09-01,)' where id = $1`, [strictSince]);
      await done(reviewer, CHOOSE, choice(id, 'NEW_LAW'));
      const { eligibility, lawChoices } = await read(reviewer, id);
      expect(lawChoices[0]).toMatchObject({
        basis: 'NEW_LAW',
        chosenDay: today(),
        chosenRegime: 'D',
        lawDateRegime: 'C',
      });
      expect(eligibility).toMatchObject({ regime: 'D', lawDate: today() });
      expect(eligibility.findings[0].rule).toEqual({ code: 'CHOICE.1.FAVOURABLE.D.C', confirmed: false });
    } finally {
      await query(`update award_rule set confirmed = true, valid = '[2026-10-01,)' where id = $1`, [strictSince]);
    }
  });
});

describe('the database', () => {
  const INSERT = `insert into nomination_law_choice (nomination_id, number, version, step, basis, law_date, law_date_regime,
      law_date_verdict, first_received_on, chosen_day, chosen_regime, chosen_verdict, rule_id, reason, unit_id, account_id, at, day)
    select $1, c.number, c.version, c.step, c.basis, c.law_date, c.law_date_regime, c.law_date_verdict, c.first_received_on,
      c.chosen_day, c.chosen_regime, c.chosen_verdict, c.rule_id, c.reason, c.unit_id, c.account_id, now(),
      (now() at time zone 'Asia/Ho_Chi_Minh')::date
    from jsonb_populate_record(null::nomination_law_choice, $2) c`;

  it('takes on no choice that the dossier does not bear out, whoever says it was made', async () => {
    const id = await received('2026-09-30', '2026-10-01');
    const app = await sharedConnection('so_vang_app');
    const [account, { version }] = await Promise.all([
      query<{ id: string }>(`select id from account where username = 'thamdinh.sonoivu'`),
      query<{ version: number }>(`select version from nomination where id = $1`, [id]).then(([row]) => row!),
    ]);
    const right = {
      ...{ number: 1, version, step: 1, basis: 'FIRST_RECEIPT', law_date: '2026-10-01', law_date_regime: 'D' },
      ...{ law_date_verdict: 'FAILS', first_received_on: '2026-09-30', chosen_day: '2026-09-30', chosen_regime: 'C' },
      ...{ chosen_verdict: 'PASSES', rule_id: null, reason: 'x', unit_id: so, account_id: account[0]!.id },
    };
    const [officer] = await query<{ id: string }>(`select id from account where username = 'canbo.sonoivu'`);
    const [other] = await query<{ id: string }>(`select id from award_rule where kind = 'REGIME' limit 1`);
    const tries: [object, RegExp][] = [
      [{ chosen_day: '2026-09-29' }, /not borne out/],
      [{ first_received_on: '2026-09-29', chosen_day: '2026-09-29' }, /not borne out/],
      [{ law_date: '2026-10-02' }, /not borne out/],
      [{ chosen_regime: 'B' }, /not borne out/],
      [{ basis: 'NEW_LAW', chosen_day: today() }, /not borne out/],
      [{ basis: 'LAW_DATE', chosen_day: '2026-10-01', chosen_regime: 'D', chosen_verdict: 'FAILS' }, /not borne out/],
      [{ number: 2 }, /not borne out/],
      [{ version: version + 1 }, /not borne out/],
      [{ account_id: officer!.id }, /not borne out/],
      [{ unit_id: trialUnit('UBND-12').id }, /not borne out/],
      [{ rule_id: other!.id }, /not borne out/],
      [{ chosen_verdict: 'FAILS', law_date_verdict: 'PASSES' }, /favourable/],
      [{ reason: ' ' }, /reason/],
    ];
    for (const [wrong, why] of tries) {
      await expect(app.query(INSERT, [id, JSON.stringify({ ...right, ...wrong })])).rejects.toThrow(why);
    }
    await app.query(INSERT, [id, JSON.stringify(right)]);
    for (const change of ['update nomination_law_choice set reason = reason', 'delete from nomination_law_choice']) {
      await expect(app.query(change)).rejects.toThrow(/permission denied/);
      await expect(query(change)).rejects.toThrow(/append only|never change/i);
    }
  });
});
