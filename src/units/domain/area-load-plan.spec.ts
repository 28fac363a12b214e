import { civilDate } from '../../core/civil-date.js';
import { AreaConflict, areaLoadPlan, type LoadedVersion } from './area-load-plan.js';
import type { AreaTimeline, TimelineVersion } from './published-data.js';

function version(from: string, to: string | null, name = 'Xã A'): TimelineVersion {
  return {
    from: civilDate(from),
    to: to === null ? null : civilDate(to),
    code: '00001',
    name,
    kind: 'Xã',
    tier: 'COMMUNE',
    parent: null,
  };
}

function timeline(...versions: TimelineVersion[]): AreaTimeline {
  return { key: `00001@${versions[0]?.from ?? ''}`, versions };
}

function loaded(from: string, to: string | null, name = 'Xã A'): LoadedVersion {
  return {
    areaId: 'a',
    from: civilDate(from),
    to: to === null ? null : civilDate(to),
    code: '00001',
    name,
    kind: 'Xã',
  };
}

describe('what a load has to do', () => {
  it('makes what is not there', () => {
    const area = timeline(version('2021-11-01', null));
    expect(areaLoadPlan([area], [])).toMatchObject({ newAreas: [area], newVersions: [], endings: [] });
  });

  it('does nothing where everything is there', () => {
    const plan = areaLoadPlan([timeline(version('2021-11-01', null))], [loaded('2021-11-01', null)]);
    expect(plan).toMatchObject({ newAreas: [], newVersions: [], endings: [] });
  });

  it('ends what was open and adds what comes after it', () => {
    const next = version('2025-07-01', null, 'Phường A');
    const plan = areaLoadPlan([timeline(version('2021-11-01', '2025-07-01'), next)], [loaded('2021-11-01', null)]);
    expect(plan.endings).toEqual([{ areaId: 'a', from: '2021-11-01', to: '2025-07-01' }]);
    expect(plan.newVersions).toEqual([{ areaId: 'a', version: next }]);
  });

  it('never opens again what has ended: an older state of the data changes nothing', () => {
    const plan = areaLoadPlan([timeline(version('2021-11-01', null))], [loaded('2021-11-01', '2025-07-01')]);
    expect(plan).toMatchObject({ newAreas: [], newVersions: [], endings: [] });
  });

  it.each([
    ['another name', version('2021-11-01', null, 'Xã B'), loaded('2021-11-01', null)],
    ['another end', version('2021-11-01', '2025-01-01'), loaded('2021-11-01', '2025-07-01')],
  ])('refuses %s of what is past', (_what, wanted, present) => {
    expect(() => areaLoadPlan([timeline(wanted)], [present])).toThrow(AreaConflict);
  });
});
