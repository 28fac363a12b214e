import { parseArgs } from 'node:util';
import { LawConflict } from './awards/domain/law-load-plan.js';
import { loadLaw, type LawLoad } from './awards/load-law.js';
import { isCivilDate, type CivilDate } from './core/civil-date.js';
import { Clock } from './core/clock.js';
import { runCommand, UsageError } from './core/command.js';
import { reachDatabase } from './core/command-database.js';
import { loadConfig, type Config } from './core/config.js';
import type { Database } from './core/database.js';
import type { DatabaseAddress } from './core/database-address.js';
import { message } from './core/messages.vi.js';
import { openDatabase } from './core/open-database.js';
import { StartupError } from './core/startup-error.js';
import { AreaConflict } from './units/domain/area-load-plan.js';
import { loadAreas, type AreaLoad } from './units/load-areas.js';

/**
 * `npm run data:load [-- --until YYYY-MM-DD]`: the reference data that the product ships, into DATABASE_URL or the trial
 * database, running or stopped: the administrative units (known until that day), and as the owner (DATABASE_OWNER_URL)
 * the award types and rules.
 */

function untilOf(args: string[]): CivilDate | null {
  const { until } = parseArgs({ args, options: { until: { type: 'string' } } }).values;
  if (until === undefined) return null;
  if (!isCivilDate(until)) throw new UsageError(message('dataLoad.until'));
  return until;
}

async function on<Result>(
  config: Config,
  address: DatabaseAddress,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const opened = await openDatabase(config, address, new Clock(config.clock));
  return work(opened.database).finally(() => opened.close());
}

async function load(until: CivilDate | null): Promise<{ areas: AreaLoad; law: LawLoad }> {
  const config = loadConfig(process.env);
  const reached = await reachDatabase(config);
  try {
    const { address, owner } = reached;
    if (!owner) throw new StartupError('DATA_LOAD', message('dataLoad.ownerMissing'));
    const areas = await on(config, address, (database) => loadAreas(database, until));
    return { areas, law: await on(config, owner, loadLaw) };
  } catch (error) {
    const conflict = error instanceof AreaConflict || error instanceof LawConflict;
    throw conflict ? new UsageError(message('dataLoad.conflict', { what: error.message })) : error;
  } finally {
    await reached.release();
  }
}

void runCommand(async () => {
  const started = performance.now();
  const { areas, law } = await load(untilOf(process.argv.slice(2)));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { areas: made, versions, endings, successions } = areas;
  const { awardTypes, rules, replaced, endings: ended } = law;
  process.stdout.write(`${message('dataLoad.done', { areas: made, versions, endings, successions, seconds })}\n`);
  process.stdout.write(`${message('dataLoad.law', { awardTypes, rules, replaced, ended })}\n`);
});
