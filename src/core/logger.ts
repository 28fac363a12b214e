import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Injection token of the pino logger. */
export const LOGGER = Symbol('so-vang:logger');

/** Structured logs on standard error (standard output belongs to READY). Never names, addresses, inputs or tokens. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: false }),
  );
}

/** Nest's own messages through the same logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(text: unknown, context?: string): void {
    this.logger.debug({ context }, String(text));
  }

  error(text: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(text));
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
