import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { verifyAll, type Verdicts } from '../award-log/verify-all.js';
import { Clock } from '../core/clock.js';
import { loadConfig, type Config } from '../core/config.js';
import { pgAddress, type DatabaseAddress } from '../core/database-address.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../core/embedded-postgres.js';
import { createLogger } from '../core/logger.js';
import { openDatabase } from '../core/open-database.js';
import type { Database } from '../core/database.js';
import { prepareTrialDatabase, type TrialLogins } from '../core/trial-database.js';
import type { TrialAccount } from '../demonstration/make-accounts.js';
import { ACCOUNTS_FILE } from '../demonstration/make-province.js';
import { Account } from '../identity/account.entity.js';
import { lastWritten, loadShippedLaw } from '../demonstration/start-trial.js';
import { People } from './person.js';

/** Starts the service on a ready database. */
export type StartServer = (config: Config, address: DatabaseAddress) => Promise<RunningServer>;

interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

/** A registry of the scenario's own, in a data folder of its own: PostgreSQL runs, the server is started day by day. */
export class Registry {
  private server: RunningServer | null = null;

  private constructor(
    private readonly config: Config,
    private readonly postgres: EmbeddedPostgres,
    private readonly logins: TrialLogins,
    private readonly startServer: StartServer,
  ) {}

  /** Starts PostgreSQL on that folder; made where there is none. */
  static async open(dataDir: string, environment: NodeJS.ProcessEnv, startServer: StartServer): Promise<Registry> {
    const { LOG_LEVEL = 'error', EXIT_WITH_PARENT = 'false' } = environment;
    const config = loadConfig({
      ...{ DATA_DIR: dataDir, PORT: '0', RATE_LIMIT: '0', LOG_LEVEL, EXIT_WITH_PARENT },
      // Each day begins with new connections, and each of these compiles the guards of the tables anew.
      DATABASE_POOL: '3',
    });
    const postgres = await startEmbeddedPostgres({
      dataDir: config.dataDir,
      supervise: true,
      exitWithParent: config.exitWithParent,
      log: (text) => createLogger(config.logLevel).warn(text),
    });
    const logins = await prepareTrialDatabase(config.dataDir, postgres);
    return new Registry(config, postgres, logins, startServer);
  }

  get dataDir(): string {
    return this.config.dataDir;
  }

  /** When it was last written to, by the clock of then; null while it is empty. */
  lastWritten(): Promise<Date | null> {
    return lastWritten(this.logins.app);
  }

  /** Brings the award types and rules to what this version ships. */
  async loadLaw(clock: Date): Promise<void> {
    await loadShippedLaw(this.at(clock), this.logins.owner);
  }

  /** Works on the database itself, at that time: for what is there before anybody signs in. */
  async prepare<Result>(clock: Date, work: (database: Database) => Promise<Result>): Promise<Result> {
    const { database, close } = await openDatabase(this.config, this.logins.app, new Clock(clock), [Account]);
    return work(database).finally(close);
  }

  /** The server starts, or starts again, with its clock there. Answers with the people who can sign in. */
  async startAt(clock: Date): Promise<People> {
    await this.server?.stop();
    this.server = await this.startServer(this.at(clock), this.logins.app);
    await this.postgres.setUrl(this.server.url);
    const accounts = JSON.parse(await readFile(join(this.dataDir, ACCOUNTS_FILE), 'utf8')) as TrialAccount[];
    return new People(this.server.url, new Map(accounts.map((account) => [account.username, account])));
  }

  /** Lets the server chain what it wrote, then verifies all that `npm run audit:verify` does. */
  async verify(): Promise<Verdicts> {
    await this.server?.stop();
    this.server = null;
    const client = new pg.Client(pgAddress(this.logins.app));
    await client.connect();
    return verifyAll(client).finally(() => client.end());
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    await this.postgres.stop();
  }

  private at(clock: Date): Config {
    return { ...this.config, clock };
  }
}
