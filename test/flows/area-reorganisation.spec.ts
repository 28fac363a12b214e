import type { Client } from '../support/api.js';
import { waiting } from '../support/councils.js';
import { DECIDE, endorsedBySql } from '../support/decisions.js';
import { makeModel, TODAY } from '../support/models.js';
import { CHAIN, done } from '../support/nominations.js';
import { person } from '../support/people.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';
import { useOwnServer } from '../support/use-own-server.js';

// Areas with the bodies that work in them, by one plan; what else rests on them; and two who plan the same at once.
useOwnServer();

const PREVIEW = `mutation ($input: ReorganisationInput!) { previewReorganisation(input: $input) {
  preview { hash areas units nominations models sessions draftDecisions withoutHome problems { code message field }
    dossiers(first: 10) { edges { node { from to returned nomination { id } } } } }
  userErrors { code message } } }`;
const APPLY = `mutation ($input: ApplyReorganisationInput!) { applyReorganisation(input: $input) {
  reorganisation { id state } userErrors { code message } } }`;
const TREE = `query ($code: String!, $day: CivilDate!) { area(code: $code, asOf: $day) { id name(asOf: $day) validTo
  parent(asOf: $day) { code } successors { kind whole primary legalBasis to { name } }
  predecessors { from { name } } } }`;
const DAY_BEFORE = new Date(Date.parse(TODAY) - 86_400_000).toISOString().slice(0, 10);

async function areaId(code: string): Promise<string> {
  const [row] = await query<{ id: string }>(
    `select area_id as id from area_version where code = $1 and upper_inf(valid)`,
    [code],
  );
  return row!.id;
}

async function administrator(...codes: string[]): Promise<Client> {
  const grants = [];
  for (const code of codes.length > 0 ? codes : ['UBND-12'])
    grants.push({ role: 'ADMINISTRATOR' as const, unitId: await unitId(code) });
  return (await person({ grants })).client;
}

type Change = Record<string, unknown>;
const planOf = (changes: Change[], legalBasis = 'Nghị quyết 1'): Record<string, unknown> => ({
  effectiveOn: TODAY,
  legalBasis,
  changes,
});

async function looked(client: Client, plan: Record<string, unknown>) {
  return (await done(client, PREVIEW, { input: plan })).preview;
}

async function applied(client: Client, plan: Record<string, unknown>): Promise<string[]> {
  const { hash } = await looked(client, plan);
  const { userErrors } = await client.get(APPLY, { input: { plan, previewHash: hash } });
  return userErrors.map(({ code }: { code: string }) => code);
}

describe('areas that are reorganised', () => {
  it('merge with their bodies in one plan: bodies, models and the past of the place follow; the day before stays', async () => {
    const admin = await administrator();
    const [a, b] = [await areaId('03388'), await areaId('03390')];
    const home = await unitId('UBND-03388');
    const model = await makeModel({
      ownerUnitId: home,
      registeredWithId: home,
      name: 'Mô hình của xã cũ',
      startsOn: DAY_BEFORE as typeof TODAY,
    });
    const before = await admin.get(TREE, { code: '03388', day: DAY_BEFORE });
    const merge = { kind: 'MERGED', fromIds: [a, b], newCode: '03388', newName: 'Phường Mới', legalBasis: 'Điều 1' };
    const alone = await looked(admin, planOf([merge]));
    expect(alone).toMatchObject({ areas: 3, problems: [], withoutHome: [] });
    const bodies = {
      kind: 'MERGED',
      fromIds: [home, await unitId('UBND-03390')],
      newCode: 'UBND-MOI',
      newName: 'UBND phường Mới',
    };
    const plan = planOf([merge, bodies]);
    expect(await looked(admin, plan)).toMatchObject({ areas: 3, problems: [], models: expect.any(Number) });
    expect(await applied(admin, plan)).toEqual([]);
    const area = await admin.get(
      `query ($day: CivilDate!) { area(code: "03388", asOf: $day) {
      id name kind parent { code } predecessors { whole legalBasis from { code } } } }`,
      { day: TODAY },
    );
    expect(area).toMatchObject({
      name: 'Phường Mới',
      kind: 'Phường',
      parent: { code: '12' },
      predecessors: [
        { whole: true, legalBasis: 'Điều 1', from: { code: '03388' } },
        { whole: true, legalBasis: 'Điều 1', from: { code: '03390' } },
      ],
    });
    const then = await admin.get(TREE, { code: '03388', day: DAY_BEFORE });
    expect(then).toMatchObject({ id: a, name: before.name, validTo: DAY_BEFORE, parent: { code: '12' } });
    expect(then.successors).toEqual([
      { kind: 'MERGED', whole: true, primary: true, legalBasis: 'Điều 1', to: { name: 'Phường Mới' } },
    ]);
    const [follows] = await query(
      `select (select v.area_id from unit u join unit_version v on v.unit_id = u.id where u.code = 'UBND-MOI') as body,
         (select v.area_id from unit u join unit_version v on v.unit_id = u.id and upper_inf(v.valid) where u.code = 'DU-03388') as party,
         (select area_id from emulation_model where id = $1) as model,
         (select count(*)::int from area_past where area_id = $2 and past_id in ($3, $4) and share = 'WHOLE') as past`,
      [model.id, area.id, a, b],
    );
    expect(follows).toEqual({ body: area.id, party: area.id, model: area.id, past: 2 });
  });

  it('are listed with the bodies that would have no area, and those are then told one', async () => {
    const admin = await administrator('UBND-12', 'TU-12');
    const [area] = await query<{ id: string; code: string; unit: string; name: string }>(
      `select v.area_id as id, a.code, u.id as unit, v.name from unit u join unit_version v on v.unit_id = u.id and upper_inf(v.valid)
       join area_version a on a.area_id = v.area_id and upper_inf(a.valid)
       where a.tier = 'COMMUNE' and u.line = 'STATE' and u.is_body and u.code <> 'UBND-MOI' order by u.code limit 1`,
    );
    const split = [
      { kind: 'SPLIT', fromIds: [area!.id], newCode: area!.code, newName: 'Xã Một' },
      { kind: 'SPLIT', fromIds: [area!.id], newCode: '03999', newName: 'Xã Hai' },
    ];
    const { withoutHome, problems } = await looked(admin, planOf(split));
    expect(withoutHome).toContain(area!.name);
    expect(problems[0].message).toContain('areaCode');
    expect(await applied(admin, planOf(split))).toEqual(['INVALID_INPUT']);
    const rest = await query<{ id: string }>(
      `select unit_id as id from unit_version where area_id = $1 and upper_inf(valid)`,
      [area!.id],
    );
    const told = rest.map(({ id }) => ({ kind: 'CONVERTED', fromIds: [id], areaCode: '03999' }));
    expect(await looked(admin, planOf([...split, ...told]))).toMatchObject({ withoutHome: [], problems: [] });
  });

  it('are not for who administers no province, nor another one', async () => {
    const rename = planOf([{ kind: 'CONVERTED', fromIds: [await areaId('03517')], newName: 'Xã Khác' }]);
    for (const code of ['UBND-03517', 'TU-12']) {
      const { userErrors } = await (await administrator(code)).get(PREVIEW, { input: rename });
      expect(userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    }
    const elsewhere = planOf([{ kind: 'CONVERTED', fromIds: [await areaId('00004')], newName: 'Phường Khác' }]);
    const { userErrors } = await (await administrator()).get(PREVIEW, { input: elsewhere });
    expect(userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect(await looked(await administrator(), rename)).toMatchObject({ areas: expect.any(Number), problems: [] });
  });
});

describe('what rests on a body that ends', () => {
  it('a collective that ends cannot be honoured: its dossier comes back, a suspended one goes on suspended', async () => {
    const home = await unitId('UBND-03517');
    const [honoured, suspended] = [await waiting({ unitId: home }), await waiting({ unitId: home })];
    await query(
      `update honouree set kind = 'COLLECTIVE', unit_id = $2, birth_year = null, death_year = null, gender = null
       where id = (select honouree_id from nomination where id = $1)`,
      [honoured, home],
    );
    const reviewer = await person({ grants: [{ role: 'REVIEWER', unitId: home }] });
    await done(reviewer.client, CHAIN.suspend, { input: { id: suspended, ground: 'Đang xác minh đơn', date: TODAY } });
    const admin = await administrator();
    const plan = planOf([{ kind: 'CONVERTED', fromIds: [home], newCode: 'UBND-SAU', newName: 'UBND xã sau sắp xếp' }]);
    const { dossiers } = await looked(admin, plan);
    const back = dossiers.edges.map(({ node }: { node: { nomination: { id: string } | null; returned: string } }) => [
      node.nomination?.id,
      node.returned,
    ]);
    expect(back).toContainEqual([honoured, 'HONOUREE_DISSOLVED']);
    expect(await applied(admin, plan)).toEqual([]);
    const rows = await query(
      `select n.id, n.state, n.suspended, u.code as by from nomination n left join unit u on u.id = n.suspended_by_id
       where n.id in ($1, $2) order by n.suspended`,
      [honoured, suspended],
    );
    expect(rows).toEqual([
      { id: honoured, state: 'RETURNED', suspended: false, by: null },
      { id: suspended, state: 'APPRAISED', suspended: true, by: 'UBND-SAU' },
    ]);
    const after = await person({ grants: [{ role: 'REVIEWER', unitId: await unitId('UBND-SAU') }] });
    const resume = { id: suspended, reason: 'Đã xác minh, không có vi phạm' };
    expect((await done(after.client, CHAIN.resume, { input: resume })).nomination.suspended).toBe(false);
  });

  it('a decision that was not issued is discarded, and its dossiers are decided by who follows', async () => {
    const home = await unitId('SNV-12');
    const ids = await endorsedBySql(home, 2, 'Người chờ quyết định');
    const secretary = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: home }] });
    const draft = (issuedById: string) => ({
      input: {
        issuedById,
        title: 'Về việc khen thưởng',
        legalBases: ['Luật Thi đua, khen thưởng'],
        nominationIds: ids,
      },
    });
    const { decision } = await done(secretary.client, DECIDE.draft, draft(home));
    const admin = await administrator();
    const plan = planOf(
      [{ kind: 'CONVERTED', fromIds: [home], newCode: 'SNV-CUOI', newName: 'Sở cuối' }],
      'Nghị quyết 3',
    );
    expect(await looked(admin, plan)).toMatchObject({ draftDecisions: 1, problems: [] });
    expect(await applied(admin, plan)).toEqual([]);
    expect(await query(`select from decision where id = $1`, [decision.id])).toEqual([]);
    const again = await done(secretary.client, DECIDE.draft, draft(await unitId('SNV-CUOI')));
    expect(again.decision.id).not.toBe(decision.id);
  });
});

describe('two administrators', () => {
  it('with overlapping plans at once: one wins, the other is told by which act it changed', async () => {
    const admins = [await administrator(), await administrator()];
    const shared = await areaId('03517');
    const plans = ['Nghị quyết Một', 'Nghị quyết Hai'].map((basis, index) =>
      planOf([{ kind: 'CONVERTED', fromIds: [shared], newName: `Xã Thứ ${index}` }], basis),
    );
    const hashes: string[] = [];
    for (const [index, plan] of plans.entries()) hashes.push((await looked(admins[index]!, plan)).hash as string);
    const answers = await Promise.all(
      plans.map((plan, index) => admins[index]!.get(APPLY, { input: { plan, previewHash: hashes[index] } })),
    );
    const won = answers.findIndex(({ reorganisation }) => reorganisation?.state === 'APPLIED');
    const lost = answers[1 - won]!;
    expect(lost.reorganisation).toBeNull();
    expect(lost.userErrors).toMatchObject([{ code: 'PREVIEW_CHANGED' }]);
    expect(lost.userErrors[0].message).toContain(String(plans[won]!['legalBasis']));
    const names = await query<{ name: string }>(
      `select name from area_version where area_id = $1 and lower(valid) = $2::date`,
      [shared, TODAY],
    );
    expect(names).toEqual([{ name: `Xã Thứ ${won}` }]);
  });
});
