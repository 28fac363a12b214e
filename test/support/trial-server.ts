import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { signIn, worker, type Client, type TrialAccount } from './api.js';
import { startServerProcess, type ServerProcess } from './server-process.mjs';

/**
 * Fills a folder with what the first start of a trial makes, for tests whose subject is what comes after it: the cluster,
 * the demonstration of today, the accounts. Made once a run (start-cluster.mjs) by the functions of that start.
 */
export function copyTrial(to: string): void {
  execFileSync('cp', ['-a', `${worker.cluster.trial}/.`, to]);
}

/**
 * Fills a folder with what a first start leaves that is cut off before it makes the demonstration: the cluster and the areas,
 * on their first day. For first starts whose CLOCK is the subject, not the five seconds of CPU before.
 */
export function copyBareTrial(to: string): void {
  execFileSync('cp', ['-a', `${dirname(worker.cluster.trial)}/bare/.`, to]);
}

/** A built server in trial mode, on a data folder of its own, as people start it. */
export class TrialServer {
  private readonly clients = new Map<string, Promise<Client>>();

  private constructor(
    readonly dataDir: string,
    private readonly process: ServerProcess,
  ) {}

  /** Starts it; `clock` is CLOCK, `work` makes the dossiers of the demonstration too. Resolves when it says READY, rejects with what it said else. */
  static async start(dataDir: string, clock?: string, work = false): Promise<TrialServer> {
    const env = { DATA_DIR: dataDir, TRIAL_WORK: String(work), ...(clock && { CLOCK: clock }) };
    return new TrialServer(dataDir, await startServerProcess(env));
  }

  get url(): string {
    return this.process.url;
  }

  /** The lines that it printed. */
  get said(): readonly string[] {
    return this.process.said();
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }

  /** What trial-accounts.json says. */
  accounts(): (TrialAccount & { validFrom: string })[] {
    return JSON.parse(readFileSync(join(this.dataDir, 'trial-accounts.json'), 'utf8')) as ReturnType<
      TrialServer['accounts']
    >;
  }

  /** A session of one of its accounts. */
  as(username: string): Promise<Client> {
    const account = this.accounts().find((candidate) => candidate.username === username);
    if (!account) throw new Error(`No trial account ${username}`);
    let client = this.clients.get(username);
    if (!client) this.clients.set(username, (client = signIn(username, account.password, this.url)));
    return client;
  }

  /** The rows of one statement in its database, as the restricted login of the service. */
  async rows<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
    const read = (file: string): Record<string, string> =>
      JSON.parse(readFileSync(join(this.dataDir, file), 'utf8')) as Record<string, string>;
    const { host, port } = read('server.lock');
    const client = new pg.Client({
      host,
      port: Number(port),
      user: 'so_vang_app',
      password: read('database.json')['appPassword'],
      database: 'so_vang',
    });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }
}
