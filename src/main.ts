import { loadConfig, ConfigError, type Config } from './core/config.js';
import { StartupError } from './core/startup-error.js';
import type { DatabaseAddress } from './core/database-address.js';
import type { EmbeddedPostgres } from './core/embedded-postgres.js';
import type { Server } from './server.js';

interface Running {
  server: Server | null;
  postgres: EmbeddedPostgres | null;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function prepareTrial(config: Config, running: Running): Promise<DatabaseAddress> {
  const { startEmbeddedPostgres } = await import('./core/embedded-postgres.js');
  const postgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    supervise: true,
    exitWithParent: config.exitWithParent,
    log: (text) => process.stderr.write(`${text}\n`),
  });
  running.postgres = postgres;
  const { prepareTrialDatabase } = await import('./core/trial-database.js');
  return (await prepareTrialDatabase(config.dataDir, postgres)).app;
}

async function prepareDatabase(config: Config, running: Running): Promise<DatabaseAddress> {
  if (!config.databaseUrl) return prepareTrial(config, running);
  const { checkServerDatabase } = await import('./core/server-database.js');
  await checkServerDatabase({ url: config.databaseUrl });
  return { url: config.databaseUrl };
}

async function start(config: Config, running: Running): Promise<void> {
  // PostgreSQL starts while the rest of the program is being read.
  const [address, { startServer }, trial] = await Promise.all([
    prepareDatabase(config, running),
    import('./server.js'),
    config.databaseUrl ? null : import('./demonstration/start-trial.js'),
  ]);
  await trial?.checkClock(config, address);
  const server = await startServer(config, address);
  running.server = server;
  if (trial) await trial.welcome(server.database, config.dataDir, server.url, say);
  await running.postgres?.setUrl(server.url);
  say(`READY ${server.url}`);
}

async function stop(running: Running): Promise<void> {
  await running.server?.stop();
  await running.postgres?.stop();
}

function stopOnSignals(running: Running): void {
  let stopping = false;
  const end = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    stop(running).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

async function main(): Promise<void> {
  const running: Running = { server: null, postgres: null };
  stopOnSignals(running);
  try {
    const config = loadConfig(process.env);
    if (config.exitWithParent) process.stdin.resume().on('end', () => process.exit(0));
    await start(config, running);
    void running.postgres?.exited.then(() => process.exit(1));
  } catch (error) {
    const expected = error instanceof ConfigError || error instanceof StartupError;
    process.stderr.write(`${expected || !(error instanceof Error) ? String((error as Error).message) : error.stack}\n`);
    await stop(running).catch(() => undefined);
    process.exit(1);
  }
}

await main();
