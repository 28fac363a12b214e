import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authenticator } from './authenticator.js';
import { Clock } from './clock.js';
import type { RequestContext } from './context.js';
import { Database } from './database.js';
import { LoaderCache } from './loader-cache.js';
import { AccountRate } from './rate-limit.js';

/** A context that may be of no use: nothing must be done with it before `failure` was looked at. */
export interface FreshContext extends RequestContext {
  /** Why it is not known who asks, or that they ask too often. */
  failure: Error | null;
}

/** Makes the context of a request, the same for GraphQL and for plain HTTP. */
@Injectable()
export class RequestContexts {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rate: AccountRate,
  ) {}

  /**
   * Who asks is told by the header "Authorization: Bearer …" alone. Never throws: mercurius asks for the context again to
   * answer an error, so a failure waits in it.
   */
  async of(request: FastifyRequest): Promise<FreshContext> {
    const context: FreshContext = {
      actor: null,
      connection: this.database,
      loaders: new LoaderCache(),
      clock: this.clock,
      address: request.ip,
      requestId: request.id,
      failure: null,
    };
    try {
      context.actor = await this.authenticator.authenticate(request.headers.authorization);
      if (context.actor) await this.rate.check(context.actor.accountId);
    } catch (error) {
      context.failure = error instanceof Error ? error : new Error(String(error));
    }
    return context;
  }
}
