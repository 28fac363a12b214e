import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { DATABASE_ADDRESS, type DatabaseAddress } from './database-address.js';
import { Database } from './database.js';
import { KeptConnection } from './kept-connection.js';

/** Keeps our names apart from other advisory locks of the database. */
const SEED = 7_019_307;
const RETRY_MS = 200;

/**
 * Which processes of the service live. Each holds an advisory lock for its names on a connection of its own;
 * PostgreSQL frees it the moment that the process ends, however it ends and on whatever machine. A name that nobody
 * holds is therefore one whose process is gone, or has just lost its connection: whoever acts on an absence must do no
 * harm to one that comes back.
 */
@Injectable()
export class Presence {
  /** The name of this process, never given out twice. */
  readonly self = randomUUID();
  private readonly names = new Set<string>([this.self]);
  private readonly connection: KeptConnection;
  private stopped = false;

  constructor(
    private readonly database: Database,
    @Inject(DATABASE_ADDRESS) address: DatabaseAddress,
  ) {
    this.connection = new KeptConnection({
      address,
      name: 'so-vang-presence',
      prepare: async (client) => {
        for (const name of this.names) await lock(client, name);
      },
    });
  }

  /** Begins to be present; call once the database is ready. */
  async start(): Promise<void> {
    await this.connection.start();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.connection.stop();
  }

  /** Is present under one more name; returns when PostgreSQL knows it. */
  async hold(name: string): Promise<void> {
    this.names.add(name);
    while (!this.stopped && !(await this.holds(name))) await sleep(RETRY_MS);
  }

  /** Is no longer present under that name. */
  async release(name: string): Promise<void> {
    this.names.delete(name);
    // As often as it was taken, by hold() and perhaps by a new connection meanwhile; without one there is nothing to free.
    while (await this.unlock(name));
  }

  /** Which of these names no living process holds. */
  async absent(names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return [];
    // Locked until the end of this statement alone; a name that two ask for at once looks present to one of them.
    const rows = await this.database.background.rows<{ name: string }>(
      `select name from unnest($1::text[]) name where pg_try_advisory_xact_lock(hashtextextended(name, $2))`,
      [names, SEED],
    );
    return rows.map(({ name }) => name);
  }

  private async holds(name: string): Promise<boolean> {
    const { client } = this.connection;
    if (!client) return false;
    try {
      await lock(client, name);
      return client === this.connection.client;
    } catch {
      return false;
    }
  }

  private async unlock(name: string): Promise<boolean> {
    const unlocked = await this.connection.client
      ?.query<{ unlocked: boolean }>('select pg_advisory_unlock(hashtextextended($1, $2)) as unlocked', [name, SEED])
      .catch(() => null);
    return unlocked?.rows[0]?.unlocked ?? false;
  }
}

async function lock(client: pg.Client, name: string): Promise<void> {
  await client.query('select pg_advisory_lock(hashtextextended($1, $2))', [name, SEED]);
}
