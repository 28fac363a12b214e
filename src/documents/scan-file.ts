import { createReadStream } from 'node:fs';

/** The longest text that is found where it lies across two pieces of the file. */
const OVERLAP = 256;

/** Does the file hold that text, one byte a sign? */
export async function holds(path: string, text: RegExp, from = 0): Promise<boolean> {
  let rest = '';
  for await (const chunk of createReadStream(path, { start: from })) {
    const piece = rest + (chunk as Buffer).toString('latin1');
    if (text.test(piece)) return true;
    rest = piece.slice(-OVERLAP);
  }
  return false;
}
