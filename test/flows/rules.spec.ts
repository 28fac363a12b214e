import type { Client } from '../support/api.js';
import { dossier } from '../support/dossiers.js';
import { CHAIN, done, refusals, today } from '../support/nominations.js';
import { checkedOn, issue } from '../support/award-log.js';
import { COUNCIL, tally } from '../support/councils.js';
import { statementsFor } from '../support/eligibility-statements.js';
import { FACT } from '../support/facts.js';
import { person, type Person } from '../support/people.js';
import { query, sharedConnection } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';
import { useOwnServer } from '../support/use-own-server.js';

// A rule is changed by a newer version that two administrators agree on. On a database of its own: it changes the law.

useOwnServer();

const RULE = `awardRule { id kind args citation { code article document validFrom validTo confirmed } forUnit { code } }
  userErrors { code message field }`;
const PROPOSE = `mutation ($input: ProposeRuleInput!) { proposeRule(input: $input) { ${RULE} } }`;
const CONFIRM = `mutation ($id: ID!) { confirmRule(id: $id) { ${RULE} } }`;
const PREVIEW = `query ($id: ID!) { rulePreview(id: $id) { tried open isCapped changed
  changes { from to count nominations { id } } } }`;
const WAITING = `query { proposedRules { totalCount edges { node { id citation { code } proposedBy { username } } } } }`;
const CATALOGUE = `query ($asOf: CivilDate!) { awardTypes(asOf: $asOf) { code
  rules(asOf: $asOf) { id kind args citation { code article document validFrom validTo confirmed } } } }`;
const VERDICT = `query ($id: ID!) { nomination(id: $id) { eligibility { findings { verdict explanation rule { code document } } } } }`;

let province: string;
let commune: string;
let admin: Person;
let second: Person;
let local: Person;
let localSecond: Person;
let reviewer: Person;

beforeAll(async () => {
  [province, commune] = [await unitId('UBND-12'), await unitId('UBND-03390')];
  const administrator = (unit: string) => person({ grants: [{ role: 'ADMINISTRATOR', unitId: unit }] });
  [admin, second] = [await administrator(province), await administrator(province)];
  [local, localSecond] = [await administrator(commune), await administrator(commune)];
  reviewer = await person({ grants: [{ role: 'REVIEWER', unitId: commune }] });
});

const rule = (more: Record<string, unknown> = {}) => ({
  input: {
    awardTypeCode: 'GK_XA',
    kind: 'SUBJECT_KINDS',
    args: JSON.stringify({ kinds: ['COLLECTIVE'] }),
    article: 'Điều 5 khoản 1',
    document: 'Quyết định 1/2026/QĐ-UBND',
    validFrom: today(),
    ...more,
  },
});
const propose = async (client: Client, more: Record<string, unknown> = {}) =>
  (await done(client, PROPOSE, rule(more))).awardRule;

/** The rules of that kind and award in force on a day. */
async function inForce(kind: string, award: string, asOf: string): Promise<Record<string, unknown>[]> {
  const types = await admin.client.get(CATALOGUE, { asOf });
  return types
    .find(({ code }: { code: string }) => code === award)
    .rules.filter((each: { kind: string }) => each.kind === kind);
}
const findingOf = async (id: string, kind: string) =>
  (await reviewer.client.get(VERDICT, { id })).eligibility.findings.find(({ rule: { code } }: never) =>
    String(code).startsWith(kind),
  );
const yesterday = (): string => new Date(Date.now() + 7 * 3_600_000 - 86_400_000).toISOString().slice(0, 10);

describe('a new version of a rule', () => {
  it('is proposed by one administrator, previewed, confirmed by another, and ends the older one', async () => {
    const id = await dossier({ proposerId: commune, award: 'GK_XA', state: 'RECEIVED' });
    const [old] = await inForce('SUBJECT_KINDS', 'GK_XA', today());
    expect((await findingOf(id, 'SUBJECT_KINDS')).verdict).not.toBe('FAILS');

    const proposed = await propose(admin.client);
    expect(proposed).toMatchObject({
      kind: 'SUBJECT_KINDS',
      args: '{"kinds":["COLLECTIVE"]}',
      citation: { code: (old as { citation: { code: string } }).citation.code, confirmed: false, validFrom: today() },
    });
    expect((await second.client.get(WAITING)).edges).toContainEqual({
      node: { id: proposed.id, citation: { code: proposed.citation.code }, proposedBy: { username: admin.username } },
    });
    // Not law yet, for nobody.
    expect(await inForce('SUBJECT_KINDS', 'GK_XA', today())).toEqual([old]);
    const before = (await findingOf(id, 'SUBJECT_KINDS')).verdict as string;
    const preview = await second.client.get(PREVIEW, { id: proposed.id });
    expect(preview.changed).toBeGreaterThan(0);
    expect(preview.isCapped).toBe(false);
    const changes = preview.changes as { to: string; count: number; nominations: { id: string }[] }[];
    expect(changes.find(({ nominations }) => nominations.some((each) => each.id === id))?.to).toBe('FAILS');
    expect(changes.reduce((sum, { count }) => sum + count, 0)).toBe(preview.changed);
    expect((await findingOf(id, 'SUBJECT_KINDS')).verdict).toBe(before);

    expect(await refusals(admin.client, CONFIRM, { id: proposed.id })).toEqual(['SAME_PERSON']);
    const confirmed = await done(second.client, CONFIRM, { id: proposed.id });
    expect(confirmed.awardRule).toMatchObject({ id: proposed.id, citation: { confirmed: true } });
    expect(await refusals(second.client, CONFIRM, { id: proposed.id })).toEqual(['WRONG_STATE']);
    expect(await inForce('SUBJECT_KINDS', 'GK_XA', today())).toMatchObject([
      {
        id: proposed.id,
        citation: { article: 'Điều 5 khoản 1', document: 'Quyết định 1/2026/QĐ-UBND', confirmed: true },
      },
    ]);
    expect(await inForce('SUBJECT_KINDS', 'GK_XA', yesterday())).toMatchObject([
      { id: (old as { id: string }).id, citation: { validTo: yesterday() } },
    ]);
    expect(await findingOf(id, 'SUBJECT_KINDS')).toMatchObject({
      verdict: 'FAILS',
      rule: { document: 'Quyết định 1/2026/QĐ-UBND' },
    });
    // The older row stands as it was written.
    const [row] = await query<{ to: string | null }>(`select upper(valid)::text as to from award_rule where id = $1`, [
      (old as { id: string }).id,
    ]);
    expect(row).toEqual({ to: null });
    expect((await second.client.get(WAITING)).edges).toEqual([]);
    expect(await second.client.get(PREVIEW, { id: proposed.id })).toMatchObject({ changed: 0 });
  });

  it('with the first day of the older one comes instead of it, the later agreement before the earlier', async () => {
    const day = '2025-07-01';
    for (const kinds of [['HOUSEHOLD'], ['INDIVIDUAL', 'HOUSEHOLD']]) {
      const { id } = await propose(admin.client, {
        awardTypeCode: 'KNC',
        args: JSON.stringify({ kinds }),
        validFrom: day,
      });
      await done(second.client, CONFIRM, { id });
      expect(await inForce('SUBJECT_KINDS', 'KNC', day)).toMatchObject([{ id, args: JSON.stringify({ kinds }) }]);
    }
  });

  it('says which one it replaces where several could be meant', async () => {
    const competences = (await inForce('COMPETENCE', 'GK_XA', today())) as {
      id: string;
      args: string;
      citation: { code: string };
    }[];
    const args = JSON.stringify({ tier: 'PROVINCE', line: 'PARTY' });
    const more = { kind: 'COMPETENCE', args, validFrom: '2190-01-01' };
    // Another body is another rule.
    const other = await propose(admin.client, more);
    expect(other.citation.code).toBe('COMPETENCE.GK_XA.PROVINCE.PARTY');
    const version = await propose(admin.client, { ...more, previousId: competences[0]!.id });
    expect(version.citation.code).toBe(competences[0]!.citation.code);
    const wrong = rule({
      ...more,
      kind: 'DEADLINE',
      args: '{"tier":"COMMUNE","workingDays":9}',
      previousId: competences[0]!.id,
    });
    expect(await refusals(admin.client, PROPOSE, wrong)).toEqual(['INVALID_INPUT']);
    const nothing = rule({ ...more, previousId: '01a2015e-0000-7000-8000-000000000000' });
    expect(await refusals(admin.client, PROPOSE, nothing)).toEqual(['NOT_FOUND']);
  });

  it('of all awards is one for those without their own', async () => {
    const args = JSON.stringify({ tier: 'COMMUNE', workingDays: 15 });
    const deadline = { awardTypeCode: null, kind: 'DEADLINE', args };
    const { id, citation } = await propose(admin.client, deadline);
    expect(citation.code).toBe('DEADLINE.COMMUNE');
    await done(second.client, CONFIRM, { id });
    expect((await inForce('DEADLINE', 'GK_XA', today())).map((each) => each['args'])).toContain(
      '{"tier":"COMMUNE","workingDays":15}',
    );
  });

  it('of a province applies to what comes from it, before the general one; not elsewhere', async () => {
    const here = await dossier({ proposerId: commune, award: 'BK_TINH', state: 'RECEIVED' });
    const args = JSON.stringify({ kinds: ['HOUSEHOLD'] });
    const own = { awardTypeCode: 'BK_TINH', args, forUnitId: commune, document: 'Quy định của xã' };
    const { id, forUnit } = await propose(local.client, own);
    expect(forUnit.code).toBe('UBND-03390');
    await done(localSecond.client, CONFIRM, { id });
    expect(await findingOf(here, 'SUBJECT_KINDS')).toMatchObject({
      verdict: 'FAILS',
      rule: { document: 'Quy định của xã' },
    });
    const beside = await dossier({ proposerId: await unitId('UBND-03388'), award: 'BK_TINH', state: 'RECEIVED' });
    const { eligibility } = await (
      await person({ grants: [{ role: 'REVIEWER', unitId: await unitId('UBND-03388') }] })
    ).client.get(VERDICT, { id: beside });
    expect(JSON.stringify(eligibility)).not.toContain('Quy định của xã');
    // In the catalogue stands what is for all.
    expect(JSON.stringify(await inForce('SUBJECT_KINDS', 'BK_TINH', today()))).not.toContain('Quy định của xã');
    // A step lasts as long, and a council passes with as much, as the place says.
    for (const [kind, said] of [
      ['DEADLINE', { tier: 'COMMUNE', workingDays: 3 }],
      ['COUNCIL', { tier: 'COMMUNE', line: 'STATE', areaTier: 'COMMUNE', requirement: 'REQUIRED', threshold: '95' }],
    ] as const) {
      const rules = { ...own, awardTypeCode: 'GK_XA', kind, args: JSON.stringify(said), validFrom: '2026-01-01' };
      await done(localSecond.client, CONFIRM, { id: (await propose(local.client, rules)).id });
    }
    const [from, days] = [today(), 3];
    const end = `query ($from: CivilDate!, $days: Int!) { workingDays(from: $from, days: $days) }`;
    const quick = await dossier({ proposerId: commune, award: 'GK_XA', state: 'SUBMITTED' });
    const { nomination } = await done(reviewer.client, CHAIN.receive, { input: { id: quick } });
    expect(nomination.dueOn).toBe(await reviewer.client.get(end, { from, days }));
    const voted = await dossier({ proposerId: commune, award: 'GK_XA', state: 'APPRAISED' });
    const secretary = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: commune }] });
    const input = { unitId: commune, heldOn: today(), totalMembers: 5, nominationIds: [voted] };
    const { session } = await done(secretary.client, COUNCIL.open, { input });
    expect(session.items).toMatchObject([{ threshold: '95', thresholdConfirmed: true }]);
    for (const [kind, not] of [
      ['COMPETENCE', '{"tier":"COMMUNE","line":"STATE"}'],
      ['COUNCIL', '{"tier":"COMMUNE","line":"STATE","requirement":"NONE"}'],
    ]) {
      const refused = rule({ ...own, kind, args: not });
      expect(await refusals(local.client, PROPOSE, refused)).toEqual(['INVALID_INPUT']);
    }
  });

  it('that is confirmed decides by itself: a share that equals the threshold passes, and nobody judges', async () => {
    const args = { tier: 'COMMUNE', line: 'STATE', areaTier: 'COMMUNE', requirement: 'REQUIRED', threshold: '90' };
    const own = { awardTypeCode: 'LDTT', kind: 'COUNCIL', args: JSON.stringify(args), forUnitId: commune };
    await done(localSecond.client, CONFIRM, { id: (await propose(local.client, own)).id });
    const voted = await dossier({ proposerId: commune, award: 'LDTT', state: 'APPRAISED' });
    const { client } = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: commune }] });
    const input = { unitId: commune, heldOn: today(), totalMembers: 20, nominationIds: [voted] };
    const { session } = await done(client, COUNCIL.open, { input });
    await done(client, COUNCIL.record, { input: { sessionId: session.id, items: [tally(voted, 18, 20)] } });
    // Nobody rated the year of the dossier: of the threshold there is nothing to judge.
    const judgements = [{ ruleCode: 'STANDARD.LDTT', accept: true, reason: 'Đã xem bản tự nhận xét.' }];
    const closed = await done(client, COUNCIL.close, { input: { id: session.id, minutesNumber: '90', judgements } });
    expect(closed.session.items).toMatchObject([
      { ratio: '90.00', thresholdConfirmed: true, passed: true, nomination: { state: 'ENDORSED' } },
    ]);
  });

  it('is for all only from the top, and seen and confirmed by those who could propose it', async () => {
    expect(await refusals(local.client, PROPOSE, rule({ validFrom: '2190-01-01' }))).toEqual(['FORBIDDEN']);
    expect(await refusals(local.client, PROPOSE, rule({ forUnitId: province }))).toEqual(['FORBIDDEN']);
    expect(await refusals(reviewer.client, PROPOSE, rule())).toEqual(['FORBIDDEN']);
    const { id } = await propose(admin.client, { validFrom: '2190-02-01' });
    expect(await refusals(local.client, CONFIRM, { id })).toEqual(['NOT_FOUND']);
    expect(await local.client.get(PREVIEW, { id })).toBeNull();
    const waiting = (await local.client.get(WAITING)).edges as { node: { id: string } }[];
    expect(waiting.map(({ node }) => node.id)).not.toContain(id);
  });

  it('must fit its kind, cite an article and a document, and say something new', async () => {
    const bad: [Record<string, unknown>, string, RegExp][] = [
      [{ args: '{"kinds":["ROBOT"]}' }, 'args', /không đúng với loại SUBJECT_KINDS: mục “kinds” không nhận giá trị/],
      [{ args: '[]' }, 'args', /đối tượng JSON/],
      [{ args: '{' }, 'args', /đối tượng JSON/],
      [{ kind: 'MAGIC' }, 'kind', /[^\x00-\x7f]/],
      [{ article: ' ' }, 'article', /[^\x00-\x7f]/],
      [{ document: '' }, 'document', /[^\x00-\x7f]/],
      [{ validTo: '2020-01-01' }, 'validTo', /không được trước/],
      [{ awardTypeCode: 'KHONG_CO' }, 'awardTypeCode', /KHONG_CO/],
    ];
    for (const [more, field, message] of bad) {
      const { userErrors } = await admin.client.get(PROPOSE, rule(more));
      expect(userErrors[0]).toMatchObject({ field: ['input', field] });
      expect(userErrors[0].message).toMatch(message);
    }
    const again = { validFrom: '2190-03-01' };
    await propose(admin.client, again);
    expect(await refusals(admin.client, PROPOSE, rule(again))).toEqual(['DUPLICATE']);
  });
});

describe('the notice of a year and a new base salary', () => {
  const HOLIDAYS = `query ($year: Int!) { holidays(year: $year) { day name citations { code confirmed } } }`;
  const MONEY = `query ($day: CivilDate!) { prizeMoney(awardTypeCode: "LDTT", kind: INDIVIDUAL, decidedOn: $day) }`;
  const agreed = async (more: Record<string, unknown>): Promise<{ code: string }> => {
    const { id, citation } = await propose(admin.client, { awardTypeCode: null, ...more });
    await done(second.client, CONFIRM, { id });
    return citation;
  };
  const tet = async (year: number): Promise<string[]> => {
    const days: { day: string; name: string }[] = await admin.client.get(HOLIDAYS, { year });
    return days.filter(({ name }) => name === 'Tết Âm lịch').map(({ day }) => day.slice(5));
  };

  it('say where the days of Tết lie that year, and leave other years as they are', async () => {
    const [before, after] = [await tet(2027), await tet(2028)];
    const args = JSON.stringify({ holiday: 'HOLIDAY.TET', before: 2, year: 2027 });
    await agreed({ kind: 'HOLIDAY_PLACING', args, validFrom: '2027-01-01', validTo: '2027-12-31' });
    expect([before[0], (await tet(2027))[0]]).toEqual(['02-05', '02-04']);
    expect(await tet(2028)).toEqual(after);
  });

  it('exchange days, each of them beside the others', async () => {
    const swap = (off: string, worked: string) =>
      agreed({ kind: 'DAY_SWAP', args: JSON.stringify({ off, worked }), validFrom: '2027-01-01' });
    const codes = [await swap('2027-04-29', '2027-05-08'), await swap('2027-09-03', '2027-09-11')].map(
      ({ code }) => code,
    );
    expect(codes).toEqual(['DAY_SWAP.CHUNG.2027_04_29', 'DAY_SWAP.CHUNG.2027_09_03']);
    const end = `query { workingDays(from: "2027-04-28", days: 1) }`;
    // 29/4 exchanged, 30/4 and 1/5 (a Saturday, made up for on Monday): Tuesday.
    expect(await admin.client.get(end)).toBe('2027-05-04');
  });

  it('pay by the base salary of the day', async () => {
    await agreed({ kind: 'BASE_SALARY', args: '{"amount":"3000000"}', validFrom: '2027-01-01' });
    expect(await admin.client.get(MONEY, { day: '2026-12-31' })).toBe('760000');
    expect(await admin.client.get(MONEY, { day: '2027-01-01' })).toBe('900000');
  });

  it('are not a province’s to set', async () => {
    const own = { awardTypeCode: null, kind: 'BASE_SALARY', args: '{"amount":"1"}', forUnitId: province };
    expect(await refusals(admin.client, PROPOSE, rule(own))).toEqual(['INVALID_INPUT']);
  });
});

describe('a quota of the province', () => {
  const QUOTA = `query ($id: ID!) { nomination(id: $id) { eligibility { findings { verdict explanation facts rule { code article } } } } }`;
  interface Finding {
    verdict: string;
    explanation: string;
    facts: string[];
    rule: { code: string; article: string };
  }
  const quotaOf = async (client: Client, id: string): Promise<Finding | undefined> => {
    const { findings } = (await client.get(QUOTA, { id })).eligibility as { findings: Finding[] };
    return findings.find(({ rule: { code } }) => code.startsWith('QUOTA'));
  };
  const rateRule = { awardTypeCode: 'CSTDCS', kind: 'QUOTA', article: 'Điều 7' };

  it('counts what the body gave and is asked for, of the figure recorded of it; unknown is for a person', async () => {
    const body = await unitId('SNV-12');
    const appraiser = await person({ grants: [{ role: 'REVIEWER', unitId: body }] });
    const officer = await person({ grants: [{ role: 'UNIT_OFFICER', unitId: body }] });
    const args = JSON.stringify({ of: 'LDTT', percent: '10', rounding: 'HALF_UP', excess: 'REFUSE' });
    const { id } = await propose(admin.client, { ...rateRule, args, forUnitId: province });
    await done(second.client, CONFIRM, { id });
    const at = (state: 'DRAFT' | 'RECEIVED') => dossier({ proposerId: body, award: 'CSTDCS', state });
    const first = await at('RECEIVED');
    // The dossiers are of 2025.
    const asked = { year: '2025', body: 'Sở Nội vụ tỉnh Lai Châu' };
    expect(await quotaOf(appraiser.client, first)).toMatchObject({
      verdict: 'NEEDS_REVIEW',
      explanation: `Tỷ lệ không quá 10 % của LĐTT; thiếu số liệu LĐTT năm ${asked.year} của ${asked.body}.`,
    });
    expect(await quotaOf(officer.client, await at('DRAFT'))).toMatchObject({
      verdict: 'NEEDS_REVIEW',
      explanation: expect.stringMatching(/chưa xác định cơ quan đó/),
    });
    const [whole] = await query<{ id: string }>(
      `insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
       values ('COLLECTIVE', 'Sở Nội Vụ tỉnh Lai Châu', $1, $1, now()) returning id`,
      [body],
    );
    const figure = { honoureeId: whole!.id, year: 2025, members: 30, ldtt: 14, source: 'BC 9/BC-SNV' };
    await done(appraiser.client, FACT.memberCount, { input: figure });
    // 1.4 of 14 is 1: the draft is asked for by nobody yet.
    expect(await quotaOf(appraiser.client, first)).toMatchObject({
      verdict: 'PASSES',
      facts: [
        'Đã tính 1/1: đã tặng 0, đang xét 1',
        `Mẫu số 14 LĐTT: số liệu năm ${asked.year} của ${asked.body} (BC 9/BC-SNV); tỷ lệ 10 %, làm tròn đến số gần nhất`,
      ],
    });
    const others = [await at('RECEIVED'), await at('RECEIVED')];
    for (const each of [first, ...others]) {
      expect(await quotaOf(appraiser.client, each)).toMatchObject({
        verdict: 'FAILS',
        explanation: expect.stringMatching(/tức 1; đã tính 3 \(đã tặng 0, đang xét 3\), vượt chỉ tiêu/),
      });
    }
    const favourable = { id: first, opinion: 'Đạt', favourable: true, judgements: [] };
    const { userErrors } = await appraiser.client.get(CHAIN.appraise, { input: favourable });
    expect(userErrors).toMatchObject([{ code: 'RULE_FAILED', rule: { code: 'QUOTA.CSTDCS.LDTT' } }]);
    expect(await statementsFor([first, ...others])).toBe(await statementsFor([first]));
  });

  it('of the holders of another award is kept for sure, and exceeded perhaps, by the ledger alone', async () => {
    const body = await unitId('SNV-12');
    const appraiser = await person({ grants: [{ role: 'REVIEWER', unitId: body }] });
    const args = JSON.stringify({ of: 'GK_SO', percent: '50', rounding: 'DOWN', excess: 'REFUSE' });
    const { id } = await propose(admin.client, { ...rateRule, awardTypeCode: 'LDTT', args, forUnitId: province });
    await done(second.client, CONFIRM, { id });
    await issue(body, await checkedOn(body, 3, 'Người được giấy khen'));
    const first = await dossier({ proposerId: body, award: 'LDTT', state: 'RECEIVED' });
    expect(await quotaOf(appraiser.client, first)).toMatchObject({
      verdict: 'PASSES',
      facts: [
        expect.stringMatching(/^Đã tính 1\/1/),
        expect.stringMatching(/^Mẫu số 3 Giấy khen của Giám đốc Sở: sổ khen thưởng của Sở Nội vụ/),
      ],
    });
    await dossier({ proposerId: body, award: 'LDTT', state: 'SUBMITTED' });
    expect(await quotaOf(appraiser.client, first)).toMatchObject({
      verdict: 'NEEDS_REVIEW',
      explanation: expect.stringMatching(/đã tính 2 .*Thiếu số liệu Giấy khen của Giám đốc Sở cả năm để kết luận/),
    });
  });
});

describe('the database', () => {
  it.each([
    ['article', `'', 'Luật'`],
    ['document', `'Điều 1', '  '`],
  ])('takes no rule without %s', async (_, cited) => {
    await expect(
      query(`insert into award_rule (kind, code, args, article, document, valid, confirmed, source)
        values ('REGIME', 'REGIME.X', '{"regime":"X"}', ${cited}, '[2190-01-01,)', true, 'x')`),
    ).rejects.toThrow(/award_rule_cited/);
    const app = await sharedConnection('so_vang_app');
    await expect(
      app.query(
        `insert into award_rule_proposal (kind, code, args, article, document, valid, proposed_by_id, proposer_unit_id, proposed_on, proposed_at)
         values ('REGIME', 'REGIME.X', '{"regime":"X"}', ${cited}, '[2190-01-01,)', $1, $2, current_date, now())`,
        [admin.accountId, province],
      ),
    ).rejects.toThrow(/award_rule_proposal_cited/);
  });

  it('lets the service neither write rules, nor confirm for the proposer, nor for who may not', async () => {
    const app = await sharedConnection('so_vang_app');
    const { id } = await propose(admin.client, { validFrom: '2190-04-01' });
    const confirm = (by: Person, unit: string) =>
      app.query(
        `insert into award_rule_confirmation (proposal_id, confirmed_by_id, confirmer_unit_id, confirmed_on, confirmed_at)
         values ($1, $2, $3, current_date, now())`,
        [id, by.accountId, unit],
      );
    await expect(confirm(admin, province)).rejects.toThrow(/rule.samePerson/);
    await expect(confirm(local, commune)).rejects.toThrow(/auth.forbiddenHere/);
    await expect(confirm(local, province)).rejects.toThrow(/auth.forbiddenHere/);
    await expect(confirm(reviewer, commune)).rejects.toThrow(/auth.forbiddenHere/);
    await expect(app.query(`update award_rule_proposal set args = '{}'`)).rejects.toThrow(/permission denied/);
    await expect(app.query(`delete from award_rule_confirmation`)).rejects.toThrow(/permission denied/);
    await expect(app.query(`insert into award_rule select * from award_rule limit 1`)).rejects.toThrow(
      /permission denied/,
    );
    await confirm(second, province);
    await expect(confirm(second, province)).rejects.toThrow(/rule.confirmedAlready/);
  });
});

describe('a preview over more open dossiers than are weighed at a time', () => {
  it('counts all of them, and says how many there are; one of a kind that is asked of no dossier weighs none', async () => {
    const first = await dossier({ proposerId: commune, award: 'LDTT', state: 'RECEIVED' });
    const [columns] = await query<{ names: string }>(
      `select string_agg(column_name, ', ') as names from information_schema.columns
       where table_name = 'nomination' and table_schema = 'public' and column_name not in ('id', 'code', 'honouree_id')`,
    );
    await query(
      `with people as (
         insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
         select 'INDIVIDUAL', 'Người thứ ' || n, $2, $2, now() from generate_series(1, 1100) n returning id)
       insert into nomination (code, honouree_id, ${columns!.names})
       select 'HS-2025-' || 900000 + row_number() over (), p.id, ${columns!.names} from nomination, people p where nomination.id = $1`,
      [first, commune],
    );
    const [open] = await query<{ count: number }>(
      `select count(*)::int as count from nomination n join award_type t on t.id = n.award_type_id
       where t.code = 'LDTT' and n.state not in ('DRAFT', 'AWARDED', 'REJECTED', 'WITHDRAWN')`,
    );
    const previewed = async (more: Record<string, unknown>) =>
      admin.client.get(PREVIEW, {
        id: (await propose(admin.client, { awardTypeCode: 'LDTT', forUnitId: province, ...more })).id,
      });
    const kinds = JSON.stringify({ kinds: ['COLLECTIVE'] });
    const found = await previewed({ args: kinds, article: 'Điều 77', previousId: null });
    const { count } = open!;
    expect(count).toBeGreaterThan(1_100);
    expect(found).toMatchObject({ tried: count, open: count, isCapped: false });
    expect(found.changed).toBeGreaterThan(1_100);
    expect(found.changes[0]).toMatchObject({ to: 'FAILS' });
    expect(found.changes[0].nominations.length).toBeLessThanOrEqual(20);
    const deadline = { kind: 'DEADLINE', args: '{"tier":"PROVINCE","workingDays":9}', article: 'Điều 78' };
    expect(await previewed(deadline)).toMatchObject({ tried: count, open: count, changed: 0 });
  });
});
