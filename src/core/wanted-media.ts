interface Range {
  type: string;
  q: number;
}

function rangesOf(accept: string): Range[] {
  return accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const value = q === undefined ? 1 : Number(q.slice(2));
    return { type, q: value >= 0 && value <= 1 ? value : 0 };
  });
}

/** How much a type is wanted: the most exact range that fits it says so (RFC 9110 §12.5.1). */
function wish(ranges: readonly Range[], type: string): number {
  const [main] = type.split('/');
  const exact = [type, `${main}/*`, '*/*'].map((name) => ranges.find((range) => range.type === name));
  return exact.find((range) => range !== undefined)?.q ?? 0;
}

/** True where a header Accept asks for JSON rather than for a page; people's programs say "text/html", or nothing. */
export function wantsJson(accept: string | undefined): boolean {
  if (!accept) return false;
  const ranges = rangesOf(accept);
  return wish(ranges, 'application/json') > wish(ranges, 'text/html');
}
