import pg from 'pg';
import { nameOf, type Connection } from './database.js';
import { pgAddress, type DatabaseAddress } from './database-address.js';
import { translateDatabaseError } from './database-errors.js';
import { CONNECTION_SETTINGS, TIMEOUTS } from './data-source.js';

/**
 * One connection apart from the pool, for what must not wait until requests give one back. Opens at the first
 * statement, and anew after it was lost.
 */
export class OwnConnection implements Connection {
  private readonly pool: pg.Pool;

  constructor(address: DatabaseAddress, applicationName: string) {
    this.pool = new pg.Pool({
      ...pgAddress(address),
      ...CONNECTION_SETTINGS,
      max: 1,
      idleTimeoutMillis: 0,
      // A server that vanished without a word (power, cable) answers nothing, not even that time is up.
      query_timeout: TIMEOUTS.statement + 5_000,
      application_name: applicationName,
    });
    // Lost while idle: the next statement opens another, and fails itself when that is not possible.
    this.pool.on('error', () => undefined);
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      return (await this.pool.query({ name: nameOf(text), text, values: [...values] })).rows as Row[];
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
