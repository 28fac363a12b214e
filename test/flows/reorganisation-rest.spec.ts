import { COUNCIL, opened, tally, waiting } from '../support/councils.js';
import { endorsedBySql } from '../support/decisions.js';
import { dossier, opinion } from '../support/dossiers.js';
import { makeModel, TODAY } from '../support/models.js';
import { done } from '../support/nominations.js';
import { person } from '../support/people.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';
import { useOwnServer } from '../support/use-own-server.js';

// What else rests on a body that ends: open sessions, models, grants, many dossiers at once.
useOwnServer();

const PREVIEW = `mutation ($input: ReorganisationInput!) { previewReorganisation(input: $input) {
  preview { hash nominations grants models sessions opinions problems { code message } } userErrors { code message } } }`;
const APPLY = `mutation ($input: ApplyReorganisationInput!) { applyReorganisation(input: $input) {
  reorganisation { id state } userErrors { code message } } }`;

async function reorganise(change: Record<string, unknown>) {
  const admin = await person({ grants: [{ role: 'ADMINISTRATOR', unitId: await unitId('UBND-12') }] });
  const plan = { effectiveOn: TODAY, legalBasis: 'Nghị quyết 9', changes: [change] };
  const { preview } = await done(admin.client, PREVIEW, { input: plan });
  return { preview, apply: () => admin.client.get(APPLY, { input: { plan, previewHash: preview.hash } }) };
}

const OPINION = `opinion { id stance unit { code } unitAs { code } asked { code } askedAs { code } } userErrors { code message }`;

/** What was asked of the ended commune is answered by its heir, what it has asked is there with its heir; each once. */
async function handedOver(one: { heir: string; asked: string[]; asking: string; own: string }): Promise<void> {
  const reviewer = await person({ grants: [{ role: 'REVIEWER', unitId: one.heir }] });
  const list = async (asking: boolean): Promise<string[]> => {
    const { edges } = await reviewer.client.get(
      `query ($asking: Boolean) { opinions(asking: $asking, open: true, first: 50) { edges { node { id } } } }`,
      { asking },
    );
    return edges.map(({ node }: { node: { id: string } }) => node.id);
  };
  // What it had asked of the ended one itself it reads on both sides.
  expect((await list(false)).sort()).toEqual([...one.asked, one.own].sort());
  expect((await list(true)).sort()).toEqual([one.asking, one.own].sort());
  const give = `mutation ($input: GiveOpinionInput!) { giveOpinion(input: $input) { ${OPINION} } }`;
  const [body, commune, former] = [{ code: 'DU-03390' }, { code: 'UBND-03390' }, { code: 'UBND-03388' }];
  for (const [index, opinionId] of one.asked.entries()) {
    const { opinion: given } = await done(reviewer.client, give, {
      input: { opinionId, stance: 'FOR', text: 'Đồng ý.' },
    });
    const askedAs = index === 0 ? former : null;
    expect(given).toMatchObject({ stance: 'FOR', unit: body, unitAs: null, asked: commune, askedAs });
  }
  const waive = `mutation ($input: WaiveOpinionInput!) { waiveOpinion(input: $input) { ${OPINION} } }`;
  const without = async (opinionId: string): Promise<unknown> =>
    (await done(reviewer.client, waive, { input: { opinionId, reason: 'Đơn vị đã sáp nhập.' } })).opinion;
  expect(await without(one.asking)).toMatchObject({ unit: commune, unitAs: former, askedAs: null });
  expect(await without(one.own)).toMatchObject({ unit: commune, unitAs: null, asked: former, askedAs: null });
  const kept = await query(`select text from audit where text like '%"opinion.handOver"%'`);
  expect(kept).toHaveLength(2);
}

describe('a body that ends', () => {
  it('is not ended while nobody takes over what lies with it', async () => {
    const home = await unitId('UBND-03388');
    // Beside two models of the demonstration.
    await waiting({ unitId: home });
    const { preview, apply } = await reorganise({ kind: 'DISSOLVED', fromIds: [home] });
    expect(preview.problems.at(-1)).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('3 hồ sơ'),
    });
    expect((await apply()).userErrors).toHaveLength(1);
    expect(await query(`select from reorganisation where planned_by_id is not null`)).toEqual([]);
    const living = await query(`select from unit_version where unit_id = $1 and upper_inf(valid)`, [home]);
    expect(living).toHaveLength(1);
  });

  it('leaves its seats and models to its one successor, and its council votes on nothing more', async () => {
    const [home, heir] = [await unitId('UBND-03388'), await unitId('UBND-03390')];
    const nominationId = await waiting({ unitId: home });
    const secretary = await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId: home }] });
    const sessionId = await opened(secretary.client, home, [nominationId]);
    await done(secretary.client, COUNCIL.record, { input: { sessionId, items: [tally(nominationId, 4)] } });
    const model = await makeModel({
      ownerUnitId: home,
      registeredWithId: home,
      name: 'Mô hình đi theo',
      startsOn: TODAY,
    });
    // Hiệp y: asked of it, asked of its heir too, asked by it; and by its heir, who will not ask itself.
    const party = await dossier({ proposerId: await unitId('DU-03390'), state: 'RECEIVED' });
    const asked = [await opinion(party, home), await opinion(party, heir)];
    const asking = await opinion(await dossier({ proposerId: home, state: 'RECEIVED' }), await unitId('SNV-12'));
    const own = await opinion(await dossier({ proposerId: heir, state: 'RECEIVED' }), home);
    const { preview, apply } = await reorganise({ kind: 'MERGED', fromIds: [home], toIds: [heir] });
    expect(preview).toMatchObject({ problems: [], sessions: 1, models: 3, opinions: 3 });
    expect((await apply()).userErrors).toEqual([]);
    await handedOver({ heir, asked, asking, own });
    const session = `query ($id: ID!) { councilSession(id: $id) { closed cancelled items { votesFor left nomination { state } } } }`;
    const above = await person({ grants: [{ role: 'AUDITOR', unitId: await unitId('UBND-12') }] });
    // Who works on at the successor reads what its predecessor left, as those above it do.
    for (const { client } of [secretary, above]) {
      expect(await client.get(session, { id: sessionId })).toEqual({
        closed: false,
        cancelled: true,
        items: [{ votesFor: 4, left: true, nomination: { state: 'APPRAISED' } }],
      });
    }
    const again = await opened(secretary.client, heir, [nominationId]);
    expect(again).not.toBe(sessionId);
    const [moved] = await query<{ owner_unit_id: string; registered_with_id: string }>(
      `select owner_unit_id, registered_with_id from emulation_model where id = $1`,
      [model.id],
    );
    expect(moved).toEqual({ owner_unit_id: heir, registered_with_id: heir });
  });

  it('hands over many dossiers at once, each by an event of its own', async () => {
    const sở = await unitId('SNV-12');
    const ids = await endorsedBySql(sở, Number(process.env['REORG_MANY'] ?? 300));
    const { preview, apply } = await reorganise({
      kind: 'CONVERTED',
      fromIds: [sở],
      newCode: 'SNV-MOI',
      newName: 'Sở mới',
    });
    expect(preview).toMatchObject({ problems: [], nominations: ids.length });
    const began = performance.now();
    expect((await apply()).userErrors).toEqual([]);
    if (process.env['REORG_MANY']) process.stderr.write(`applied in ${Math.round(performance.now() - began)} ms\n`);
    const at = await unitId('SNV-MOI');
    const [found] = await query(
      `select count(*)::int as count from nomination n join nomination_event e on e.nomination_id = n.id and e.version = n.version
       where n.id = any ($1::uuid[]) and n.state = 'ENDORSED' and n.lies_with_id = $2 and n.proposed_by_id = $2
         and n.deciding_unit_id = $2 and n.proposed_as_id = $3 and e.action = 'CONVERT'`,
      [ids, at, sở],
    );
    expect(found).toEqual({ count: ids.length });
  });
});
