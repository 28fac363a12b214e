import type { CivilDate } from '../../core/civil-date.js';
import type { LoadedArea } from './loaded-area.js';
import type { AreaTimeline } from './published-data.js';

interface Span {
  code: string;
  from: CivilDate;
  to: CivilDate | null;
}

const END = '9999-12-31';
const DAY_MS = 86_400_000;

/** On how many days both bear one code. */
function commonDays(one: readonly Span[], other: readonly Span[]): number {
  let days = 0;
  for (const a of one) {
    for (const b of other) {
      const from = a.from > b.from ? a.from : b.from;
      const to = [a.to ?? END, b.to ?? END].sort()[0] ?? END;
      if (a.code === b.code && from < to) days += (Date.parse(to) - Date.parse(from)) / DAY_MS;
    }
  }
  return days;
}

/**
 * Which loaded area each timeline is: the one that began with the same code on the same day; else the one that bore one of
 * its codes the longest on the same days, as where an earlier state of the data knew the beginning less well.
 */
export function matched(timelines: readonly AreaTimeline[], loaded: readonly LoadedArea[]): Map<string, string> {
  const known = new Map<string, string>();
  const taken = new Set<string>();
  const starts = new Map<string, string>();
  for (const { areaId, versions } of loaded)
    for (const { code, from } of versions) starts.set(`${code}@${from}`, areaId);
  for (const { key } of timelines) {
    const areaId = starts.get(key);
    if (!areaId || taken.has(areaId)) continue;
    known.set(key, areaId);
    taken.add(areaId);
  }
  const byCode = new Map<string, LoadedArea[]>();
  for (const area of loaded.filter(({ areaId }) => !taken.has(areaId))) {
    for (const code of new Set(area.versions.map((version) => version.code)))
      byCode.set(code, [...(byCode.get(code) ?? []), area]);
  }
  const pairs = timelines
    .filter(({ key }) => !known.has(key))
    .flatMap(({ key, versions }) =>
      [...new Set(versions.flatMap(({ code }) => byCode.get(code) ?? []))].map((area) => ({
        key,
        areaId: area.areaId,
        days: commonDays(versions, area.versions),
      })),
    )
    .filter(({ days }) => days > 0)
    .sort((a, b) => b.days - a.days);
  for (const { key, areaId } of pairs) {
    if (known.has(key) || taken.has(areaId)) continue;
    known.set(key, areaId);
    taken.add(areaId);
  }
  return known;
}
