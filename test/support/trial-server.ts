import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { type Client, signIn, type TrialAccount } from './api.js';

/** A built server in trial mode, on a data folder of its own, as people start it. */
export class TrialServer {
  private readonly clients = new Map<string, Promise<Client>>();

  private constructor(
    readonly dataDir: string,
    readonly url: string,
    /** What it printed until it was ready. */
    readonly said: readonly string[],
    private readonly end: () => Promise<void>,
  ) {}

  /** Starts `node dist/main.js`; `clock` is CLOCK. Resolves when it says READY. */
  static start(dataDir: string, clock?: string): Promise<TrialServer> {
    const child = spawn(process.execPath, [new URL('../../dist/main.js', import.meta.url).pathname], {
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        DATA_DIR: dataDir,
        LOG_LEVEL: 'warn',
        RATE_LIMIT: '0',
        EXIT_WITH_PARENT: '1',
        ...(clock && { CLOCK: clock }),
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const end = (): Promise<void> => (child.kill('SIGTERM'), exited);
    const said: string[] = [];
    return new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        said.push(line);
        const url = /^READY (http:\S+)$/.exec(line)?.[1];
        if (url) resolve(new TrialServer(dataDir, url, said, end));
      });
      void exited.then(() => reject(new Error(errors)));
    });
  }

  stop(): Promise<void> {
    return this.end();
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
