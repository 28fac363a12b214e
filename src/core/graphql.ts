import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import mercurius from 'mercurius';
import type { Logger } from 'pino';
import { formatErrors } from './error-formatter.js';
import type { ErrorCode } from './errors.js';
import { checkLimits, LimitExceeded, LIMITS } from './limits.js';
import { message } from './messages.vi.js';
import type { FreshContext, RequestContexts } from './request-contexts.js';
import { SchemaDriver } from './schema-driver.js';

interface GraphqlParts {
  contexts: RequestContexts;
  log: Logger;
}

function refuse(text: string, code: ErrorCode | 'BAD_DOCUMENT', status = 400): Error {
  return new mercurius.ErrorWithProps(text, { code }, status);
}

/** What JSON can begin with: to try every query as JSON costs an error with its stack on each request. */
const BEGINS_AS_JSON = /^[ \t\n\r]*[{["\-0-9tfn]/;

function isJson(text: string): boolean {
  if (!BEGINS_AS_JSON.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * What does not parse as GraphQL mercurius tries as the JSON of a syntax tree, and with its JIT compiles the names in it
 * unescaped (stack-notes 0). No GraphQL document is JSON, so we ask the very function that it asks.
 */
function refuseJsonDocument(_schema: GraphQLSchema, source: unknown): Promise<void> {
  if (typeof source !== 'string' || isJson(source)) {
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

const PATH = '/graphql';

/** One way in: POST with a JSON body. All else is refused before its body is read, on every method. */
export async function refuseOtherThanJsonPost(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if ((request.routeOptions.url ?? request.url.split('?', 1)[0]) !== PATH) return;
  const post = request.method === 'POST';
  const type = request.headers['content-type'] ?? '';
  // JSON is UTF-8, and is read as that: what says to be of another encoding would come out as other letters.
  if (post && /^application\/json\s*(;|$)/i.test(type) && !/;\s*charset\s*=\s*(?!"?utf-?8\b)/i.test(type)) return;
  const errors = [{ message: 'Send a POST request with a JSON body.', extensions: { code: 'BAD_DOCUMENT' } }];
  if (!post) void reply.header('allow', 'POST');
  await reply.code(post ? 415 : 405).send({ data: null, errors });
}

/** How GraphQL is served: POST only, no JIT (ADR 0003), every document measured, every error formatted by us. */
export function graphqlOptions(parts: GraphqlParts): MercuriusDriverConfig {
  const options = {
    driver: SchemaDriver,
    autoSchemaFile: true,
    sortSchema: true,
    path: PATH,
    graphiql: false,
    jit: 0,
    cache: 512,
    allowBatchedQueries: false,
    csrfPrevention: true,
    graphql: { parseOptions: { maxTokens: LIMITS.tokens } },
    additionalRouteOptions: { bodyLimit: LIMITS.bodyBytes },
    hooks: { preParsing: refuseJsonDocument, preExecution: refuseExecution },
    context: (request: FastifyRequest) => parts.contexts.of(request),
    errorFormatter: (result: ExecutionResult, context: { requestId?: string; reply?: FastifyReply }) =>
      formatErrors(result, context.requestId ?? context.reply?.request.id ?? '', parts.log),
  };
  return options as unknown as MercuriusDriverConfig;
}
