/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | readonly Html[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** What turns the order of letters round, or is not seen at all: it could make a name read as another. */
const DECEIVING = /[\p{Bidi_Control}\p{Cc}\p{Cs}\u200b\u2060\ufeff]/gu;

/** A text as it stands in HTML, in an element or within the quotes of an attribute. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(DECEIVING, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function written(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escaped(String(part));
}

/** HTML from a template: whatever is put into it is escaped, unless it is HTML itself. */
export function markup(fixed: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    fixed.map((text, index) => text + (index < parts.length ? written(parts[index] ?? '') : '')).join(''),
  );
}
