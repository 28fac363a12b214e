/** Numbers that look random and are the same for the same seed, in [0, 1). */
export type Random = () => number;

/** A source of numbers (mulberry32): enough for synthetic names, for nothing else. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of `items`, each as likely as the others. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from');
  return item;
}

/** One of the names, as likely as its weight says. */
export function pickWeighted(random: Random, weights: Readonly<Record<string, number>>): string {
  const entries = Object.entries(weights);
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of entries) {
    left -= weight;
    if (left < 0) return name;
  }
  throw new Error('Nothing to pick from');
}

/** A whole number from `from` to `to`, both included. */
export function between(random: Random, [from, to]: readonly [number, number]): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** `count` of the items, each at most once, in a new order (Fisher–Yates); all of them when there are fewer. */
export function sample<Item>(random: Random, items: readonly Item[], count: number): Item[] {
  const left = [...items];
  const taken: Item[] = [];
  while (taken.length < count && left.length > 0) {
    taken.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return taken;
}
