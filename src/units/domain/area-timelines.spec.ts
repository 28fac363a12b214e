import { readFileSync } from 'node:fs';
import { civilDate, type CivilDate } from '../../core/civil-date.js';
import {
  areaTimelines,
  knownUntil,
  type AreaTimeline,
  type PublishedData,
  type TimelineVersion,
} from './area-timelines.js';

function read<Row>(file: string): Row[] {
  const text = readFileSync(new URL(`../../../data/admin-units/${file}`, import.meta.url), 'utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const columns = header.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, index) => [columns[index], cell])) as Row);
}

const DATA: PublishedData = {
  units2024: read('units-2024.tsv'),
  units2025: read('units-2025.tsv'),
  events: read('events-2021-2025.tsv'),
  successions: read('successions.tsv'),
  changes2026: read('changes-2026.tsv'),
};
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

describe('the time line of the published files', () => {
  it.each([
    ['2025-03-01', [63, 696, 10_035]],
    ['2025-06-30', [63, 696, 10_035]],
    ['2025-07-01', [34, 0, 3_321]],
    ['2026-04-30', [34, 0, 3_321]],
  ])('on %s there are %j provinces, districts and communes', (day, expected) => {
    expect(counts(ALL, civilDate(day))).toEqual(expected);
  });

  it('covers each day of a parent where a child lives: exactly one parent on each day of a life', () => {
    const byKey = new Map(ALL.map((timeline) => [timeline.key, timeline]));
    for (const { key, versions } of ALL) {
      versions.forEach((version, index) => {
        const previous = versions[index - 1];
        if (previous) expect([key, previous.to]).toEqual([key, version.from]);
        expect(version.parent === null).toBe(version.tier === 'PROVINCE');
        if (version.parent === null) return;
        const parent = byKey.get(version.parent)?.versions ?? [];
        const first = parent[0];
        const last = parent.at(-1);
        expect(first && first.from <= version.from).toBe(true);
        expect(last && (last.to === null || (version.to !== null && version.to <= last.to))).toBe(true);
      });
    }
  });

  it('bears each code once on each day', () => {
    const begins = new Map<string, TimelineVersion[]>();
    for (const version of ALL.flatMap(({ versions }) => versions))
      begins.set(version.code, [...(begins.get(version.code) ?? []), version]);
    for (const [code, versions] of begins) {
      const sorted = versions.sort((a, b) => (a.from < b.from ? -1 : 1));
      sorted.forEach((version, index) => {
        const next = sorted[index + 1];
        if (next) expect([code, version.to !== null && version.to <= next.from]).toEqual([code, true]);
      });
    }
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

  it('takes the beginning of what changed before 2025 from its event, and holds Lai Châu from the first day', () => {
    const chu = ALL.find(({ versions }) => versions[0]?.name === 'Thị xã Chũ');
    expect(chu?.versions[0]?.from).toBe('2025-01-01');
    const districts = ALL.flatMap(({ versions }) => versions).filter(
      ({ parent, tier }) => parent === '12@2021-11-01' && tier === 'DISTRICT',
    );
    expect(districts.map(({ from, to }) => `${from}/${to}`)).toEqual(Array(8).fill('2021-11-01/2025-07-01'));
  });

  it('knows no end and no successor before they come', () => {
    const known = knownUntil(ALL, civilDate('2025-06-30'));
    expect(known.flatMap(({ versions }) => versions).every(({ to, from }) => to === null && from <= '2025-06-30')).toBe(
      true,
    );
    expect(counts(known, civilDate('2026-01-01'))).toEqual([63, 696, 10_035]);
  });
});
