import type { QueryRunner } from 'typeorm';

/** A passage of a function's body, and what stands there instead. */
export type Patch = readonly [before: string, after: string];

/**
 * Replaces passages of a function, each of which must stand in it exactly once. A change of a few lines in a long
 * function is read here as these lines; its rights and all else stay.
 */
export async function patchFunction(runner: QueryRunner, name: string, patches: readonly Patch[]): Promise<void> {
  const [row] = (await runner.query(`select pg_get_functiondef($1::regprocedure) as text`, [name])) as {
    text: string;
  }[];
  let text = row?.text ?? '';
  for (const [before, after] of patches) {
    if (text.split(before).length !== 2) throw new Error(`${name} has not exactly one "${before}"`);
    text = text.replace(before, () => after);
  }
  await runner.query(text);
}

/** The way back. */
export function reversed(patches: readonly Patch[]): Patch[] {
  return patches.map(([before, after]): Patch => [after, before]).reverse();
}
