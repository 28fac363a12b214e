import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../core/startup-error.js';
import { demonstrationData } from '../demonstration/demonstration-data.js';
import { hashAccounts } from '../demonstration/make-accounts.js';
import { makeProvince } from '../demonstration/make-province.js';
import { hasAccounts } from '../identity/identity.queries.js';
import { FIRST_DAY } from '../units/domain/three-tiers.js';
import { hasShippedAreas, loadAreas } from '../units/load-areas.js';
import { accountRows, bodies, unitRows, type AreaRow, type Body } from './domain/bodies.js';
import { modelsOf, type Registering } from './domain/models.js';
import { Nominees } from './domain/nominees.js';
import { reducedPlan, type Plan } from './domain/plan.js';
import { roadsOf, type Road } from './domain/roads.js';
import { areasOfProvince } from './province-areas.queries.js';
import type { Registry } from './registry.js';

const PLAN = new URL('../../data/lai-chau/plan.json', import.meta.url);
/** Says in the data folder of which size its scenario is. */
const SIZE_FILE = 'lai-chau.json';

/** The whole work of the scenario, the same for the same data and size. */
export interface Work {
  plan: Plan;
  bodies: Body[];
  registering: Registering[];
  roads: Road[];
}

/** Makes the areas, bodies and accounts where they are not there yet; answers with the work to be done there. */
export async function makeLaiChau(
  registry: Registry,
  { factor, clock }: { factor: number; clock: (plan: Plan) => Date },
  begin: () => void,
): Promise<Work> {
  const plan = reducedPlan(JSON.parse(await readFile(PLAN, 'utf8')) as Plan, factor);
  const { names, models: templates } = await demonstrationData();
  await registry.loadLaw(clock(plan));
  const all = await registry.prepare(clock(plan), async (database) => {
    const isMade = await hasAccounts(database.background);
    await checkSize(registry.dataDir, factor, isMade);
    if (!isMade) begin();
    if (!(await hasShippedAreas(database))) await loadAreas(database, { until: null });
    const areas = await areasOfProvince(database.background, plan.province, FIRST_DAY);
    const province = bodies(fewer(areas, factor), plan.equivalents);
    if (!isMade) {
      const accounts = await hashAccounts(accountRows(province, names));
      await makeProvince(database, registry.dataDir, { name: 'scenario', units: unitRows(province), accounts });
    }
    return province;
  });
  const nominees = new Nominees(names, plan.collectives);
  const registering = modelsOf(plan, all, { nominees, templates });
  return { plan, bodies: all, registering, roads: roadsOf(plan, all, nominees) };
}

/** A smaller run has fewer communes: two or more of each district. */
function fewer(areas: readonly AreaRow[], factor: number): AreaRow[] {
  if (factor === 1) return [...areas];
  const seen = new Map<string | null, number>();
  return areas.filter(({ tier, parentCode }) => {
    const before = seen.get(parentCode) ?? 0;
    seen.set(parentCode, before + 1);
    return tier !== 'COMMUNE' || before < 2;
  });
}

/** A folder holds one scenario of one size; what is something else is left alone. */
async function checkSize(dataDir: string, factor: number, made: boolean): Promise<void> {
  const path = join(dataDir, SIZE_FILE);
  const text = await readFile(path, 'utf8').catch(() => null);
  const known = text === null ? null : (JSON.parse(text) as { factor: number }).factor;
  if (made && known !== factor) {
    throw new StartupError(
      'DATA_DIR',
      `${dataDir} đã chứa dữ liệu khác (không phải kịch bản này, hoặc kịch bản cỡ khác). Hãy chọn thư mục khác bằng --data-dir.`,
    );
  }
  if (!made) await writeFile(path, `${JSON.stringify({ factor })}\n`);
}
