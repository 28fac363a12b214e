import { message, type MessageKey, type MessageParams } from './messages.vi.js';

/** The one list of error codes of the API. Their meaning for people stands in messages.vi.ts, their use in the schema. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID_INPUT',
  'WRONG_STATE',
  'WRONG_STEP',
  'STALE_VERSION',
  'SUSPENDED',
  'RULE_FAILED',
  'NEEDS_JUDGEMENT',
  'SAME_PERSON',
  'NOT_COMPETENT',
  'ROUTE_NOT_FOUND',
  'DUPLICATE',
  'DOCUMENT_MISSING',
  'NUMBER_TAKEN',
  'PREVIEW_CHANGED',
  'IDEMPOTENCY_KEY_REUSED',
  'RATE_LIMITED',
  'TOO_COSTLY',
  'CONFLICT',
  'UNAVAILABLE',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A rule as it is cited: what it says, where, from when to when, and whether anybody has checked it. */
export interface CitedRule {
  code: string;
  article: string;
  document: string;
  text: string | null;
  validFrom: string | null;
  validTo: string | null;
  confirmed: boolean;
}

/**
 * A refusal that a person can understand and act on. Thrown by services (so that the transaction rolls back);
 * becomes `payload.userErrors` of a mutation, or a top-level error with `extensions.code` of a query.
 */
export class DomainError extends Error {
  /** The rule of law that refuses, where one does. */
  readonly rule: CitedRule | null;

  /** Path into the input, e.g. ["input", "unitId"]. Never call it `path`: graphql-js takes such an error for a located one. */
  readonly field: readonly string[] | null;

  constructor(
    readonly code: ErrorCode,
    readonly key: MessageKey,
    options: { params?: MessageParams; field?: readonly string[]; rule?: CitedRule | null } = {},
  ) {
    super(message(key, options.params));
    this.name = 'DomainError';
    this.field = options.field ?? null;
    this.rule = options.rule ?? null;
  }
}

/** One thing wrong with an input: where, and what to do about it. */
export interface InputProblem {
  field: readonly string[];
  message: string;
}

/** The input as a whole does not fit: every problem at once, each with its path. */
export class InvalidInput extends Error {
  constructor(readonly problems: readonly InputProblem[]) {
    super(problems[0]?.message ?? message('input.invalid'));
    this.name = 'InvalidInput';
  }
}
