import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process that outlives ours by a moment and ends PostgreSQL should we be killed, even by SIGKILL. */
export interface PostgresGuard {
  /** PostgreSQL has been stopped in good order: nothing is left for the guard to do. */
  dismiss(): void;
}

/**
 * Starts the guard over a data folder. It holds one end of a pipe of ours, which the system closes however we die.
 * @param removeDataDir whether it then removes the data folder too.
 */
export function startPostgresGuard(dataDir: string, removeDataDir: boolean): PostgresGuard {
  const program = fileURLToPath(new URL('./postgres-guard.process.js', import.meta.url));
  const guard = spawn(process.execPath, [program, dataDir, removeDataDir ? 'remove' : 'keep'], {
    detached: true,
    cwd: process.platform === 'win32' ? undefined : '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  (guard.stdin as unknown as { unref?: () => void }).unref?.();
  return { dismiss: () => guard.stdin.end('dismissed\n') };
}
