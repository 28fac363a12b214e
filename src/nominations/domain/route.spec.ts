import fc from 'fast-check';
import { routeOf, type RouteCompetence, type RouteQuestion, type RouteUnit } from './route.js';

const unit = (id: string, more: Partial<RouteUnit>): RouteUnit => ({
  id,
  code: id,
  name: id,
  tier: 'COMMUNE',
  line: 'STATE',
  isBody: true,
  external: false,
  areaId: 'area-xa',
  areaTier: 'COMMUNE',
  superiorId: null,
  ...more,
});
const PROVINCE = { tier: 'PROVINCE', areaId: 'area-tinh', areaTier: 'PROVINCE' } as const;
const DISTRICT = { tier: 'DISTRICT', areaId: 'area-huyen', areaTier: 'DISTRICT' } as const;
const school = unit('truong', { tier: 'GRASSROOTS', isBody: false, areaTier: 'COMMUNE' });
const ubndXa = unit('ubnd-xa', {});
const ubndHuyen = unit('ubnd-huyen', DISTRICT);
const ubndTinh = unit('ubnd-tinh', PROVINCE);
const dangUyXa = unit('du-xa', { line: 'PARTY' });
const huyenUy = unit('huyen-uy', { ...DISTRICT, line: 'PARTY' });
const tinhUy = unit('tinh-uy', { ...PROVINCE, line: 'PARTY' });
const so = unit('so', { tier: 'DISTRICT', areaId: 'area-tinh', areaTier: 'PROVINCE' });
const trucThuoc = unit('du-truc-thuoc', { tier: 'DISTRICT', line: 'PARTY', areaId: 'area-tinh', areaTier: 'PROVINCE' });
const outside = { tier: 'CENTRAL', external: true, areaId: null, areaTier: null } as const;
const ttg = unit('TTG', outside);
const btgtw = unit('BTGTW', { ...outside, line: 'PARTY' });
const others = [ubndXa, ubndHuyen, ubndTinh, dangUyXa, huyenUy, tinhUy, ttg, btgtw];

const competence = (
  tier: RouteCompetence['tier'],
  line: RouteCompetence['line'],
  more: Partial<RouteCompetence> = {},
): RouteCompetence => ({
  ruleId: `${tier}-${line}`,
  tier,
  line,
  ...more,
});
const BK_TINH = [competence('PROVINCE', 'STATE')];
const BK_TTG = [competence('CENTRAL', 'STATE', { unitCode: 'TTG' })];
const BK_BTGTW = [competence('CENTRAL', 'PARTY', { unitCode: 'BTGTW' })];
const PB_BTV = [competence('PROVINCE', 'PARTY')];
const GK_HUYEN = [competence('DISTRICT', 'STATE', { areaTier: 'DISTRICT' })];
const GK_SO = [competence('DISTRICT', 'STATE', { areaTier: 'PROVINCE' })];
const GK_XA = [competence('COMMUNE', 'STATE')];

function way(
  proposer: RouteUnit,
  superiors: RouteUnit[],
  competences: RouteCompetence[],
  more: Partial<RouteQuestion> = {},
): string {
  const answer = routeOf({
    proposer,
    superiors,
    others,
    competences,
    stepRules: (body) => ({ council: body.line === 'STATE' ? 'REQUIRED' : 'NONE', posting: false, ruleIds: [] }),
    ...more,
  });
  return 'problem' in answer ? answer.problem : answer.steps.map(({ unitId }) => unitId).join(' → ');
}

describe('the route of a nomination (workflow A.2, the cases of A.4)', () => {
  it.each<[string, string, string]>([
    ['commune to province, 2023', way(ubndXa, [ubndHuyen, ubndTinh], BK_TINH), 'ubnd-xa → ubnd-huyen → ubnd-tinh'],
    ['commune to province, 2026', way(ubndXa, [ubndTinh], BK_TINH), 'ubnd-xa → ubnd-tinh'],
    ['a school is passed over', way(school, [ubndXa, ubndTinh], BK_TINH), 'ubnd-xa → ubnd-tinh'],
    ['the Party proposes, the chairman decides, 2026', way(dangUyXa, [tinhUy], BK_TINH), 'du-xa → tinh-uy → ubnd-tinh'],
    ['the same in 2023', way(dangUyXa, [huyenUy, tinhUy], BK_TINH), 'du-xa → huyen-uy → tinh-uy → ubnd-tinh'],
    ['an award of the Party itself', way(dangUyXa, [tinhUy], PB_BTV), 'du-xa → tinh-uy'],
    ['a sở', way(so, [ubndTinh], BK_TINH), 'so → ubnd-tinh'],
    ['a đảng ủy trực thuộc', way(trucThuoc, [tinhUy], BK_TINH), 'du-truc-thuoc → tinh-uy → ubnd-tinh'],
    ['giấy khen of a district, 2023', way(ubndXa, [ubndHuyen, ubndTinh], GK_HUYEN), 'ubnd-xa → ubnd-huyen'],
    [
      'giấy khen of a district, asked for by the Party',
      way(dangUyXa, [huyenUy, tinhUy], GK_HUYEN),
      'du-xa → huyen-uy → ubnd-huyen',
    ],
    ['giấy khen of a commune', way(ubndXa, [ubndTinh], GK_XA), 'ubnd-xa'],
    ['giấy khen of a commune, asked for by the Party', way(dangUyXa, [tinhUy], GK_XA), 'du-xa → ubnd-xa'],
    ['giấy khen of a sở', way(so, [ubndTinh], GK_SO), 'so'],
    ['a district is no sở', way(ubndXa, [ubndHuyen, ubndTinh], GK_SO), 'NO_BODY'],
    ['the Prime Minister', way(ubndXa, [ubndTinh], BK_TTG), 'ubnd-xa → ubnd-tinh → TTG'],
    ['the Prime Minister, from the Party', way(dangUyXa, [tinhUy], BK_TTG), 'du-xa → tinh-uy → ubnd-tinh → TTG'],
    ['a central body of the Party', way(dangUyXa, [tinhUy], BK_BTGTW), 'du-xa → tinh-uy → BTGTW'],
    ['nobody may decide it', way(ubndXa, [ubndTinh], []), 'NO_COMPETENCE'],
    ['no body above may', way(ubndXa, [], BK_TINH), 'NO_BODY'],
    ['the one asked for may not', way(ubndXa, [ubndTinh], BK_TTG, { decidingUnitId: 'ubnd-tinh' }), 'NOT_COMPETENT'],
    ['two could', way(dangUyXa, [tinhUy], BK_TINH, { others: [...others, unit('x', PROVINCE)] }), 'AMBIGUOUS'],
    [
      'the one of two that is asked for',
      way(dangUyXa, [tinhUy], BK_TINH, { others: [...others, unit('x', PROVINCE)], decidingUnitId: 'x' }),
      'du-xa → tinh-uy → x',
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });

  it('says which steps decide and lie outside, and asks no council of a body outside', () => {
    const answer = routeOf({
      proposer: ubndXa,
      superiors: [ubndTinh],
      others,
      competences: BK_TTG,
      stepRules: (body, _decides, external) => ({
        council: 'REQUIRED',
        posting: external !== null && body.tier === 'PROVINCE',
        ruleIds: ['r'],
      }),
    });
    expect(
      'steps' in answer &&
        answer.steps.map(({ position, decides, external, council, posting }) => [
          position,
          decides,
          external,
          council,
          posting,
        ]),
    ).toEqual([
      [1, false, false, 'REQUIRED', false],
      [2, false, false, 'REQUIRED', true],
      [3, true, true, 'NONE', false],
    ]);
  });

  it('leaves out no body of the chain below the deciding one, whatever the tree', () => {
    const tiers = ['GRASSROOTS', 'COMMUNE', 'DISTRICT', 'PROVINCE'] as const;
    const chains = fc.array(fc.record({ tier: fc.constantFrom(...tiers), isBody: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(chains, fc.constantFrom(...tiers), (drawn, decidedAt) => {
        const chain = drawn
          .toSorted((a, b) => tiers.indexOf(a.tier) - tiers.indexOf(b.tier))
          .map((entry, index) => unit(`c${index}`, entry));
        const answer = routeOf({
          proposer: chain[0]!,
          superiors: chain.slice(1),
          others: [],
          competences: [competence(decidedAt, 'STATE')],
          stepRules: () => ({ council: 'NONE', posting: false, ruleIds: [] }),
        });
        const bodies = chain.filter(({ isBody }) => isBody);
        const end = bodies.findIndex(({ tier }) => tier === decidedAt);
        if (end < 0) expect(answer).toEqual({ problem: 'NO_BODY', missing: decidedAt });
        else
          expect('steps' in answer && answer.steps.map(({ unitId }) => unitId)).toEqual(
            bodies.slice(0, end + 1).map(({ id }) => id),
          );
      }),
    );
  });
});
