import { parseArgs } from 'node:util';
import { Clock } from './core/clock.js';
import { readOptions, runCommand, UsageError } from './core/command.js';
import { reachDatabase } from './core/command-database.js';
import { loadConfig } from './core/config.js';
import { message } from './core/messages.vi.js';
import { openDatabase } from './core/open-database.js';
import { applyPublishedPlans, type ProvinceDone } from './reorganisations/apply-published-plans.js';

/**
 * `npm run data:reorganise -- --from data`: the reorganisation of 2025-07-01 from the published data, through the operation
 * that administrators use, province by province; for a registry that was loaded with `data:load -- --until 2025-06-30`.
 */

function check(args: string[]): void {
  const usage = message('dataReorganise.from');
  const { from } = readOptions(usage, () => parseArgs({ args, options: { from: { type: 'string' } } }).values);
  if (from !== 'data') throw new UsageError(usage);
}

function tell({ province, areas, milliseconds }: ProvinceDone): void {
  const seconds = (milliseconds / 1000).toFixed(1);
  const line =
    areas === null
      ? message('dataReorganise.known', { province })
      : message('dataReorganise.province', { province, areas, seconds });
  process.stdout.write(`${line}\n`);
}

void runCommand(async () => {
  check(process.argv.slice(2));
  const started = performance.now();
  const config = loadConfig(process.env);
  const reached = await reachDatabase(config);
  try {
    const opened = await openDatabase(config, reached.address, new Clock(config.clock));
    const done = await applyPublishedPlans(opened.database, tell).finally(() => opened.close());
    const count = done.filter(({ areas }) => areas !== null).length;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${message('dataReorganise.done', { count, seconds })}\n`);
  } finally {
    await reached.release();
  }
});
