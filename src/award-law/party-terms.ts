import { readFile } from 'node:fs/promises';
import type { PartyTerm } from './domain/series.js';

const FILE = new URL('../../data/law/party-terms.json', import.meta.url);

let read: Promise<PartyTerm[]> | null = null;

/** The terms of Party committees as the product ships them (data/law); read once. */
export function partyTerms(): Promise<PartyTerm[]> {
  return (read ??= readFile(FILE, 'utf8').then((text) => JSON.parse(text) as PartyTerm[]));
}
