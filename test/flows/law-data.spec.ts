import { rulesById, rulesOn } from '../../src/awards/award-rule.queries.js';
import { rulesOfAwards } from '../../src/award-law/award-rules.js';
import { civilDate } from '../../src/core/civil-date.js';
import type { Connection } from '../../src/core/database.js';
import { Client, as } from '../support/api.js';
import { connected, rows } from '../support/database.js';
import { databaseUrl, dropDatabase, ownDatabase } from '../support/own-server.js';
import { runProgram, type Outcome } from '../support/program.js';

// The catalogue and the rules of law as they are shipped, loaded, kept and shown.

const env = (database: string) => ({ DATABASE_URL: databaseUrl(database) });
const loadInto = (database: string): Promise<Outcome> =>
  runProgram('data-load.cli', { ...env(database), DATABASE_OWNER_URL: databaseUrl(database, 'so_vang_owner') });

/** With the law just as it is shipped: that of the other tests goes on where this ends. */
let shipped: string;
beforeAll(async () => {
  shipped = await ownDatabase();
  await rows('delete from award_rule', [], shipped);
  expect((await loadInto(shipped)).stderr).toBe('');
});
afterAll(() => dropDatabase(shipped));

const CATALOGUE = `query ($asOf: CivilDate) {
  awardTypes(asOf: $asOf) { code isCommendation competences { tier line validFrom validTo rule { article confirmed } } }
}`;

interface Competence {
  tier: string;
  line: string;
  validFrom: string;
  validTo: string | null;
  rule: { article: string; confirmed: boolean };
}

async function catalogue(asOf?: string): Promise<Map<string, { isCommendation: boolean; competences: Competence[] }>> {
  const types = (await (await as('canbo.danguybinhlu')).get(CATALOGUE, { asOf })) as { code: string }[];
  return new Map(types.map((type) => [type.code, type as never]));
}

describe('the catalogue of awards', () => {
  it('has the giấy khen of a district to its last day, and not the day after', async () => {
    expect((await catalogue('2025-06-30')).has('GK_HUYEN')).toBe(true);
    expect((await catalogue('2025-07-01')).has('GK_HUYEN')).toBe(false);
  });

  it('has what the law of 2022 brought from its first day', async () => {
    expect((await catalogue('2023-12-31')).has('XA_TB')).toBe(false);
    expect((await catalogue('2024-01-01')).has('XA_TB')).toBe(true);
  });

  it('says who may decide, from when to when, by which article, and how sure we are', async () => {
    const { competences = [] } = (await catalogue('2024-05-19')).get('GK_HUYEN') ?? {};
    expect(competences).toEqual([
      {
        tier: 'DISTRICT',
        line: 'STATE',
        validFrom: '2004-07-01',
        validTo: '2023-12-31',
        rule: { article: 'Điều, khoản chưa đối chiếu', confirmed: false },
      },
      {
        tier: 'DISTRICT',
        line: 'STATE',
        validFrom: '2024-01-01',
        validTo: '2025-06-30',
        rule: { article: 'Điều 80 khoản 2', confirmed: true },
      },
    ]);
  });

  it('lists biểu dương as no commendation, and every award with somebody who decides it', async () => {
    const types = [...(await catalogue())];
    expect(types.filter(([, { isCommendation }]) => !isCommendation).map(([code]) => code)).toEqual([
      'BIEU_DUONG',
      'CN_MO_HINH',
    ]);
    expect(types.filter(([, { competences }]) => competences.length === 0)).toEqual([]);
    expect(types.length).toBeGreaterThan(35);
  });

  it('refuses a day that is none', async () => {
    const { errors } = await (await as('canbo.danguybinhlu')).ask(CATALOGUE, { asOf: '2025-02-30' });
    expect(errors).toHaveLength(1);
    expect((await new Client().ask(CATALOGUE)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('the rules of law', () => {
  it.each([
    `insert into award_type (code, name, decided_at, line, subject_kinds, is_commendation, valid, source)
     values ('BK_MOI', 'x', 'COMMUNE', 'STATE', '{}', true, '[2020-01-01,)', 'x')`,
    `update award_type set name = 'x'`,
    `delete from award_rule`,
    `update award_rule set confirmed = true`,
    `insert into award_rule (kind, code, args, article, document, valid, confirmed, source)
     values ('COUNCIL', 'COUNCIL.TINH', '{}', 'x', 'x', '[2020-01-01,)', true, 'x')`,
  ])('cannot be written by the service: %s', async (statement) => {
    await expect(connected('so_vang_app', (client) => client.query(statement))).rejects.toThrow(/permission denied/);
  });
});

describe('the rules on a day', () => {
  const on = (database = shipped): Connection => ({
    rows: (text, values = []) => rows(text, [...values], database) as never,
  });
  const idsOf = async (...codes: string[]) =>
    (await rows<{ id: string }>(`select id from award_type where code = any ($1) order by code`, [codes], shipped)).map(
      ({ id }) => id,
    );

  it('are those of each award and the general ones that hold then, with their citation', async () => {
    const [first = '', second = ''] = await idsOf('BK_TTG', 'GK_XA');
    const found = await rulesOfAwards(on(), [first, second], civilDate('2025-07-01'));
    const kinds = (id: string) => [
      ...new Set(found.get(id)?.map(({ kind, awardTypeId }) => `${kind}${awardTypeId ? ' own' : ''}`)),
    ];
    expect(kinds(first).sort()).toEqual([
      'BASE_SALARY',
      'COMPENSATION',
      'COMPETENCE own',
      'COUNCIL',
      'CRITERIA own',
      'DAY_SWAP',
      'DEADLINE',
      'DOCUMENTS',
      'FAVOURABLE_LAW',
      'HOLIDAY',
      'HOLIDAY_PLACING',
      'MERIT_KIND',
      'MERIT_NOT_GROUND',
      'ONE_AWARD_PER_ACHIEVEMENT',
      'OPINION own',
      'OPINION_DEADLINE',
      'PENDING_PROCEEDINGS',
      'POSTING own',
      'PRIOR_AWARD own',
      'PRIZE_COEFFICIENT own',
      'PRIZE_MULTIPLIER',
      'PRIZE_ROUNDING',
      'REGIME',
      'SUBJECT_KINDS own',
      'TIME_AFTER_PROCEEDINGS',
    ]);
    expect(kinds(second)).not.toContain('POSTING own');
    expect(found.get(first)?.find(({ kind }) => kind === 'POSTING')?.citation).toEqual({
      code: 'POSTING.TINH',
      article: 'Điều 44 khoản 2',
      document: 'Nghị định 152/2025/NĐ-CP',
      text: null,
      validFrom: '2025-07-01',
      validTo: '2027-02-28',
      confirmed: true,
    });
  });

  it('begin and end with their first and last day', async () => {
    const ids = await idsOf('GK_HUYEN');
    const regimes = async (day: string) =>
      (await rulesOn(on(), ids, civilDate(day)))
        .filter(({ kind }) => kind === 'REGIME')
        .map(({ args }) => args['regime']);
    const days = [
      '2017-09-30',
      '2017-10-01',
      '2023-12-31',
      '2024-01-01',
      '2025-06-30',
      '2025-07-01',
      '2026-09-30',
      '2026-10-01',
      '2027-02-28',
      '2027-03-01',
    ];
    const seen = [];
    for (const day of days) seen.push(...(await regimes(day)), day);
    expect(seen.join(' ')).toBe(
      '2017-09-30 A 2017-10-01 A 2023-12-31 B 2024-01-01 B 2025-06-30 C 2025-07-01 C 2026-09-30 D 2026-10-01 D 2027-02-28 2027-03-01',
    );
  });

  it('are without one that was replaced, which can still be read by its id', async () => {
    const database = await ownDatabase(shipped);
    try {
      const [old] = await rows<{ id: string }>(`select id from award_rule where code = 'REGIME.D'`, [], database);
      await rows(
        `insert into award_rule (kind, code, args, article, document, valid, confirmed, source, replaces_id)
         select kind, code, args, 'Điều 2', document, valid, confirmed, source, id from award_rule where id = $1`,
        [old!.id],
        database,
      );
      const articles = (await rulesOn(on(database), [], civilDate('2026-11-20')))
        .filter(({ kind }) => kind === 'REGIME')
        .map(({ citation }) => citation.article);
      expect(articles).toEqual(['Điều 2']);
      expect((await rulesById(on(database), [old!.id])).map(({ citation }) => citation.article)).toEqual(['Toàn văn']);
    } finally {
      await dropDatabase(database);
    }
  });
});

describe('npm run data:load', () => {
  let database: string;
  const load = (): Promise<Outcome> => loadInto(database);
  const law = () =>
    rows(`select * from award_type order by id`, [], database).then(async (types) => [
      types,
      await rows(`select * from award_rule order by id`, [], database),
    ]);
  const loads = () =>
    rows<{ details: unknown }>(
      `select (text::jsonb) -> 'details' as details from audit where (text::jsonb) ->> 'action' = 'law.load' order by id`,
      [],
      database,
    );
  beforeEach(async () => void (database = await ownDatabase(shipped)));
  afterEach(() => dropDatabase(database));

  it('does nothing where the law is what is shipped', async () => {
    const [before, recorded] = [await law(), await loads()];
    const { code, stdout, stderr } = await load();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /Đã thêm 0 danh hiệu, hình thức khen thưởng và 0 quy định \(0 thay bản cũ\); kết thúc 0\.\n$/,
    );
    expect(await law()).toEqual(before);
    expect(await loads()).toEqual(recorded);
  });

  it('brings an older law to what is shipped: adds, ends, replaces, keeps the old row, and says so in the audit', async () => {
    const [types] = await law();
    await rows(`update award_rule set confirmed = not confirmed where code = 'REGIME.D'`, [], database);
    await rows(`update award_type set valid = daterange(lower(valid), null) where code = 'GK_HUYEN'`, [], database);
    await rows(`delete from award_rule where code = 'REGIME.C'`, [], database);
    const { code, stdout } = await load();
    expect(code).toBe(0);
    expect(stdout).toMatch(/0 danh hiệu, hình thức khen thưởng và 2 quy định \(1 thay bản cũ\); kết thúc 1\.\n$/);
    const regimes = await rows(
      `select r.code, r.confirmed, old.confirmed as before from award_rule r left join award_rule old on old.id = r.replaces_id
       where r.kind = 'REGIME' order by r.code, r.confirmed`,
      [],
      database,
    );
    expect(regimes).toEqual([
      { code: 'REGIME.A', confirmed: false, before: null },
      { code: 'REGIME.B', confirmed: false, before: null },
      { code: 'REGIME.C', confirmed: true, before: null },
      { code: 'REGIME.D', confirmed: false, before: null },
      { code: 'REGIME.D', confirmed: true, before: false },
    ]);
    expect((await loads()).at(-1)).toEqual({ details: { awardTypes: 0, endings: 1, replaced: 1, rules: 2 } });
    expect((await law())[0]).toEqual(types);
    expect((await load()).stdout).toMatch(/và 0 quy định/);
  });

  it('loads nothing where the database says otherwise of an award type, and names it', async () => {
    await rows(`update award_type set line = 'PARTY' where code = 'BK_TINH'`, [], database);
    const before = await law();
    const { code, stdout, stderr } = await load();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Dữ liệu khác với điều đã ghi .*BK_TINH/);
    expect(await law()).toEqual(before);
  });

  it('asks for the owner of the database before it does anything', async () => {
    const { code, stdout, stderr } = await runProgram('data-load.cli', env(database));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Để nạp danh mục khen thưởng và quy định, hãy đặt DATABASE_OWNER_URL/);
  });
});

it.each([
  ['data-load.cli', '--util', 'Cách dùng: npm run data:load '],
  ['data-reorganise.cli', '--form', 'Cách dùng: npm run data:reorganise '],
])('%s %s is told in a sentence how it is called', async (program, option, sentence) => {
  const { code, stdout, stderr } = await runProgram(program, {}, [option]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.startsWith(sentence)).toBe(true);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
