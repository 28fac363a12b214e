import { Injectable } from '@nestjs/common';
import { record } from '../audit/record.js';
import { actOnce } from '../core/act-once.js';
import { unitsWith, type Actor } from '../core/actor.js';
import type { CivilDate } from '../core/civil-date.js';
import { signedIn, type RequestContext } from '../core/context.js';
import { onViolation } from '../core/database-errors.js';
import { Database, type Connection } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import type { Done } from '../core/payload.js';
import { anyAtTheTop } from '../jobs/job.queries.js';
import { AwardLog } from './award-log.js';
import { logKeys } from './checkpoint.queries.js';
import type { ConfirmLogKeyInput, LogKeyRequest, LogKeyRequestPayload, RequestLogKeyInput } from './log-key.entity.js';
import { answerRequest, insertRequest, lockRequest, openRequest, requestById } from './log-key.queries.js';
import { publishedKeys } from './published-keys.js';

/** The log is the whole registry's: only administrators of a unit without a superior give it a key. */
async function requireTop(connection: Connection, actor: Actor, day: CivilDate): Promise<void> {
  const top = await anyAtTheTop(connection, unitsWith(actor, 'account.manage', day), day);
  if (!top) throw new DomainError('FORBIDDEN', 'job.topOnly');
}

/** A new key of the award log: one administrator asks for it with a reason that is published, another one confirms it. */
@Injectable()
export class ChangeLogKeyService {
  constructor(
    private readonly database: Database,
    private readonly log: AwardLog,
  ) {}

  async waiting(context: RequestContext): Promise<LogKeyRequest | null> {
    await requireTop(context.connection, signedIn(context), context.clock.today());
    return openRequest(context.connection);
  }

  async request(context: RequestContext, input: RequestLogKeyInput): Promise<Done<LogKeyRequestPayload>> {
    const id = await actOnce(this.database, context, { operation: 'requestLogKey', input }, async (tx, actor) => {
      await requireTop(tx, actor, tx.today);
      const { cause, reason } = input;
      const second = (): DomainError => new DomainError('DUPLICATE', 'log.keyAsked', { field: ['input'] });
      const made = await onViolation('award_log_key_request_open_once', second, () =>
        insertRequest(tx, { accountId: actor.accountId, cause, reason }),
      );
      await record(tx, actor, {
        action: 'awardLog.requestKey',
        subject: `logKeyRequest:${made}`,
        details: { cause, reason },
      });
      return made;
    });
    return { request: await requestById(this.database, id) };
  }

  async confirm(context: RequestContext, input: ConfirmLogKeyInput): Promise<Done<LogKeyRequestPayload>> {
    const { id, accept } = input;
    await actOnce(this.database, context, { operation: 'confirmLogKey', input }, async (tx, actor) => {
      await requireTop(tx, actor, tx.today);
      const request = await lockRequest(tx, id);
      const field = ['input', 'id'];
      if (!request) throw new DomainError('NOT_FOUND', 'log.noRequest', { field });
      if (request.answeredAt) throw new DomainError('WRONG_STATE', 'log.requestAnswered', { field });
      if (accept && request.requestedById === actor.accountId) {
        throw new DomainError('SAME_PERSON', 'log.samePerson', { field });
      }
      await record(tx, actor, { action: 'awardLog.confirmKey', subject: `logKeyRequest:${id}`, details: { accept } });
      // The last but for a row of its own: from here on everybody who issues waits.
      const keyId = accept ? await this.log.changeKey(tx, request) : null;
      await answerRequest(tx, { id, accountId: actor.accountId, keyId });
      return id;
    });
    await this.log.files.publish(publishedKeys(await logKeys(this.database)));
    return { request: await requestById(this.database, id) };
  }
}
