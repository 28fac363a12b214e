import { readFile } from 'node:fs/promises';
import type { Connection } from '../core/database.js';
import { congressesOf } from './congress.queries.js';
import { termsAfter, type PartyTerm } from './domain/series.js';

const FILE = new URL('../../data/law/party-terms.json', import.meta.url);

let read: Promise<PartyTerm[]> | null = null;

/** The terms of Party committees as the product ships them (data/law); read once. */
function shippedTerms(): Promise<PartyTerm[]> {
  return (read ??= readFile(FILE, 'utf8').then((text) => JSON.parse(text) as PartyTerm[]));
}

/** The terms that hold for a Party committee: those that its own congresses began, and the general ones. */
export async function partyTerms(connection: Connection, unit: { id: string; code: string }): Promise<PartyTerm[]> {
  return [...(await shippedTerms()), ...termsAfter(unit.code, await congressesOf(connection, unit.id))];
}
