import type { CivilDate } from '../../core/civil-date.js';
import { areaPlan } from './area-plan.js';
import { planChange, type AreaPlan, type Plan, type PlannedArea, type SaidChange } from './plan.js';

const DAY = '2025-07-01' as CivilDate;

function area(id: string, name: string, parentId: string | null, more: Partial<PlannedArea> = {}): PlannedArea {
  const [tier, code] =
    parentId === null
      ? (['PROVINCE', '12'] as const)
      : parentId === 'T'
        ? (['DISTRICT', '106'] as const)
        : (['COMMUNE', `034${id.padStart(2, '0').slice(-2)}`] as const);
  const kind = name.split(' ')[0] ?? '';
  return { id, code, name, kind, tier, parentId, from: '2021-11-01' as CivilDate, to: null, ...more };
}

/** Tỉnh T: huyện H with communes 1, 2, 3; huyện K with commune 4. */
const TREE: PlannedArea[] = [
  area('T', 'Tỉnh Lai Châu', null),
  area('H', 'Huyện Tam Đường', 'T'),
  area('K', 'Huyện Tân Uyên', 'T', { code: '111' }),
  area('1', 'Xã Bình Lư', 'H'),
  area('2', 'Xã Sơn Bình', 'H'),
  area('3', 'Thị trấn Tam Đường', 'H'),
  area('4', 'Xã Phúc Khoa', 'K'),
];

function planOf(changes: SaidChange[], areas: readonly PlannedArea[] = TREE, on = DAY): AreaPlan {
  const plan: Plan = { effectiveOn: on, legalBasis: 'Nghị quyết 1670', changes: changes.map(planChange) };
  return areaPlan(plan, [...plan.changes.entries()], areas);
}

const keys = ({ problems }: AreaPlan): string[] => problems.map(({ key }) => key);
const links = ({ successions }: AreaPlan): string[] =>
  successions.map(
    ({ fromId, toId, kind, whole, primary }) =>
      `${fromId}>${toId} ${kind}${whole ? ' whole' : ''}${primary ? ' primary' : ''}`,
  );
const moved = ({ changed }: AreaPlan): string[] =>
  changed.map(({ id, name, parentId }) => `${id} ${name} in ${parentId}`);

describe('a plan of areas', () => {
  it('merges into a new one that takes over a code, in what contained the first of them', () => {
    const plan = planOf([{ kind: 'MERGED', fromIds: ['1', '2', '3'], newCode: '03401', newName: 'Xã Bình Lư' }]);
    expect(keys(plan)).toEqual([]);
    expect([...plan.ended].sort()).toEqual(['1', '2', '3']);
    expect(plan.created).toMatchObject([{ id: 'new:0', code: '03401', kind: 'Xã', tier: 'COMMUNE', parentId: 'H' }]);
    expect(links(plan)).toEqual(['1', '2', '3'].map((id) => `${id}>new:0 MERGED whole primary`));
    expect([...plan.heirs]).toEqual(['1', '2', '3'].map((id) => [id, 'new:0']));
  });

  it('lets one live on that takes others in', () => {
    const plan = planOf([{ kind: 'MERGED', fromIds: ['1', '2'], toIds: ['1'], newName: 'Phường Bình Lư' }]);
    expect(keys(plan)).toEqual([]);
    expect([...plan.ended]).toEqual(['2']);
    expect(moved(plan)).toEqual(['1 Phường Bình Lư in H']);
    expect(plan.changed[0]?.kind).toBe('Phường');
  });

  it('puts what lay in a dissolved district into its province, and into the heir of a merged one', () => {
    const dissolved = planOf([{ kind: 'DISSOLVED', fromIds: ['H', 'K'] }]);
    expect(keys(dissolved)).toEqual([]);
    expect(links(dissolved)).toEqual(['H>null DISSOLVED whole', 'K>null DISSOLVED whole']);
    expect(moved(dissolved).map((each) => each.slice(-4))).toEqual(['in T', 'in T', 'in T', 'in T']);
    const merged = planOf([{ kind: 'MERGED', fromIds: ['H'], toIds: ['K'] }]);
    expect(moved(merged).map((each) => each.slice(-4))).toEqual(['in K', 'in K', 'in K']);
  });

  it('goes up through what ends to the province that follows: the reform as one plan', () => {
    const plan = planOf([
      { kind: 'MERGED', fromIds: ['T'], newCode: '14', newName: 'Tỉnh Sơn La' },
      { kind: 'DISSOLVED', fromIds: ['H', 'K'] },
      { kind: 'MERGED', fromIds: ['1', '2'], newCode: '03401', newName: 'Xã Bình Lư' },
    ]);
    expect(keys(plan)).toEqual([]);
    expect(plan.created.map(({ name, parentId }) => [name, parentId])).toEqual([
      ['Tỉnh Sơn La', null],
      ['Xã Bình Lư', 'new:0'],
    ]);
    expect(moved(plan)).toEqual(['3 Thị trấn Tam Đường in new:0', '4 Xã Phúc Khoa in new:0']);
  });

  it('renames and respells without a succession, and keeps the tier', () => {
    const plan = planOf([{ kind: 'CONVERTED', fromIds: ['1'], newName: 'Phường Bình Lư' }]);
    expect([keys(plan), links(plan), [...plan.ended]]).toEqual([[], [], []]);
    expect(moved(plan)).toEqual(['1 Phường Bình Lư in H']);
    expect(keys(planOf([{ kind: 'CONVERTED', fromIds: ['1'], newName: 'Huyện Bình Lư' }]))).toEqual([
      'reorganisation.kindUnknown',
    ]);
    expect(keys(planOf([{ kind: 'CONVERTED', fromIds: ['1'], newName: 'Bình Lư' }]))).toEqual([
      'reorganisation.kindUnknown',
    ]);
  });

  it('makes an island district a đặc khu: of another tier, in the province', () => {
    const plan = planOf([{ kind: 'CONVERTED', fromIds: ['K'], newCode: '21548', newName: 'Đặc khu Lý Sơn' }]);
    expect(plan.created).toMatchObject([{ tier: 'COMMUNE', kind: 'Đặc khu', parentId: 'T' }]);
    expect(links(plan)).toEqual(['K>new:0 CONVERTED whole primary']);
    // What lay in it would lie in a commune.
    expect(plan.homeless.map(({ id }) => id)).toEqual(['4']);
  });

  it('parts an area among several, the first named is primary, and none of them its heir', () => {
    const plan = planOf([
      { kind: 'MERGED', fromIds: ['1'], newCode: '03401', newName: 'Xã Bình Lư' },
      { kind: 'PARTIAL', fromIds: ['2'], newCode: '03402', newName: 'Xã Khun Há' },
      { kind: 'PARTIAL', fromIds: ['2'], toCodes: ['03401'], legalBasis: 'Điều 1 khoản 2' },
    ]);
    expect(keys(plan)).toEqual([]);
    expect(links(plan)).toEqual(['1>new:0 MERGED whole primary', '2>new:1 PARTIAL primary', '2>new:0 PARTIAL']);
    expect(plan.successions.map(({ legalBasis }) => legalBasis)).toEqual([
      'Nghị quyết 1670',
      'Nghị quyết 1670',
      'Điều 1 khoản 2',
    ]);
    expect([...plan.heirs.keys()]).toEqual(['1']);
  });

  it('splits into two or more, or off one that lives on', () => {
    const off = planOf([{ kind: 'SPLIT', fromIds: ['1'], toIds: ['1'], newCode: '03499', newName: 'Xã Mới' }]);
    expect([keys(off), links(off), [...off.ended]]).toEqual([[], ['1>new:0 SPLIT primary'], []]);
    expect(keys(planOf([{ kind: 'SPLIT', fromIds: ['1'], newCode: '03499', newName: 'Xã Mới' }]))).toEqual([
      'reorganisation.targets',
    ]);
  });

  it('transfers a commune with a share of its district, and a share between two communes', () => {
    const plan = planOf([{ kind: 'TRANSFERRED', fromIds: ['1'], toIds: ['K'] }]);
    expect([keys(plan), moved(plan), links(plan)]).toEqual([[], ['1 Xã Bình Lư in K'], ['H>K TRANSFERRED']]);
    const share = planOf([{ kind: 'TRANSFERRED', fromIds: ['1'], toIds: ['2'] }]);
    expect([keys(share), moved(share), links(share)]).toEqual([[], [], ['1>2 TRANSFERRED']]);
    expect(keys(planOf([{ kind: 'TRANSFERRED', fromIds: ['H'], toIds: ['1'] }]))).toEqual(['reorganisation.noHome']);
  });

  it.each<[string, SaidChange[], string[]]>([
    ['an unknown area', [{ kind: 'DISSOLVED', fromIds: ['x'] }], ['area.notFound']],
    ['nothing to reorganise', [{ kind: 'DISSOLVED', fromIds: [] }], ['reorganisation.fromMissing']],
    ['a taker', [{ kind: 'DISSOLVED', fromIds: ['1'], takerId: 'u' }], ['reorganisation.takerOfArea']],
    ['a merger into two', [{ kind: 'MERGED', fromIds: ['1'], toIds: ['2', '3'] }], ['reorganisation.targets']],
    [
      'a code that nothing makes',
      [{ kind: 'PARTIAL', fromIds: ['1'], toCodes: ['1'] }],
      ['reorganisation.codeUnknown'],
    ],
    ['a code without a name', [{ kind: 'MERGED', fromIds: ['1'], newCode: '03499' }], ['reorganisation.nameMissing']],
    [
      'a code of another tier',
      [{ kind: 'MERGED', fromIds: ['1', '2'], newCode: '34', newName: 'Xã Mới' }],
      ['reorganisation.areaCode'],
    ],
    [
      'a code that lives on',
      [{ kind: 'MERGED', fromIds: ['1', '2'], newCode: '03403', newName: 'Xã Mới' }],
      ['reorganisation.codeTaken'],
    ],
    [
      'an end twice',
      [
        { kind: 'DISSOLVED', fromIds: ['1'] },
        { kind: 'MERGED', fromIds: ['1'], toIds: ['2'] },
      ],
      ['reorganisation.twice'],
    ],
    [
      'a new name of what ends, whose code another bears',
      [
        { kind: 'CONVERTED', fromIds: ['1'], newName: 'Xã Đổi Tên' },
        { kind: 'PARTIAL', fromIds: ['1'], toIds: ['2'] },
        { kind: 'PARTIAL', fromIds: ['1'], newCode: '03401', newName: 'Xã Mới' },
      ],
      ['reorganisation.twice'],
    ],
    [
      'a successor that ends',
      [
        { kind: 'MERGED', fromIds: ['1'], toIds: ['2'] },
        { kind: 'DISSOLVED', fromIds: ['2'] },
      ],
      ['reorganisation.otherVersion'],
    ],
    [
      'a province without what it contained',
      [{ kind: 'DISSOLVED', fromIds: ['T'] }],
      ['reorganisation.noHome', 'reorganisation.noHome'],
    ],
    [
      'a parent below',
      [{ kind: 'CONVERTED', fromIds: ['H'], newName: 'Thị xã Tam Đường', areaCode: '03401' }],
      ['reorganisation.noHome'],
    ],
  ])('refuses %s', (_what, changes, expected) => {
    expect(keys(planOf(changes))).toEqual(expected);
  });

  it('changes nothing that begins on that day, ends later, or has ended', () => {
    const change: SaidChange = { kind: 'CONVERTED', fromIds: ['1'], newName: 'Xã Khác' };
    for (const life of [{ from: DAY }, { to: '2026-01-01' as CivilDate }, { to: '2024-01-01' as CivilDate }]) {
      const areas = TREE.map((each) => (each.id === '1' ? { ...each, ...life } : each));
      expect(keys(planOf([change], areas))).toEqual(['reorganisation.otherVersion']);
    }
  });

  it('puts an area where the plan says, also into one that it makes', () => {
    const plan = planOf([
      { kind: 'MERGED', fromIds: ['H', 'K'], newCode: '107', newName: 'Thành phố Lai Châu' },
      { kind: 'CONVERTED', fromIds: ['4'], newName: 'Phường Phúc Khoa', areaCode: '107' },
    ]);
    expect(keys(plan)).toEqual([]);
    expect(plan.created).toMatchObject([{ tier: 'DISTRICT', kind: 'Thành phố', parentId: 'T' }]);
    expect(moved(plan).sort()).toEqual([
      '1 Xã Bình Lư in new:0',
      '2 Xã Sơn Bình in new:0',
      '3 Thị trấn Tam Đường in new:0',
      '4 Phường Phúc Khoa in new:0',
    ]);
  });
});
