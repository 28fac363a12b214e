import { execFile } from 'node:child_process';
import { projectPath } from './schema.js';

/** How a program ended and what it said. */
export interface Ended {
  /** The code, or the signal that ended it, or why it could not be started. */
  code: number | string;
  output: string;
  errors: string;
}

/** Runs a program of the project with node, to its end. */
export function runNode(args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Ended> {
  const { cwd = projectPath(''), env = process.env } = options;
  // A child of Jest must not take Jest's own flags for its own.
  const { NODE_OPTIONS: _, ...rest } = env;
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env: rest, maxBuffer: 32 * 1024 * 1024 }, (error, output, errors) =>
      resolve({ code: error?.code ?? error?.signal ?? 0, output, errors }),
    );
  });
}
