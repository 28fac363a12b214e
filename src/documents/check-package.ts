import { stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { DomainError } from '../core/errors.js';
import { refused } from './content-refusal.js';
import { safeFileName } from './domain/file-name.js';
import type { MediaType } from './domain/media-types.js';

const LIMITS = {
  entries: 10_000,
  /** Bytes of all that is inside. */
  inflated: 200 * 1024 * 1024,
  /** All that is inside ÷ the file. */
  ratio: 200,
  /** Bytes of a part that is read here. */
  part: 1024 * 1024,
};

/** Parts that say what the package is. */
const READ = new Set(['[Content_Types].xml', 'mimetype', 'META-INF/manifest.xml']);
const STORED = 0;
const DEFLATED = 8;

interface Package {
  names: ReadonlySet<string>;
  first: Entry;
  parts: ReadonlyMap<string, string>;
}

/**
 * Throws unless the file is a whole OOXML or ODF package of that type: readable to its last byte, of a size that
 * answers to the file's, without macros, encryption or other archives inside.
 */
export async function checkPackage(path: string, type: MediaType): Promise<void> {
  const { size } = await stat(path);
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true });
    const found = await readPackage(zip, size);
    if (type.family === 'ooxml') checkOoxml(found, type);
    else checkOdf(found, type);
  } catch (error) {
    if (error instanceof DomainError || isOfTheSystem(error)) throw error;
    // Whatever the reader stumbles over (cut, names that lead out, sizes that lie) is damage.
    throw refused('document.damaged', { type: type.label });
  } finally {
    zip?.close();
  }
}

/** A fault of our disk, not of the file. */
function isOfTheSystem(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

/** Looks at the list of what is inside before anything is unpacked, then unpacks all of it, keeping nothing. */
async function readPackage(zip: ZipFile, size: number): Promise<Package> {
  if (zip.entryCount > LIMITS.entries) throw refused('document.bomb');
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  const [first] = entries;
  const names = new Set(entries.map(({ fileName }) => fileName));
  if (!first || names.size < entries.length) throw new Error('empty, or one name twice');
  checkList(entries, size);
  const parts = new Map<string, string>();
  let inflated = 0;
  for (const entry of entries) {
    const { length, text } = await readEntry(zip, entry);
    inflated += length;
    if (inflated > LIMITS.inflated || inflated > size * LIMITS.ratio) throw refused('document.bomb');
    if (text !== null) parts.set(entry.fileName, text);
  }
  return { names, first, parts };
}

function checkList(entries: readonly Entry[], size: number): void {
  const declared = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (declared > LIMITS.inflated || declared > size * LIMITS.ratio) throw refused('document.bomb');
  for (const entry of entries) {
    if (entry.isEncrypted()) throw refused('document.encrypted');
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) throw new Error('unknown method');
    if (/(^|\/)(vbaProject\.bin|vbaData\.xml)$|^xl\/macrosheets\//i.test(entry.fileName))
      throw refused('document.macros');
    if (/^(Basic|Scripts)\/./.test(entry.fileName)) throw refused('document.macros');
  }
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<{ length: number; text: string | null }> {
  const keep = READ.has(entry.fileName);
  if (keep && entry.uncompressedSize > LIMITS.part) throw refused('document.bomb');
  const kept: Buffer[] = [];
  let length = 0;
  let crc = 0;
  // yauzl ends the stream with an error as soon as there is more than was declared, or less.
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    const chunk = piece as Buffer;
    if (length === 0) checkNested(entry.fileName, chunk);
    if (keep) kept.push(chunk);
    length += chunk.length;
    crc = crc32(chunk, crc);
  }
  if (crc !== entry.crc32) throw new Error('checksum');
  return { length, text: keep ? Buffer.concat(kept).toString('utf8') : null };
}

const ARCHIVES = [
  /^PK(\x03\x04|\x05\x06)/,
  /^Rar!\x1a\x07/,
  /^7z\xbc\xaf\x27\x1c/,
  /^\xfd7zXZ\0/,
  /^BZh[1-9]1AY&SY/,
  /^\x28\xb5\x2f\xfd/,
  /^MSCF\0\0\0\0/,
  /^[^]{257}ustar/,
  // Programs, for the same reason.
  /^MZ/,
  /^\x7fELF/,
];
const GZIP = /^\x1f\x8b\x08/;

/** A package's pieces come in chunks of kilobytes, so that the first holds whatever tells an archive. */
function checkNested(name: string, start: Buffer): void {
  const text = start.toString('latin1', 0, 300);
  // Office keeps vector pictures gzipped.
  const archive = ARCHIVES.some((form) => form.test(text)) || (GZIP.test(text) && !/\.(emz|wmz)$/i.test(name));
  if (archive) throw refused('document.nested', { name: safeFileName(name) });
}

function checkOoxml({ names, parts }: Package, type: MediaType): void {
  const types = parts.get('[Content_Types].xml') ?? '';
  if (/macroEnabled|vbaProject|macrosheet/i.test(types)) throw refused('document.macros');
  if (/<!(DOCTYPE|ENTITY)/i.test(types)) throw new Error('content types with entities');
  const main = [...types.matchAll(/<Override\s[^>]*>/g)].filter(
    ([tag]) => attribute(tag, 'ContentType') === type.mainPart,
  );
  const part = main[0] && attribute(main[0][0], 'PartName')?.replace(/^\//, '');
  // A good archive that is something else: another kind of document, or no document at all.
  if (part === undefined) throw refused('document.lies', { type: type.label });
  if (!names.has(part) || !names.has('_rels/.rels')) throw new Error('parts missing');
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found?.[1] ?? found?.[2];
}

/** ODF 1.2 part 3: the first entry is "mimetype", stored. */
function checkOdf({ names, first, parts }: Package, type: MediaType): void {
  const declared = first.fileName === 'mimetype' && first.compressionMethod === STORED ? parts.get('mimetype') : null;
  if (declared !== type.mediaType) throw refused('document.lies', { type: type.label });
  const manifest = parts.get('META-INF/manifest.xml');
  if (manifest === undefined || !names.has('content.xml')) throw new Error('parts missing');
  if (/encryption-data/.test(manifest)) throw refused('document.encrypted');
}
