import { record } from '../audit/record.js';
import type { CivilDate } from '../core/civil-date.js';
import type { Database, Transaction } from '../core/database.js';
import {
  areasNamed,
  endVersions,
  insertAreaLoad,
  insertAreas,
  insertSuccessions,
  insertVersions,
  lastAreaLoad,
  loadedAreas,
  loadedSuccessions,
  lockAreaLoad,
  supersede,
  type SuccessionRow,
  type VersionRow,
} from './area-load.queries.js';
import { hasAreaPast } from './area-past.queries.js';
import { followAreaPast } from './follow-area-past.js';
import { describe } from './domain/area-corrections.js';
import { areaLoadPlan, type AreaLoadPlan } from './domain/area-load-plan.js';
import { AreaConflict, type LoadedVersion } from './domain/loaded-area.js';
import { areaSuccessions, happenedBy, type AreaSuccession } from './domain/area-successions.js';
import { areaTimelines, knownUntil } from './domain/area-timelines.js';
import type { AreaTimeline } from './domain/published-data.js';
import { publishedData, publishedSha256 } from './published-areas.js';

/** What a load did. */
export interface AreaLoad {
  areas: number;
  versions: number;
  endings: number;
  successions: number;
  /** Versions and successions that gave way to better knowledge of the past. */
  supersededVersions: number;
  supersededSuccessions: number;
  /** The first of them, as "former words → …", for people. */
  corrections: string[];
}

export interface AreaLoadOptions {
  /** As known on that day; null: all. */
  until: CivilDate | null;
  /** Looks at what would happen; writes nothing. */
  dryRun?: boolean;
}

const TOLD = 20;

/** Undoes the transaction of a load that is only looked at. */
class DryRun extends Error {
  constructor(readonly load: AreaLoad) {
    super('dry run');
  }
}

/** Whether the last load read these very files, or stopped at a day on purpose: then there is nothing to look for. */
export async function hasShippedAreas(database: Database): Promise<boolean> {
  const last = await lastAreaLoad(database);
  return last !== null && (last.until !== null || last.dataSha256 === (await publishedSha256()));
}

/**
 * Loads the published administrative units, in one transaction. What is there stays; done again it does nothing. Where the
 * data knows better of the past, what was known is put aside with the load that knew better (ADR 0023). Throws AreaConflict
 * where the data contradicts a plan of this registry, or no longer knows an area on which something rests.
 */
export async function loadAreas(database: Database, options: AreaLoadOptions): Promise<AreaLoad> {
  const { until, dryRun = false } = options;
  const data = await publishedData();
  const all = areaTimelines(data);
  const timelines = until ? knownUntil(all, until) : all;
  const successions = areaSuccessions(data, all);
  const known = until ? happenedBy(successions, until) : successions;
  const dataSha256 = await publishedSha256();
  const work = async (tx: Transaction): Promise<AreaLoad> => {
    await lockAreaLoad(tx);
    const plan = areaLoadPlan(timelines, await loadedAreas(tx), until);
    const load = await carryOut(tx, plan, known, { until, dataSha256 });
    if (dryRun) throw new DryRun(load);
    return load;
  };
  return database.transaction(work).catch((error: unknown) => {
    if (error instanceof DryRun) return error.load;
    throw error;
  });
}

/** The places that the plan writes into. */
interface Places {
  areaOf: Map<string, string>;
  made: number;
}

async function carryOut(
  tx: Transaction,
  plan: AreaLoadPlan,
  known: readonly AreaSuccession[],
  source: { until: CivilDate | null; dataSha256: string },
): Promise<AreaLoad> {
  const named = await areasNamed(tx, plan.unknown);
  if (named.length > 0) throw new AreaConflict(named.map(({ name }) => `${name} ≠ ∅`).join('; '));
  const places = await makeAreas(tx, plan);
  const links = known.map(({ from, to, ...link }) => ({
    ...link,
    fromId: idOf(places.areaOf, from),
    toId: to === null ? null : idOf(places.areaOf, to),
  }));
  const outdated = await outdatedSuccessions(tx, links, source.until);
  const added = addedVersions(plan);
  const load: AreaLoad = {
    areas: places.made,
    versions: added.length,
    endings: plan.endings.length,
    successions: outdated.missing.length,
    supersededVersions: plan.superseded.length,
    supersededSuccessions: outdated.ids.length,
    corrections: plan.superseded.slice(0, TOLD).map((version) => correctionText(plan, version)),
  };
  const isNew = Object.values(load).some((count) => typeof count === 'number' && count > 0);
  if (isNew) await write(tx, plan, places, { load, source, outdated });
  else await keepSource(tx, source);
  if (isNew || !(await hasAreaPast(tx))) await followAreaPast(tx);
  return load;
}

/** Other files that say the same: kept, so that the next start need not look again. */
async function keepSource(tx: Transaction, source: Parameters<typeof carryOut>[3]): Promise<void> {
  if (source.until !== null || (await lastAreaLoad(tx))?.dataSha256 === source.dataSha256) return;
  await insertAreaLoad(tx, { ...source, summary: {} });
}

/** What was known of those days, and what is known now. */
function correctionText({ newVersions }: AreaLoadPlan, former: LoadedVersion): string {
  const isThen = ({ from, to }: { from: string; to: string | null }): boolean =>
    (former.to === null || from < former.to) && (to === null || to > former.from);
  const now = newVersions.filter(({ areaId, version }) => areaId === former.areaId && isThen(version));
  return `${describe(former)} → ${now.map(({ version }) => describe(version)).join(', ') || '∅'}`;
}

async function makeAreas(tx: Transaction, { known, newAreas }: AreaLoadPlan): Promise<Places> {
  const ids = await insertAreas(tx, newAreas.length);
  const areaOf = new Map(known);
  newAreas.forEach(({ key }, index) => areaOf.set(key, ids[index] ?? ''));
  return { areaOf, made: ids.length };
}

function addedVersions(
  plan: AreaLoadPlan,
): { key: string | null; areaId: string; version: AreaTimeline['versions'][number] }[] {
  return [
    ...plan.newAreas.flatMap(({ key, versions }) => versions.map((version) => ({ key, areaId: '', version }))),
    ...plan.newVersions.map(({ areaId, version }) => ({ key: null, areaId, version })),
  ];
}

/** What the loads said of successions and the data does not say so, and what it says that is not there. */
interface Outdated {
  ids: string[];
  missing: SuccessionRow[];
}

async function outdatedSuccessions(
  tx: Transaction,
  links: readonly SuccessionRow[],
  until: CivilDate | null,
): Promise<Outdated> {
  const keyOf = (row: SuccessionRow): string =>
    [row.fromId, row.toId, row.kind, row.effectiveOn, row.legalBasis, row.whole, row.primary, row.evidence].join('\t');
  const wayOf = ({ fromId, toId, effectiveOn }: SuccessionRow): string => `${fromId} ${toId} ${effectiveOn}`;
  const present = await loadedSuccessions(tx, until);
  const wanted = new Set(links.map(keyOf));
  const there = new Set(present.map(keyOf));
  const planned = new Set(present.filter(({ isPlanned }) => isPlanned).map(wayOf));
  return {
    ids: present.filter((row) => !row.isPlanned && !wanted.has(keyOf(row))).map(({ id }) => id),
    missing: links.filter((row) => !there.has(keyOf(row)) && !planned.has(wayOf(row))),
  };
}

async function write(
  tx: Transaction,
  plan: AreaLoadPlan,
  { areaOf }: Places,
  { load, source, outdated }: { load: AreaLoad; source: Parameters<typeof carryOut>[3]; outdated: Outdated },
): Promise<void> {
  const { corrections: _told, ...summary } = load;
  const loadId = await insertAreaLoad(tx, { ...source, summary });
  if (plan.superseded.length + outdated.ids.length > 0) await supersede(tx, loadId, plan.superseded, outdated.ids);
  if (plan.endings.length > 0) await endVersions(tx, plan.endings);
  const rows = addedVersions(plan).map(({ key, areaId, version }): VersionRow => {
    const { parent, ...rest } = version;
    return {
      ...rest,
      areaId: key ? idOf(areaOf, key) : areaId,
      parentId: parent === null ? null : idOf(areaOf, parent),
    };
  });
  if (rows.length > 0) await insertVersions(tx, loadId, rows);
  load.successions = await insertSuccessions(tx, loadId, outdated.missing);
  const details = { until: source.until, loadId, ...summary, successions: load.successions };
  await record(tx, null, { action: 'area.load', subject: 'registry:areas', details });
}

function idOf(areaOf: ReadonlyMap<string, string>, key: string): string {
  const id = areaOf.get(key);
  if (!id) throw new Error(`No area ${key}`);
  return id;
}
