import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as Log from '../../src/award-log/award-log.js';
import type * as ClockModule from '../../src/core/clock.js';
import type * as ConfigModule from '../../src/core/config.js';
import type { Database, Transaction } from '../../src/core/database.js';
import type * as Open from '../../src/core/open-database.js';
import { worker } from './api.js';
import { built } from './audit.js';
import { DECIDE, endorsedBySql, nextSymbol, signatureOf } from './decisions.js';
import { done } from './nominations.js';
import { databaseUrl } from './own-server.js';
import { person, type Person } from './people.js';

const { AwardLog } = (await built('award-log/award-log')) as typeof Log;
const { loadConfig } = (await built('core/config')) as typeof ConfigModule;
const { openDatabase } = (await built('core/open-database')) as typeof Open;
const { Clock } = (await built('core/clock')) as typeof ClockModule;

/** An award as its decision answers. */
export interface Given {
  id: string;
  name: string;
  token: string;
}

let people: Promise<Record<'secretary' | 'checker' | 'head', Person>> | undefined;

/** Those who make decisions at the unit. */
export function deciders(unitId: string): Promise<Record<'secretary' | 'checker' | 'head', Person>> {
  return (people ??= (async () => ({
    secretary: await person({ grants: [{ role: 'COUNCIL_SECRETARY', unitId }] }),
    checker: await person({ grants: [{ role: 'REVIEWER', unitId }] }),
    head: await person({ grants: [{ role: 'AUTHORITY', unitId }] }),
  }))());
}

/** A checked decision of the sở on so many new dossiers. */
export async function checkedOn(issuedById: string, count: number, name: string): Promise<string> {
  const { secretary, checker } = await deciders(issuedById);
  const nominationIds = await endorsedBySql(issuedById, count, name);
  const input = { issuedById, title: 'Tặng Giấy khen', legalBases: ['Luật Thi đua, khen thưởng'], nominationIds };
  const { decision } = await done(secretary.client, DECIDE.draft, { input });
  await done(checker.client, DECIDE.check, { input: { id: decision.id } });
  return decision.id as string;
}

/** Issues it; the awards in the order of the annex. */
export async function issue(issuedById: string, id: string): Promise<Given[]> {
  const { head } = await deciders(issuedById);
  const signature = await signatureOf(head.client, id, { symbol: nextSymbol() });
  const { decision } = await done(head.client, DECIDE.issue, signature);
  return decision.awards.edges.map(({ node }: { node: { id: string; nameAsAwarded: string; certificate: Given } }) => ({
    id: node.id,
    name: node.nameAsAwarded,
    token: node.certificate.token,
  }));
}

/** Acts on the log as a service of the server would, with its keys. */
export function withLog<Result>(
  work: (log: Log.AwardLog, tx: Transaction) => Promise<Result>,
  keyDir?: string,
  databaseName?: string,
): Promise<Result> {
  return withLogOf((log, database) => database.transaction((tx) => work(log, tx)), keyDir, databaseName);
}

/** The same for what makes its transactions itself. */
export async function withLogOf<Result>(
  work: (log: Log.AwardLog, database: Database) => Promise<Result>,
  keyDir = join(worker.dataDir, 'award-log-keys'),
  databaseName: string = worker.database,
): Promise<Result> {
  const config = loadConfig({ DATABASE_URL: databaseUrl(databaseName), KEY_DIR: keyDir });
  const { database, close } = await openDatabase(config, { url: config.databaseUrl ?? '' }, new Clock());
  return work(new AwardLog(config), database).finally(close);
}

/** What the server answers to anybody at that address. */
export async function fetched(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${worker.url}${path}`);
  return { status: response.status, text: await response.text() };
}

/** The secret half of the key that signs. */
export async function secretKey(): Promise<{ id: string; pem: string; path: string }> {
  const { keys } = JSON.parse((await fetched('/.well-known/so-vang/keys.json')).text) as { keys: { id: string }[] };
  const { id } = keys.at(-1)!;
  const path = join(worker.dataDir, 'award-log-keys', `${id}.pem`);
  return { id, pem: await readFile(path, 'utf8'), path };
}
