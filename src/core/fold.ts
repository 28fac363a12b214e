/**
 * Text as it is searched: without accents, case or the difference of y and i. The twin of the SQL function `fold`
 * (a test holds them together for Vietnamese and Western letters).
 */
export function fold(text: string): string {
  const base = text
    .normalize('NFC')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
  return base.replace(/[đĐ]/g, 'd').toLowerCase().replaceAll('y', 'i');
}

/** The folded syllables of `text`, in order; the twin of the SQL function `syllables`. */
export function syllables(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter((syllable) => syllable !== '');
}
