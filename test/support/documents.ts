import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { worker, type Client } from './api.js';
import { rows } from './database.js';
import { sha256 } from './files.js';
import { query } from './shared-connection.js';

/** What came back from /documents. */
export interface Reply {
  status: number;
  headers: Headers;
  // Tests look into answers of any shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  json: any;
  content: Buffer;
}

async function replyOf(response: Response): Promise<Reply> {
  const content = Buffer.from(await response.arrayBuffer());
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  const json: unknown = isJson ? JSON.parse(content.toString('utf8')) : null;
  return { status: response.status, headers: response.headers, json, content };
}

function headersOf(client: Client): Record<string, string> {
  return client.token ? { authorization: `Bearer ${client.token}` } : {};
}

/** Sends a file as a form; `fields` beside it, its kind by default. */
export async function send(
  client: Client,
  name: string,
  content: Buffer,
  fields: Record<string, string> = {},
): Promise<Reply> {
  const form = new FormData();
  for (const [field, value] of Object.entries({ kind: 'BAO_CAO_THANH_TICH', ...fields })) form.append(field, value);
  form.append('file', new Blob([new Uint8Array(content)]), name);
  return sendForm(client, form);
}

export async function sendForm(
  client: Client,
  body: FormData | string | Buffer,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const method = 'POST';
  return replyOf(
    await fetch(`${client.url}/documents`, { method, headers: { ...headersOf(client), ...headers }, body }),
  );
}

export async function fetchDocument(client: Client, id: string): Promise<Reply> {
  return replyOf(await fetch(`${client.url}/documents/${id}`, { headers: headersOf(client) }));
}

/** What lies in the store: contents by their SHA-256 with that of what they really hold, and what is coming in. */
export async function stored(
  dataDir: string = worker.dataDir,
): Promise<{ contents: Record<string, string>; incoming: string[] }> {
  const folder = join(dataDir, 'documents');
  const incoming = await readdir(join(folder, 'incoming')).catch(() => []);
  const contents: Record<string, string> = {};
  for (const part of (await readdir(folder).catch(() => [])).filter((name) => name !== 'incoming')) {
    for (const rest of await readdir(join(folder, part))) {
      contents[`${part}${rest}`] = sha256(await readFile(join(folder, part, rest)));
    }
  }
  return { contents, incoming };
}

/** The last row of the audit of each database when first asked: what others did there before is not read at each question. */
const begun = new Map<string, number>();

/** The contents that rows name, how many rows there are, and how many rows of the audit tell of documents since first asked. */
export async function recorded(database?: string): Promise<{ contents: string[]; rows: number; audit: number }> {
  // Asked hundreds of times of the database of the test file: on the connection that it shares.
  const ask: typeof query = database ? (text, values) => rows(text, values, database) : query;
  const key = database ?? worker.database;
  if (!begun.has(key)) {
    const [row] = await ask<{ last: string }>('select coalesce(max(id), 0)::text as last from audit');
    begun.set(key, Number(row!.last));
  }
  const found = await ask<{ sha256: string }>(`select encode(sha256, 'hex') as sha256 from document`);
  const told = await ask(`select from audit where id > $1 and text::jsonb ->> 'action' = 'document.receive'`, [
    begun.get(key),
  ]);
  const contents = [...new Set(found.map((row) => row.sha256))].sort();
  return { contents, rows: found.length, audit: told.length };
}
