import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { databaseUrl } from './own-server.js';
import { worker } from './api.js';
import { builtProgram } from './server-process.mjs';

/** A process that runs the jobs of test/support/job-worker.mjs. */
export interface JobWorker {
  pid: number;
  /** Adds a job in a transaction of that process; its id, or why there is none. */
  enqueue(job: string, payload: object, more?: object): Promise<unknown>;
  kill(signal: NodeJS.Signals): Promise<{ code: number | null; signal: string | null }>;
  errors(): string;
}

/** Starts a program of Node's and gives back its lines; it ends with us, since its standard input is our pipe. */
export function startProgram(
  program: readonly string[],
  args: string[],
  env: Record<string, string>,
): { child: ChildProcess; line: () => Promise<string>; errors: () => string } {
  // Else they would make keys in the data folder of whoever works here.
  const keys = env['DATA_DIR'] ? {} : { KEY_DIR: join(worker.dataDir, 'award-log-keys') };
  const child = spawn(process.execPath, [...program, ...args], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'warn', EXIT_WITH_PARENT: '1', ...keys, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (data) => (errors += String(data)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done) throw new Error(`${program.at(-1)} ended: ${errors}`);
    return next.value;
  };
  return { child, line, errors: () => errors };
}

/** Ends a program and waits for its end. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): ReturnType<JobWorker['kill']> {
  if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode, signal: child.signalCode };
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code, by] = (await exited) as [number | null, string | null];
  return { code, signal: by };
}

/** Starts such a process on a database of the test cluster. */
export async function startJobWorker(database: string = worker.database): Promise<JobWorker> {
  const { child, line, errors } = startProgram(builtProgram('job-worker'), [databaseUrl(database)], {});
  const { ready } = JSON.parse(await line()) as { ready: number };
  return {
    pid: ready,
    enqueue: async (job, payload, more = {}) => {
      child.stdin?.write(`${JSON.stringify({ order: 'enqueue', job, payload, ...more })}\n`);
      return (JSON.parse(await line()) as { answer: unknown }).answer;
    },
    kill: (signal) => end(child, signal),
    errors,
  };
}
