import { readFile } from 'node:fs/promises';
import { record } from '../audit/record.js';
import type { Database, Transaction } from '../core/database.js';
import { lawLoadPlan, type LawLoadPlan, type ShippedLaw } from './domain/law-load-plan.js';
import { endTypes, insertRules, insertTypes, loadedRules, loadedTypes, lockLawLoad } from './law-load.queries.js';

const FOLDER = new URL('../../data/law/', import.meta.url);

async function read<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(new URL(file, FOLDER), 'utf8')) as Content;
}

/** The files of rules. */
const RULES = ['rules.json', 'prize-money.json', 'working-calendar.json'];

/** Reads data/law; what its files mean stands in SOURCE.md beside them. */
export async function shippedLaw(): Promise<ShippedLaw> {
  const rules = await Promise.all(RULES.map((file) => read<ShippedLaw['rules']>(file)));
  return { types: await read('award-types.json'), rules: rules.flat() };
}

/** What a load did. */
export interface LawLoad {
  awardTypes: number;
  endings: number;
  rules: number;
  replaced: number;
}

/**
 * Loads the award types and rules that the product ships, or others, in one transaction. `owner` is the database as its
 * owner: the service itself can only read the law. Done again it does nothing; a row that says otherwise than before is
 * added and replaces the old one. Throws LawConflict where data and database do not go together.
 */
export async function loadLaw(owner: Database, law?: ShippedLaw): Promise<LawLoad> {
  const shipped = law ?? (await shippedLaw());
  return owner.transaction(async (tx) => {
    await lockLawLoad(tx);
    const plan = lawLoadPlan(shipped, { types: await loadedTypes(tx), rules: await loadedRules(tx) });
    return carryOut(tx, plan);
  });
}

async function carryOut(tx: Transaction, { newTypes, endings, newRules }: LawLoadPlan): Promise<LawLoad> {
  const replaced = newRules.filter(({ replacesId }) => replacesId !== null).length;
  const load = {
    awardTypes: newTypes.length,
    endings: endings.length,
    rules: newRules.length,
    replaced,
  };
  if (load.awardTypes + load.endings + load.rules === 0) return load;
  if (newTypes.length > 0) await insertTypes(tx, newTypes);
  if (endings.length > 0) await endTypes(tx, endings);
  if (newRules.length > 0) await insertRules(tx, newRules);
  await record(tx, null, { action: 'law.load', subject: 'registry:law', details: { ...load } });
  return load;
}
