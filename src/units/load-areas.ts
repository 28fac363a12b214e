import { record } from '../audit/record.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Database, Transaction } from '../core/database.js';
import {
  endVersions,
  hasAreaPast,
  insertAreas,
  insertSuccessions,
  insertVersions,
  loadedVersions,
  lockAreaLoad,
  type VersionRow,
} from './area-load.queries.js';
import { followAreaPast } from './follow-area-past.js';
import { areaLoadPlan, type AreaLoadPlan } from './domain/area-load-plan.js';
import { areaSuccessions, happenedBy, type AreaSuccession } from './domain/area-successions.js';
import { areaTimelines, knownUntil } from './domain/area-timelines.js';
import type { AreaTimeline } from './domain/published-data.js';
import { publishedData } from './published-areas.js';

/** What a load did. */
export interface AreaLoad {
  areas: number;
  versions: number;
  endings: number;
  successions: number;
}

/**
 * Loads the administrative units that the product ships, as known on `until` (all when null), in one transaction.
 * What is there stays; done again it does nothing. Throws AreaConflict where data and database differ about the past.
 */
export async function loadAreas(database: Database, until: CivilDate | null): Promise<AreaLoad> {
  const data = await publishedData();
  const all = areaTimelines(data);
  const timelines = until ? knownUntil(all, until) : all;
  const successions = areaSuccessions(data, all);
  return database.transaction(async (tx) => {
    await lockAreaLoad(tx);
    const plan = areaLoadPlan(timelines, await loadedVersions(tx));
    const load = await carryOut(tx, plan, until ? happenedBy(successions, until) : successions);
    const isNew = Object.values(load).some((count) => count > 0);
    if (isNew || !(await hasAreaPast(tx))) await followAreaPast(tx);
    if (isNew) await record(tx, null, { action: 'area.load', subject: 'registry:areas', details: { until, ...load } });
    return load;
  });
}

async function carryOut(
  tx: Transaction,
  plan: AreaLoadPlan,
  successions: readonly AreaSuccession[],
): Promise<AreaLoad> {
  const ids = await insertAreas(tx, plan.newAreas.length);
  const areaOf = new Map(plan.known);
  plan.newAreas.forEach(({ key }, index) => areaOf.set(key, ids[index] ?? ''));
  const versions = [
    ...plan.newAreas.flatMap((area) =>
      area.versions.map((version) => rowOf(areaOf, areaOf.get(area.key) ?? '', version)),
    ),
    ...plan.newVersions.map(({ areaId, version }) => rowOf(areaOf, areaId, version)),
  ];
  if (plan.endings.length > 0) await endVersions(tx, plan.endings);
  if (versions.length > 0) await insertVersions(tx, versions);
  const links = successions.map(({ from, to, ...link }) => ({
    ...link,
    fromId: idOf(areaOf, from),
    toId: to === null ? null : idOf(areaOf, to),
  }));
  const made = await insertSuccessions(tx, links);
  return { areas: ids.length, versions: versions.length, endings: plan.endings.length, successions: made };
}

function idOf(areaOf: ReadonlyMap<string, string>, key: string): string {
  const id = areaOf.get(key);
  if (!id) throw new Error(`No area ${key}`);
  return id;
}

function rowOf(
  areaOf: ReadonlyMap<string, string>,
  areaId: string,
  version: AreaTimeline['versions'][number],
): VersionRow {
  const { parent, ...rest } = version;
  return { ...rest, areaId, parentId: parent === null ? null : idOf(areaOf, parent) };
}
