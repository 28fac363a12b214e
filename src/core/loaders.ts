import type { RequestContext } from './context.js';

/** Fetches many keys with one statement; the answers in the order of the keys, null where there is none. */
export type BatchFunction<Key, Value> = (
  context: RequestContext,
  keys: readonly Key[],
) => Promise<readonly (Value | null)[]>;

/** Loads one key through the request's batch of `batch`. */
export function load<Key, Value>(
  context: RequestContext,
  batch: BatchFunction<Key, Value>,
  key: Key,
): Promise<Value | null> {
  return context.loaders.of(batch, (keys: readonly Key[]) => batch(context, keys)).load(key);
}

/** Puts rows into the order of the keys; null where no row has the key. */
export function inOrder<Row>(
  keys: readonly string[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}
