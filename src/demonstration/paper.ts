import { readFile } from 'node:fs/promises';

/** The one page that every made-up document is. */
export const PAPER = await readFile(new URL('../../data/demonstration/giay-to.pdf', import.meta.url));
