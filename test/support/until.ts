import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until the condition holds; throws when it does not within `seconds`: so many that no busy machine needs them. What takes
 * long is asked less and less often.
 */
export async function until(condition: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  const begun = performance.now();
  while (!(await condition())) {
    const waited = performance.now() - begun;
    if (waited > seconds * 1000) throw new Error(`not within ${seconds} s: ${condition.toString()}`);
    await sleep(Math.min(10 + waited / 20, 100));
  }
}

/**
 * Asks until it is so; answers how many milliseconds from now on it was still asked and was not: how long an answer
 * takes, on a busy machine, is another matter.
 */
export async function notYet(isSo: () => Promise<boolean>): Promise<number> {
  const start = performance.now();
  let [asked, last] = [0, 0];
  await until(async () => {
    [last, asked] = [asked, performance.now() - start];
    return isSo();
  });
  return last;
}
