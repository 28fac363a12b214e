import { addDays, civilDate, type CivilDate } from '../../core/civil-date.js';

/** A row of units-2024.tsv or units-2025.tsv. Codes are text: they begin with zeros. */
export interface PublishedArea {
  code: string;
  name: string;
  level: string;
  kind: string;
  parent: string;
}

/** A row of events-2021-2025.tsv. */
export interface AreaEvent {
  code: string;
  level: string;
  event: string;
  effective: string;
}

/** A row of successions.tsv (2024 → 2025). */
export interface AreaSuccession {
  old_code: string;
  new_code: string;
  level: string;
  kind: string;
}

/** A row of changes-2026.tsv. */
export interface AreaChange {
  code: string;
  level: string;
  new_name: string;
  new_kind: string;
  effective: string;
}

export interface PublishedData {
  units2024: PublishedArea[];
  units2025: PublishedArea[];
  events: AreaEvent[];
  successions: AreaSuccession[];
  changes2026: AreaChange[];
}

export type AreaTier = 'PROVINCE' | 'DISTRICT' | 'COMMUNE';

/** What is true of an area from one day to another; `to` is the first day after it, null is open. */
export interface TimelineVersion {
  from: CivilDate;
  to: CivilDate | null;
  code: string;
  name: string;
  kind: string;
  tier: AreaTier;
  /** Key of the containing area's timeline; null for a province. */
  parent: string | null;
}

/** One area through its life. The key is its first code and day: no two areas bear one code on one day. */
export interface AreaTimeline {
  key: string;
  versions: TimelineVersion[];
}

/** The first day that the data covers; where nothing contradicts it units-2024 is taken to hold from there. */
export const FIRST_DAY = civilDate('2021-11-01');
/** The day on which the two-tier organisation began to work (data/admin-units/SOURCE.md). */
export const TWO_TIERS = civilDate('2025-07-01');

const TIERS: Readonly<Record<string, AreaTier>> = { 1: 'PROVINCE', 2: 'DISTRICT', 3: 'COMMUNE' };
/** The same area goes on, as a new version; everything else is a new area. */
const SAME_AREA = new Set(['unchanged', 'respelled', 'renamed']);

function tierOf(level: string): AreaTier {
  const tier = TIERS[level];
  if (!tier) throw new Error(`Unknown level ${level}`);
  return tier;
}

function latest(...days: (CivilDate | undefined)[]): CivilDate {
  return days.filter((day) => day !== undefined).reduce((a, b) => (a > b ? a : b), FIRST_DAY);
}

/** Since when an area was as units-2024 says: the last event that made it so, never before its parent. */
function beginnings(units: readonly PublishedArea[], events: readonly AreaEvent[]): Map<string, CivilDate> {
  const lastEvent = new Map<string, CivilDate>();
  for (const { code, event, effective } of events) {
    if (event !== 'removed') lastEvent.set(code, latest(lastEvent.get(code), civilDate(effective)));
  }
  const begins = new Map<string, CivilDate>();
  for (const { code, parent } of [...units].sort((a, b) => a.level.localeCompare(b.level))) {
    begins.set(code, latest(lastEvent.get(code), begins.get(parent)));
  }
  return begins;
}

/** The areas of the three tiers, to the eve of the reform. */
function threeTiers({ units2024, events }: PublishedData): Map<string, AreaTimeline> {
  const begins = beginnings(units2024, events);
  const keyOf = (code: string): string => `${code}@${begins.get(code) ?? FIRST_DAY}`;
  return new Map(
    units2024.map(({ code, name, level, kind, parent }) => {
      const version = {
        from: begins.get(code) ?? FIRST_DAY,
        to: TWO_TIERS,
        code,
        name,
        kind,
        tier: tierOf(level),
        parent: parent === '' ? null : keyOf(parent),
      };
      return [code, { key: keyOf(code), versions: [version] }];
    }),
  );
}

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
  const old = threeTiers(data);
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
  const all = [...new Set([...old.values(), ...now.values()])];
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
