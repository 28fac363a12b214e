import type { CivilDate } from '../../core/civil-date.js';
import { correctionOf, describe, isPrefix, type Said, type Wanted } from './area-corrections.js';
import { matched } from './area-matches.js';
import { AreaConflict, type LoadedArea, type LoadedVersion } from './loaded-area.js';
import type { AreaTimeline, TimelineVersion } from './published-data.js';

/** What a load has to do: it adds and ends; where it knows better of the past, it supersedes what was known. */
export interface AreaLoadPlan {
  /** Timelines of areas that are not there yet. */
  newAreas: AreaTimeline[];
  /** Versions to add to areas that are there. */
  newVersions: { areaId: string; version: TimelineVersion }[];
  /** Open versions that end now. */
  endings: { areaId: string; from: CivilDate; to: CivilDate }[];
  /** Versions that give way to `newVersions`, and those of `unknown`. */
  superseded: LoadedVersion[];
  /** Areas of which the data knows nothing any more: all their versions are superseded. */
  unknown: string[];
  /** Area of each timeline that is there already. */
  known: Map<string, string>;
}

/** Compares the timelines, known until `horizon` (null: all), with what is loaded. Throws AreaConflict against a plan. */
export function areaLoadPlan(
  timelines: readonly AreaTimeline[],
  loaded: readonly LoadedArea[],
  horizon: CivilDate | null = null,
): AreaLoadPlan {
  const known = matched(timelines, loaded);
  const plan: AreaLoadPlan = { newAreas: [], newVersions: [], endings: [], superseded: [], unknown: [], known };
  const areas = new Map(loaded.map((area) => [area.areaId, area]));
  for (const timeline of timelines) {
    const area = areas.get(known.get(timeline.key) ?? '');
    if (area) planArea(plan, area, timeline, horizon);
    else plan.newAreas.push(timeline);
  }
  forgetUnknown(plan, loaded, horizon);
  refuseTaken(plan, loaded);
  return plan;
}

function planArea(plan: AreaLoadPlan, area: LoadedArea, timeline: AreaTimeline, horizon: CivilDate | null): void {
  const { areaId } = area;
  const wanted = timeline.versions.map((version): Wanted => ({ ...version, parentId: parentOf(plan, version) }));
  const present = knownBy(area.versions, horizon);
  if (isPrefix(present, wanted) && !(area.plannedFrom && endedBefore(present, wanted))) {
    grow(plan, areaId, present, wanted);
  } else if (!isPrefix(wanted, present)) {
    const { superseded, written } = correctionOf(area, wanted, horizon);
    plan.superseded.push(...superseded);
    plan.newVersions.push(...written.map((version) => ({ areaId, version })));
  }
}

/** A parent that is not there yet is none of those that are. */
function parentOf({ known }: AreaLoadPlan, { parent }: TimelineVersion): string | null {
  return parent === null ? null : (known.get(parent) ?? parent);
}

/** What ended by a plan does not go on because the data does not know the plan. */
function endedBefore(present: readonly Said[], wanted: readonly Said[]): boolean {
  return present.length > 0 && present.at(-1)?.to !== null && wanted.length > present.length;
}

function knownBy(versions: readonly LoadedVersion[], horizon: CivilDate | null): LoadedVersion[] {
  if (horizon === null) return [...versions];
  return versions
    .filter(({ from }) => from <= horizon)
    .map((version) => (version.to !== null && version.to > horizon ? { ...version, to: null } : version));
}

function grow(plan: AreaLoadPlan, areaId: string, present: readonly Said[], wanted: readonly Wanted[]): void {
  const last = present.at(-1);
  const end = wanted[present.length - 1]?.to ?? null;
  if (last && last.to === null && end !== null) plan.endings.push({ areaId, from: last.from, to: end });
  plan.newVersions.push(...wanted.slice(present.length).map((version) => ({ areaId, version })));
}

/** What was loaded, and the data does not say any more; what a plan made is not the data's. */
function forgetUnknown(plan: AreaLoadPlan, loaded: readonly LoadedArea[], horizon: CivilDate | null): void {
  const known = new Set(plan.known.values());
  for (const { areaId, versions, plannedFrom } of loaded) {
    const first = versions[0];
    const isLater = horizon !== null && first !== undefined && first.from > horizon;
    if (known.has(areaId) || !first || isLater || first.isPlanned) continue;
    if (plannedFrom !== null) throw new AreaConflict(`${describe(first)} ≠ ∅`);
    plan.unknown.push(areaId);
    plan.superseded.push(...versions);
  }
}

/** Two areas must not bear one code on one day, as they are after the load. */
function refuseTaken(plan: AreaLoadPlan, loaded: readonly LoadedArea[]): void {
  const gone = new Set(plan.superseded);
  const ends = new Map(plan.endings.map(({ areaId, from, to }) => [`${areaId}@${from}`, to]));
  const after = [
    ...loaded
      .flatMap(({ versions }) => versions)
      .filter((version) => !gone.has(version))
      .map((version) => ({ ...version, to: version.to ?? ends.get(`${version.areaId}@${version.from}`) ?? null })),
    ...plan.newVersions.map(({ version }) => version),
    ...plan.newAreas.flatMap(({ versions }) => versions),
  ].sort((a, b) => (a.code === b.code ? (a.from < b.from ? -1 : 1) : a.code < b.code ? -1 : 1));
  for (const [index, version] of after.entries()) {
    const before = after[index - 1];
    if (before?.code === version.code && (before.to === null || before.to > version.from))
      throw new AreaConflict(`${describe(before)} ≠ ${describe(version)}`);
  }
}
