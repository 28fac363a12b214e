import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds; throws when it does not within `seconds`. What takes long is asked less and less often. */
export async function until(condition: () => boolean | Promise<boolean>, seconds = 10): Promise<void> {
  const begun = performance.now();
  while (!(await condition())) {
    const waited = performance.now() - begun;
    if (waited > seconds * 1000) throw new Error(`not within ${seconds} s: ${condition.toString()}`);
    await sleep(Math.min(10 + waited / 20, 100));
  }
}
