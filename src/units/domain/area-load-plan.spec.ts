import fc from 'fast-check';
import { addDays, civilDate, type CivilDate } from '../../core/civil-date.js';
import { areaLoadPlan } from './area-load-plan.js';
import { AreaConflict, type LoadedArea, type LoadedVersion } from './loaded-area.js';
import type { AreaTimeline, TimelineVersion } from './published-data.js';

const day = (text: string | null): CivilDate | null => (text === null ? null : civilDate(text));

function version(from: string, to: string | null, name = 'Xã A', code = '00001'): TimelineVersion {
  return { from: civilDate(from), to: day(to), code, name, kind: 'Xã', tier: 'COMMUNE', parent: null };
}

function timeline(...versions: TimelineVersion[]): AreaTimeline {
  return { key: `${versions[0]?.code ?? ''}@${versions[0]?.from ?? ''}`, versions };
}

function loaded(from: string, to: string | null, name = 'Xã A', more: Partial<LoadedVersion> = {}): LoadedVersion {
  const { parent: _parent, ...said } = version(from, to, name);
  return { ...said, areaId: 'a', parentId: null, isPlanned: false, ...more };
}

function area(versions: LoadedVersion[], plannedFrom: string | null = null): LoadedArea {
  return { areaId: versions[0]?.areaId ?? '', versions, plannedFrom: day(plannedFrom) };
}

const NOTHING = { newAreas: [], newVersions: [], endings: [], superseded: [], unknown: [] };

describe('what a load has to do', () => {
  it('makes what is not there', () => {
    const wanted = timeline(version('2021-11-01', null));
    expect(areaLoadPlan([wanted], [])).toMatchObject({ ...NOTHING, newAreas: [wanted] });
  });

  it('does nothing where everything is there', () => {
    const plan = areaLoadPlan([timeline(version('2021-11-01', null))], [area([loaded('2021-11-01', null)])]);
    expect(plan).toMatchObject(NOTHING);
  });

  it('ends what was open and adds what comes after it', () => {
    const next = version('2025-07-01', null, 'Phường A');
    const wanted = timeline(version('2021-11-01', '2025-07-01'), next);
    const plan = areaLoadPlan([wanted], [area([loaded('2021-11-01', null)])]);
    expect(plan.superseded).toEqual([]);
    expect(plan.endings).toEqual([{ areaId: 'a', from: '2021-11-01', to: '2025-07-01' }]);
    expect(plan.newVersions).toMatchObject([{ areaId: 'a', version: next }]);
  });

  it('never opens again what has ended: an older state of the data changes nothing', () => {
    const present = [loaded('2021-11-01', '2025-07-01'), loaded('2025-07-01', null, 'Phường A')];
    expect(areaLoadPlan([timeline(version('2021-11-01', null))], [area(present)])).toMatchObject(NOTHING);
  });

  it.each<[string, TimelineVersion[], LoadedVersion[]]>([
    ['another name', [version('2021-11-01', null, 'Xã B')], [loaded('2021-11-01', null)]],
    ['another end', [version('2021-11-01', '2025-01-01')], [loaded('2021-11-01', '2025-07-01')]],
    ['an earlier beginning', [version('2021-11-01', '2025-07-01')], [loaded('2024-01-01', '2025-07-01')]],
    ['another superior', [{ ...version('2021-11-01', null), parent: 'x' }], [loaded('2021-11-01', null)]],
  ])('knows %s better, and keeps what it was', (_what, wanted, present) => {
    const plan = areaLoadPlan([timeline(...wanted)], [area(present)]);
    expect(plan).toMatchObject({ newAreas: [], endings: [], superseded: present, unknown: [] });
    expect(plan.newVersions).toMatchObject(wanted.map((each) => ({ areaId: 'a', version: each })));
  });

  it('replaces what differs alone', () => {
    const wanted = [
      version('2021-11-01', '2023-01-01'),
      version('2023-01-01', '2025-07-01', 'Xã B'),
      version('2025-07-01', null, 'Phường A'),
    ];
    const present = [loaded('2021-11-01', '2025-07-01'), loaded('2025-07-01', null, 'Phường A')];
    const plan = areaLoadPlan([timeline(...wanted)], [area(present)]);
    expect(plan.superseded).toEqual([present[0]]);
    expect(plan.newVersions.map((each) => each.version.from)).toEqual(['2021-11-01', '2023-01-01']);
  });

  it('corrects no day beyond what it is asked to know', () => {
    const present = [loaded('2021-11-01', '2025-07-01'), loaded('2025-07-01', null, 'Phường A')];
    const plan = areaLoadPlan(
      [timeline(version('2021-11-01', null, 'Xã B'))],
      [area(present)],
      civilDate('2024-01-01'),
    );
    expect(plan.superseded).toEqual([present[0]]);
    expect(plan.newVersions).toMatchObject([{ version: version('2021-11-01', '2025-07-01', 'Xã B') }]);
  });

  it('supersedes what the data does not know any more', () => {
    const present = loaded('2021-11-01', null, 'Xã Cũ', { areaId: 'b', code: '00002' });
    const plan = areaLoadPlan([timeline(version('2021-11-01', null))], [area([present])]);
    expect(plan).toMatchObject({ unknown: ['b'], superseded: [present] });
    const later = areaLoadPlan([], [area([{ ...present, from: civilDate('2025-07-01') }])], civilDate('2024-01-01'));
    expect(later).toMatchObject(NOTHING);
  });

  it('takes the area that bore the code on the same days, the longest first', () => {
    const first = loaded('2021-12-01', '2025-07-01', 'Xã A', { areaId: 'b' });
    const second = loaded('2025-07-01', null, 'Phường Khác', { areaId: 'c' });
    const wanted = [
      timeline(version('2021-11-01', '2025-07-01')),
      timeline(version('2025-07-01', null, 'Phường Khác')),
    ];
    const plan = areaLoadPlan(wanted, [area([first]), area([second])]);
    expect([...plan.known]).toEqual([
      ['00001@2025-07-01', 'c'],
      ['00001@2021-11-01', 'b'],
    ]);
    expect(plan.superseded).toEqual([first]);
  });
});

describe('what plans of the registry did', () => {
  const before = loaded('2021-11-01', '2025-07-01');
  const after = loaded('2025-07-01', null, 'Phường A', { isPlanned: true });

  it('stays where the data does not reach it, or says the same', () => {
    const present = area([before, after], '2025-07-01');
    expect(areaLoadPlan([timeline(version('2021-11-01', null))], [present])).toMatchObject(NOTHING);
    const same = timeline(version('2021-11-01', '2025-07-01'), version('2025-07-01', null, 'Phường A'));
    expect(areaLoadPlan([same], [present])).toMatchObject(NOTHING);
  });

  it('lets the days before it be known better', () => {
    const wanted = timeline(version('2021-11-01', null, 'Xã B'));
    const plan = areaLoadPlan([wanted], [area([before, after], '2025-07-01')]);
    expect(plan.superseded).toEqual([before]);
    expect(plan.newVersions).toMatchObject([{ version: version('2021-11-01', '2025-07-01', 'Xã B') }]);
  });

  it.each<[string, TimelineVersion[], LoadedVersion[]]>([
    [
      'another name on its day',
      [version('2021-11-01', '2025-07-01'), version('2025-07-01', null, 'Xã C')],
      [before, after],
    ],
    [
      'a change after what it ended',
      [version('2021-11-01', '2026-01-01'), version('2026-01-01', null, 'Xã C')],
      [before],
    ],
    ['a later end', [version('2021-11-01', '2026-01-01')], [before]],
  ])('is not contradicted: %s is refused', (_what, wanted, present) => {
    expect(() => areaLoadPlan([timeline(...wanted)], [area(present, '2025-07-01')])).toThrow(AreaConflict);
  });

  it('refuses to forget an area that a plan reorganised, and a code that a planned one bears', () => {
    expect(() => areaLoadPlan([], [area([before], '2025-07-01')])).toThrow(AreaConflict);
    const made = area([loaded('2025-07-01', null, 'Xã Mới', { areaId: 'n', isPlanned: true })], '2025-07-01');
    expect(areaLoadPlan([], [made])).toMatchObject(NOTHING);
    const other = area([loaded('2021-11-01', null, 'Xã A', { code: '00002' })]);
    const wanted = [
      {
        key: '00002@2021-11-01',
        versions: [version('2021-11-01', '2025-07-01', 'Xã A', '00002'), version('2025-07-01', null)],
      },
    ];
    expect(() => areaLoadPlan(wanted, [made, other])).toThrow(AreaConflict);
  });
});

describe('any two states of the data', () => {
  /** One area through time: ends, renamings and gaps at random days. */
  const life = fc
    .uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 })
    .chain((days) =>
      fc.record({
        days: fc.constant([...days].sort((a, b) => a - b)),
        names: fc.array(fc.constantFrom('Xã A', 'Xã B', 'Phường A'), { minLength: 6, maxLength: 6 }),
        isOpen: fc.boolean(),
      }),
    )
    .map(({ days, names, isOpen }) =>
      days.flatMap((start, index): TimelineVersion[] => {
        const next = days[index + 1];
        if (next === undefined && !isOpen && index > 0) return [];
        const at = (offset: number): string => addDays(civilDate('2021-11-01'), offset * 30);
        return [version(at(start), next === undefined ? null : at(next), names[index])];
      }),
    );

  it('after the load the registry says what the data says, and kept what it said', () => {
    fc.assert(
      fc.property(life, life, (first, second) => {
        const present = first.map(({ parent: _parent, ...said }) => ({
          ...said,
          areaId: 'a',
          parentId: null,
          isPlanned: false,
        }));
        const plan = areaLoadPlan([timeline(...second)], [area(present)]);
        const ends = new Map(plan.endings.map(({ from, to }) => [from, to]));
        const now = [
          ...present
            .filter((each) => !plan.superseded.includes(each))
            .map((each) => ({ ...each, to: each.to ?? ends.get(each.from) ?? null })),
          ...[...plan.newVersions.map((each) => each.version), ...plan.newAreas.flatMap(({ versions }) => versions)],
        ].sort((a, b) => (a.from < b.from ? -1 : 1));
        const said = now.map(({ from, to, name }) => `${from} ${to} ${name}`);
        const wanted = second.map(({ from, to, name }) => `${from} ${to} ${name}`);
        // The data is an older state of what is there: then nothing changes.
        if (plan.superseded.length + plan.newVersions.length + plan.newAreas.length + plan.endings.length > 0) {
          expect(said).toEqual(wanted);
        } else {
          expect(said.slice(0, wanted.length - 1)).toEqual(wanted.slice(0, -1));
        }
      }),
    );
  });
});
