import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFirstStart, IN_2023 } from '../support/first-start.js';
import { done } from '../support/nominations.js';
import { TrialServer } from '../support/trial-server.js';
import { until } from '../support/until.js';

// A plan that is entered shortly before midnight, and a server that is not there at midnight.
const PREVIEW = `mutation ($input: ReorganisationInput!) { previewReorganisation(input: $input) {
  preview { hash problems { code message } } userErrors { code message } } }`;
const APPLY = `mutation ($input: ApplyReorganisationInput!) { applyReorganisation(input: $input) {
  reorganisation { id state } userErrors { code message } } }`;
const CANCEL = `mutation ($id: ID!) { cancelReorganisation(id: $id) {
  reorganisation { state } userErrors { code } } }`;
const LIST = `{ reorganisations { edges { node { id state appliedAt } } } }`;
const UNIT = `query ($id: ID!) { unit(id: $id) { validTo successors { code } } }`;

let folder: string;
let server: TrialServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'so-vang-waits-'));
  await chmod(folder, 0o755);
  await copyFirstStart(folder, IN_2023);
  // Twelve seconds to enter three plans; the last one waits for what is left of them.
  server = await TrialServer.start(folder, '2026-06-30T23:59:48+07:00');
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

const unit = (code: string): string => server.accounts().find((account) => account.unit.code === code)!.unit.id;

function plan(legalBasis: string): Record<string, unknown> {
  const changes = [
    { kind: 'MERGED', fromIds: [unit('THCS-BINH-LU')], newCode: 'THCS-MOI', newName: 'Trường THCS mới' },
  ];
  return { effectiveOn: '2026-07-01', legalBasis, changes };
}

async function enter(legalBasis: string): Promise<{ reorganisation: { id: string; state: string } }> {
  const admin = await server.as('quantri.tinh');
  const { preview } = await done(admin, PREVIEW, { input: plan(legalBasis) });
  expect(preview.problems).toEqual([]);
  return done(admin, APPLY, { input: { plan: plan(legalBasis), previewHash: preview.hash } }) as ReturnType<
    typeof enter
  >;
}

describe('a plan for a day that lies ahead', () => {
  it('waits, can be taken back once, and does not share a unit with another that waits', async () => {
    const admin = await server.as('quantri.tinh');
    const { reorganisation: first } = await enter('Quyết định 1');
    expect(first.state).toBe('PLANNED');
    const { preview } = await done(admin, PREVIEW, { input: plan('Quyết định 2') });
    const second = { plan: plan('Quyết định 2'), previewHash: preview.hash };
    expect((await admin.get(APPLY, { input: second })).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
    expect((await done(admin, CANCEL, { id: first.id })).reorganisation.state).toBe('CANCELLED');
    expect((await admin.get(CANCEL, { id: first.id })).userErrors).toEqual([{ code: 'WRONG_STATE' }]);
  });

  it('applies itself on that day, once, though the server was not there when it began', async () => {
    const { reorganisation } = await enter('Quyết định 3');
    await server.stop();
    server = await TrialServer.start(folder, '2026-07-01T00:00:05+07:00');
    const admin = await server.as('quantri.tinh');
    const applied = async (): Promise<boolean> => {
      const { edges } = await admin.get(LIST);
      return edges.some(
        ({ node }: { node: { id: string; state: string } }) =>
          node.id === reorganisation.id && node.state === 'APPLIED',
      );
    };
    await until(applied);
    expect(await admin.get(UNIT, { id: unit('THCS-BINH-LU') })).toEqual({
      validTo: '2026-06-30',
      successors: [{ code: 'THCS-MOI' }],
    });
    const times = await server.rows(`select from unit_succession where reorganisation_id = '${reorganisation.id}'`);
    expect(times).toHaveLength(1);
    const states = (await admin.get(LIST)).edges.map(({ node }: { node: { state: string } }) => node.state);
    expect(states.sort()).toEqual(['APPLIED', 'CANCELLED']);
  });
});
