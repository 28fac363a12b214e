import { as, Client } from '../support/api.js';
import { checkedDecision, DECIDE, endorsedAtSo, endorsedBySql, signatureOf } from '../support/decisions.js';
import { done, newHonouree, today } from '../support/nominations.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';

// What goes with an award: before it is decided, on the decision, and in the ledger for good.

const PRIZE = `query ($code: String!, $kind: SubjectKind!, $day: CivilDate!) {
  prize(awardTypeCode: $code, kind: $kind, decidedOn: $day) {
    amount unrounded coefficient multiplier base confirmed citations { code validFrom document confirmed } } }`;
const MONEY = `query ($code: String!, $kind: SubjectKind!, $day: CivilDate!) {
  prizeMoney(awardTypeCode: $code, kind: $kind, decidedOn: $day) }`;
const PREVIEW = `query ($id: ID!, $signedOn: CivilDate!) { decisionPreview(id: $id, signedOn: $signedOn) {
  hash totalPrize prizes { kind prize { amount confirmed } } } }`;
const PAID = `query ($id: ID!) { decision(id: $id) { totalPrize awards(first: 10) { edges { node { kind prize } } } } }`;
const INDIVIDUAL = { kind: 'INDIVIDUAL' };

describe('the prize of an award', () => {
  it('is shown with its factors and articles, for a day', async () => {
    const asked = { code: 'GK_XA', kind: 'HOUSEHOLD', day: '2026-06-30' };
    const prize = await (await as('canbo.danguybinhlu')).get(PRIZE, asked);
    expect(prize).toMatchObject({
      ...{ amount: '1060000', unrounded: '1053000', coefficient: '0.3', multiplier: '1.5', base: '2340000' },
      confirmed: true,
    });
    expect(prize.citations).toMatchObject([
      { code: 'PRIZE_COEFFICIENT.INDIVIDUAL', document: 'Nghị định 152/2025/NĐ-CP' },
      { code: 'PRIZE_MULTIPLIER.HOUSEHOLD', document: 'Nghị định 152/2025/NĐ-CP' },
      { code: 'BASE_SALARY', validFrom: '2024-07-01', document: 'Nghị định 73/2024/NĐ-CP' },
      { code: 'PRIZE_ROUNDING.STATE' },
    ]);
  });

  it('is money only where every rule is confirmed', async () => {
    const client = await as('canbo.danguybinhlu');
    const ask = (code: string, kind: string, day: string) => client.get(MONEY, { code, kind, day });
    expect(await ask('GK_XA', 'HOUSEHOLD', '2026-07-01')).toBe('1140000');
    expect(await ask('GK_XA', 'COLLECTIVE', '2026-07-01')).toBeNull();
    expect(await client.get(PRIZE, { code: 'GK_XA', kind: 'COLLECTIVE', day: '2026-07-01' })).toMatchObject({
      ...{ amount: '1520000', multiplier: '2', confirmed: false },
    });
    expect(await ask('BIEU_DUONG', 'INDIVIDUAL', '2026-07-01')).toBeNull();
    // The award is no more, though its coefficient would be.
    expect(await ask('GK_HUYEN', 'INDIVIDUAL', '2025-07-01')).toBeNull();
    expect(await ask('XA_TB', 'COLLECTIVE', '2023-12-31')).toBeNull();
  });

  it('is refused for a code that is none, and for strangers', async () => {
    const unknown = await (await as('canbo.danguybinhlu')).ask(PRIZE, { code: 'BK_MOI', ...INDIVIDUAL, day: today() });
    expect(unknown.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const stranger = await new Client().ask(MONEY, { code: 'GK_XA', ...INDIVIDUAL, day: today() });
    expect(stranger.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('has a coefficient in the catalogue, of whom it is for, unless it is unconfirmed', async () => {
    const catalogue = `query { awardTypes(asOf: "2026-11-01") { code prizeCoefficient } }`;
    const types: Record<string, string>[] = await (await as('canbo.danguybinhlu')).get(catalogue);
    const found = new Map(types.map(({ code, prizeCoefficient }) => [code, prizeCoefficient]));
    expect(
      ['BK_TINH', 'LDTT', 'CO_TINH', 'HCHCM', 'GK_DU', 'KNC', 'BIEU_DUONG'].map((code) => found.get(code)),
    ).toEqual(['1.5', '0.3', '8', '30.5', null, null, null]);
  });
});

describe('the prizes of a decision', () => {
  it('stand in the preview, add up, and stay in the ledger whatever the rules say later', async () => {
    const so = await unitId('SNV-12');
    const head = await as('lanhdao.sonoivu');
    const each: string = await head.get(MONEY, { code: 'GK_SO', ...INDIVIDUAL, day: today() });
    const total = String(2 * Number(each));
    expect(each).toMatch(/^[1-9]\d*0000$/);
    const id = await checkedDecision(await endorsedBySql(so, 2));
    const preview = await head.get(PREVIEW, { id, signedOn: today() });
    expect(preview).toMatchObject({
      totalPrize: total,
      prizes: [{ kind: 'INDIVIDUAL', prize: { amount: each, confirmed: true } }],
    });

    // Both sides of each change of the base salary; before 2024 the coefficient is not confirmed.
    const before = async (signedOn: string): Promise<unknown[]> => {
      const { totalPrize, prizes } = await head.get(PREVIEW, { id, signedOn });
      return [signedOn, prizes[0].prize.amount, totalPrize];
    };
    for (const [day, amount, sum] of [
      ['2023-06-30', '450000', null],
      ['2023-07-01', '540000', null],
      ['2024-06-30', '540000', '1080000'],
      ['2024-07-01', '710000', '1420000'],
      ['2026-06-30', '710000', '1420000'],
      ['2026-07-01', '760000', '1520000'],
    ] as const) {
      expect(await before(day)).toEqual([day, amount, sum]);
    }

    // Between preview and signature the base salary changes: what is signed would not be what was seen.
    const signature = await signatureOf(head, id);
    const [base] = await query<{ id: string }>(
      `insert into award_rule (kind, code, args, article, document, valid, confirmed, source, replaces_id)
       select kind, code, '{"amount": "3000000"}', article, document, valid, confirmed, source, id from award_rule
       where kind = 'BASE_SALARY' and valid @> $1::date returning id`,
      [today()],
    );
    try {
      expect((await head.get(PREVIEW, { id, signedOn: today() }))['hash']).not.toBe(preview['hash']);
      const refused = await head.get(DECIDE.issue, signature);
      expect(refused.userErrors.map(({ code }: { code: string }) => code)).toEqual(['PREVIEW_CHANGED']);
    } finally {
      await query(`delete from award_rule where id = $1`, [base!.id]);
    }
    await done(head, DECIDE.issue, signature);
    const paid = { totalPrize: total, awards: { edges: Array(2).fill({ node: { kind: 'INDIVIDUAL', prize: each } }) } };
    expect(await head.get(PAID, { id })).toEqual(paid);
    const [kept] = await query<{ prizes: object[] }>(
      `select text::jsonb -> 'details' -> 'prizes' as prizes from audit where text::jsonb ->> 'subject' = $1
       and text::jsonb ->> 'action' = 'decision.issue'`,
      [`decision:${id}`],
    );
    expect(kept!.prizes).toContainEqual({
      ...{ kind: 'INDIVIDUAL', amount: each, confirmed: true },
      rules: expect.arrayContaining([expect.stringMatching(/^PRIZE_COEFFICIENT\.INDIVIDUAL \d{4}-/)]),
    });
  });

  it('of a kind without a confirmed rule are none, and then there is no total', async () => {
    const household = await newHonouree('canbo.sonoivu', { kind: 'HOUSEHOLD', displayName: 'Hộ bà Lò Thị Thưởng' });
    const ids = [await endorsedAtSo({ honoureeId: household }), await endorsedAtSo()];
    const id = await checkedDecision(ids);
    const head = await as('lanhdao.sonoivu');
    expect(await head.get(PREVIEW, { id, signedOn: today() })).toMatchObject({
      totalPrize: null,
      prizes: [
        { kind: 'INDIVIDUAL', prize: { confirmed: true } },
        { kind: 'HOUSEHOLD', prize: { confirmed: false } },
      ],
    });
    await done(head, DECIDE.issue, await signatureOf(head, id));
    const { totalPrize, awards } = await head.get(PAID, { id });
    const prizes = awards.edges.map(({ node }: { node: { kind: string; prize: string | null } }) => node.prize);
    expect([totalPrize, prizes]).toEqual([null, [null, expect.stringMatching(/^[1-9]/)]]);
  });
});
