import { DomainError, ERROR_CODES, type ErrorCode } from './errors.js';
import type { MessageKey } from './messages.vi.js';

interface PostgresError {
  code: string;
  constraint?: string;
  detail?: string;
  message: string;
}

/** PostgreSQL's own error, whether it came through pg or through TypeORM; null when `error` is something else. */
export function postgresError(error: unknown): PostgresError | null {
  const candidate = (error as { driverError?: unknown }).driverError ?? error;
  const code = (candidate as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? (candidate as PostgresError) : null;
}

/** True when `error` says that the named unique, check or exclusion constraint was violated. */
export function violates(error: unknown, constraint: string): boolean {
  const found = postgresError(error);
  return found !== null && found.code.startsWith('23') && found.constraint === constraint;
}

/** Runs `work`; a violation of `constraint` becomes the error that `instead` makes. */
export async function onViolation<T>(
  constraint: string,
  instead: () => DomainError,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw violates(error, constraint) ? instead() : error;
  }
}

/** Our own triggers raise SQLSTATE SVnnn with {"code", "key"} as JSON in DETAIL (stack-notes 8). */
function fromTrigger(found: PostgresError): DomainError | null {
  if (!/^SV\d{3}$/.test(found.code) || !found.detail) return null;
  const { code, key } = JSON.parse(found.detail) as { code: ErrorCode; key: MessageKey };
  return ERROR_CODES.includes(code) ? new DomainError(code, key) : null;
}

/** What a person can act on becomes a DomainError; everything else stays what it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const found = postgresError(error);
  if (found) {
    const ours = fromTrigger(found);
    if (ours) return ours;
    if (found.code === '57014') return new DomainError('TOO_COSTLY', 'limits.timeout');
    if (found.code === '40001' || found.code === '40P01') return new DomainError('CONFLICT', 'conflict.retry');
    if (found.code.startsWith('57P') || found.code.startsWith('08'))
      return new DomainError('UNAVAILABLE', 'server.database');
    return error;
  }
  const code = (error as { code?: unknown }).code;
  const lost = code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'ENOENT' || code === 'EPIPE';
  const text = error instanceof Error ? error.message : '';
  if (lost || /Connection terminated|timeout exceeded when trying to connect/.test(text)) {
    return new DomainError('UNAVAILABLE', 'server.database');
  }
  return error;
}
