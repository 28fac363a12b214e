import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { builtProgram } from './server-process.mjs';
import { until } from './until.js';

/** One of the built programs, as a process of its own. */
export interface Program {
  child: ChildProcessWithoutNullStreams & { pid: number };
  /** What it has written until now. */
  stdout(): string;
  stderr(): string;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** The URL of its READY line; rejects when it ends before. */
  ready(): Promise<string>;
  /** SIGTERM, and the end. */
  stop(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** How a program ended and what it said. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts the built <name>.js with that environment and no other; it ends with us. */
export function startProgram(name: string, env: Record<string, string>, args: string[] = []): Program {
  const child = spawn(process.execPath, [...builtProgram(name), ...args], {
    env: { PATH: process.env['PATH'], EXIT_WITH_PARENT: '1', TRIAL_WORK: 'false', ...env },
  }) as Program['child'];
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => (stdout += String(data)));
  child.stderr.on('data', (data) => (stderr += String(data)));
  let end: { code: number | null; signal: NodeJS.Signals | null } | null = null;
  const exited = once(child, 'close').then(([code, signal]) => {
    return (end = { code: code as number | null, signal: signal as NodeJS.Signals | null });
  });
  const url = () => /^READY (http:\S+)$/m.exec(stdout)?.[1];
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    exited,
    ready: async () => {
      await until(() => end !== null || url() !== undefined, 240);
      const found = url();
      if (found === undefined) throw new Error(`${name} not ready (${JSON.stringify(end)}): ${stderr}`);
      return found;
    },
    stop: () => (child.kill('SIGTERM'), exited),
  };
}

/** What goes on against expectation is ended, or Jest would wait for it for ever. */
const PATIENCE_MS = 120_000;

/** Runs the built <name>.js to its end. */
export async function runProgram(name: string, env: Record<string, string>, args: string[] = []): Promise<Outcome> {
  const program = startProgram(name, env, args);
  const impatience = setTimeout(() => program.child.kill('SIGKILL'), PATIENCE_MS);
  const { code } = await program.exited;
  clearTimeout(impatience);
  return { code, stdout: program.stdout(), stderr: program.stderr() };
}
