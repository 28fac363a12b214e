import { stat } from 'node:fs/promises';
import { refused } from './content-refusal.js';
import type { MediaType } from './domain/media-types.js';
import { holds } from './scan-file.js';

/** How far before its end the file must say that it ends (what Adobe's reader allows). */
const TAIL = 1024;

/** A name of PDF in all its spellings: each sign may stand as #xx. */
function named(name: string): string {
  return [...name].map((sign) => `(?:${sign}|#${sign.charCodeAt(0).toString(16)})`).join('');
}

// Programs, starting programs, files within the file, players. (Short names like JS would be found by chance in
// pictures; an action with a program says JavaScript.)
const ACTIVE = new RegExp(
  `/(?:${['JavaScript', 'Launch', 'EmbeddedFile', 'RichMedia'].map(named).join('|')})`,
  // #4A and #4a are one; that "/javascript" is found as well does no harm.
  'i',
);

/**
 * An end, and none of the names that make a PDF do something. Names within compressed object streams are not seen,
 * nor those of an encrypted file: this keeps out the common, not the skilled.
 */
export async function checkPdf(path: string, type: MediaType): Promise<void> {
  const { size } = await stat(path);
  const ends = await holds(path, /%%EOF/, Math.max(0, size - TAIL));
  if (!ends) throw refused('document.damaged', { type: type.label });
  if (await holds(path, ACTIVE)) throw refused('document.active');
}
