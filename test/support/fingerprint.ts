import { query, sharedConnection } from './shared-connection.js';
import { guardedTables } from './tables.js';

/**
 * What stands in each table, without reading it: the number of rows and the sum of the transactions that wrote them
 * (as ages, since a transaction's number becomes a number only by way of its text). Even a row written again with the
 * same values changes it.
 */
export async function fingerprint(): Promise<Record<string, string>> {
  const client = await sharedConnection('postgres');
  // With a name it is planned once: so many tables take longer to plan than to count.
  const { rows } = await client.query<{ name: string; print: string }>({
    name: 'fingerprint',
    text: await (statement ??= writeStatement()),
  });
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}

let statement: Promise<string> | null = null;

async function writeStatement(): Promise<string> {
  const print = `concat(count(*), ' rows, ', sum(age('3'::xid) - age(xmin))) as print`;
  const tables = await guardedTables();
  return tables
    .map(({ name, counts }) => `select '${name}' as name, ${print} from ${name} where ${counts}`)
    .join(' union all ');
}

/** A row of the audit as a test sees it. */
export interface Recorded {
  actor?: string;
  action: string;
  subject: string;
  outcome: string;
}

/** The last number of the audit. */
export async function lastAudit(): Promise<number> {
  const [row] = await query<{ last: string }>(`select coalesce(max(id), 0)::text as last from audit`);
  return Number(row?.last);
}

/** What was recorded after that number, in order. */
export async function recordedAfter(last: number): Promise<Recorded[]> {
  const found = await query<{ entry: Recorded }>(`select text::jsonb as entry from audit where id > $1 order by id`, [
    last,
  ]);
  return found.map(({ entry: { actor, action, subject, outcome } }) => ({ actor, action, subject, outcome }));
}
