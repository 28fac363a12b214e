import type { ClientConfig } from 'pg';

/** Where and as whom to connect: a URL, or its parts. `host` may be the folder of a Unix socket. */
export interface DatabaseAddress {
  url?: string;
  host?: string;
  port?: number;
  username?: string;
  password?: string;
  database?: string;
}

/** Injection token of the service's DatabaseAddress. */
export const DATABASE_ADDRESS = Symbol('so-vang:database-address');

/** The address as pg takes it. */
export function pgAddress(address: DatabaseAddress): ClientConfig {
  return address.url
    ? { connectionString: address.url }
    : {
        host: address.host,
        port: address.port,
        user: address.username,
        password: address.password,
        database: address.database,
      };
}
