import type { ChildProcessWithoutNullStreams } from 'node:child_process';

/** What node gets before the path of a built program. */
export const V8_FLAGS: readonly string[];

/** What node gets to run a built program, e.g. `identity/admin.cli`. */
export function builtProgram(name: string): string[];

/** A built server in its own process. */
export interface ServerProcess {
  url: string;
  pid: number;
  child: ChildProcessWithoutNullStreams;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** The lines that it printed until now. */
  said(): readonly string[];
  /** What it wrote to standard error until now. */
  errors(): string;
  /** SIGTERM, and the end. */
  stop(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Lets our own process end before it. */
  unref(): void;
}

export function startServerProcess(env: Record<string, string>): Promise<ServerProcess>;
