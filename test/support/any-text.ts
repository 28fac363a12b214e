import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };
const LAST = 0x10ffff - SURROGATES.count;

/**
 * Any sign of Unicode. fast-check's own unit "binary" is the same, but makes a table of all 1.1 million at each use, to
 * find the way back from a sign to its number: seconds of CPU.
 */
const sign = fc.integer({ min: 0, max: LAST }).map(
  (n) => String.fromCodePoint(n < SURROGATES.first ? n : n + SURROGATES.count),
  (text) => {
    const code = typeof text === 'string' && [...text].length === 1 ? text.codePointAt(0)! : -1;
    if (code < SURROGATES.first) return code;
    return code < SURROGATES.first + SURROGATES.count ? -1 : code - SURROGATES.count;
  },
);

/** Texts of any signs of Unicode. */
export const anyText = (maxLength?: number): fc.Arbitrary<string> =>
  fc.string({ unit: sign, ...(maxLength !== undefined && { maxLength }) });
