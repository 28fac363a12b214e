import { randomUUID } from 'node:crypto';
import fastifyMultipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { KeepRefusalsService } from './audit/keep-refusals.service.js';
import { Sequencer } from './audit/sequencer.js';
import { KeepLogService } from './award-log/keep-log.service.js';
import type { Config } from './core/config.js';
import type { DatabaseAddress } from './core/database-address.js';
import { Database } from './core/database.js';
import { refuseOtherThanJsonPost } from './core/graphql.js';
import { Health } from './core/health.js';
import { JobRunner } from './core/job-runner.js';
import { LIMITS } from './core/limits.js';
import { createLogger, LOGGER, NestLogger } from './core/logger.js';
import { message } from './core/messages.vi.js';
import { isPage, sendProblem, sendTooMany } from './core/page.js';
import { Presence } from './core/presence.js';
import { PublicAddress } from './core/public-address.js';
import { AddressRate } from './core/rate-limit.js';
import { refusalBody } from './core/refusal-body.js';
import { secureHeaders } from './core/security-headers.js';
import { cannotListen } from './core/startup-error.js';
import { Stopping } from './core/stopping.js';
import { unknownCertificate } from './decisions/certificate-page.js';
import { DocumentStore } from './documents/document-store.js';
import { SweepDocumentsService } from './documents/sweep-documents.service.js';
import { SessionAuthenticator } from './identity/session-authenticator.js';

/** A server that answers. */
export interface Server {
  url: string;
  database: Database;
  /** Where received files lie. */
  documents: DocumentStore;
  /** What chains the audit. */
  sequencer: Sequencer;
  /** Lets running requests finish, chains the audit, then ends. */
  stop(): Promise<void>;
}

/** Long enough for 20 MB from a commune's line of 1 Mbit/s; what else comes is small and bounded by its size. */
const REQUEST_TIMEOUT_MS = 300_000;
const HEADERS_TIMEOUT_MS = 30_000;
/** Less than what service managers and container engines wait before they kill. */
const STOP_PATIENCE_MS = 10_000;

/** Longer than any header that Node reads: what is too long for a token is an unknown one. */
const PARAM_LENGTH = 65_536;

/** An address that is none, before there is a route: fastify's own answer would name its codes. */
function refuseUnreadable(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (isPage(request)) return void sendProblem(request, reply, unknownCertificate());
  void reply.code(400).send(refusalBody(request, 'BAD_DOCUMENT', message('server.unreadable')));
}

function adapter(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    // The nearest proxy alone: what stands further left in X-Forwarded-For the client may have written itself.
    trustProxy: config.trustProxy ? (_address, hop) => hop === 0 : false,
    bodyLimit: LIMITS.bodyBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    keepAliveTimeout: 65_000,
    genReqId: () => randomUUID(),
    // In our own words: core/stopping.ts.
    return503OnClosing: false,
    routerOptions: { maxParamLength: PARAM_LENGTH },
    // A number is not a text: what has the wrong type is refused, not turned into another. Whether the schemas themselves
    // are schemas is not asked at each start: that compiles the schema of all schemas.
    frameworkErrors: refuseUnreadable,
    ajv: { customOptions: { coerceTypes: false, validateSchema: false } },
  });
}

async function configure(app: NestFastifyApplication, config: Config, stopping: Stopping): Promise<void> {
  const log = app.get<Logger>(LOGGER);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', secureHeaders(config.databaseUrl !== null));
  // What is neither JSON nor a form stays unread: each route refuses it in its own words.
  fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
  // Only what asks for the parts of a form reads them; too long a file is for that to refuse.
  await app.register(fastifyMultipart, { throwFileSizeLimit: false });
  fastify.addHook('onRequest', stopping.refuse);
  const rate = app.get(AddressRate);
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/health')) return;
    const refused = await rate.refusal(request.ip);
    if (refused) await sendTooMany(request, reply, refused);
  });
  fastify.addHook('onRequest', refuseOtherThanJsonPost);
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
}

/** Builds the application on a ready database and listens. */
export async function startServer(config: Config, address: DatabaseAddress): Promise<Server> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.for(config, address), adapter(config), {
    abortOnError: false,
    bodyParser: false,
    logger: new NestLogger(createLogger(config.logLevel)),
  });
  const stopping = new Stopping();
  await configure(app, config, stopping);
  await app.init();
  const background: { start(): unknown; stop(): unknown }[] = [
    app.get(Presence),
    app.get(SessionAuthenticator),
    app.get(Sequencer),
    app.get(KeepRefusalsService),
    app.get(SweepDocumentsService),
    app.get(KeepLogService),
    ...(config.worker ? [app.get(JobRunner)] : []),
  ];
  for (const task of background) await task.start();
  watchDatabase(app);
  const stop = async (): Promise<void> => {
    stopping.begin();
    await finishRequests(app);
    for (const task of background.reverse()) await task.stop();
    await app.close();
  };
  try {
    // Not app.listen(): it logs what we say better ourselves.
    await app.getHttpAdapter().getInstance().listen({ port: config.port, host: config.host });
  } catch (error) {
    await stop().catch(() => undefined);
    throw cannotListen(config.host, config.port, error);
  }
  const url = urlOf(app, config);
  app.get(PublicAddress).listensAt(url);
  return { url, database: app.get(Database), documents: app.get(DocumentStore), sequencer: app.get(Sequencer), stop };
}

/** Not ready while the database does not answer. */
function watchDatabase(app: NestFastifyApplication): void {
  const database = app.get(Database);
  app.get(Health).add('database', () =>
    database.background.rows('select 1').then(
      () => null,
      (error: unknown) => {
        // Strangers may ask: the reason stands in the log.
        app.get<Logger>(LOGGER).warn({ err: error }, 'database not ready');
        return message('server.database');
      },
    ),
  );
}

/** Takes no new requests and waits for the running ones; who never ends his request is cut off in the end. */
async function finishRequests(app: NestFastifyApplication): Promise<void> {
  // A connection that was being answered is not kept open for a next request: its end would be waited for.
  app.getHttpServer().keepAliveTimeout = 1;
  const impatience = setTimeout(() => app.getHttpServer().closeAllConnections(), STOP_PATIENCE_MS);
  await app.getHttpAdapter().getInstance().close();
  clearTimeout(impatience);
}

function urlOf(app: NestFastifyApplication, config: Config): string {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}`;
}
