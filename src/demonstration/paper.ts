import { readFileSync } from 'node:fs';

/** The one page that every made-up document is. */
export const PAPER = readFileSync(new URL('../../data/demonstration/giay-to.pdf', import.meta.url));
