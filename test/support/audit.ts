import type pg from 'pg';
import { signIn, trialAccount, type Client } from './api.js';
import { connected, type Login } from './database.js';
import { databaseUrl } from './own-server.js';
import { runNode, type Ended } from './programs.js';
import { builtProgram } from './server-process.mjs';
import { until } from './until.js';

/** A module as it was built: what people run. Give it the type of its source. */
export function built(name: string): Promise<unknown> {
  return import(new URL(`../../dist/${name}.js`, import.meta.url).href);
}

/** Runs `npm run audit:verify` without npm, with nothing in its environment but what is said. */
export function auditVerify(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return runNode([...builtProgram('audit-verify.cli'), ...args], { env: { PATH: process.env['PATH'], ...env } });
}

/** The same on a database of the test cluster, as the application's role. */
export function auditVerifyOn(database: string): Promise<Ended> {
  return auditVerify([databaseUrl(database)]);
}

/** What is said of the signed heads of the audit, where any log of awards was begun; with how old they are, where a clock was set. */
export const SIGNED_HEADS =
  'signed heads of the audit: \\d+ since \\S+, the last of \\S+, \\d+ rows after it\n(Lần ký đầu chuỗi .*\n)?';

/** What it prints where all fits: so many entries of the audit, a line of the award log, one of the rows. */
export function allVerified(entries: number | string, pending = 0): string {
  const log = 'award log: \\d+ awards, \\d+ entries verified, \\d+ checkpoints, \\d+ awards not yet entered';
  const heads = `(${SIGNED_HEADS})?`;
  const records = 'records: \\d+ as they were written, \\d+ not yet chained';
  return expect.stringMatching(
    `^${entries} rows verified, ${pending} not yet chained\n${log}\n${heads}${records}\n$`,
  ) as string;
}

export const CREATE = `mutation ($input: CreateHonoureeInput!) {
  createHonouree(input: $input) { honouree { id } userErrors { code message field } }
}`;

/** What createHonouree answers. */
export interface Created {
  honouree: { id: string } | null;
  userErrors: { code: string; message: string; field: string[] | null }[];
}

/** Creates an individual of that name. */
export function create(client: Client, displayName: string): Promise<Created> {
  return client.get(CREATE, { input: { kind: 'INDIVIDUAL', displayName } }) as Promise<Created>;
}

/** Signs a demonstration account in at another server than the worker's. */
export function signInAt(url: string, username = 'canbo.binhlu'): Promise<Client> {
  return signIn(username, trialAccount(username).password, url);
}

/** The rows of one statement on a database, as the superuser unless said otherwise. */
export function query<Row extends pg.QueryResultRow>(
  database: string,
  text: string,
  values: unknown[] = [],
  login: Login = 'postgres',
): Promise<Row[]> {
  return connected(login, async (client) => (await client.query<Row>(text, values)).rows, database);
}

/** Puts what a test wrote by SQL alone under an entry of the audit, as the service would have: else it counts as slipped in. */
export async function underAnEntry(database: string): Promise<void> {
  const orphans = `update audit_row_pending p set xid = pg_current_xact_id()
    where not exists (select from audit_pending a where a.xid = p.xid)`;
  await query(database, `insert into audit (text) values ('{"action":"test"}'); ${orphans}`);
  await chained(database);
}

/** Waits until every row is chained. */
export async function chained(database: string): Promise<void> {
  await until(async () => (await query(database, 'select from audit_pending limit 1')).length === 0);
}

/** A fingerprint of each table's content in whatever order, by name; `except` are names to leave out. */
export async function contents(database: string, except: readonly string[] = []): Promise<Record<string, string>> {
  return connected(
    'postgres',
    async (client) => {
      const tables = await client.query<{ name: string }>(
        `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
      );
      const found: Record<string, string> = {};
      for (const { name } of tables.rows.filter((table) => !except.includes(table.name))) {
        const { rows } = await client.query<{ print: string }>(
          `select concat_ws(' ', count(*), sum(hashtextextended(t::text, 0))) as print from ${name} t`,
        );
        found[name] = rows[0]!.print;
      }
      return found;
    },
    database,
  );
}
