import { AppModule } from './app.module.js';
import { sentenceOf } from './core/command.js';
import { loadConfig, type Config } from './core/config.js';
import { readDataDirLock } from './core/data-dir-lock.js';
import type { DatabaseAddress } from './core/database-address.js';
import { checkServerDatabase } from './core/server-database.js';
import { noTrialToJoin } from './core/startup-error.js';
import { stopInTime } from './core/stop-in-time.js';
import { trialLogins } from './core/trial-database.js';
import { startJobs, type JobProcess } from './job-process.js';

/** `npm run worker`: runs background jobs apart from the server, on DATABASE_URL or beside a running trial. */

/** How often it is looked whether the trial that we joined still runs. */
const TRIAL_CHECK_MS = 2_000;

async function joinTrial({ dataDir }: Config): Promise<{ address: DatabaseAddress; ended: Promise<void> }> {
  const holder = await readDataDirLock(dataDir);
  if (!holder?.host || holder.port === undefined) throw noTrialToJoin(dataDir);
  const ended = new Promise<void>((resolve) => {
    // A new trial has another database socket: whoever starts it starts its worker.
    const check = setInterval(() => {
      void readDataDirLock(dataDir).then((now) => {
        if (now?.started !== holder.started) resolve();
      });
    }, TRIAL_CHECK_MS);
    check.unref();
  });
  return { address: (await trialLogins(dataDir, holder.host, holder.port)).app, ended };
}

async function findDatabase(config: Config): Promise<{ address: DatabaseAddress; ended: Promise<void> }> {
  if (!config.databaseUrl) return joinTrial(config);
  await checkServerDatabase({ url: config.databaseUrl });
  return { address: { url: config.databaseUrl }, ended: new Promise(() => undefined) };
}

function fail(error: unknown): never {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  let running: JobProcess | null = null;
  let stopping = false;
  const end = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void stopInTime(running?.stop(), config.stopSeconds).then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (config.exitWithParent) process.stdin.resume().on('end', () => process.exit(0));
  const { address, ended } = await findDatabase(config);
  running = await startJobs(AppModule.for(config, address), config);
  void ended.then(end);
  process.stdout.write('WORKER READY\n');
}

main().catch(fail);
