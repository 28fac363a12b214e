/** Longest name that is kept, in Unicode code points. */
const MAX_LENGTH = 200;

// Controls, lone surrogates, private use and unassigned, and format signs: zero width, bidirectional overrides (which
// make "gpj.exe" of "exe.jpg"), tags. None of them is part of a name that a person gave.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu;

/** The extension of a file's name in small letters, without its dot; '' when there is none. */
export function extensionOf(name: string): string {
  return /[^.]\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/**
 * A file's name as it may be kept and shown: composed (NFC), without path, hidden signs or more than one space in a row,
 * cut to 200 signs before its extension. '' when nothing is left of it.
 */
export function safeFileName(raw: string): string {
  // What stood on both sides of a hidden sign comes together: only then is it composed, and spaces are made one.
  const visible = raw.replace(/\s/g, ' ').replace(HIDDEN, '').normalize('NFC').replace(/ +/g, ' ');
  const name = (visible.split(/[/\\]/).at(-1) ?? '').trim().replace(/^[. ]+/, '');
  const extension = extensionOf(name);
  const ending = extension ? `.${name.slice(-extension.length)}` : '';
  const base = name.slice(0, name.length - ending.length).trimEnd();
  return `${[...base]
    .slice(0, MAX_LENGTH - ending.length)
    .join('')
    .trimEnd()}${ending}`;
}

/** The name for clients that know nothing but ASCII: without accents, the rest as underscores. */
function asciiName(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');
  return plain.replace(/[^A-Za-z0-9 ._()-]/g, '_');
}

/** The header that makes a browser save the file under its name (RFC 6266, RFC 8187), whatever letters that has. */
export function attachmentHeader(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encoded}`;
}
