import pg from 'pg';
import { pgAddress, type DatabaseAddress } from './database-address.js';

const RETRY_MS = 500;

interface KeptConnectionOptions {
  address: DatabaseAddress;
  /** As PostgreSQL's list of connections shows it. */
  name: string;
  /** What makes a new connection of use: listening, taking locks. */
  prepare: (client: pg.Client) => Promise<void>;
  /** Told when the connection is lost. */
  lost?: () => void;
}

/** A connection beside the pool, made again whenever it is lost. */
export class KeptConnection {
  private current: pg.Client | null = null;
  private retry: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(private readonly options: KeptConnectionOptions) {}

  /** The prepared connection; null while it is lost. */
  get client(): pg.Client | null {
    return this.current;
  }

  /** Connects; throws when that fails this first time. */
  async start(): Promise<void> {
    const { address, name, prepare } = this.options;
    const client = new pg.Client({ ...pgAddress(address), keepAlive: true, application_name: name });
    // A broken connection says "error" and then "end"; one that PostgreSQL closes may say only "end".
    client.on('error', () => this.onLost(client));
    client.on('end', () => this.onLost(client));
    try {
      await client.connect();
      await prepare(client);
      this.current = client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.stopped) await this.stop();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    await this.current?.end();
  }

  private onLost(client: pg.Client): void {
    if (this.stopped || this.current !== client) return;
    this.current = null;
    this.options.lost?.();
    this.later();
  }

  private later(): void {
    this.retry = setTimeout(() => {
      if (!this.stopped) this.start().catch(() => this.later());
    }, RETRY_MS);
    this.retry.unref();
  }
}
