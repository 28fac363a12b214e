import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { worker } from '../support/api.js';
import { endorsedBySql } from '../support/decisions.js';
import { heldUp } from '../support/held-up.js';
import { TODAY } from '../support/models.js';
import { dropDatabase, ownDatabase, serverOn } from '../support/own-server.js';
import { person } from '../support/people.js';
import { planHash } from '../support/reorganisations.js';
import type { ServerProcess } from '../support/server-process.mjs';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';
import { until } from '../support/until.js';

// kill -9 while a plan is being applied: the whole of it is there, or nothing.
const APPLY = `mutation ($input: ApplyReorganisationInput!) { applyReorganisation(input: $input) {
  reorganisation { id } userErrors { code } } }`;
const COUNT = 300;

const { database, url, dataDir } = worker;
let folder: string;
let server: ServerProcess;

async function start(own: string): Promise<void> {
  server = await serverOn(own, { DATA_DIR: folder });
  Object.assign(worker, { database: own, url: server.url, dataDir: folder });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'so-vang-killed-'));
  await start(await ownDatabase());
});

afterAll(async () => {
  const own = worker.database;
  await server.stop();
  Object.assign(worker, { database, url, dataDir });
  await dropDatabase(own);
  await rm(folder, { recursive: true, force: true });
});

/** What there is of plans, in numbers. */
async function traces(unit: string): Promise<Record<string, number>> {
  const [found] = await query<Record<string, number>>(
    `select (select count(*) from reorganisation)::int as plans, (select count(*) from unit_succession)::int as successions,
       (select count(*) from nomination_event where action = 'CONVERT')::int as events,
       (select count(*) from audit where position('nomination.convert' in text) > 0)::int as kept,
       (select count(*) from unit_version where unit_id = $1 and upper_inf(valid))::int as living`,
    [unit],
  );
  return found!;
}

it('is there whole or not at all, whenever the server is killed', async () => {
  let day = 0;
  const unit = await unitId('SNV-12');
  await endorsedBySql(unit, COUNT);
  const outcomes: string[] = [];
  // Certainly in the middle, at some moments, and when it is done: a loop in which nothing is ever applied would prove nothing.
  for (const moment of ['held up', 2, 30, 80, 160, 'answered'] as const) {
    day += 1;
    // A client stays with the address of the server for which it was made.
    const admin = await person({ grants: [{ role: 'ADMINISTRATOR', unitId: await unitId('UBND-12') }] });
    const change = { kind: 'CONVERTED', fromIds: [unit], newCode: `SNV-${day}`, newName: `Sở Nội vụ ${day}` };
    const plan = { effectiveOn: TODAY, legalBasis: `Quyết định ${day}`, changes: [change] };
    const before = await traces(unit);
    const input = { plan, previewHash: await planHash(admin.client, plan) };
    const begun = () => admin.client.ask(APPLY, { input }).catch(() => null);
    const killed = async (answer: Promise<unknown>) => {
      server.child.kill('SIGKILL');
      await Promise.all([answer, server.exited]);
    };
    if (moment === 'held up') await heldUp('unit_succession', begun, killed);
    else {
      const answer = begun();
      await (moment === 'answered' ? answer : sleep(moment));
      await killed(answer);
    }
    await until(async () => {
      const busy = await query(
        `select from pg_stat_activity where datname = current_database() and usename = 'so_vang_app' and state <> 'idle'`,
      );
      return busy.length === 0;
    });
    const after = await traces(unit);
    const whole = { plans: 1, successions: 1, events: COUNT, kept: COUNT, living: -1 };
    const changed = Object.fromEntries(Object.keys(whole).map((key) => [key, after[key]! - before[key]!]));
    const absent = Object.fromEntries(Object.keys(whole).map((key) => [key, 0]));
    expect([whole, absent]).toContainEqual(changed);
    outcomes.push(changed['plans'] === 1 ? 'whole' : 'absent');
    await start(worker.database);
    if (changed['plans'] === 1) break;
  }
  expect(outcomes[0]).toBe('absent');
  expect(outcomes.at(-1)).toBe('whole');
});
