import { TODAY } from './models.js';

/** By the name of its key: values that differ from run to run, whatever they look like. */
const BY_KEY: Record<string, string> = {
  cursor: 'cursor',
  startCursor: 'cursor',
  endCursor: 'cursor',
  token: 'token',
  oneTimePassword: 'password',
  seq: 'seq',
  hash: 'hash',
  leaf: 'hash',
  root: 'hash',
  salt: 'hash',
  changes: 'hash',
  keyId: 'key',
  signature: 'signature',
  size: 'size',
  treeSize: 'size',
  index: 'index',
  changed: 'size',
};
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const CODE = /(MH|HS)-\d{4}-\d{6,}/g;
/** Days that are counted from today. */
const DAYS = new Set([
  'closedOn',
  'closesOn',
  'date',
  'dueOn',
  'endsOn',
  'lawDate',
  'opensOn',
  'receivedOn',
  'requestedOn',
  'settledOn',
]);
/** Days of the law, which stay what they are however near they lie. */
const OF_LAW = new Set(['2026-09-30', '2026-10-01']);
const isNear = (day: string): boolean =>
  !OF_LAW.has(day) && Math.abs(Date.parse(day) - Date.parse(TODAY)) < 60 * 86_400_000;
/** A number with the year in which it was given. */
const NUMBER = new RegExp(`/${TODAY.slice(0, 4)}$`);
/** Days as they stand in sentences. */
const WRITTEN_DAY = /(\d{2})\/(\d{2})\/(\d{4})/g;
const TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;

/** Counts of years, with the present one by that name. */
function thisYear(years: readonly { year: number }[]): unknown[] {
  return years.map((each) => (String(each.year) === TODAY.slice(0, 4) ? { ...each, year: '<year>' } : each));
}

/**
 * An answer with what differs from run to run replaced: <id:1>, <cursor:2> …; equal values get equal names, numbered as
 * they come. Instants are all <time>, for two may be the same by chance.
 */
export function withPlaceholders<T>(answer: T): T {
  const names = new Map<string, string>();
  const counts: Record<string, number> = {};
  const nameOf = (kind: string, value: string): string => {
    const known = names.get(`${kind} ${value}`);
    if (known) return known;
    const name = `<${kind}:${(counts[kind] = (counts[kind] ?? 0) + 1)}>`;
    names.set(`${kind} ${value}`, name);
    return name;
  };
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) => {
    if (key === 'byYear') return thisYear(value as { year: number }[]);
    if (typeof value !== 'string') return value;
    const kind = BY_KEY[key];
    if (kind) return nameOf(kind, value);
    if (DAYS.has(key) && isNear(value)) return '<day>';
    if (key === 'number') return value.replace(NUMBER, '/<year>');
    // Background jobs are numbered.
    if (key === 'id' && /^\d+$/.test(value)) return nameOf('id', value);
    return value
      .replace(ID, (id) => nameOf('id', id))
      .replace(CODE, '<code>')
      .replace(WRITTEN_DAY, (day, d: string, m: string, y: string) => (isNear(`${y}-${m}-${d}`) ? '<day>' : day))
      .replace(TIME, '<time>');
  }) as T;
}
