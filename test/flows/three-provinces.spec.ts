import pg from 'pg';
import { Clock } from '../../src/core/clock.js';
import { civilDate } from '../../src/core/civil-date.js';
import { loadConfig } from '../../src/core/config.js';
import type { Database } from '../../src/core/database.js';
import { openDatabase } from '../../src/core/open-database.js';
import { findRoute } from '../../src/nominations/plan-route.js';
import { areasByCode } from '../../src/reorganisations/area-facts.queries.js';
import { applyNow } from '../../src/reorganisations/apply-plans.js';
import { planChange, type Plan, type SaidChange } from '../../src/reorganisations/domain/plan.js';
import { publishedPlans } from '../../src/reorganisations/domain/published-plans.js';
import { lookAhead } from '../../src/reorganisations/look-ahead.js';
import { loadAreas } from '../../src/units/load-areas.js';
import { publishedData } from '../../src/units/published-areas.js';
import type { PlannedPlace } from '../support/chain-by-sql.js';
import { addressOf } from '../support/database.js';
import { emptied } from '../support/loaded-areas.js';
import { databaseUrl, dropDatabase, ownDatabase } from '../support/own-server.js';
import {
  bodiesOf,
  goOn,
  makeBodies,
  makeDossiers,
  makePeople,
  oldProvinces,
  seat,
  standings,
  type OldProvince,
  type People,
  type Wanted,
} from '../support/provinces-in-flight.js';

// Lai Châu (unchanged), Tuyên Quang (of two) and Phú Thọ (of three) on the last day of June 2025, and what becomes of their
// dossiers when bodies and areas go over in one plan a province.
const PROVINCES = ['12', '08', '25'];
const EVE = civilDate('2025-06-30');
const DAY = civilDate('2025-07-01');
const STATES = ['SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED', 'RETURNED'];
const DATA = await publishedData();

let database: string;
let owner: pg.Client;
let app: pg.Client;
let service: Awaited<ReturnType<typeof openDatabase>>;
let people: People;
const ids = new Map<string, string>();
const back = new Map<string, string>();

const db = (): Database => service.database;

beforeAll(async () => {
  database = await ownDatabase();
  await emptied(database);
  const config = loadConfig({ DATABASE_URL: databaseUrl(database) });
  const clock = new Clock(new Date('2025-07-01T08:00:00+07:00'));
  service = await openDatabase(config, { url: databaseUrl(database) }, clock);
  [owner, app] = [new pg.Client(addressOf('postgres', database)), new pg.Client(addressOf('so_vang_app', database))];
  await Promise.all([owner.connect(), app.connect()]);
  await loadAreas(db(), { until: EVE });
  const olds = PROVINCES.flatMap((code) => oldProvinces(DATA, code));
  await makeBodies(owner, [['TTG', 'STATE', 'CENTRAL', null, null], ...olds.flatMap(bodiesOf)]);
  people = await makePeople(owner);
  await seat(owner, people, '2021-11-01');
});

afterAll(async () => {
  await Promise.all([owner.end(), app.end(), service.close()]);
  await dropDatabase(database);
});

async function idOf(code: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>('select id from unit where code = $1', [code]);
  return rows[0]!.id;
}

/** The route on the eve, as the service plans it. */
async function routeOf(proposer: string, award: string): Promise<PlannedPlace[]> {
  const { rows } = await owner.query<{ id: string; code: string }>('select * from award_type where code = $1', [award]);
  const awardType = rows[0] as unknown as Parameters<typeof findRoute>[1]['awardType'];
  const wish = { awardType, proposedById: await idOf(proposer), decidingUnitId: null, day: EVE };
  const answer = await findRoute(db(), wish);
  if (!answer || !('steps' in answer)) throw new Error(`${proposer} ${award}: ${JSON.stringify(answer)}`);
  return answer.steps;
}

/** A dossier in every open state at every step of the route. */
async function everywhere(proposer: string, award: string, more: Partial<Wanted> = {}): Promise<Wanted[]> {
  const route = await routeOf(proposer, award);
  return route.flatMap(({ external }, index) =>
    (external ? ['SUBMITTED'] : STATES).map((state) => ({
      name: `${award} ${proposer} ${index + 1} ${state}`,
      ...{ proposer, award, route, step: index + 1, state, ...more },
    })),
  );
}

/** All roads in the first old province of each, the State's in the others. */
async function wantedOf({ code, district, communes: [commune] }: OldProvince, isFirst: boolean): Promise<Wanted[]> {
  const state = await everywhere(`UBND-${commune}`, 'BK_TINH');
  if (!isFirst) return state.filter((_, index) => index % 2 === 0);
  return [
    ...state,
    ...(await everywhere(`DU-${commune}`, 'BK_TINH')),
    ...(await everywhere(`DU-${commune}`, 'PB_BTV')),
    ...(await everywhere(`SO-${code}`, 'BK_TINH')),
    ...(await everywhere(`DTT-${code}`, 'BK_TINH')),
    ...(await everywhere(`UBND-${commune}`, 'GK_HUYEN')),
    ...(await everywhere(`UBND-${commune}`, 'BK_TTG')).filter(({ step }) => step > 2),
    ...(await everywhere(`UBND-${district}`, 'BK_TINH', { honoured: `UBND-${district}` })),
  ];
}

/** What becomes of the bodies: of several provinces one, of two communes one; districts end, the province takes over. */
async function changesOfBodies(olds: readonly OldProvince[], newCode: string): Promise<SaidChange[]> {
  const { rows } = await owner.query<{ id: string; code: string }>('select id, code from unit');
  const unitIds = new Map(rows.map(({ id, code }) => [code, id]));
  const unit = (code: string): string => unitIds.get(code)!;
  const merged = (prefix: string, codes: readonly string[], into: string): SaidChange => ({
    kind: 'MERGED',
    fromIds: codes.map((code) => unit(`${prefix}-${code}`)),
    newCode: `${prefix}-${into}-MOI`,
    newName: `${prefix} ${into} mới`,
  });
  const provinces = olds.map(({ code }) => code);
  const joined = ['UBND', 'TU', 'SO', 'DTT'].map((prefix) => merged(prefix, provinces, newCode));
  return [
    ...(olds.length > 1 ? joined : []),
    ...olds.flatMap(({ code, district, communes, merged: into }): SaidChange[] => [
      { kind: 'DISSOLVED', fromIds: [unit(`UBND-${district}`)], takerId: unit(`UBND-${code}`) },
      { kind: 'DISSOLVED', fromIds: [unit(`HU-${district}`)], takerId: unit(`TU-${code}`) },
      merged('UBND', communes, into),
      merged('DU', communes, into),
    ]),
  ];
}

/** Areas as published, and bodies, in one plan. */
async function planFor(newCode: string): Promise<Plan> {
  const name = DATA.units2025.find(({ code }) => code === newCode)!.name;
  const published = publishedPlans(DATA).find(({ province }) => province === name)!;
  const codes = published.changes.flatMap(({ fromIds }) => fromIds);
  const found = new Map((await areasByCode(db(), codes, EVE)).map(({ code, id }) => [code, id]));
  const ofAreas = published.changes.map((change) => ({
    ...change,
    fromIds: change.fromIds.map((code) => found.get(code)!),
  }));
  const ofBodies = (await changesOfBodies(oldProvinces(DATA, newCode), newCode)).map(planChange);
  return { effectiveOn: DAY, legalBasis: published.legalBasis, changes: [...ofAreas, ...ofBodies] };
}

describe('three provinces on 2025-07-01', () => {
  it('have dossiers in every open state at every tier of every road', async () => {
    const wanted: Wanted[] = [];
    for (const newCode of PROVINCES) {
      for (const [index, old] of oldProvinces(DATA, newCode).entries())
        wanted.push(...(await wantedOf(old, index === 0)));
    }
    for (const [name, id] of await makeDossiers(owner, app, people, wanted)) ids.set(name, id);
    const stand = await standings(owner);
    expect(stand.map(({ name, step, state }) => `${name.split(' ').slice(0, 2).join(' ')} ${step} ${state}`)).toEqual(
      wanted.map(({ award, proposer, step, state }) => `${award} ${proposer} ${step} ${state}`),
    );
    for (const { name, award, honoured } of wanted) {
      if (honoured) back.set(ids.get(name)!, 'HONOUREE_DISSOLVED');
      else if (award === 'GK_HUYEN') back.set(ids.get(name)!, 'NOBODY_DECIDES');
    }
    expect(new Set(back.values()).size).toBe(2);
  });

  it.each(PROVINCES)('%s: the plan does exactly what its preview lists', async (newCode) => {
    const plan = await planFor(newCode);
    const before = new Map((await standings(owner)).map((one) => [one.id, one]));
    const { problems, converted, orphans } = await lookAhead(db(), plan, DAY);
    expect(problems).toEqual([]);
    expect(orphans.map(({ code }) => code)).toEqual(['GK_HUYEN']);
    const listed = new Map(converted.map(({ dossier, becomes }) => [dossier.id, becomes]));
    for (const [id, { back: why }] of listed) expect([id, why]).toEqual([id, back.get(id) ?? null]);
    await db().transaction(async (tx) => {
      await applyNow(tx, { accountId: people.AUTHORITY }, await lookAhead(tx, plan, DAY));
    });
    for (const now of await standings(owner)) {
      const was = before.get(now.id)!;
      const { state, step } = listed.get(now.id) ?? was;
      expect([now.name, now.state, now.step]).toEqual([now.name, state, step]);
      if (!listed.has(now.id)) expect(now).toEqual(was);
    }
  });

  it('each goes on to its decision, but for what nobody may decide and what honours an ended body', async () => {
    const { rows: lost } = await owner.query(
      `select n.code, n.state, n.step, u.code as at, h.display_name as name from nomination n
       join unit u on u.id = n.lies_with_id join honouree h on h.id = n.honouree_id where n.state not in ('AWARDED', 'REJECTED', 'WITHDRAWN')
         and not exists (select from unit_version v where v.unit_id = n.lies_with_id and v.valid @> '2025-07-01'::date)`,
    );
    expect(lost).toEqual([]);
    await seat(owner, people, '2025-07-01');
    const count: Record<string, number> = {};
    for (const { id, name, state } of await goOn(app, people, new Set(back.keys()))) {
      expect([name, state]).toEqual([name, back.has(id) ? 'RETURNED' : 'AWARDED']);
      count[state] = (count[state] ?? 0) + 1;
    }
    expect(count['AWARDED']).toBeGreaterThan(200);
    const { rows: reasons } = await owner.query<{ id: string; reason: string }>(
      `select distinct on (nomination_id) nomination_id as id, reason from nomination_event where action = 'CONVERT' and to_state = 'RETURNED'
       order by nomination_id, version desc`,
    );
    const told = new Map(reasons.map(({ id, reason }) => [id, reason]));
    for (const [id, why] of back) {
      expect(told.get(id)).toContain(why === 'NOBODY_DECIDES' ? 'không được quyết định' : 'kết thúc hoạt động');
    }
  });

  it('and nothing is without a home: bodies in living areas below living bodies, areas in living areas', async () => {
    const { rows } = await owner.query(
      `select u.code from unit_version v join unit u on u.id = v.unit_id
       where v.valid @> '2025-07-01'::date and (
         (v.superior_id is not null and not exists (select from unit_version s where s.unit_id = v.superior_id and s.valid @> '2025-07-01'::date))
         or (v.area_id is not null and not exists (select from area_version a where a.area_id = v.area_id and a.valid @> '2025-07-01'::date)))`,
    );
    expect(rows).toEqual([]);
  });
});
