import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from './context.js';
import { enumOf } from './enum-of.js';
import { contextOf } from './http-context.js';
import { DomainError, ERROR_CODES, InvalidInput, type ErrorCode } from './errors.js';
import type { MessageKey } from './messages.vi.js';
import { Refusals } from './refusals.js';
import { CivilDateScalar } from './scalars.js';

const ErrorCodeEnum = enumOf(ERROR_CODES);
registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'Why something was refused.',
  valuesMap: {
    UNAUTHENTICATED: { description: 'Nobody is signed in, or the session has ended.' },
    FORBIDDEN: { description: 'The account may not do this, or not at this unit.' },
    NOT_FOUND: { description: 'There is no such thing, or not for this account.' },
    INVALID_INPUT: { description: 'A value does not fit; `field` says which.' },
    WRONG_STATE: { description: 'Not possible in the present state.' },
    WRONG_STEP: { description: 'Not possible at the present step of the route.' },
    STALE_VERSION: { description: 'Somebody else changed it since it was read.' },
    SUSPENDED: { description: 'It is suspended.' },
    RULE_FAILED: { description: 'A confirmed rule does not allow it; `rule` cites it.' },
    NEEDS_JUDGEMENT: { description: 'A doubtful finding has to be judged, with a reason.' },
    SAME_PERSON: { description: 'Two duties that must be apart would fall to one person.' },
    NOT_COMPETENT: { description: 'This body may not decide it.' },
    ROUTE_NOT_FOUND: { description: 'No route leads to a body that may decide it.' },
    DUPLICATE: { description: 'There is one already.' },
    DOCUMENT_MISSING: { description: 'A required document is missing.' },
    NUMBER_TAKEN: { description: 'The number is used already.' },
    PREVIEW_CHANGED: { description: 'What was previewed has changed since.' },
    IDEMPOTENCY_KEY_REUSED: { description: 'The clientMutationId was used with another input.' },
    RATE_LIMITED: { description: 'Too many requests; try again later.' },
    TOO_COSTLY: { description: 'The query is too large or takes too long.' },
    CONFLICT: { description: 'Another change happened at the same time; try again.' },
    UNAVAILABLE: { description: 'The service cannot do this now; the message says why.' },
  },
});

@ObjectType({ description: 'A rule of law or of the province: what it says, where, and how sure we are.' })
export class RuleCitation {
  @Field(() => String, { description: 'Our code of the rule.' })
  code!: string;

  @Field(() => String, { description: 'The article, clause and point.' })
  article!: string;

  @Field(() => String, { description: 'The legal document, with its number.' })
  document!: string;

  @Field(() => String, { nullable: true, description: 'The wording, where it was read.' })
  text!: string | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'First day of validity; null when not known.' })
  validFrom!: string | null;

  @Field(() => CivilDateScalar, { nullable: true, description: 'Last day of validity; null when open.' })
  validTo!: string | null;

  @Field(() => Boolean, {
    description: 'False: nobody has checked it against the gazette; it neither approves nor rejects by itself.',
  })
  confirmed!: boolean;
}

@ObjectType({ description: 'Something that a person can understand and mend.' })
export class UserError {
  @Field(() => ErrorCodeEnum, { description: 'For programs.' })
  code!: ErrorCode;

  @Field(() => String, { description: 'For people: a sentence in Vietnamese.' })
  message!: string;

  @Field(() => [String], { nullable: true, description: 'Path into the input, e.g. ["input", "unitId"].' })
  field!: string[] | null;

  @Field(() => RuleCitation, { nullable: true, description: 'The rule that refused, where one did.' })
  rule!: RuleCitation | null;
}

/** What every payload has. Where something was done nobody says it: an interceptor that did would cost each query, too. */
@ObjectType({ isAbstract: true })
export abstract class Payload {
  @Field(() => [UserError], { defaultValue: [], description: 'Why nothing was done; empty when it was.' })
  userErrors!: UserError[];
}

/** What a service gives back for a payload: everything but the errors. */
export type Done<P extends Payload> = Omit<P, 'userErrors'>;

function userErrorsOf(error: DomainError | InvalidInput): UserError[] {
  if (error instanceof DomainError) {
    return [{ code: error.code, message: error.message, field: error.field && [...error.field], rule: error.rule }];
  }
  return error.problems.map(({ field, message }) => ({
    code: 'INVALID_INPUT',
    message,
    field: [...field],
    rule: null,
  }));
}

const HTTP_STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};
/** Where HTTP says it more exactly than the code. */
const HTTP_STATUS_OF_KEY: Partial<Record<MessageKey, number>> = { 'document.tooLarge': 413, 'document.notForm': 415 };

function codeOf(error: DomainError | InvalidInput): ErrorCode {
  return error instanceof DomainError ? error.code : 'INVALID_INPUT';
}

/** The same refusal outside GraphQL: `{ errors: [UserError] }` with the status that fits; kept likewise. */
export async function answerHttp(
  refusals: Refusals,
  error: DomainError | InvalidInput,
  host: ArgumentsHost,
): Promise<void> {
  const request = host.switchToHttp().getRequest<FastifyRequest>();
  const context = contextOf(request);
  const code = codeOf(error);
  const operation = `${request.method} ${request.routeOptions.url ?? ''}`;
  if (context && code !== 'INVALID_INPUT') await refusals.keep(context, operation, code);
  const exact = error instanceof DomainError ? HTTP_STATUS_OF_KEY[error.key] : undefined;
  const reply = host.switchToHttp().getResponse<FastifyReply>();
  await reply.code(exact ?? HTTP_STATUS[code] ?? 400).send({ errors: userErrorsOf(error) });
}

/** Refusals of a mutation become `userErrors`; those of a query stay errors with a code. Both are kept. */
@Catch(DomainError, InvalidInput)
export class RefusalFilter implements ExceptionFilter {
  constructor(private readonly refusals: Refusals) {}

  async catch(error: DomainError | InvalidInput, host: ArgumentsHost): Promise<unknown> {
    if (host.getType<string>() !== 'graphql') return answerHttp(this.refusals, error, host);
    const [, , context, info] = host.getArgs<[unknown, unknown, RequestContext, GraphQLResolveInfo]>();
    const code = codeOf(error);
    if (code !== 'INVALID_INPUT') await this.refusals.keep(context, info.fieldName, code);
    if (info.parentType.name !== 'Mutation') throw error;
    return { userErrors: userErrorsOf(error) };
  }
}
