import type { Transaction } from '../core/database.js';
import { areaLinks, areaLives, areasTogether, keepAreaPast } from './area-past.queries.js';
import { areaPast } from './domain/area-past.js';

/**
 * Works out anew which places each place consists of; for whoever changed areas or successions, in the same transaction.
 * `changed`: the areas that were, with all that has to do with them; all areas when null.
 */
export async function followAreaPast(tx: Transaction, changed: readonly string[] | null = null): Promise<void> {
  const ids = changed && (await areasTogether(tx, changed));
  await keepAreaPast(tx, areaPast(await areaLives(tx, ids), await areaLinks(tx, ids)), ids);
}
