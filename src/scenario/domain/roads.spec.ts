import { readFileSync } from 'node:fs';
import type { NameGroup } from '../../demonstration/domain/synthetic-names.js';
import { accountRows, bodies, unitRows, type AreaRow } from './bodies.js';
import { modelsOf, type ModelTemplate } from './models.js';
import { Nominees } from './nominees.js';
import { added, reducedPlan, totalOf, type Plan } from './plan.js';
import { roadsOf, type Road } from './roads.js';

const read = <Content>(path: string): Content =>
  JSON.parse(readFileSync(new URL(`../../../data/${path}`, import.meta.url), 'utf8')) as Content;
const plan = read<Plan>('lai-chau/plan.json');
const names = read<NameGroup[]>('demonstration/names.json');
const templates = read<ModelTemplate[]>('demonstration/models.json');
const AREAS: AreaRow[] = [
  { code: '12', name: 'Tỉnh Lai Châu', tier: 'PROVINCE', parentCode: null },
  ...['105', '106', '107'].map((code): AreaRow => {
    const name = code === '105' ? 'Thành phố Lai Châu' : `Huyện ${code}`;
    return { code, name, tier: 'DISTRICT', parentCode: '12' };
  }),
  ...Array.from({ length: 12 }, (_, n): AreaRow => {
    return { code: `0300${n}`.slice(-5), name: `Xã ${n}`, tier: 'COMMUNE', parentCode: String(105 + (n % 3)) };
  }),
];
const all = bodies(AREAS, plan.equivalents);
const nominees = (): Nominees => new Nominees(names, plan.collectives);
const roadsFor = (wanted: Plan): Road[] => roadsOf(wanted, all, nominees());
const ofAward = (...codes: string[]): Plan['honours'] => plan.honours.filter(({ award }) => codes.includes(award));

describe('the figures of the report', () => {
  it('stand in the plan', () => {
    expect(added(ofAward('BK_TTG'))).toEqual({ COLLECTIVE: 1, HOUSEHOLD: 2 });
    expect(added(ofAward('BK_BTGTW'))).toEqual({ COLLECTIVE: 1, INDIVIDUAL: 1 });
    expect(added(ofAward('BK_TINH'))).toEqual({ COLLECTIVE: 15, INDIVIDUAL: 36, HOUSEHOLD: 8 });
    expect(totalOf(added(ofAward('GK_HUYEN', 'GK_SO', 'GK_DU')))).toBe(739);
    expect(plan.models.count).toBe(1093);
  });

  it.each([1, 0.1])('are what goes up on the roads and is registered (factor %p)', (factor) => {
    const wanted = reducedPlan(plan, factor);
    const roads = roadsFor(wanted);
    for (const figure of wanted.honours) {
      const others = wanted.honours.filter(({ award }) => award === figure.award);
      const going = roads.filter(({ award }) => award === figure.award).flatMap(({ from }) => from);
      const kinds = added(going.flatMap(({ nominees }) => nominees.map(({ kind }) => ({ kinds: { [kind]: 1 } }))));
      expect([figure.award, kinds]).toEqual([figure.award, added(others)]);
    }
    const registering = modelsOf(wanted, all, { nominees: nominees(), templates });
    const models = registering.flatMap((own) => own.models);
    expect(models).toHaveLength(wanted.models.count);
    expect(models.filter(({ template }) => template.goals.length === 0)).toEqual([]);
  });
});

describe('the roads', () => {
  const roads = roadsFor(plan);

  it('are the same in every run', () => {
    expect(roadsFor(plan)).toEqual(roads);
  });

  it('have keys and numbers of their own, each for one award of one day', () => {
    expect(new Set(roads.map(({ key }) => key)).size).toBe(roads.length);
    expect(new Set(roads.map(({ number }) => number)).size).toBe(roads.length);
  });

  it('propose no collective of a body twice, and no household for an award of the Party', () => {
    const all = roads.flatMap(({ award, from }) =>
      from.flatMap(({ body, nominees: people }) => people.map((one) => ({ award, at: body.code, ...one }))),
    );
    const collectives = all.filter(({ kind }) => kind === 'COLLECTIVE').map((one) => `${one.at} ${one.displayName}`);
    expect(new Set(collectives).size).toBe(collectives.length);
    const ofParty = all.filter(({ award }) => award === 'GK_DU' || award === 'BK_BTGTW');
    expect(ofParty.filter(({ kind }) => kind === 'HOUSEHOLD')).toEqual([]);
  });
});

describe('the bodies', () => {
  it('stand below one another, the city with its Thành ủy', () => {
    const byCode = new Map(all.map((body) => [body.code, body]));
    for (const { superior } of all) if (superior !== null) expect(byCode.has(superior)).toBe(true);
    expect(byCode.get('HU-105')).toMatchObject({ name: 'Thành ủy Lai Châu', superior: 'TU-12', tier: 'DISTRICT' });
    expect(byCode.get('UBND-03000')).toMatchObject({ name: 'Ủy ban nhân dân xã 0', superior: 'UBND-105' });
    expect(
      unitRows(all)
        .map(({ code }) => code)
        .slice(0, 3),
    ).toEqual(['TTG', 'BTGTW', 'UBND-12']);
  });

  it('have another person for every duty', () => {
    const accounts = accountRows(all, names);
    expect(new Set(accounts.map(({ username }) => username)).size).toBe(accounts.length);
    expect(accounts.every(({ grants }) => grants.length === 1 && grants[0]?.roles.length === 1)).toBe(true);
  });
});
