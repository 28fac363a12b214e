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

/**
 * Fetches keys before their fields are resolved, for the lists that people open most: loadReady() then gives them without
 * a promise each, of which a list of 20 rows with two units makes eighty.
 */
export async function preload<Key extends string, Value>(
  context: RequestContext,
  batch: BatchFunction<Key, Value>,
  keys: readonly Key[],
): Promise<void> {
  const distinct = [...new Set(keys)];
  const values = await Promise.all(distinct.map((key) => load(context, batch, key)));
  const ready = context.loaders.ready(batch);
  distinct.forEach((key, index) => ready.set(key, values[index] ?? null));
}

/** What a field answers with that may have been preloaded. */
export type Ready<Value> = Value | null | Promise<Value | null>;

/** The value of a key that was preloaded; else as load(). */
export function loadReady<Key extends string, Value>(
  context: RequestContext,
  batch: BatchFunction<Key, Value>,
  key: Key,
): Ready<Value> {
  const ready = context.loaders.ready(batch).get(key);
  return ready === undefined ? load(context, batch, key) : (ready as Value | null);
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
