import type { CivilDate } from '../core/civil-date.js';
import type { Connection, Transaction } from '../core/database.js';
import type { Document } from './document.entity.js';
import { readableDocument } from './document-readers.js';

/** Keeps our locks of contents apart from other advisory locks of the database. */
const CONTENT = 7_019_310;

/** Every column that a Document has, of `d`. */
export const DOCUMENT_COLUMNS = `d.id, d.kind, d.file_name as "fileName", d.media_type as "mediaType", d.size,
  encode(d.sha256, 'hex') as sha256, d.received_at as "receivedAt", d.unit_id as "unitId"`;

/** Who reads: the units of the reader's grants, the day, and the account itself. */
export interface DocumentScope {
  roots: readonly string[];
  day: CivilDate;
  accountId: string;
}

/** Those of `ids` that the reader may read: the one policy, for lists, edges and files alike. */
export function documentsById(
  connection: Connection,
  scope: DocumentScope,
  ids: readonly string[],
): Promise<Document[]> {
  return connection.rows(
    `select ${DOCUMENT_COLUMNS} from document d where d.id = any ($4::uuid[]) and ${readableDocument()}`,
    [scope.roots, scope.day, scope.accountId, ids],
  );
}

/** What a new row is made of; when and by whom comes with the transaction and the actor. */
export type NewDocument = Omit<Document, 'id' | 'receivedAt'>;

/** A new row. Answers with its id. */
export async function insertDocument(tx: Transaction, document: NewDocument, accountId: string): Promise<string> {
  const { kind, fileName, mediaType, size, sha256, unitId } = document;
  const [row] = await tx.rows<{ id: string }>(
    `insert into document (kind, file_name, media_type, size, sha256, unit_id, received_from_id, received_at)
     values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8) returning id`,
    [kind, fileName, mediaType, size, sha256, unitId, accountId, tx.now],
  );
  if (!row) throw new Error('insert returned nothing');
  return row.id;
}

/**
 * Until the transaction's end nobody else keeps or removes this content. Putting a content in its place, and removing
 * one that no row names, happen under this lock alone: so neither can come between the other's look and its act.
 */
export async function lockContent(tx: Transaction, sha256: string): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended($1, $2))`, [sha256, CONTENT]);
}

/** Those of the contents that no row names. */
export async function unusedContents(connection: Connection, contents: readonly string[]): Promise<string[]> {
  const rows = await connection.rows<{ sha256: string }>(
    `select c as sha256 from unnest($1::text[]) c
     where not exists (select from document d where d.sha256 = decode(c, 'hex'))`,
    [contents],
  );
  return rows.map(({ sha256 }) => sha256);
}
