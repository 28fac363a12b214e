import { rolesWith } from '../../src/core/permissions.js';
import { as, trialUnit, type Client } from '../support/api.js';
import { dossier } from '../support/dossiers.js';
import { FACT, FACTS_OF } from '../support/facts.js';
import { acceptAll, CHAIN, done, refusals, today } from '../support/nominations.js';
import { person, type Person } from '../support/people.js';
import { query, sharedConnection } from '../support/shared-connection.js';
import { makeUnit } from '../support/units.js';

// What is known of honourees beside their awards: who writes it, how it is mended, and who may see what is sensitive.

type Input = Record<string, unknown>;
// Tests look into answers of any shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Facts = any;

const [commune, province, beside] = ['UBND-03390', 'UBND-12', 'UBND-03388'].map((code) => trialUnit(code).id) as [
  string,
  string,
  string,
];
let reviewer: Person;
let officer: Person;
let provincial: Person;
let stranger: Person;
let partyReviewer: Person;

beforeAll(async () => {
  reviewer = await person({ grants: [{ role: 'REVIEWER', unitId: commune }] });
  officer = await person({ grants: [{ role: 'UNIT_OFFICER', unitId: commune }] });
  provincial = await person({ grants: [{ role: 'REVIEWER', unitId: province }] });
  partyReviewer = await person({ grants: [{ role: 'REVIEWER', unitId: trialUnit('DU-03390').id }] });
  stranger = await person({ grants: [{ role: 'REVIEWER', unitId: beside }] });
});

let made = 0;
/** An honouree of the commune. */
async function honouree(kind = 'INDIVIDUAL', name = `Người có thông tin ${(made += 1)}`): Promise<string> {
  const [row] = await query<{ id: string }>(
    `insert into honouree (kind, display_name, registered_by_id, created_at) values ($1, $2, $3, now()) returning id`,
    [kind, name, commune],
  );
  return row!.id;
}

const rating = (honoureeId: string, more: Input = {}): { input: Input } => ({
  input: { honoureeId, year: 2024, rating: 'HTXSNV', source: 'QĐ 12/QĐ-UBND', ...more },
});
const discipline = (honoureeId: string, more: Input = {}): { input: Input } => ({
  input: { honoureeId, kind: 'VERIFICATION', matter: 'đơn tố cáo', from: '2026-01-15', source: 'CV 7/UBND', ...more },
});
const factsOf = (client: Client, id: string): Promise<Facts> => client.get(FACTS_OF, { id });
const refused = async (client: Client, mutation: string, variables: { input: Input }) =>
  (await client.get(mutation, variables)).userErrors;
const audited = (id: string, action: string) =>
  query<{ actor: string; unit: string; details: Facts }>(
    `select (text::jsonb) ->> 'actor' as actor, (text::jsonb) ->> 'unitId' as unit, (text::jsonb) -> 'details' as details
     from audit where (text::jsonb) ->> 'subject' = $1 and (text::jsonb) ->> 'action' = $2 order by id`,
    [`honouree:${id}`, action],
  );

describe('facts of honourees', () => {
  it('are recorded with their source, by whom and for which unit, and shown with the honouree', async () => {
    const id = await honouree();
    await done(reviewer.client, FACT.rating, rating(id));
    await done(reviewer.client, FACT.rating, rating(id, { year: 2022, rating: 'HTTNV' }));
    const initiative = { honoureeId: id, year: 2024, title: 'Cải tiến một cửa', recognisedBy: 'UBND xã' };
    await done(reviewer.client, FACT.initiative, { input: { ...initiative, scope: 'GRASSROOTS', symbol: '3/QĐ' } });
    const facts = await factsOf(officer.client, id);
    expect(facts).toMatchObject({
      ratings: [
        { year: 2022, rating: 'HTTNV' },
        { year: 2024, rating: 'HTXSNV', source: 'QĐ 12/QĐ-UBND', recorded: { by: { username: reviewer.username } } },
      ],
      initiatives: [{ ...{ year: 2024, title: 'Cải tiến một cửa', scope: 'GRASSROOTS', symbol: '3/QĐ' } }],
      disciplines: null,
    });
    expect(facts.ratings[1].recorded.forUnit.code).toBe('UBND-03390');
    const [entry] = await audited(id, 'honouree.recordRating');
    expect(entry).toMatchObject({ actor: reviewer.accountId, unit: commune });
    // Personal values stand in the audit as hashes alone.
    expect(Object.keys(entry!.details.fact.rating)).toEqual(['saltedSha256']);
    expect(JSON.stringify(entry)).not.toMatch(/HTXSNV|QĐ 12/);
  });

  it('of collectives: members and places in cụm, khối; not of people, and no rating of households', async () => {
    const [collective, individual, household] = [
      await honouree('COLLECTIVE'),
      await honouree(),
      await honouree('HOUSEHOLD'),
    ];
    const count = { year: 2024, members: 20, completed: 20, ldtt: 14, cstdcs: 2, source: 'BC 5' };
    const place = { year: 2024, group: 'Khối các xã miền núi', rank: 1, groupSize: 9, source: 'TB 8' };
    await done(reviewer.client, FACT.memberCount, { input: { honoureeId: collective, ...count } });
    await done(reviewer.client, FACT.groupResult, { input: { honoureeId: collective, ...place } });
    expect(await factsOf(officer.client, collective)).toMatchObject({ memberCounts: [count], groupResults: [place] });
    for (const [mutation, input] of [
      [FACT.memberCount, { honoureeId: individual, ...count }],
      [FACT.groupResult, { honoureeId: individual, ...place }],
      [FACT.rating, rating(household).input],
    ] as const) {
      expect(await refused(reviewer.client, mutation, { input })).toMatchObject([
        { code: 'INVALID_INPUT', field: ['input', 'honoureeId'], message: expect.stringMatching(/Loại đối tượng/) },
      ]);
    }
  });

  it('are refused twice, and mended by a newer record that names the older one, which counts no more', async () => {
    const id = await honouree();
    await done(reviewer.client, FACT.rating, rating(id));
    expect(await refused(reviewer.client, FACT.rating, rating(id, { rating: 'HTNV' }))).toMatchObject([
      { code: 'DUPLICATE', message: expect.stringMatching(/đã có kết quả xếp loại/) },
    ]);
    const [first] = (await factsOf(officer.client, id)).ratings;
    const mended = rating(id, { rating: 'HTTNV', replacesId: first.id });
    expect(await refusals(reviewer.client, FACT.rating, rating(id, { year: 2023, replacesId: first.id }))).toEqual([
      'INVALID_INPUT',
    ]);
    await done(reviewer.client, FACT.rating, mended);
    expect((await factsOf(officer.client, id)).ratings).toMatchObject([{ year: 2024, rating: 'HTTNV' }]);
    expect(await refusals(reviewer.client, FACT.rating, mended)).toEqual(['STALE_VERSION']);
    const kept = await query(`select rating from honouree_rating where honouree_id = $1 order by id`, [id]);
    expect(kept).toEqual([{ rating: 'HTXSNV' }, { rating: 'HTTNV' }]);
    const other = await honouree();
    expect(await refusals(reviewer.client, FACT.rating, rating(other, { replacesId: first.id }))).toEqual([
      'NOT_FOUND',
    ]);
  });

  it('may be taken back, and then recorded again', async () => {
    const id = await honouree();
    await done(reviewer.client, FACT.rating, rating(id));
    const [first] = (await factsOf(officer.client, id)).ratings;
    const back = { withdrawn: true, source: 'Ghi nhầm người' };
    expect(await refusals(reviewer.client, FACT.rating, rating(id, back))).toEqual(['INVALID_INPUT']);
    await done(reviewer.client, FACT.rating, rating(id, { ...back, replacesId: first.id }));
    expect((await factsOf(officer.client, id)).ratings).toEqual([]);
    await done(reviewer.client, FACT.rating, rating(id, { rating: 'HTNV' }));
    expect((await factsOf(officer.client, id)).ratings).toMatchObject([{ rating: 'HTNV' }]);
  });

  it('of one initiative, place or matter are refused twice, however they are spelt', async () => {
    const id = await honouree();
    const initiative = { honoureeId: id, year: 2024, scope: 'COMMUNE', recognisedBy: 'UBND xã' };
    await done(reviewer.client, FACT.initiative, { input: { ...initiative, title: 'Hòa giải ở cơ sở' } });
    const again = { input: { ...initiative, title: 'HOÀ GIẢI Ở CƠ SỞ' } };
    expect(await refusals(reviewer.client, FACT.initiative, again)).toEqual(['DUPLICATE']);
    await done(reviewer.client, FACT.initiative, { input: { ...again.input, year: 2025 } });
    await done(reviewer.client, FACT.discipline, discipline(id));
    expect(await refusals(reviewer.client, FACT.discipline, discipline(id))).toEqual(['DUPLICATE']);
    // What another unit keeps secret is not even told to be there.
    await done(provincial.client, FACT.discipline, discipline(id));
  });

  it('do not contradict themselves, nor lie in the future', async () => {
    const [id, collective] = [await honouree(), await honouree('COLLECTIVE')];
    const next = Number(today().slice(0, 4)) + 1;
    const count = { honoureeId: collective, year: 2024, members: 10, source: 'x' };
    const place = { honoureeId: collective, year: 2024, group: 'Khối 1', source: 'x' };
    const bad: [string, Input, string][] = [
      [FACT.rating, rating(id, { year: next }).input, 'year'],
      [FACT.rating, rating(id, { year: 1944 }).input, 'year'],
      [FACT.rating, rating(id, { rating: 'GIOI' }).input, 'rating'],
      [FACT.rating, rating(id, { source: '  ' }).input, 'source'],
      [FACT.discipline, discipline(id, { kind: 'X' }).input, 'kind'],
      [FACT.discipline, discipline(id, { to: '2026-01-14' }).input, 'to'],
      [FACT.discipline, discipline(id, { from: `${next}-12-31` }).input, 'from'],
      [FACT.memberCount, { ...count, ldtt: 11 }, 'ldtt'],
      [FACT.memberCount, { ...count, members: 0 }, 'members'],
      [FACT.groupResult, { ...place, rank: 3, groupSize: 2 }, 'rank'],
      [FACT.groupResult, { ...place, rank: 0 }, 'rank'],
    ];
    for (const [mutation, input, field] of bad) {
      const errors = await refused(reviewer.client, mutation, { input });
      expect(errors[0]).toMatchObject({ code: 'INVALID_INPUT', field: ['input', field] });
      expect(errors[0].message).toMatch(/[^\x00-\x7f]/);
    }
    await done(reviewer.client, FACT.discipline, discipline(id, { to: '2026-01-15' }));
  });

  it('are recorded by who may, at or above the unit of the honouree, and by bodies of the road of its nomination', async () => {
    const id = await honouree();
    expect(await refusals(officer.client, FACT.rating, rating(id))).toEqual(['FORBIDDEN']);
    expect(await refusals(stranger.client, FACT.rating, rating(id))).toEqual(['NOT_FOUND']);
    await done(provincial.client, FACT.rating, rating(id, { recordedForId: province }));
    expect(await refusals(provincial.client, FACT.rating, rating(id, { year: 2023, recordedForId: commune }))).toEqual([
      'FORBIDDEN',
    ]);
    const both = await person({
      grants: [commune, province].map((unitId) => ({ role: 'REVIEWER' as const, unitId })),
    });
    expect(await refusals(both.client, FACT.rating, rating(id, { year: 2023 }))).toEqual(['INVALID_INPUT']);
    await done(both.client, FACT.rating, rating(id, { year: 2023, recordedForId: commune }));
    // The Party's commune proposes; the chairman of the province decides, who is above nobody in the Party.
    const party = trialUnit('DU-03390').id;
    const nominationId = await dossier({ proposerId: party, state: 'DRAFT' });
    const [row] = await query<{ id: string }>(`select honouree_id as id from nomination where id = $1`, [nominationId]);
    expect(await refusals(provincial.client, FACT.rating, rating(row!.id))).toEqual(['NOT_FOUND']);
    const onTheRoad = await dossier({ proposerId: party, state: 'SUBMITTED' });
    const [proposed] = await query<{ id: string }>(`select honouree_id as id from nomination where id = $1`, [
      onTheRoad,
    ]);
    await done(provincial.client, FACT.rating, rating(proposed!.id));
  });

  it('is one record for one key, and one of two that come at once', async () => {
    const id = await honouree();
    const once = rating(id, { clientMutationId: 'một lần' });
    await done(reviewer.client, FACT.rating, once);
    await done(reviewer.client, FACT.rating, once);
    const count = await query(`select from honouree_rating where honouree_id = $1`, [id]);
    expect(count).toHaveLength(1);
    const other = await honouree();
    const answers = await Promise.all([1, 2, 3].map(() => refusals(reviewer.client, FACT.rating, rating(other))));
    expect(answers.flat().sort()).toEqual(['DUPLICATE', 'DUPLICATE']);
  });

  it('cannot be changed or removed by the service, nor chained to another honouree', async () => {
    const [id, other] = [await honouree(), await honouree()];
    await done(reviewer.client, FACT.rating, rating(id));
    const app = await sharedConnection('so_vang_app');
    const tables = ['rating', 'initiative', 'discipline', 'group_result', 'member_count'].map((t) => `honouree_${t}`);
    for (const table of tables) {
      await expect(app.query(`update ${table} set recorded_at = now()`)).rejects.toThrow(/permission denied/);
      await expect(app.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
    }
    const again = `insert into honouree_rating (honouree_id, year, rating, source, replaces_id, recorded_by_id, recorded_for_id, recorded_at)
      select $1, 2024, 'HTNV', 'x', r.replaces, r.recorded_by_id, r.recorded_for_id, now() from (
        select *, case when $2 then id end as replaces from honouree_rating where honouree_id = $3) r`;
    await expect(app.query(again, [id, false, id])).rejects.toThrow(/honouree_rating_once/);
    await expect(app.query(again, [other, true, id])).rejects.toThrow(/honouree_rating_of_the_same/);
  });

  it('come into the database only from a reviewer of a unit that may record them, on that day', async () => {
    const id = await honouree();
    const ended = await person({ grants: [{ role: 'REVIEWER', unitId: commune }] });
    const until = `update role_grant set valid = daterange('2025-07-01', '2026-02-01') where account_id = $1`;
    await query(until, [ended.accountId]);
    const app = await sharedConnection('so_vang_app');
    const insert = (by: Person, unitId: string, at = '2026-11-20T01:00:00Z', more: [string, string][] = []) =>
      app.query(
        `insert into honouree_discipline (honouree_id, kind, from_day, source, recorded_by_id, recorded_for_id, recorded_at
           ${more.map(([name]) => `, ${name}`).join('')})
         values ($1, 'DISCIPLINE', '2025-01-01', 'x', $2, $3, $4${more.map((_, index) => `, $${index + 5}`).join('')})
         returning id`,
        [id, by.accountId, unitId, at, ...more.map(([, value]) => value)],
      );
    for (const [who, unitId] of [
      [officer, commune],
      [provincial, commune],
      [stranger, beside],
      [ended, commune],
    ] as const) {
      await expect(insert(who, unitId)).rejects.toMatchObject({ code: 'SV001', message: 'auth.forbiddenHere' });
    }
    // On a day of the grant it was right.
    await expect(insert(ended, commune, '2026-01-31T10:00:00Z')).resolves.toBeDefined();
    // The next day in Vietnam.
    await expect(insert(ended, commune, '2026-01-31T17:00:00Z')).rejects.toMatchObject({ code: 'SV001' });
    const { rows } = await insert(reviewer, commune);
    const replaced: [string, string][] = [['replaces_id', (rows[0] as { id: string }).id]];
    await expect(insert(provincial, province, undefined, replaced)).rejects.toMatchObject({ message: 'fact.notFound' });
    await expect(insert(reviewer, commune, undefined, replaced)).resolves.toBeDefined();
    await query(`update account set disabled_at = now() where id = $1`, [reviewer.accountId]);
    await expect(insert(reviewer, commune)).rejects.toMatchObject({ code: 'SV001' });
    await query(`update account set disabled_at = null where id = $1`, [reviewer.accountId]);
    for (const table of ['rating', 'initiative', 'discipline', 'group_result', 'member_count']) {
      const [guard] = await query(`select from pg_trigger where tgname = $1`, [`honouree_${table}_recorded`]);
      expect([table, guard !== undefined]).toEqual([table, true]);
    }
    expect(rolesWith('fact.record')).toEqual(['REVIEWER']);
  });
});

describe('discipline and verification', () => {
  /** Somebody whose nomination lies with the commune, disciplined or not. */
  async function proposed(
    isDisciplined: boolean,
    state: 'DRAFT' | 'RECEIVED' = 'RECEIVED',
  ): Promise<{ id: string; nominationId: string }> {
    const nominationId = await dossier({ proposerId: commune, state, name: 'Nguyễn Văn Sinh Đôi' });
    const [row] = await query<{ id: string }>(`select honouree_id as id from nomination where id = $1`, [nominationId]);
    const { id } = row!;
    // By a unit of the Party, so that nobody of the road sees it for having recorded it.
    const party = trialUnit('DU-03390').id;
    await query(`update honouree set unit_id = $2 where id = $1`, [id, party]);
    if (isDisciplined) {
      for (const kind of ['DISCIPLINE', 'VERIFICATION']) {
        await done(partyReviewer.client, FACT.discipline, discipline(id, { kind, matter: 'cảnh cáo' }));
      }
    }
    return { id, nominationId };
  }

  const EVERYTHING = `query ($id: ID!, $nominationId: ID!) {
    honouree(id: $id) { displayName kind ratings { id } initiatives { id } groupResults { id } memberCounts { id }
      disciplines { id kind } nominations { totalCount edges { node { state availableActions } } } }
    nomination(id: $nominationId) { state suspended availableActions overdue judgements { ruleCode } appraisals { opinion favourable }
      honouree { displayName disciplines { kind } }
      eligibility { verdict provisional lawDate regime note findings { verdict explanation facts eligibleFrom rule { code } judgement { accept } } } } }`;

  it('is seen by sensitive.read at a unit of the road alone, and each read is recorded', async () => {
    const { id } = await proposed(true);
    const seen = await factsOf(reviewer.client, id);
    expect(seen.disciplines).toMatchObject([
      { kind: 'DISCIPLINE', matter: 'cảnh cáo', from: '2026-01-15', to: null },
      { kind: 'VERIFICATION', to: null },
    ]);
    expect((await factsOf(provincial.client, id)).disciplines).toHaveLength(2);
    const reads = await audited(id, 'honouree.readSensitive');
    expect(reads.map(({ actor, unit }) => ({ actor, unit }))).toEqual([
      { actor: reviewer.accountId, unit: commune },
      { actor: provincial.accountId, unit: province },
    ]);
    expect((await factsOf(officer.client, id)).disciplines).toBeNull();
    expect((await audited(id, 'honouree.readSensitive')).length).toBe(2);
  });

  it('of none is read too, and that is recorded as well', async () => {
    const { id } = await proposed(false);
    expect((await factsOf(reviewer.client, id)).disciplines).toEqual([]);
    expect(await audited(id, 'honouree.readSensitive')).toHaveLength(1);
  });

  it('is not seen off the road: without a nomination, with a draft, above the deciding body', async () => {
    const alone = await honouree();
    expect((await factsOf(reviewer.client, alone)).disciplines).toBeNull();
    const draft = await dossier({ proposerId: commune, state: 'DRAFT' });
    const [row] = await query<{ id: string }>(`select honouree_id as id from nomination where id = $1`, [draft]);
    expect((await factsOf(reviewer.client, row!.id)).disciplines).toBeNull();
    const own = await dossier({ proposerId: commune, state: 'RECEIVED', award: 'GK_XA' });
    const [decided] = await query<{ id: string }>(`select honouree_id as id from nomination where id = $1`, [own]);
    expect((await factsOf(reviewer.client, decided!.id)).disciplines).toEqual([]);
    expect((await factsOf(provincial.client, decided!.id)).disciplines).toBeNull();
    // Who recorded it sees it, to mend it.
    await done(reviewer.client, FACT.discipline, discipline(alone));
    expect((await factsOf(reviewer.client, alone)).disciplines).toHaveLength(1);
    expect((await factsOf(provincial.client, alone)).disciplines).toBeNull();
  });

  it('leaves no trace for an officer: a disciplined and an undisciplined twin are the same to the byte', async () => {
    const twins = [await proposed(true), await proposed(false)];
    const told = async (client: Client): Promise<string[]> => {
      const answers = [];
      for (const { id, nominationId } of twins) {
        const { text } = await client.ask(EVERYTHING, { id, nominationId });
        answers.push(text.replaceAll(id, 'ID').replaceAll(nominationId, 'ID'));
      }
      return answers;
    };
    const [disciplined, undisciplined] = await told(officer.client);
    expect(disciplined).toBe(undisciplined);
    expect(disciplined).toContain('"disciplines":null');
    const lists = await Promise.all(['canbo.binhlu', 'lanhdao.binhlu'].map(async (name) => told(await as(name))));
    for (const [one, other] of lists) expect(one).toBe(other);
    const [seen, unseen] = await told(reviewer.client);
    expect(seen).not.toBe(unseen);
    expect(undisciplined).toMatch(/không nêu ở đây dù có hay không/);
    expect(seen).not.toMatch(/không nêu ở đây/);
    // Who read what rests on it is kept with the dossier too.
    const read = await audited(twins[0]!.id, 'honouree.readSensitive');
    expect(read.map(({ actor, details }) => [actor, details?.nominationId])).toContainEqual([
      reviewer.accountId,
      twins[0]!.nominationId,
    ]);
    expect(new Set(read.map(({ actor }) => actor))).toEqual(new Set([reviewer.accountId]));
  });

  it('is seen in the findings, and stops a favourable appraisal, which nobody can judge away', async () => {
    const { nominationId } = await proposed(true);
    const { findings } = (
      await reviewer.client.get(
        `query ($id: ID!) { nomination(id: $id) { eligibility { findings { verdict rule { code } } } } }`,
        { id: nominationId },
      )
    ).eligibility;
    expect(findings).toContainEqual({ verdict: 'FAILS', rule: { code: 'PENDING_PROCEEDINGS' } });
    const judgements = await acceptAll(reviewer.client, nominationId);
    const input = { id: nominationId, opinion: 'Xứng đáng.', favourable: true, judgements };
    const { userErrors } = await reviewer.client.get(CHAIN.appraise, { input });
    expect(userErrors).toMatchObject([{ code: 'RULE_FAILED', rule: { code: 'PENDING_PROCEEDINGS' } }]);
  });

  it('of members of a collective is weighed too, named to nobody, and left out for an officer (R23)', async () => {
    const collectives: string[] = [];
    for (const [index, matter] of ['Cảnh cáo', 'Khiển trách'].entries()) {
      const unitId = await makeUnit({ code: `TO-${made}-${index}`, superiorId: commune });
      const [row] = await query<{ id: string }>(
        `with members as (
           insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
           select 'INDIVIDUAL', 'Thành Viên Tổ ' || n, $1, $2, now() from generate_series(1, 3) n returning id
         ), disciplined as (
           insert into honouree_discipline (honouree_id, kind, matter, from_day, to_day, source, recorded_by_id, recorded_for_id, recorded_at)
           select min(id::text)::uuid, 'DISCIPLINE', $3, '2023-03-01'::date, '2023-09-01'::date, 'QĐ 4', $4::uuid, $2, now() from members
         )
         insert into honouree (kind, display_name, unit_id, registered_by_id, created_at)
         values ('COLLECTIVE', 'Tổ Sinh Đôi', $1, $2, now()) returning id`,
        [unitId, commune, matter, reviewer.accountId],
      );
      const honoureeId = row!.id;
      const counts = { year: 2023, members: 3, completed: 3, ldtt: 3, cstdcs: 1, source: 'BC 5' };
      await done(reviewer.client, FACT.memberCount, { input: { honoureeId, recordedForId: commune, ...counts } });
      // Something of long ago, so that this unit may see what is sensitive.
      await done(reviewer.client, FACT.discipline, discipline(honoureeId, { from: '2010-01-01', to: '2010-02-01' }));
      collectives.push(honoureeId);
    }
    const asked = `query ($id: ID!) { eligibility(honoureeId: $id, awardTypeCode: "TTLDXS", meritKind: CONG_TRANG, asOf: "2023-12-20",
      achievementFrom: "2023-01-01", achievementTo: "2023-12-31") { verdict note findings { verdict explanation facts rule { code } } } }`;
    const told = async (client: Client) => {
      const texts = [];
      for (const id of collectives) texts.push((await client.ask(asked, { id })).text);
      return texts as [string, string];
    };
    const [one, other] = await told(officer.client);
    expect(one).toBe(other);
    expect(one).toMatch(/không nêu ở đây dù có hay không/);
    const [disciplined, rebuked] = await told(reviewer.client);
    expect(disciplined).toMatch(/có 1 thành viên bị kỷ luật ở mức phải xét/);
    expect(rebuked).toMatch(/\(3\/3 thành viên có hồ sơ/);
    expect(disciplined).not.toMatch(/Thành Viên Tổ|Cảnh cáo|2023-03-01/);
    expect(await audited(collectives[0]!, 'honouree.readSensitive')).not.toEqual([]);
  });

  it('does not show at the submission: both twins go, with the same answer', async () => {
    const answers = [];
    for (const isDisciplined of [true, false]) {
      const { nominationId } = await proposed(isDisciplined, 'DRAFT');
      const input = { nominationIds: [nominationId], proposalDate: today(), signer: 'Vàng A Sơn' };
      const { text } = await officer.client.ask(CHAIN.submit, { input });
      answers.push(text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID').replaceAll(/HS-\d+-\d+/g, 'HS'));
    }
    expect(answers[0]).toBe(answers[1]);
    expect(answers[0]).toContain('"userErrors":[]');
  });
});
