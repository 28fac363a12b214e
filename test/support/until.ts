import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds; throws when it does not within `seconds`. */
export async function until(condition: () => boolean | Promise<boolean>, seconds = 10): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${seconds} s: ${condition.toString()}`);
    await sleep(10);
  }
}
