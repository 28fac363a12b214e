// How to reach the test cluster: without the programs of dist/, for processes that live shortly.
import pg from 'pg';

export const OWNER = 'so_vang_owner';
export const APP = 'so_vang_app';
/** Of both logins. */
export const PASSWORD = 'test';

export function addressOf(cluster, user, database) {
  const { host, port, superuser } = cluster;
  return user === 'postgres'
    ? { host, port, user, password: superuser.password, database }
    : { host, port, user, password: PASSWORD, database };
}

/** A URL that reaches a database of the cluster through its Unix socket. */
export function urlOf(cluster, user, database) {
  const { host, port, password } = addressOf(cluster, user, database);
  return `postgres://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}:${port}/${database}`;
}

export async function withClient(cluster, user, database, work) {
  const client = new pg.Client(addressOf(cluster, user, database));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database as production has it: owned by the owner, open to the application alone. Files are faster than the log. */
export async function createDatabase(cluster, name, template) {
  await withClient(cluster, 'postgres', 'postgres', async (client) => {
    await client.query(
      `create database ${name} owner ${OWNER} ${template ? `template ${template} strategy file_copy` : ''}`,
    );
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect on database ${name} to ${APP}`);
  });
}
