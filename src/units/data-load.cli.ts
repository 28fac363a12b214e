import { parseArgs } from 'node:util';
import { isCivilDate } from '../core/civil-date.js';
import { Clock } from '../core/clock.js';
import { withCommandDatabase } from '../core/command-database.js';
import { loadConfig } from '../core/config.js';
import { AreaConflict } from './domain/area-load-plan.js';
import { loadAreas } from './load-areas.js';

/** `npm run data:load [-- --until YYYY-MM-DD]`: the administrative units that the product ships. */

async function main(): Promise<void> {
  const { until } = parseArgs({ options: { until: { type: 'string' } } }).values;
  if (until !== undefined && !isCivilDate(until))
    throw new Error('--until cần một ngày dạng NNNN-TT-nn, ví dụ 2025-06-30.');
  const config = loadConfig(process.env);
  const started = performance.now();
  const load = await withCommandDatabase(config, new Clock(config.clock), [], (database) =>
    loadAreas(database, until ?? null),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `${load.areas} areas, ${load.versions} versions added, ${load.endings} versions ended in ${seconds} s\n`,
  );
}

await main().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    error instanceof AreaConflict ? `Dữ liệu khác với điều đã ghi, không nạp gì: ${text}\n` : `${text}\n`,
  );
  process.exit(1);
});
