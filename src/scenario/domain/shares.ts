/**
 * A whole number split by weights into whole parts that add up to it exactly: the largest remainders get one more, the
 * earlier first. `turn` begins with another one among equals, so that many small splits do not all fall to the first.
 */
export function shares(total: number, weights: readonly number[], turn = 0): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((all, part) => all + part, 0);
  const place = (index: number): number => (index - (turn % weights.length) + weights.length) % weights.length;
  const order = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => (Math.abs(a.rest - b.rest) > 1e-9 ? b.rest - a.rest : place(a.index) - place(b.index)));
  for (const { index } of order.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** A figure in a smaller run: its share, and at least one. */
export function reduced(figure: number, factor: number): number {
  return Math.max(1, Math.round(figure * factor));
}
