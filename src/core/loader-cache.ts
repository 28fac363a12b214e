import DataLoader from 'dataloader';

type Fetch<Key, Value> = (keys: readonly Key[]) => Promise<readonly (Value | null)[]>;

function keyText(key: unknown): string {
  if (typeof key === 'string') return key;
  // A row that counts its changes is known by these two; what else it has may be pages long.
  const { id, version } = key as { id?: unknown; version?: unknown };
  return typeof id === 'string' && typeof version === 'number' ? `${id} ${version}` : JSON.stringify(key);
}

/** The loaders of one request, one for each batch function, made when first used. */
export class LoaderCache {
  private readonly made = new Map<unknown, DataLoader<unknown, unknown, string>>();

  private readonly fetched = new Map<unknown, Map<string, unknown>>();

  /** What was preloaded for a batch function, by key. */
  ready(owner: unknown): Map<string, unknown> {
    let values = this.fetched.get(owner);
    if (!values) this.fetched.set(owner, (values = new Map<string, unknown>()));
    return values;
  }

  of<Key, Value>(owner: unknown, fetch: Fetch<Key, Value>): DataLoader<Key, Value | null, string> {
    const made = this.made.get(owner);
    if (made) return made as DataLoader<Key, Value | null, string>;
    const load = async (keys: readonly Key[]): Promise<(Value | null)[]> => [...(await fetch(keys))];
    const loader = new DataLoader<Key, Value | null, string>(load, { cacheKeyFn: keyText, maxBatchSize: 1000 });
    this.made.set(owner, loader);
    return loader;
  }
}
