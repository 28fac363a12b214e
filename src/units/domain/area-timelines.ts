import { addDays, civilDate, type CivilDate } from '../../core/civil-date.js';
import type { AreaChange, AreaTimeline, PublishedData, TimelineVersion } from './published-data.js';
import { threeTiers, tierOf, TWO_TIERS } from './three-tiers.js';

/** The same area goes on, as a new version; everything else is a new area. */
const SAME_AREA = new Set(['unchanged', 'respelled', 'renamed']);

function addVersion(timeline: AreaTimeline, version: TimelineVersion): void {
  const last = timeline.versions.at(-1);
  const facts = ({ code, name, kind, parent }: TimelineVersion): string => [code, name, kind, parent].join('\t');
  if (last && last.to === version.from && facts(last) === facts(version)) last.to = version.to;
  else timeline.versions.push(version);
}

function applyChanges(timelines: ReadonlyMap<string, AreaTimeline>, changes: readonly AreaChange[]): void {
  for (const change of changes) {
    const last = timelines.get(change.code)?.versions.at(-1);
    if (!last) throw new Error(`changes-2026: no area ${change.code}`);
    last.to = civilDate(change.effective);
    const next = { ...last, from: last.to, to: null, name: change.new_name, kind: change.new_kind };
    timelines.get(change.code)?.versions.push(next);
  }
}

/** The timelines of all areas from the published files, provinces before what they contain. */
export function areaTimelines(data: PublishedData): AreaTimeline[] {
  const { all: before, living: old } = threeTiers(data);
  const same = data.successions.filter(({ kind }) => SAME_AREA.has(kind));
  const goesOn = new Map(same.map(({ old_code, new_code }) => [new_code, old.get(old_code)]));
  const now = new Map<string, AreaTimeline>();
  for (const { code } of data.units2025)
    now.set(code, goesOn.get(code) ?? { key: `${code}@${TWO_TIERS}`, versions: [] });
  for (const { code, name, level, kind, parent } of data.units2025) {
    const parentKey = parent === '' ? null : (now.get(parent)?.key ?? null);
    const version = { from: TWO_TIERS, to: null, code, name, kind, tier: tierOf(level), parent: parentKey };
    addVersion(now.get(code) ?? { key: '', versions: [] }, version);
  }
  applyChanges(now, data.changes2026);
  const all = [...new Set([...before, ...now.values()])];
  const order = { PROVINCE: 0, DISTRICT: 1, COMMUNE: 2 };
  return all.sort((a, b) => order[a.versions[0]?.tier ?? 'COMMUNE'] - order[b.versions[0]?.tier ?? 'COMMUNE']);
}

/** What was known on `day`: later versions are left out, and what ends later has no end yet. */
export function knownUntil(timelines: readonly AreaTimeline[], day: CivilDate): AreaTimeline[] {
  return timelines
    .map(({ key, versions }) => ({
      key,
      versions: versions
        .filter(({ from }) => from <= day)
        .map((version) => (version.to !== null && version.to > day ? { ...version, to: null } : version)),
    }))
    .filter(({ versions }) => versions.length > 0);
}

/** The last day of a version, as people say it. */
export function lastDay(version: TimelineVersion): CivilDate | null {
  return version.to === null ? null : addDays(version.to, -1);
}
