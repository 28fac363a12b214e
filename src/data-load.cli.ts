import { parseArgs } from 'node:util';
import { LawConflict } from './awards/domain/law-load-plan.js';
import { loadLaw, type LawLoad } from './awards/load-law.js';
import { isCivilDate, type CivilDate } from './core/civil-date.js';
import { Clock } from './core/clock.js';
import { readOptions, runCommand, UsageError } from './core/command.js';
import { reachDatabase } from './core/command-database.js';
import { loadConfig, type Config } from './core/config.js';
import type { Database } from './core/database.js';
import type { DatabaseAddress } from './core/database-address.js';
import { message } from './core/messages.vi.js';
import { openDatabase } from './core/open-database.js';
import { StartupError } from './core/startup-error.js';
import { AreaConflict } from './units/domain/loaded-area.js';
import { loadAreas, type AreaLoad } from './units/load-areas.js';

/**
 * `npm run data:load [-- --until YYYY-MM-DD] [--dry-run]`: the reference data that the product ships, into DATABASE_URL or the
 * trial database, running or stopped: the administrative units (known until that day), and as the owner (DATABASE_OWNER_URL)
 * the award types and rules. --dry-run says what would become of the units, and writes nothing.
 */

interface Order {
  until: CivilDate | null;
  dryRun: boolean;
}

function orderOf(args: string[]): Order {
  const options = { until: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } } as const;
  const { until, 'dry-run': dryRun } = readOptions(
    message('dataLoad.usage'),
    () => parseArgs({ args, options }).values,
  );
  if (until === undefined) return { until: null, dryRun };
  if (!isCivilDate(until)) throw new UsageError(message('dataLoad.until'));
  return { until, dryRun };
}

async function on<Result>(
  config: Config,
  address: DatabaseAddress,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const opened = await openDatabase(config, address, new Clock(config.clock));
  return work(opened.database).finally(() => opened.close());
}

async function load(order: Order): Promise<{ areas: AreaLoad; law: LawLoad | null }> {
  const config = loadConfig(process.env);
  const reached = await reachDatabase(config);
  try {
    const { address, owner } = reached;
    if (!owner && !order.dryRun) throw new StartupError('DATA_LOAD', message('dataLoad.ownerMissing'));
    const areas = await on(config, address, (database) => loadAreas(database, order));
    return { areas, law: owner && !order.dryRun ? await on(config, owner, (database) => loadLaw(database)) : null };
  } catch (error) {
    if (error instanceof AreaConflict) throw new UsageError(message('dataLoad.areaConflict', { what: error.message }));
    throw error instanceof LawConflict ? new UsageError(message('dataLoad.conflict', { what: error.message })) : error;
  } finally {
    await reached.release();
  }
}

/** What became, or would become, of the administrative units, in sentences. */
function told(
  { areas, versions, endings, successions, ...load }: AreaLoad,
  { dryRun }: Order,
  seconds: string,
): string[] {
  const { supersededVersions, supersededSuccessions, corrections } = load;
  const lines = [message('dataLoad.done', { areas, versions, endings, successions, seconds })];
  if (supersededVersions + supersededSuccessions > 0) {
    lines.push(message('dataLoad.superseded', { versions: supersededVersions, successions: supersededSuccessions }));
    lines.push(...corrections.map((line) => `  ${line}`));
    if (corrections.length < supersededVersions) lines.push('  …');
  }
  return dryRun ? [message('dataLoad.dryRun'), ...lines] : lines;
}

void runCommand(async () => {
  const started = performance.now();
  const order = orderOf(process.argv.slice(2));
  const { areas, law } = await load(order);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  for (const line of told(areas, order, seconds)) process.stdout.write(`${line}\n`);
  if (!law) return;
  const { awardTypes, rules, replaced, endings: ended } = law;
  process.stdout.write(`${message('dataLoad.law', { awardTypes, rules, replaced, ended })}\n`);
});
