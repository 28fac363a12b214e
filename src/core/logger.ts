import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { postgresError } from './database-errors.js';

/** Injection token of the pino logger. */
export const LOGGER = Symbol('so-vang:logger');

/**
 * What a log may tell of an error. PostgreSQL puts values into its messages, in quotes, and into `detail`; TypeORM keeps
 * the parameters of the statement on its error: all of these may be people's data.
 */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  const database = postgresError(error) as { code: string; table?: string; constraint?: string } | null;
  const quotes = database !== null || error instanceof SyntaxError;
  const frames = error.stack?.slice(error.stack.indexOf('\n    at ')).trim();
  return {
    type: error.name,
    message: quotes ? error.message.replace(/"[^"]*"|'[^']*'/g, '"…"') : error.message,
    code: database?.code ?? code,
    table: database?.table,
    constraint: database?.constraint,
    stack: frames,
  };
}

/** Structured logs on standard error (standard output belongs to READY). Never names, addresses, inputs or tokens. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describe } },
    pino.destination({ fd: 2, sync: false }),
  );
}

/** graphile-worker says with console.trace when one of its workers ends with an error; that belongs into the log too. */
export function adoptTraces(logger: Logger): void {
  globalThis.console.trace = (...said: unknown[]): void => {
    logger.error({ err: said.find((part) => part instanceof Error) }, 'trace');
  };
}

/** Nest's own messages through the same logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(text: unknown, context?: string): void {
    this.logger.debug({ context }, String(text));
  }

  /** Nest passes errors themselves, or their text with their stack; of a text nobody knows what it holds. */
  error(text: unknown, stack?: string, context?: string): void {
    if (text instanceof Error) this.logger.error({ context: context ?? stack, err: text }, 'error');
    else this.logger.error({ context, stack }, String(text));
  }

  warn(text: unknown, context?: string): void {
    this.logger.warn({ context }, String(text));
  }

  debug(text: unknown, context?: string): void {
    this.logger.trace({ context }, String(text));
  }

  verbose(text: unknown, context?: string): void {
    this.logger.trace({ context }, String(text));
  }
}
