import { readFile } from 'node:fs/promises';
import { record } from '../audit/record.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Database, Transaction } from '../core/database.js';
import {
  endVersions,
  insertAreas,
  insertVersions,
  loadedVersions,
  lockAreaLoad,
  type VersionRow,
} from './area-load.queries.js';
import { areaLoadPlan, type AreaLoadPlan } from './domain/area-load-plan.js';
import { areaTimelines, knownUntil, type AreaTimeline, type PublishedData } from './domain/area-timelines.js';

const FOLDER = new URL('../../data/admin-units/', import.meta.url);

/** Rows of a tab-separated file with a header line, without quoting. */
async function readTsv<Row>(file: string): Promise<Row[]> {
  const text = await readFile(new URL(file, FOLDER), 'utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])) as Row;
  });
}

async function publishedData(): Promise<PublishedData> {
  const [units2024, units2025, events, successions, changes2026] = await Promise.all([
    readTsv<PublishedData['units2024'][number]>('units-2024.tsv'),
    readTsv<PublishedData['units2025'][number]>('units-2025.tsv'),
    readTsv<PublishedData['events'][number]>('events-2021-2025.tsv'),
    readTsv<PublishedData['successions'][number]>('successions.tsv'),
    readTsv<PublishedData['changes2026'][number]>('changes-2026.tsv'),
  ]);
  return { units2024, units2025, events, successions, changes2026 };
}

/** What a load did. */
export interface AreaLoad {
  areas: number;
  versions: number;
  endings: number;
}

/**
 * Loads the administrative units that the product ships, as known on `until` (all when null), in one transaction.
 * What is there stays; done again it does nothing. Throws AreaConflict where data and database differ about the past.
 */
export async function loadAreas(database: Database, until: CivilDate | null): Promise<AreaLoad> {
  const all = areaTimelines(await publishedData());
  const timelines = until ? knownUntil(all, until) : all;
  return database.transaction(async (tx) => {
    await lockAreaLoad(tx);
    const plan = areaLoadPlan(timelines, await loadedVersions(tx));
    const load = await carryOut(tx, plan);
    if (load.areas + load.versions + load.endings > 0) {
      await record(tx, null, { action: 'area.load', subject: 'registry:areas', details: { until, ...load } });
    }
    return load;
  });
}

async function carryOut(tx: Transaction, plan: AreaLoadPlan): Promise<AreaLoad> {
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
  return { areas: ids.length, versions: versions.length, endings: plan.endings.length };
}

function rowOf(
  areaOf: ReadonlyMap<string, string>,
  areaId: string,
  version: AreaTimeline['versions'][number],
): VersionRow {
  const { parent, ...rest } = version;
  const parentId = parent === null ? null : areaOf.get(parent);
  if (parentId === undefined) throw new Error(`${version.code} ${version.name}: no area ${parent}`);
  return { ...rest, areaId, parentId };
}
