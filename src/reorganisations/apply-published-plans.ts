import { addDays, type CivilDate } from '../core/civil-date.js';
import type { Database, Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { publishedData } from '../units/published-areas.js';
import { applyNow } from './apply-plans.js';
import { areasByCode } from './area-facts.queries.js';
import type { Plan } from './domain/plan.js';
import { publishedPlans, type PublishedPlan } from './domain/published-plans.js';
import { lookAhead } from './look-ahead.js';
import { previewOf } from './preview.js';
import { lockReorganisations } from './write-reorganisation.queries.js';

/** What became of the plan of one province. */
export interface ProvinceDone {
  province: string;
  /** How many areas ended, began or changed; null where the registry had it already. */
  areas: number | null;
  milliseconds: number;
}

/**
 * Applies the published reorganisation of 2025-07-01 through the operation, each province in a transaction of its own. Where
 * it has been done, by a load or before, nothing happens. Throws where a plan does not fit; the provinces before stay done.
 */
export async function applyPublishedPlans(
  database: Database,
  tell: (done: ProvinceDone) => void,
): Promise<ProvinceDone[]> {
  const done: ProvinceDone[] = [];
  for (const published of publishedPlans(await publishedData())) {
    const began = performance.now();
    const areas = await database.transaction((tx) => applyProvince(tx, published));
    const one = { province: published.province, areas, milliseconds: performance.now() - began };
    tell(one);
    done.push(one);
  }
  return done;
}

async function applyProvince(tx: Transaction, published: PublishedPlan): Promise<number | null> {
  await lockReorganisations(tx);
  const plan = await resolved(tx, published);
  if (plan === null) return null;
  const outlook = await lookAhead(tx, plan, tx.today);
  const [first] = outlook.problems;
  if (first) throw new DomainError(first.code, first.key, { params: first.params });
  await applyNow(tx, null, outlook);
  return previewOf(outlook).areas;
}

/** The plan with our ids in the place of codes; null where all of its areas have ended or changed on its day. */
async function resolved(tx: Transaction, { effectiveOn, legalBasis, changes }: PublishedPlan): Promise<Plan | null> {
  const eve: CivilDate = addDays(effectiveOn, -1);
  const codes = [...new Set(changes.flatMap(({ fromIds }) => fromIds))];
  const found = new Map((await areasByCode(tx, codes, eve)).map((area) => [area.code, area]));
  const missing = codes.find((code) => !found.has(code));
  if (missing) {
    throw new DomainError('NOT_FOUND', 'reorganisation.codeUnknownOn', { params: { code: missing, day: eve } });
  }
  if (codes.every((code) => found.get(code)?.to === effectiveOn)) return null;
  const ids = (each: readonly string[]): string[] => each.map((code) => found.get(code)?.id ?? '');
  return {
    effectiveOn,
    legalBasis,
    changes: changes.map((change) => ({ ...change, fromIds: ids(change.fromIds) })),
  };
}
