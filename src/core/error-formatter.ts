import { GraphQLError, type ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import { DomainError, InvalidInput, type ErrorCode } from './errors.js';
import { message } from './messages.vi.js';

interface PublicError {
  message: string;
  locations?: unknown;
  path?: unknown;
  extensions: Record<string, unknown>;
}

interface Formatted {
  error: PublicError;
  /** HTTP status if nothing was executed. */
  status: number;
}

/** What fastify's and mercurius' own errors carry. */
type FaultOfLibrary = Error & { errors?: unknown; code?: unknown; statusCode?: unknown };

/** What is refused before anything runs, for who reads only the status: clients that retry, and proxies. */
const STATUS_BEFORE: Partial<Record<ErrorCode, number>> = { RATE_LIMITED: 429, UNAVAILABLE: 503 };

/** Codes of faults of the client's program, beside ErrorCode. */
const BAD_DOCUMENT = 'BAD_DOCUMENT';

function refusal(error: DomainError | InvalidInput): PublicError {
  if (error instanceof DomainError) {
    return { message: error.message, extensions: { code: error.code, ...(error.field && { field: error.field }) } };
  }
  return { message: error.message, extensions: { code: 'INVALID_INPUT', problems: error.problems } };
}

/** Only what is known to be harmless is shown; everything else is INTERNAL with the request's id, and logged. */
function format(thrown: Error, requestId: string, log: Logger): Formatted[] {
  const error = thrown instanceof GraphQLError ? thrown : new GraphQLError(thrown.message, { originalError: thrown });
  const original: FaultOfLibrary | undefined = error.originalError ?? undefined;
  if (Array.isArray(original?.errors)) {
    return (original.errors as Error[]).flatMap((inner) => format(inner, requestId, log));
  }
  const where = { ...(error.locations && { locations: error.locations }), ...(error.path && { path: error.path }) };
  if (original instanceof DomainError || original instanceof InvalidInput) {
    const before = !error.path && original instanceof DomainError ? STATUS_BEFORE[original.code] : undefined;
    return [{ error: { ...refusal(original), ...where }, status: before ?? 200 }];
  }
  // Nested so deeply that graphql-js had no stack left to read it.
  if (!error.path && original instanceof RangeError && original.message.includes('call stack')) {
    return [{ error: refusal(new DomainError('TOO_COSTLY', 'limits.tooCostly')), status: 400 }];
  }
  const { code } = error.extensions;
  if (typeof code === 'string') {
    const status = Number(original?.statusCode ?? 400);
    return [{ error: { message: error.message, ...where, extensions: { code } }, status }];
  }
  const fault = faultOfRequest(error, original);
  if (fault !== null) {
    // "Did you mean …" is guessing: who writes a program asks for the schema.
    const text = error.message.replace(/ Did you mean .*$/s, '').slice(0, 500);
    return [{ error: { message: text, ...where, extensions: { code: BAD_DOCUMENT } }, status: fault }];
  }
  log.error({ requestId, err: original ?? error }, 'unexpected error');
  const text = message('server.internal', { requestId });
  return [{ error: { message: text, ...where, extensions: { code: 'INTERNAL', requestId } }, status: 500 }];
}

/** The HTTP status when the fault lies in the request, found before anything ran; else null. */
function faultOfRequest(error: GraphQLError, original: FaultOfLibrary | undefined): number | null {
  const { code, statusCode = 400 } = original ?? {};
  if (typeof code === 'string' && /^(MER|FST)_/.test(code)) {
    return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : null;
  }
  // What runs has a path. Without one it is a document that does not fit the schema, or a value that its type refuses:
  // graphql-js' own scalars say so by a GraphQLError, ours by a TypeError.
  if (error.path) return null;
  const ofScalar = original instanceof TypeError && /^CivilDate must be/.test(original.message);
  return !original || original instanceof GraphQLError || ofScalar ? 400 : null;
}

/** mercurius' error formatter: codes for programs, sentences for people, never a stack. */
export function formatErrors(
  result: ExecutionResult,
  requestId: string,
  log: Logger,
): { statusCode: number; response: { data: unknown; errors: PublicError[] } } {
  const formatted = (result.errors ?? []).flatMap((error) => format(error, requestId, log));
  const statusCode = result.data ? 200 : Math.max(...formatted.map(({ status }) => status), 200);
  return { statusCode, response: { data: result.data ?? null, errors: formatted.map(({ error }) => error) } };
}
