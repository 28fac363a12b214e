import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import type { DatabaseAddress } from './database-address.js';
import { Database } from './database.js';
import { serviceDataSource } from './data-source.js';

/** A database for a command, without the rest of the service; close it at the end. */
export async function openDatabase(
  config: Config,
  address: DatabaseAddress,
  clock: Clock,
  entities: DataSourceOptions['entities'] = [],
): Promise<{ database: Database; close: () => Promise<void> }> {
  const dataSource = await new DataSource(serviceDataSource(address, 2, entities)).initialize();
  return { database: new Database(dataSource, config, clock), close: () => dataSource.destroy() };
}
