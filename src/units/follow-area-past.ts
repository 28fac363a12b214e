import type { Transaction } from '../core/database.js';
import { areaLinks, areaLives, keepAreaPast } from './area-past.queries.js';
import { areaPast } from './domain/area-past.js';

/** Works out anew which places each place consists of; for whoever changed areas or successions, in the same transaction. */
export async function followAreaPast(tx: Transaction): Promise<void> {
  await keepAreaPast(tx, areaPast(await areaLives(tx), await areaLinks(tx)));
}
