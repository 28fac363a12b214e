// Latin letters that are no letter with an accent that comes off, and signs that have a plainer form: what PostgreSQL's
// unaccent makes of them. Beyond the Latin blocks and their punctuation, text is compared as it is.
const SPELLED_OUT = `a ªȺẚ ae Ææ b ƀƁƂƃɃ c ƇƈȻȼ d ÐðĐđƉƊƋƌȡ db ȸ dz ǄǅǆǱǲǳ e ƐɆɇ f Ƒƒ g ƓǤǥ h Ħħ hv ƕ i ıƖƗ ij Ĳĳ j ȷɈɉ
  k Ƙƙ l ĿŀŁłƚȴȽ lj Ǉǈǉ ll Ỻỻ n ŊŋƝƞȵ 'n ŉ nj Ǌǋǌ o ºØø oe Œœ oi Ƣƣ p Ƥƥ q ĸ qp ȹ r Ɍɍ s ſȿẜẝ ss ßẞ t ŦŧƫƬƭƮȶȾ th Þþ
  u Ʉ v ƲỼỽ y ƳƴɎɏỾỿ z ƵƶȤȥɀ μ µ (c) © (r) ® no № 1/2 ½ 1/4 ¼ 3/4 ¾
  ! ¡ ? ¿ << « >> » < ‹ > › * ×⁎ / ÷⁄ +/- ± - \u00ad‐‑‒–—― || ‖ ' ‘’‛′ʻʼ " “”‟″ , ‚ ,, „ . ․ .. ‥ ... … !! ‼ [ ⁅ ] ⁆ ?? ⁇
  ?! ⁈ !? ⁉`;

function letters(): Map<string, string> {
  const words = SPELLED_OUT.split(/\s+/);
  return new Map(
    words.flatMap((spelled, index) => {
      const signs = index % 2 === 0 ? [...(words[index + 1] ?? '')] : [];
      // A fraction keeps apart from the number before it.
      return signs.map((sign): [string, string] => [sign, /^\d/.test(spelled) ? ` ${spelled}` : spelled]);
    }),
  );
}

const LETTERS = letters();
/** The accents that unaccent takes off where they stand alone, above a letter with which they make no single sign. */
const ACCENT = /^[\u0300-\u0362]$/;

function bare(sign: string): string {
  const spelled = LETTERS.get(sign);
  if (spelled !== undefined) return spelled;
  if (ACCENT.test(sign)) return '';
  const [base = sign] = sign.normalize('NFD');
  return /[A-Za-z]/.test(base) ? base : sign;
}

/**
 * Text as it is searched: without accents, case or the difference of y and i. The twin of the SQL function `fold`,
 * which decides; test/contracts/fold.spec.ts holds them together for all Latin letters.
 */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\x00-\x7f]/gu, bare)
    .toLowerCase()
    .replaceAll('y', 'i');
}

/** The folded syllables of `text`, in order; the twin of the SQL function `syllables`. */
export function syllables(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter((syllable) => syllable !== '');
}

/** The syllables that are looked for; a text of signs alone looks for an empty one, which nothing has. */
export function soughtSyllables(text: string): string[] {
  const sought = syllables(text);
  return sought.length > 0 ? sought : [''];
}
