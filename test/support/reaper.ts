import { spawn } from 'node:child_process';

/** Stands by in case that we ourselves are killed. */
export interface Reaper {
  /** All has been stopped in good order. */
  dismiss(): void;
}

const PROGRAM = `
  import { rm } from 'node:fs/promises';
  import { text } from 'node:stream/consumers';
  const [locks, dataDir, folder] = process.argv.slice(1);
  if ((await text(process.stdin)) === '') {
    const { readDataDirLock } = await import(locks);
    const holder = await readDataDirLock(dataDir);
    if (holder) process.kill(holder.pid, 'SIGTERM');
    while (await readDataDirLock(dataDir)) await new Promise((resolve) => setTimeout(resolve, 100));
    await rm(folder, { recursive: true, force: true });
  }
`;

/**
 * A process that stops the server of a data folder and removes the folder should Jest be killed. For servers that must
 * not have EXIT_WITH_PARENT, because their being killed, and nobody cleaning up after them, is what is tested.
 */
export function startReaper(dataDir: string, folder: string): Reaper {
  const locks = new URL('../../dist/core/data-dir-lock.js', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, locks, dataDir, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  return { dismiss: () => child.stdin.end('dismissed') };
}
