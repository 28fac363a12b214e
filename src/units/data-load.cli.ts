import { parseArgs } from 'node:util';
import { isCivilDate, type CivilDate } from '../core/civil-date.js';
import { Clock } from '../core/clock.js';
import { runCommand, UsageError } from '../core/command.js';
import { reachDatabase } from '../core/command-database.js';
import { loadConfig } from '../core/config.js';
import { message } from '../core/messages.vi.js';
import { openDatabase } from '../core/open-database.js';
import { AreaConflict } from './domain/area-load-plan.js';
import { loadAreas, type AreaLoad } from './load-areas.js';

/**
 * `npm run data:load [-- --until YYYY-MM-DD]`: the administrative units that the product ships, into DATABASE_URL or the
 * trial database, running or stopped.
 */

function untilOf(args: string[]): CivilDate | null {
  const { until } = parseArgs({ args, options: { until: { type: 'string' } } }).values;
  if (until === undefined) return null;
  if (!isCivilDate(until)) throw new UsageError(message('dataLoad.until'));
  return until;
}

async function load(until: CivilDate | null): Promise<AreaLoad> {
  const config = loadConfig(process.env);
  const reached = await reachDatabase(config);
  try {
    const opened = await openDatabase(config, reached.address, new Clock(config.clock));
    return await loadAreas(opened.database, until).finally(() => opened.close());
  } catch (error) {
    throw error instanceof AreaConflict ? new UsageError(message('dataLoad.conflict', { what: error.message })) : error;
  } finally {
    await reached.release();
  }
}

await runCommand(async () => {
  const started = performance.now();
  const { areas, versions, endings } = await load(untilOf(process.argv.slice(2)));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${message('dataLoad.done', { areas, versions, endings, seconds })}\n`);
});
