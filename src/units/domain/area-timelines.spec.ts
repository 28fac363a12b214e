import { civilDate, type CivilDate } from '../../core/civil-date.js';
import { areaTimelines, knownUntil } from './area-timelines.js';
import type { AreaTimeline, PublishedArea, TimelineVersion } from './published-data.js';
import { publishedData } from '../published-areas.js';

const DATA = await publishedData();
const ALL = areaTimelines(DATA);

function livingOn(timelines: readonly AreaTimeline[], day: CivilDate): TimelineVersion[] {
  return timelines.flatMap(({ versions }) =>
    versions.filter(({ from, to }) => from <= day && (to === null || day < to)),
  );
}

function counts(timelines: readonly AreaTimeline[], day: CivilDate): number[] {
  const tiers = livingOn(timelines, day).map(({ tier }) => tier);
  return ['PROVINCE', 'DISTRICT', 'COMMUNE'].map((tier) => tiers.filter((other) => other === tier).length);
}

function treeOn(timelines: readonly AreaTimeline[], day: CivilDate): string[] {
  const living = new Set(livingOn(timelines, day));
  const codeOf = new Map<string, string>();
  for (const { key, versions } of timelines) {
    const now = versions.find((version) => living.has(version));
    if (now) codeOf.set(key, now.code);
  }
  return [...living]
    .map(({ code, name, kind, parent }) => [code, name, kind, parent === null ? '' : codeOf.get(parent)].join('|'))
    .sort();
}

function changedIn2026(areas: readonly PublishedArea[]): PublishedArea[] {
  const changes = new Map(DATA.changes2026.map((change) => [change.code, change]));
  return areas.map((area) => {
    const change = changes.get(area.code);
    return change ? { ...area, name: change.new_name, kind: change.new_kind } : area;
  });
}

describe('the time line of the published files', () => {
  it.each([
    ['2021-11-01', [63, 705, 10_599]],
    ['2025-03-01', [63, 696, 10_035]],
    ['2025-06-30', [63, 696, 10_035]],
    ['2025-07-01', [34, 0, 3_321]],
    ['2026-04-30', [34, 0, 3_321]],
  ])('on %s there are %j provinces, districts and communes', (day, expected) => {
    expect(counts(ALL, civilDate(day))).toEqual(expected);
  });

  it.each([
    ['2021-11-01', DATA.units2021],
    ['2022-04-09', DATA.units2021],
    ['2025-03-01', DATA.units2024],
    ['2025-06-30', DATA.units2024],
    ['2025-07-01', DATA.units2025],
    ['2026-04-29', DATA.units2025],
    ['2026-04-30', changedIn2026(DATA.units2025)],
  ])('on %s the tree is exactly the published one: codes, names, kinds, parents', (day, published) => {
    const asPublished = ({ code, name, kind, parent }: PublishedArea): string => [code, name, kind, parent].join('|');
    expect(treeOn(ALL, civilDate(day))).toEqual(published.map(asPublished).sort());
  });

  it('covers each day of a parent where a child lives: exactly one parent on each day of a life', () => {
    const byKey = new Map(ALL.map((timeline) => [timeline.key, timeline]));
    const isCovered = (version: TimelineVersion, previous: TimelineVersion | undefined): boolean => {
      if (previous && previous.to !== version.from) return false;
      if (version.parent === null || version.tier === 'PROVINCE') {
        return version.parent === null && version.tier === 'PROVINCE';
      }
      const parent = byKey.get(version.parent)?.versions ?? [];
      const [first, last] = [parent[0], parent.at(-1)];
      if (!first || !last || first.from > version.from) return false;
      return last.to === null || (version.to !== null && version.to <= last.to);
    };
    // Many thousand versions: each asked plainly, those that are wrong told.
    const asked = ALL.flatMap(({ key, versions }) =>
      versions.map((version, index) => ({ key, from: version.from, covered: isCovered(version, versions[index - 1]) })),
    );
    expect(asked.length).toBeGreaterThan(13_000);
    expect(asked.filter(({ covered }) => !covered)).toEqual([]);
  });

  it('bears each code once on each day', () => {
    const begins = new Map<string, TimelineVersion[]>();
    for (const version of ALL.flatMap(({ versions }) => versions))
      begins.set(version.code, [...(begins.get(version.code) ?? []), version]);
    const twice = [...begins].filter(([, versions]) => {
      const sorted = versions.sort((a, b) => (a.from < b.from ? -1 : 1));
      const ends = sorted.slice(0, -1).map(({ to }) => to);
      return ends.some((end, index) => end === null || end > sorted[index + 1]!.from);
    });
    expect(begins.size).toBeGreaterThan(10_000);
    expect(twice).toEqual([]);
  });

  it('goes on as the same area only where nothing was joined: Lai Châu does, Trúc Bạch does not', () => {
    const withCode = (code: string): AreaTimeline[] =>
      ALL.filter(({ versions }) => versions.some((version) => version.code === code));
    expect(withCode('12').map(({ versions }) => versions.map(({ name }) => name))).toEqual([['Tỉnh Lai Châu']]);
    expect(withCode('00004').map(({ versions }) => versions.map(({ name }) => name))).toEqual([
      ['Phường Trúc Bạch'],
      ['Phường Ba Đình'],
    ]);
    expect(
      withCode('75')
        .at(-1)
        ?.versions.map(({ name, from }) => [name, from]),
    ).toEqual([
      ['Tỉnh Đồng Nai', '2025-07-01'],
      ['Thành phố Đồng Nai', '2026-04-30'],
    ]);
  });

  it('goes on through a new name, kind and superior: a village that became a ward of another district', () => {
    const nhamBien = ALL.filter(({ versions }) => versions.some(({ code }) => code === '07690'));
    expect(nhamBien[0]?.versions.map(({ from, name, kind, parent }) => [from, name, kind, parent])).toEqual([
      ['2021-11-01', 'Xã Hương Gián', 'Xã', '221@2021-11-01'],
      ['2025-01-01', 'Phường Hương Gián', 'Phường', '213@2021-11-01'],
    ]);
  });

  it('begins what was added, and holds Lai Châu from the first day', () => {
    const chu = ALL.find(({ versions }) => versions[0]?.name === 'Thị xã Chũ');
    expect(chu?.versions[0]?.from).toBe('2025-01-01');
    const districts = ALL.flatMap(({ versions }) => versions).filter(
      ({ parent, tier }) => parent === '12@2021-11-01' && tier === 'DISTRICT',
    );
    expect(districts.map(({ from, to }) => `${from}/${to}`)).toEqual(Array(8).fill('2021-11-01/2025-07-01'));
  });

  it('takes the word of units-2024, without an event, from the day on which it is the tree in force', () => {
    const of = (code: string): string[] =>
      ALL.find(({ key }) => key === `${code}@2021-11-01`)!.versions.map(({ from, name }) => `${from} ${name}`);
    expect(of('26923')).toEqual(['2021-11-01 Phường 05', '2025-03-01 Phường 5']);
    // Number 14 of that district went into it on the same day; before, both would have borne one name.
    expect(of('26929')).toEqual(['2021-11-01 Phường 24', '2025-03-01 Phường 14']);
    expect(of('26935')).toEqual(['2021-11-01 Phường 14']);
  });

  it('knows no end and no successor before they come', () => {
    const known = knownUntil(ALL, civilDate('2025-06-30'));
    const versions = known.flatMap((timeline) => timeline.versions);
    expect(versions.filter(({ from, to }) => from > '2025-06-30' || (to !== null && to > '2025-06-30'))).toEqual([]);
    expect(counts(known, civilDate('2026-01-01'))).toEqual([63, 696, 10_035]);
  });
});
