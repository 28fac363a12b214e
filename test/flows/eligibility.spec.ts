import { trialUnit, type Client } from '../support/api.js';
import { DECIDE } from '../support/decisions.js';
import { dossier } from '../support/dossiers.js';
import { FACT } from '../support/facts.js';
import { statementsFor } from '../support/eligibility-statements.js';
import { CHAIN, done } from '../support/nominations.js';
import { person, type Person } from '../support/people.js';
import { query } from '../support/shared-connection.js';

// What the law as it is shipped says of what the registry knows: before anything is written, on another day, to whom.

const ELIGIBILITY = `query ($honoureeId: ID!, $awardTypeCode: String!, $meritKind: MeritKind!, $asOf: CivilDate,
  $comparedWith: CivilDate, $achievementFrom: CivilDate, $achievementTo: CivilDate) {
  eligibility(honoureeId: $honoureeId, awardTypeCode: $awardTypeCode, meritKind: $meritKind, asOf: $asOf,
    comparedWith: $comparedWith, achievementFrom: $achievementFrom, achievementTo: $achievementTo) {
    verdict provisional lawDate regime note
    findings { verdict explanation facts eligibleFrom rule { code article document confirmed } }
    comparison { lawDate regime verdict changes { ruleCode before after explanation } } } }`;
const OF_DOSSIER = `query ($id: ID!) { nomination(id: $id) {
  eligibility { verdict note findings { verdict explanation facts rule { code article } } } } }`;

const commune = trialUnit('UBND-03390').id;
let reviewer: Person;
let officer: Client;
let scribes: Client[];

beforeAll(async () => {
  reviewer = await person({ grants: [{ role: 'REVIEWER', unitId: commune }] });
  officer = (await person({ grants: [{ role: 'UNIT_OFFICER', unitId: commune }] })).client;
  const historian = async () => (await person({ grants: [{ role: 'HISTORIAN', unitId: commune }] })).client;
  scribes = [await historian(), await historian()];
});

let made = 0;
async function honouree(kind = 'INDIVIDUAL'): Promise<string> {
  const [row] = await query<{ id: string }>(
    `insert into honouree (kind, display_name, unit_id, registered_by_id, created_at) values ($1, $2, $3, $3, now()) returning id`,
    [kind, `Đối tượng xét ${(made += 1)}`, commune],
  );
  return row!.id;
}

/** Awards of old decisions, by day. */
async function awarded(honoureeId: string, awardTypeCode: string, days: readonly string[], meritKind = 'CONG_TRANG') {
  for (const day of days) {
    const line = { honoureeId, awardTypeCode, meritKind, nameAsAwarded: 'Đối tượng xét' };
    const { decision } = await done(scribes[0]!, DECIDE.writeDown, {
      input: {
        recordedForId: commune,
        symbol: `${(made += 1)}/QĐ-UBND`,
        issuerAsPrinted: 'Ủy ban nhân dân huyện Tam Đường',
        decidedFrom: day,
        decidedTo: day,
        title: 'Khen thưởng',
        source: 'Kho lưu trữ',
        lines: [line],
      },
    });
    await done(scribes[1]!, DECIDE.confirmWritten, { input: { id: decision.id, accept: true } });
  }
}

const rated = (honoureeId: string, year: number, rating = 'HTXSNV') =>
  done(reviewer.client, FACT.rating, { input: { honoureeId, year, rating, source: 'TB 1' } });
const initiative = (honoureeId: string, year: number, scope = 'GRASSROOTS') =>
  done(reviewer.client, FACT.initiative, {
    input: { honoureeId, year, title: `Sáng kiến ${year}`, scope, recognisedBy: 'UBND' },
  });

// Answers of any shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Found = any;
const ask = (client: Client, variables: Record<string, unknown>): Promise<Found> =>
  client.get(ELIGIBILITY, { meritKind: 'CONG_TRANG', ...variables });
const of = (found: Found, code: string): Found => found.findings.find(({ rule }: Found) => rule.code === code);

describe('an award before anything is written', () => {
  it('passes in the mixed case of the ministry, and says so with article, years and awards', async () => {
    const honoureeId = await honouree();
    for (const year of [2023, 2024]) {
      await rated(honoureeId, year);
      await initiative(honoureeId, year);
    }
    await awarded(honoureeId, 'CSTDCS', ['2024-12-20']);
    const asked = { honoureeId, awardTypeCode: 'BK_TINH', asOf: '2025-01-15' };
    const found = await ask(officer, asked);
    expect(of(found, 'GROUNDS.BK_TINH')).toMatchObject({
      verdict: 'PASSES',
      rule: { article: 'Điều 74 khoản 1 điểm d', confirmed: true },
      facts: expect.arrayContaining([
        '2023: hoàn thành xuất sắc nhiệm vụ',
        '2024: hoàn thành xuất sắc nhiệm vụ',
        '2023: Sáng kiến 2023',
      ]),
    });
    // Regime B is not confirmed; under C nothing is in doubt but what is left out.
    expect([found.verdict, found.regime, found.provisional]).toEqual(['NEEDS_REVIEW', 'B', true]);
    expect(await ask(officer, { ...asked, asOf: '2025-07-01' })).toMatchObject({ verdict: 'PASSES', regime: 'C' });
  });

  it('lacks years by name, and says from when', async () => {
    const honoureeId = await honouree();
    await awarded(honoureeId, 'CSTDCS', ['2024-12-20', '2025-12-20']);
    await initiative(honoureeId, 2024, 'PROVINCE');
    const found = await ask(officer, { honoureeId, awardTypeCode: 'CSTDT', asOf: '2026-01-10' });
    expect(found.verdict).toBe('FAILS');
    expect(of(found, 'TITLES.CSTDT')).toMatchObject({
      verdict: 'FAILS',
      explanation: expect.stringContaining('thiếu 01 năm CSTĐCS'),
      eligibleFrom: '2027-01-01',
    });
    expect(of(found, 'INITIATIVES.CSTDT').verdict).toBe('PASSES');
  });

  it('does not count what the movement has given for công trạng from 2025-07-01', async () => {
    const honoureeId = await honouree();
    await awarded(honoureeId, 'BK_TINH', ['2019-09-02'], 'PHONG_TRAO');
    await awarded(honoureeId, 'CSTDCS', ['2021-12-20', '2022-12-20', '2023-12-20']);
    for (const year of [2020, 2021, 2022, 2023, 2024]) await rated(honoureeId, year, 'HTTNV');
    const asked = { honoureeId, awardTypeCode: 'BK_TTG' };
    const before = await ask(officer, { ...asked, asOf: '2025-06-30' });
    expect(of(before, 'GROUNDS.BK_TTG').verdict).toBe('PASSES');
    const found = await ask(officer, { ...asked, asOf: '2025-07-01', comparedWith: '2025-06-30' });
    expect([of(found, 'GROUNDS.BK_TTG').verdict, of(found, 'MERIT_NOT_GROUND').verdict]).toEqual(['FAILS', 'FAILS']);
    expect(found.comparison).toMatchObject({ lawDate: '2025-06-30', regime: 'B' });
    expect(found.comparison.changes.map(({ ruleCode, before: b, after }: Found) => [ruleCode, b, after])).toEqual(
      expect.arrayContaining([
        ['REGIME.B', 'NEEDS_REVIEW', null],
        ['GROUNDS.BK_TTG', 'PASSES', 'FAILS'],
        ['MERIT_NOT_GROUND', null, 'FAILS'],
      ]),
    );
    const unknown = await honouree();
    await awarded(unknown, 'BK_TINH', ['2019-09-02'], 'UNKNOWN');
    await awarded(unknown, 'CSTDCS', ['2021-12-20', '2022-12-20', '2023-12-20']);
    for (const year of [2020, 2021, 2022, 2023, 2024]) await rated(unknown, year, 'HTTNV');
    const doubtful = await ask(officer, { ...asked, honoureeId: unknown, asOf: '2025-07-01' });
    expect(doubtful.verdict).toBe('NEEDS_REVIEW');
  });

  it('is in doubt where the law of 2026 was not read', async () => {
    const honoureeId = await honouree();
    const asked = { honoureeId, awardTypeCode: 'BK_TINH' };
    const [last, first] = [
      await ask(officer, { ...asked, asOf: '2026-09-30' }),
      await ask(officer, { ...asked, asOf: '2026-10-01' }),
    ];
    expect([of(last, 'GROUNDS.BK_TINH').verdict, of(first, 'GROUNDS.BK_TINH').verdict]).toEqual([
      'FAILS',
      'NEEDS_REVIEW',
    ]);
  });

  it('knows the years that were used up, by the period that one asks about', async () => {
    const honoureeId = await honouree('HOUSEHOLD');
    await awarded(honoureeId, 'GDVH', ['2022-12-20']);
    const asked = { honoureeId, awardTypeCode: 'GDVH', asOf: '2025-12-20' };
    const over = { achievementFrom: '2021-01-01', achievementTo: '2023-12-31' };
    expect(of(await ask(officer, { ...asked, ...over }), 'YEARS.GDVH').verdict).toBe('NEEDS_REVIEW');
    expect(of(await ask(officer, asked), 'YEARS.GDVH').verdict).toBe('PASSES');
    const { errors } = await officer.ask(ELIGIBILITY, {
      ...asked,
      meritKind: 'CONG_TRANG',
      achievementFrom: '2024-01-01',
      achievementTo: '2023-01-01',
    });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  it('is told to nobody who may not read the honouree, and of no award that there is not', async () => {
    const honoureeId = await honouree();
    const stranger = (await person({ grants: [{ role: 'REVIEWER', unitId: trialUnit('UBND-03388').id }] })).client;
    const asked = async (client: typeof stranger, of: { honoureeId: string; awardTypeCode: string }) =>
      (await client.ask(ELIGIBILITY, { meritKind: 'CONG_TRANG', ...of })).errors?.[0]?.extensions;
    const notFound = (field: string) => ({ code: 'NOT_FOUND', field: [field] });
    expect(await asked(stranger, { honoureeId, awardTypeCode: 'BK_TINH' })).toEqual(notFound('honoureeId'));
    expect(await asked(officer, { honoureeId, awardTypeCode: 'BK_LA' })).toEqual(notFound('awardTypeCode'));
    expect(await asked(officer, { honoureeId: 'x', awardTypeCode: 'BK_TINH' })).toEqual(notFound('honoureeId'));
  });
});

describe('twins, one of whom is being verified', () => {
  const reads = (id: string) =>
    query(
      `select id from audit where (text::jsonb) ->> 'subject' = $1 and (text::jsonb) ->> 'action' = 'honouree.readSensitive'`,
      [`honouree:${id}`],
    );

  it('look the same to an officer; the reviewer of the route sees it, each read is kept, and cannot be favourable', async () => {
    const ids = [];
    for (const name of ['Sinh Đôi Một', 'Sinh Đôi Hai']) {
      ids.push(await dossier({ proposerId: commune, award: 'GK_XA', state: 'RECEIVED', name }));
    }
    const [one, other] = ids as [string, string];
    const honourees = await query<{ id: string; honouree: string }>(
      `select id, honouree_id as honouree from nomination where id = any ($1)`,
      [ids],
    );
    const verified = honourees.find(({ id }) => id === other)!.honouree;
    const input = { honoureeId: verified, kind: 'VERIFICATION', from: '2026-01-15', source: 'CV 7/UBND' };
    await done(reviewer.client, FACT.discipline, { input });
    const see = async (client: Client, id: string): Promise<Found> =>
      (await client.get(OF_DOSSIER, { id })).eligibility;

    const before = (await reads(verified)).length;
    const seen = await see(officer, one);
    expect(seen).toEqual(await see(officer, other));
    expect(seen.note).toMatch(/chỉ hiển thị với người có quyền/);
    expect(seen.findings.map(({ rule }: Found) => rule.code)).not.toContain('PENDING_PROCEEDINGS');
    const asked = { awardTypeCode: 'GK_XA', meritKind: 'PHONG_TRAO' };
    const twins = await Promise.all(honourees.map(({ honouree: id }) => ask(officer, { ...asked, honoureeId: id })));
    expect(twins[0]).toEqual(twins[1]);
    expect((await reads(verified)).length).toBe(before);

    const [free, held] = [await see(reviewer.client, one), await see(reviewer.client, other)];
    expect([of(free, 'PENDING_PROCEEDINGS').verdict, of(held, 'PENDING_PROCEEDINGS').verdict]).toEqual([
      'PASSES',
      'FAILS',
    ]);
    expect([held.verdict, held.note]).toEqual(['FAILS', null]);
    expect((await reads(verified)).length).toBe(before + 1);

    const opinion = { id: other, opinion: 'Đạt', favourable: true, judgements: [] };
    const { userErrors } = await reviewer.client.get(CHAIN.appraise, { input: opinion });
    expect(userErrors).toMatchObject([{ code: 'RULE_FAILED', rule: { code: 'PENDING_PROCEEDINGS' } }]);
  });
});

describe('many nominations at once', () => {
  it('take as many statements as a few', async () => {
    const first = await dossier({ proposerId: commune, state: 'RECEIVED', name: 'Người Đi Đầu' });
    const columns = await query<{ name: string }>(
      `select string_agg(column_name, ', ') as name from information_schema.columns
       where table_name = 'nomination' and table_schema = 'public' and column_name not in ('id', 'code', 'version', 'merit_kind', 'honouree_id')`,
    );
    const copied = columns[0]!.name;
    const many = await query<{ id: string }>(
      `with people as (
         insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
         select 'INDIVIDUAL', 'Người thứ ' || n, $2, $2, now() from generate_series(1, 500) n returning id)
       insert into nomination (code, version, merit_kind, honouree_id, ${copied})
       select 'HS-2025-' || lpad((900000 + row_number() over ())::text, 6, '0'), 1, 'CONG_TRANG', p.id, ${copied}
       from nomination, people p where nomination.id = $1 returning id`,
      [first, commune],
    );
    await query(
      `insert into honouree_rating (honouree_id, year, rating, source, recorded_by_id, recorded_for_id, recorded_at)
       select h.id, y, 'HTXSNV', 'TB', $2, $1, now() from honouree h, generate_series(2020, 2025) y
       where h.display_name like 'Người thứ %'`,
      [commune, reviewer.accountId],
    );
    const counted = (ids: readonly { id: string }[]): Promise<number> => statementsFor(ids.map(({ id }) => id));
    const few = await counted(many.slice(0, 2));
    expect([await counted(many), few]).toEqual([few, few]);
    expect(few).toBeLessThanOrEqual(9);
  });
});
