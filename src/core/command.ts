import { ConfigError } from './config.js';
import { DomainError, InvalidInput } from './errors.js';
import { StartupError } from './startup-error.js';
import { StopForced } from './stop-in-time.js';

/** A command was called wrongly; the message says how it is called. */
export class UsageError extends Error {}

/** What `parse` reads of the options; where there is one that the command does not know, how it is called. */
export function readOptions<Options>(usage: string, parse: () => Options): Options {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(usage, { cause: error });
  }
}

/** What to print for a person; a stack only where the program itself is at fault. */
export function sentenceOf(error: unknown): string {
  if (error instanceof InvalidInput) {
    return error.problems.map(({ field, message }) => `${field.slice(1).join('.')}: ${message}`).join('\n');
  }
  const expected = [ConfigError, StartupError, StopForced, DomainError, UsageError].some(
    (kind) => error instanceof kind,
  );
  if (!(error instanceof Error)) return String(error);
  return expected ? error.message : (error.stack ?? error.message);
}

/** Runs a program of the terminal to its end: exit code 0, or 1 with a sentence on standard error. */
export async function runCommand(work: () => Promise<void>): Promise<never> {
  try {
    await work();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}
