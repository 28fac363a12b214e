import { jest } from '@jest/globals';
import { COUNCIL, opened, tally, waiting } from '../support/councils.js';
import { endorsedBySql } from '../support/decisions.js';
import { makeModel, TODAY } from '../support/models.js';
import { done } from '../support/nominations.js';
import { person } from '../support/people.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';
import { useOwnServer } from '../support/use-own-server.js';

// What else rests on a body that ends: open sessions, models, grants, many dossiers at once.
jest.setTimeout(120_000);
useOwnServer();

const PREVIEW = `mutation ($input: ReorganisationInput!) { previewReorganisation(input: $input) {
  preview { hash nominations grants models sessions problems { code message } } userErrors { code message } } }`;
const APPLY = `mutation ($input: ApplyReorganisationInput!) { applyReorganisation(input: $input) {
  reorganisation { id state } userErrors { code message } } }`;

async function reorganise(change: Record<string, unknown>) {
  const admin = await person({ grants: [{ role: 'ADMINISTRATOR', unitId: await unitId('UBND-12') }] });
  const plan = { effectiveOn: TODAY, legalBasis: 'Nghị quyết 9', changes: [change] };
  const { preview } = await done(admin.client, PREVIEW, { input: plan });
  return { preview, apply: () => admin.client.get(APPLY, { input: { plan, previewHash: preview.hash } }) };
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
    expect(await query(`select from reorganisation`)).toEqual([]);
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
    const { preview, apply } = await reorganise({ kind: 'MERGED', fromIds: [home], toIds: [heir] });
    expect(preview).toMatchObject({ problems: [], sessions: 1, models: 3 });
    expect((await apply()).userErrors).toEqual([]);
    const session = `query ($id: ID!) { councilSession(id: $id) { closed cancelled items { votesFor left nomination { state } } } }`;
    expect(await secretary.client.get(session, { id: sessionId })).toBeNull();
    const above = await person({ grants: [{ role: 'AUDITOR', unitId: await unitId('UBND-12') }] });
    expect(await above.client.get(session, { id: sessionId })).toEqual({
      closed: false,
      cancelled: true,
      items: [{ votesFor: 4, left: true, nomination: { state: 'APPRAISED' } }],
    });
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
