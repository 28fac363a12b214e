import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { MercuriusDriver } from '@nestjs/mercurius';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import mercurius from 'mercurius';
import type { Logger } from 'pino';
import { formatErrors } from './error-formatter.js';
import type { ErrorCode } from './errors.js';
import { checkLimits, LimitExceeded, LIMITS } from './limits.js';
import { message } from './messages.vi.js';
import type { FreshContext, RequestContexts } from './request-contexts.js';

interface GraphqlParts {
  contexts: RequestContexts;
  log: Logger;
}

function refuse(text: string, code: ErrorCode | 'BAD_DOCUMENT', status = 400): Error {
  return new mercurius.ErrorWithProps(text, { code }, status);
}

/** mercurius takes a JSON syntax tree for a document and, with its JIT, compiles its names unescaped (stack-notes 0). */
function refuseJsonDocument(_schema: GraphQLSchema, source: unknown): Promise<void> {
  if (typeof source !== 'string' || /^\s*\{\s*"/.test(source)) {
    return Promise.reject(refuse('The query must be GraphQL text.', 'BAD_DOCUMENT'));
  }
  return Promise.resolve();
}

const PROGRAM_FAULTS: Partial<Record<LimitExceeded['limit'], string>> = {
  operations: 'Send exactly one operation in a document.',
  mutationFields: 'Send exactly one mutation field in an operation.',
};

// Async, so that what it throws is a rejection, as mercurius wants it.
// eslint-disable-next-line @typescript-eslint/require-await
async function refuseExecution(
  schema: GraphQLSchema,
  document: DocumentNode,
  context: FreshContext,
  variables: Record<string, unknown> | undefined,
): Promise<void> {
  if (context.failure) throw context.failure;
  try {
    checkLimits(schema, document, variables ?? {});
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    const fault = PROGRAM_FAULTS[error.limit];
    throw fault ? refuse(fault, 'BAD_DOCUMENT') : refuse(message('limits.tooCostly'), 'TOO_COSTLY');
  }
}

/** GET, HEAD and the rest are refused before anything is parsed: one way in, with a body. */
function postOnly(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (request.method === 'POST') {
    done();
    return;
  }
  const errors = [{ message: 'Send a POST request with a JSON body.', extensions: { code: 'BAD_DOCUMENT' } }];
  void reply.code(405).header('allow', 'POST').send({ data: null, errors });
}

/** How GraphQL is served: POST only, no JIT (ADR 0003), every document measured, every error formatted by us. */
export function graphqlOptions(parts: GraphqlParts): MercuriusDriverConfig {
  const options = {
    driver: MercuriusDriver,
    autoSchemaFile: true,
    sortSchema: true,
    path: '/graphql',
    graphiql: false,
    jit: 0,
    cache: 512,
    allowBatchedQueries: false,
    csrfPrevention: true,
    graphql: { parseOptions: { maxTokens: LIMITS.tokens } },
    additionalRouteOptions: { bodyLimit: LIMITS.bodyBytes, preValidation: postOnly },
    hooks: { preParsing: refuseJsonDocument, preExecution: refuseExecution },
    context: (request: FastifyRequest) => parts.contexts.of(request),
    errorFormatter: (result: ExecutionResult, context: { requestId?: string; reply?: FastifyReply }) =>
      formatErrors(result, context.requestId ?? context.reply?.request.id ?? '', parts.log),
  };
  return options as unknown as MercuriusDriverConfig;
}
