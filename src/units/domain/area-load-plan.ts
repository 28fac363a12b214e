import type { CivilDate } from '../../core/civil-date.js';
import type { AreaTimeline, TimelineVersion } from './published-data.js';

/** A version that is in the database. */
export interface LoadedVersion {
  areaId: string;
  from: CivilDate;
  to: CivilDate | null;
  code: string;
  name: string;
  kind: string;
}

/** What a load has to do; nothing of it changes what was, only adds and ends. */
export interface AreaLoadPlan {
  /** Timelines of areas that are not there yet. */
  newAreas: AreaTimeline[];
  /** Versions to add to areas that are there. */
  newVersions: { areaId: string; version: TimelineVersion }[];
  /** Open versions that end now. */
  endings: { areaId: string; from: CivilDate; to: CivilDate }[];
  /** Area of each timeline that is there already. */
  known: Map<string, string>;
}

/** The data says otherwise than the database of what is past: a load never rewrites. */
export class AreaConflict extends Error {}

function describe({ code, name, from, to }: { code: string; name: string; from: string; to: string | null }): string {
  return `${code} ${name} [${from}, ${to ?? '…'})`;
}

/** Compares the timelines with what is loaded. Throws AreaConflict where they say different things of one day. */
export function areaLoadPlan(timelines: readonly AreaTimeline[], loaded: readonly LoadedVersion[]): AreaLoadPlan {
  const areaOfStart = new Map(loaded.map((version) => [`${version.code}@${version.from}`, version.areaId]));
  const versionOf = new Map(loaded.map((version) => [`${version.areaId}@${version.from}`, version]));
  const plan: AreaLoadPlan = { newAreas: [], newVersions: [], endings: [], known: new Map() };
  for (const timeline of timelines) {
    const areaId = areaOfStart.get(timeline.key);
    if (!areaId) {
      plan.newAreas.push(timeline);
      continue;
    }
    plan.known.set(timeline.key, areaId);
    for (const version of timeline.versions)
      planVersion(plan, areaId, version, versionOf.get(`${areaId}@${version.from}`));
  }
  refuseTaken(plan, loaded);
  return plan;
}

/** A new area must not bear a code on a day on which another one, as it is after the load, bears it. */
function refuseTaken({ newAreas, endings }: AreaLoadPlan, loaded: readonly LoadedVersion[]): void {
  const ends = new Map(endings.map(({ areaId, from, to }) => [`${areaId}@${from}`, to]));
  const byCode = new Map<string, LoadedVersion[]>();
  for (const version of loaded) byCode.set(version.code, [...(byCode.get(version.code) ?? []), version]);
  for (const version of newAreas.flatMap(({ versions }) => versions)) {
    const other = byCode.get(version.code)?.find(({ areaId, from, to }) => {
      const end = to ?? ends.get(`${areaId}@${from}`) ?? null;
      return (version.to === null || from < version.to) && (end === null || version.from < end);
    });
    if (other) throw new AreaConflict(`${describe(other)} ≠ ${describe(version)}`);
  }
}

function planVersion(
  plan: AreaLoadPlan,
  areaId: string,
  version: TimelineVersion,
  present: LoadedVersion | undefined,
): void {
  if (!present) {
    plan.newVersions.push({ areaId, version });
    return;
  }
  const same = present.code === version.code && present.name === version.name && present.kind === version.kind;
  const endsLater = present.to !== null && present.to !== version.to;
  // What is loaded may know an end that an earlier state of the data does not: an older load then changes nothing.
  if (!same || (endsLater && version.to !== null)) {
    throw new AreaConflict(`${describe(present)} ≠ ${describe(version)}`);
  }
  if (present.to === null && version.to !== null) plan.endings.push({ areaId, from: version.from, to: version.to });
}
