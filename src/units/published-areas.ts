import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { PublishedData } from './domain/published-data.js';

const FOLDER = new URL('../../data/admin-units/', import.meta.url);

const FILES = [
  'units-2021.tsv',
  'units-2024.tsv',
  'units-2025.tsv',
  'events-2021-2025.tsv',
  'successions.tsv',
  'changes-2026.tsv',
] as const;

/** Rows of a tab-separated file with a header line, without quoting. */
async function readTsv<Row>(file: (typeof FILES)[number]): Promise<Row[]> {
  const text = await readFile(new URL(file, FOLDER), 'utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])) as Row;
  });
}

/** All files of data/admin-units. */
export async function publishedData(): Promise<PublishedData> {
  const [units2021, units2024, units2025, events, successions, changes2026] = await Promise.all([
    readTsv<PublishedData['units2021'][number]>('units-2021.tsv'),
    readTsv<PublishedData['units2024'][number]>('units-2024.tsv'),
    readTsv<PublishedData['units2025'][number]>('units-2025.tsv'),
    readTsv<PublishedData['events'][number]>('events-2021-2025.tsv'),
    readTsv<PublishedData['successions'][number]>('successions.tsv'),
    readTsv<PublishedData['changes2026'][number]>('changes-2026.tsv'),
  ]);
  return { units2021, units2024, units2025, events, successions, changes2026 };
}

/** Over all that the files say: another hash is another state of the data. */
export async function publishedSha256(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of FILES) hash.update(await readFile(new URL(file, FOLDER)));
  return hash.digest('hex');
}
