import { DomainError, ERROR_CODES, type ErrorCode } from './errors.js';
import type { MessageKey } from './messages.vi.js';

interface PostgresError {
  code: string;
  constraint?: string;
  detail?: string;
  message: string;
}

// Five signs, one of them a digit: EPIPE and EPERM are the system's.
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;

/** PostgreSQL's own error, whether it came through pg or through TypeORM; null when `error` is something else. */
export function postgresError(error: unknown): PostgresError | null {
  const candidate = (error as { driverError?: unknown }).driverError ?? error;
  const code = (candidate as { code?: unknown } | null)?.code;
  return typeof code === 'string' && SQLSTATE.test(code) ? (candidate as PostgresError) : null;
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

/** Runs `work`; what a trigger of ours refuses gets the place in the input that it cannot know. */
export async function refusedAt<T>(field: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const found = postgresError(error);
    const refusal = found && fromTrigger(found);
    // That nothing can be written is of no place.
    throw refusal && refusal.code !== 'UNAVAILABLE' ? new DomainError(refusal.code, refusal.key, { field }) : error;
  }
}

/** SQLSTATEs, or their first signs, that a person can act on. */
const SENTENCES: readonly (readonly [code: string, ErrorCode, MessageKey])[] = [
  ['57014', 'TOO_COSTLY', 'limits.timeout'],
  ['40001', 'CONFLICT', 'conflict.retry'],
  ['40P01', 'CONFLICT', 'conflict.retry'],
  // Waited for another's lock as long as we may.
  ['55P03', 'CONFLICT', 'conflict.retry'],
  ['57P', 'UNAVAILABLE', 'server.database'],
  ['08', 'UNAVAILABLE', 'server.database'],
  // Too many connections, no memory, no disk.
  ['53', 'UNAVAILABLE', 'server.database'],
];

// The last two: TypeORM has let go of a lost connection by itself; pg is asked on one of which it knows already.
const LOST =
  /Connection terminated|timeout exceeded when trying to connect|Query runner already released|connection error and is not queryable/;

/** No connection, or none any more. */
function isLost(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'ENOENT' || code === 'EPIPE') return true;
  return error instanceof Error && LOST.test(error.message);
}

/** What a person can act on becomes a DomainError; everything else stays what it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const found = postgresError(error);
  if (!found) return isLost(error) ? new DomainError('UNAVAILABLE', 'server.database') : error;
  const ours = fromTrigger(found);
  if (ours) return ours;
  const [, code, key] = SENTENCES.find(([state]) => found.code.startsWith(state)) ?? [];
  return code && key ? new DomainError(code, key) : error;
}
