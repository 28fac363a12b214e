import type { CivilDate } from '../../core/civil-date.js';
import { planChange, type AreaFate, type Plan, type PlannedUnit, type SaidChange, type UnitPlan } from './plan.js';
import { unitPlan } from './unit-plan.js';

const DAY = '2025-07-01' as CivilDate;
const NO_AREAS: AreaFate = { ended: new Set(), heirs: new Map(), byCode: new Map() };

function unit(id: string, superiorId: string | null, more: Partial<PlannedUnit> = {}): PlannedUnit {
  return {
    id,
    code: id.toUpperCase(),
    line: 'STATE',
    isBody: true,
    external: false,
    name: `Đơn vị ${id}`,
    tier: 'COMMUNE',
    areaId: null,
    superiorId,
    from: '2021-01-01' as CivilDate,
    to: null,
    ...more,
  };
}

/** A province p; districts h, k; communes 1, 2 of h; a school s of commune 1; the Party committee d of the district. */
const UNITS = [
  unit('p', null, { tier: 'PROVINCE' }),
  unit('h', 'p', { tier: 'DISTRICT' }),
  unit('k', 'p', { tier: 'DISTRICT' }),
  unit('1', 'h'),
  unit('2', 'h'),
  unit('s', '1', { tier: 'GRASSROOTS', isBody: false }),
  unit('d', null, { line: 'PARTY', tier: 'DISTRICT' }),
];

/** As the service asks: what the plan names, and what stands below what it reorganises. */
function planOf(changes: SaidChange[], areas = NO_AREAS, units = UNITS): UnitPlan {
  const plan: Plan = { effectiveOn: DAY, legalBasis: 'Nghị quyết 1670', changes: changes.map(planChange) };
  const names = new Set(
    plan.changes.flatMap(({ fromIds, toIds, takerId }) => [...fromIds, ...toIds, ...(takerId ? [takerId] : [])]),
  );
  const from = new Set(plan.changes.flatMap(({ fromIds }) => fromIds));
  const named = units.filter(({ id }) => names.has(id));
  const touched = units.filter(({ superiorId, areaId }) => from.has(superiorId ?? '') || areas.ended.has(areaId ?? ''));
  return unitPlan(plan, [...plan.changes.entries()], { named, touched, areas });
}

const keys = ({ problems }: UnitPlan): string[] => problems.map(({ key }) => key);
const below = ({ changed }: UnitPlan): string[] => changed.map(({ id, superiorId }) => `${id}<${superiorId}`);

describe('a plan of bodies', () => {
  it('merges into a living one: what stood below stands below it, grants and dossiers go there', () => {
    const plan = planOf([{ kind: 'MERGED', fromIds: ['1'], toIds: ['2'] }]);
    expect(keys(plan)).toEqual([]);
    expect([...plan.ended]).toEqual(['1']);
    expect([[...plan.takers], [...plan.heirs]]).toEqual([[['1', '2']], [['1', '2']]]);
    expect(below(plan)).toEqual(['s<2']);
    expect(plan.successions).toEqual([{ fromId: '1', toId: '2', kind: 'MERGED', legalBasis: 'Nghị quyết 1670' }]);
  });

  it('merges into a new one, made as the first of them was', () => {
    const plan = planOf([{ kind: 'MERGED', fromIds: ['1', '2'], newCode: 'MOI', newName: 'UBND xã mới' }]);
    expect(keys(plan)).toEqual([]);
    expect(plan.created).toMatchObject([{ id: 'new:0', code: 'MOI', tier: 'COMMUNE', superiorId: 'h', to: null }]);
    expect(below(plan)).toEqual(['s<new:0']);
  });

  it('splits: nobody inherits, and who takes the dossiers is said', () => {
    const change: SaidChange = { kind: 'SPLIT', fromIds: ['h'], toIds: ['k'], newCode: 'MOI', newName: 'Huyện mới' };
    expect([...planOf([change]).takers]).toEqual([]);
    expect(planOf([change]).homeless.map(({ id }) => id)).toEqual(['1', '2']);
    const plan = planOf([{ ...change, takerId: 'k' }]);
    expect(keys(plan)).toEqual([]);
    expect([[...plan.takers], [...plan.heirs]]).toEqual([[['h', 'k']], []]);
    expect(below(plan)).toEqual(['1<k', '2<k']);
  });

  it('splits and goes on: what came out of it is its successor, nothing ends and nobody takes over', () => {
    const plan = planOf([{ kind: 'SPLIT', fromIds: ['h'], toIds: ['h'], newCode: 'MOI', newName: 'Huyện mới' }]);
    expect(keys(plan)).toEqual([]);
    expect(plan.successions).toMatchObject([{ fromId: 'h', toId: 'new:0', kind: 'SPLIT' }]);
    expect([[...plan.ended], [...plan.takers], below(plan)]).toEqual([[], [], []]);
  });

  it('merges into one of them: the others alone have it as their successor', () => {
    const plan = planOf([{ kind: 'MERGED', fromIds: ['1', '2'], toIds: ['1'] }]);
    expect(plan.successions).toMatchObject([{ fromId: '2', toId: '1', kind: 'MERGED' }]);
    expect([...plan.ended]).toEqual(['2']);
  });

  it('dissolves into nothing; below the taker stands what stood below', () => {
    const plan = planOf([{ kind: 'DISSOLVED', fromIds: ['h'], takerId: 'p' }]);
    expect(keys(plan)).toEqual([]);
    expect(plan.successions).toMatchObject([{ fromId: 'h', toId: null }]);
    expect(below(plan)).toEqual(['1<p', '2<p']);
  });

  it('follows takers and heirs through the whole plan', () => {
    const plan = planOf([
      { kind: 'MERGED', fromIds: ['1'], toIds: ['2'] },
      { kind: 'MERGED', fromIds: ['2'], newCode: 'MOI', newName: 'Xã mới' },
    ]);
    expect(plan.takers).toEqual(
      new Map([
        ['1', 'new:1'],
        ['2', 'new:1'],
      ]),
    );
    expect(below(plan)).toEqual(['s<new:1']);
  });

  it('has nobody at the end of a ring', () => {
    const plan = planOf([
      { kind: 'MERGED', fromIds: ['1'], toIds: ['2'] },
      { kind: 'MERGED', fromIds: ['2'], toIds: ['1'] },
    ]);
    expect([[...plan.takers], [...plan.heirs]]).toEqual([[], []]);
    expect(plan.homeless.map(({ id }) => id)).toEqual(['s']);
  });

  it('renames, gives away a part, and moves below another, without an end', () => {
    const plan = planOf([
      { kind: 'CONVERTED', fromIds: ['1'], newName: 'UBND phường' },
      { kind: 'PARTIAL', fromIds: ['h'], toIds: ['k'] },
      { kind: 'TRANSFERRED', fromIds: ['2'], toIds: ['k'] },
    ]);
    expect([keys(plan), [...plan.ended]]).toEqual([[], []]);
    expect(plan.changed.map(({ id, name, superiorId }) => [id, name, superiorId])).toEqual([
      ['1', 'UBND phường', 'h'],
      ['2', 'Đơn vị 2', 'k'],
    ]);
    expect(plan.successions).toMatchObject([{ fromId: 'h', toId: 'k', kind: 'PARTIAL' }]);
  });

  it('lets bodies follow their area, or go where the plan says', () => {
    const units = UNITS.map((each) => (each.id === '1' ? { ...each, areaId: 'A' } : each));
    const whole: AreaFate = {
      ended: new Set(['A']),
      heirs: new Map([['A', 'new:9']]),
      byCode: new Map([['03401', 'B']]),
    };
    expect(planOf([], whole, units).changed).toMatchObject([{ id: '1', areaId: 'new:9' }]);
    const parted: AreaFate = { ...whole, heirs: new Map() };
    const left = planOf([], parted, units);
    expect([keys(left), left.withoutArea.map(({ id }) => id)]).toEqual([['reorganisation.noArea'], ['1']]);
    const said: SaidChange = { kind: 'CONVERTED', fromIds: ['1'], areaCode: '03401' };
    expect(planOf([said], parted, units)).toMatchObject({ problems: [], changed: [{ id: '1', areaId: 'B' }] });
    expect(keys(planOf([{ ...said, areaCode: '99999' }], whole, units))).toEqual(['reorganisation.codeUnknown']);
    expect(planOf([{ kind: 'MERGED', fromIds: ['1'], toIds: ['2'] }], parted, units).withoutArea).toEqual([]);
  });

  it.each<[string, SaidChange[], string[]]>([
    ['an unknown unit', [{ kind: 'DISSOLVED', fromIds: ['x'] }], ['unit.notFound']],
    ['nothing to reorganise', [{ kind: 'DISSOLVED', fromIds: [] }], ['reorganisation.fromMissing']],
    ['a code without a name', [{ kind: 'MERGED', fromIds: ['1'], newCode: 'X' }], ['reorganisation.nameMissing']],
    ['codes of areas', [{ kind: 'PARTIAL', fromIds: ['1'], toCodes: ['X'] }], ['reorganisation.codesOfUnits']],
    ['a merger into nothing', [{ kind: 'MERGED', fromIds: ['1'] }], ['reorganisation.targets']],
    ['a split into one', [{ kind: 'SPLIT', fromIds: ['1'], toIds: ['2'] }], ['reorganisation.targets']],
    ['a dissolution into one', [{ kind: 'DISSOLVED', fromIds: ['1'], toIds: ['2'] }], ['reorganisation.targets']],
    ['a conversion into nothing new', [{ kind: 'CONVERTED', fromIds: ['1'] }], ['reorganisation.targets']],
    [
      'an end twice',
      [
        { kind: 'DISSOLVED', fromIds: ['2'] },
        { kind: 'DISSOLVED', fromIds: ['2'] },
      ],
      ['reorganisation.twice'],
    ],
    ['a superior below', [{ kind: 'TRANSFERRED', fromIds: ['h'], toIds: ['1'] }], ['reorganisation.noHome']],
    ['a superior of another line', [{ kind: 'TRANSFERRED', fromIds: ['1'], toIds: ['d'] }], ['reorganisation.noHome']],
    ['a taker of another line', [{ kind: 'DISSOLVED', fromIds: ['2'], takerId: 'd' }], ['reorganisation.takerUnfit']],
    ['a taker that is no body', [{ kind: 'DISSOLVED', fromIds: ['2'], takerId: 's' }], ['reorganisation.takerUnfit']],
    ['the end of a superior without a taker', [{ kind: 'DISSOLVED', fromIds: ['1'] }], ['reorganisation.noHome']],
  ])('refuses %s', (_what, changes, expected) => {
    expect(keys(planOf(changes))).toEqual(expected);
  });

  it('touches only what lives openly and did not begin on that day', () => {
    for (const life of [{ from: DAY }, { to: '2026-01-01' as CivilDate }]) {
      const units = UNITS.map((each) => (each.id === '2' ? { ...each, ...life } : each));
      expect(keys(planOf([{ kind: 'DISSOLVED', fromIds: ['2'] }], NO_AREAS, units))).toEqual([
        'reorganisation.otherVersion',
      ]);
    }
    const newborn = UNITS.map((each) => (each.id === '2' ? { ...each, from: DAY } : each));
    expect(keys(planOf([{ kind: 'MERGED', fromIds: ['1'], toIds: ['2'] }], NO_AREAS, newborn))).toEqual([]);
  });
});
