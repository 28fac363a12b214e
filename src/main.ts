import { loadConfig, ConfigError, type Config } from './core/config.js';
import { StartupError } from './core/startup-error.js';
import { StopForced, stopInTime } from './core/stop-in-time.js';
import type { DatabaseAddress } from './core/database-address.js';
import type { EmbeddedPostgres } from './core/embedded-postgres.js';
import type { Server } from './server.js';

// Asked once by graphql, which is read later, with the server: otherwise it looks, at each of the thousand questions of a
// page, whether the schema was made by another copy of itself. A third of the time that it takes.
process.env['NODE_ENV'] ??= 'production';

interface Running {
  server: Server | null;
  postgres: EmbeddedPostgres | null;
  /** A signal has come: what ends from now on ends because we want it. */
  stopping: boolean;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The database to serve; of a trial also as its owner, who loads what the product ships. */
interface Prepared {
  app: DatabaseAddress;
  owner: DatabaseAddress | null;
}

async function prepareTrial(config: Config, running: Running): Promise<Prepared> {
  const { startEmbeddedPostgres } = await import('./core/embedded-postgres.js');
  const postgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    supervise: true,
    exitWithParent: config.exitWithParent,
    log: (text) => void import('./core/logger.js').then(({ createLogger }) => createLogger(config.logLevel).warn(text)),
  });
  running.postgres = postgres;
  const { prepareTrialDatabase } = await import('./core/trial-database.js');
  return prepareTrialDatabase(config.dataDir, postgres);
}

async function prepareServerDatabase(url: string): Promise<Prepared> {
  const { checkServerDatabase } = await import('./core/server-database.js');
  await checkServerDatabase({ url });
  return { app: { url }, owner: null };
}

async function start(config: Config, running: Running): Promise<void> {
  // A server that is there answers at once: where it refuses us, the rest of the program is not read.
  const there = config.databaseUrl ? await prepareServerDatabase(config.databaseUrl) : null;
  // A trial's PostgreSQL starts while the rest of the program is being read.
  const [{ app, owner }, { startServer }, trial] = await Promise.all([
    there ?? prepareTrial(config, running),
    import('./server.js'),
    there ? null : import('./demonstration/start-trial.js'),
  ]);
  await trial?.checkClock(config, app);
  if (owner) await trial?.loadShippedLaw(config, owner);
  await trial?.loadShippedAreas(config, app, say);
  const server = await startServer(config, app);
  running.server = server;
  if (trial) await trial.welcome(server, config, app, say);
  await running.postgres?.setUrl(server.url);
  if (!running.stopping) say(`READY ${server.url}`);
}

async function stop({ server, postgres }: Running, { stopSeconds }: Config): Promise<void> {
  await stopInTime(server?.stop(), stopSeconds).finally(() => postgres?.stop());
}

function fail(error: unknown): never {
  const expected = [ConfigError, StartupError, StopForced].some((kind) => error instanceof kind);
  const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

/** Ends the process after what has been started was stopped in good order; a second signal ends it at once. */
function endOnSignals(running: Running, started: Promise<void>, config: Config): void {
  const end = async (): Promise<void> => {
    if (running.stopping) process.exit(1);
    running.stopping = true;
    // In the middle of the start there is nothing whole yet that could be stopped. Should it fail, main() tells why.
    const whole = await started.then(
      () => true,
      () => false,
    );
    if (!whole) return;
    await stop(running, config);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end().catch(fail));
}

async function main(): Promise<void> {
  const running: Running = { server: null, postgres: null, stopping: false };
  const config = loadConfig(process.env);
  if (config.exitWithParent) process.stdin.resume().on('end', () => process.exit(0));
  const started = start(config, running);
  endOnSignals(running, started, config);
  try {
    await started;
  } catch (error) {
    await stop(running, config).catch(() => undefined);
    throw error;
  }
  // Ended for good by itself: too often for its supervisor, who has said so.
  await running.postgres?.exited;
  if (running.postgres && !running.stopping) process.exit(1);
}

main().catch(fail);
