/**
 * R40: what the title of a decision (trích yếu) says against what it decides (Điều 1) and lists (the annex). A decision of
 * 2008 named a flag in its title and a bằng khen in its Điều 1: read before it was signed, it would have been noticed.
 */
import { fold } from '../../core/fold.js';
import type { SubjectKind } from '../../honourees/domain/subject-kind.js';

/** Names of awards that a title uses for nothing else. */
const FORMS = ['bằng khen', 'giấy khen', 'cờ thi đua', 'huân chương', 'huy chương', 'kỷ niệm chương'].map(fold);
/** Titles that may also describe who is honoured: "giấy khen cho các gia đình văn hóa tiêu biểu". The longer ones first. */
const TITLES = [
  'tập thể lao động tiên tiến',
  'tập thể lao động xuất sắc',
  'chiến sĩ thi đua toàn quốc',
  'chiến sĩ thi đua cơ sở',
  'chiến sĩ tiên tiến',
  'chiến sĩ thi đua',
  'lao động tiên tiến',
  'đơn vị quyết thắng',
  'đơn vị tiên tiến',
  'anh hùng lao động',
  'gia đình văn hóa',
].map(fold);

/** The words of which a text uses; a longer one is not taken for a shorter one within it. */
function named(text: string, words: readonly string[]): string[] {
  let rest = fold(text);
  return words.filter((word) => {
    const found = rest.includes(word);
    rest = rest.replaceAll(word, '|');
    return found;
  });
}

/** True when the title names an award other than that one. A title that names none is about whatever is decided. */
export function namesAnother(title: string, award: string): boolean {
  const own = fold(award);
  const isOwn = (word: string): boolean => own.includes(word);
  const forms = named(title, FORMS);
  if (forms.some((form) => !isOwn(form))) return true;
  const titles = named(title, TITLES);
  return forms.length === 0 && titles.length > 0 && !titles.some(isOwn);
}

const KINDS: readonly [SubjectKind, string][] = [
  ['COLLECTIVE', fold('tập thể')],
  ['HOUSEHOLD', fold('hộ gia đình')],
  ['INDIVIDUAL', fold('cá nhân')],
];

/** The first kind of which the title gives another number than the annex has: "cho 23 tập thể và 05 cá nhân". */
export function otherTotal(
  title: string,
  lines: readonly { kind: SubjectKind }[],
): { kind: SubjectKind; said: number; listed: number } | null {
  const text = fold(title);
  for (const [kind, words] of KINDS) {
    const [, digits] = new RegExp(`(?<![\\d.,/])(\\d{1,5}) ${words}(?![a-z])`).exec(text) ?? [];
    const listed = lines.filter((line) => line.kind === kind).length;
    if (digits !== undefined && Number(digits) !== listed) return { kind, said: Number(digits), listed };
  }
  return null;
}
