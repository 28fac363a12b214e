import { message } from '../../core/messages.vi.js';

/** How the args of a kind of rule are checked: each member by itself, then what holds between them. */

export type Check = (value: unknown) => boolean;
export interface Shape {
  required: Record<string, Check>;
  optional?: Record<string, Check>;
  /** What holds between the members. */
  whole?: (args: Record<string, unknown>) => boolean;
}

export const oneOf =
  (values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string);
export const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
export const some =
  (each: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length > 0 && new Set(value).size === value.length && value.every(each);
export const days: Check = (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 365;
/** Up to 100, four decimals at most: read exactly, never as a float. */
export const percent: Check = matches(/^(?:100|[1-9]?\d(?:\.\d{1,4})?)$/);

/** What is wrong with args, in words that follow a colon; null: nothing. */
export function problemOf(args: Record<string, unknown>, { required, optional = {}, whole }: Shape): string | null {
  const checks = { ...optional, ...required };
  const missing = Object.keys(required).find((name) => !Object.hasOwn(args, name));
  if (missing) return message('rule.argMissing', { name: missing });
  const unknown = Object.keys(args).find((name) => !Object.hasOwn(checks, name));
  if (unknown) return message('rule.argUnknown', { name: unknown, names: Object.keys(checks).join(', ') || '–' });
  const wrong = Object.entries(args).find(([name, value]) => !checks[name]?.(value));
  if (wrong) return message('rule.argWrong', { name: wrong[0], value: JSON.stringify(wrong[1]) });
  return whole && !whole(args) ? message('rule.argsTogether') : null;
}
