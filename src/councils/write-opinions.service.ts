import { Injectable } from '@nestjs/common';
import { Personal } from '../audit/record.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError, type ErrorCode } from '../core/errors.js';
import type { MessageKey } from '../core/messages.vi.js';
import type { Done } from '../core/payload.js';
import { readableDocument } from '../nominations/dossier-documents.js';
import { actOnSession, keepAct, lockOpenSession, openItems, requireMode, type NamedItem } from './council-acts.js';
import type { CouncilSession, CouncilSessionPayload } from './council-session.entity.js';
import type { RecordWrittenOpinionsInput } from './council-session.inputs.js';
import { membersOf, voicesOf, writeWrittenBallots, type Member, type Voice } from './written-ballot.queries.js';

/** What absent members of a council sent in writing, to an open session (biểu quyết công khai). */
@Injectable()
export class WriteOpinionsService {
  constructor(private readonly database: Database) {}

  /** Writes down one member's opinions from a paper; those written before are corrected while the session is open. */
  record(context: RequestContext, input: RecordWrittenOpinionsInput): Promise<Done<CouncilSessionPayload>> {
    const { sessionId, votes, documentId } = input;
    return actOnSession(this.database, context, { operation: 'recordWrittenOpinions', input }, async (tx, actor) => {
      const session = await lockOpenSession(tx, actor, sessionId, { permission: 'council.run', field: 'sessionId' });
      requireMode(session, 'OPEN');
      const ids = votes.map(({ nominationId }) => nominationId);
      const items = await openItems(tx, session, ids, 'votes');
      const member = await this.memberOf(tx, session, input);
      await readableDocument(tx, actor, documentId, ['input', 'documentId']);
      checkVoices(session, items, await voicesOf(tx, session.id, member));
      await writeWrittenBallots(tx, session.id, actor.accountId, { member, documentId, votes });
      await keepAct(tx, actor, 'write', { ...session, details: detailsOf(member, input) });
      return session.id;
    });
  }

  /** Who wrote: a member with an account is named by it, so that nobody both votes and writes. */
  private async memberOf(
    tx: Transaction,
    session: CouncilSession,
    { accountId, memberName }: RecordWrittenOpinionsInput,
  ): Promise<Member> {
    if (Boolean(accountId) === Boolean(memberName)) {
      throw new DomainError('INVALID_INPUT', 'council.memberNeeded', { field: ['input', 'memberName'] });
    }
    const found = await membersOf(tx, session.unitId, { accountId: accountId ?? null, name: memberName ?? null });
    if (memberName && found.length > 0) {
      const params = { name: memberName };
      throw new DomainError('INVALID_INPUT', 'council.memberHasAccount', { params, field: ['input', 'memberName'] });
    }
    if (memberName) return { accountId: null, name: memberName };
    const [member] = found;
    if (!member) throw new DomainError('NOT_FOUND', 'council.memberNotFound', { field: ['input', 'accountId'] });
    return member;
  }
}

/** Refuses what is said twice, by one too many, or by whoever is interested (R27). */
function checkVoices({ totalMembers }: CouncilSession, items: readonly NamedItem[], voices: readonly Voice[]): void {
  items.forEach(({ nominationId, code }, index) => {
    const voice = voices.find((each) => each.nominationId === nominationId);
    const refuse = (error: ErrorCode, key: MessageKey): never => {
      const field = ['input', 'votes', String(index), 'nominationId'];
      throw new DomainError(error, key, { params: { code, total: totalMembers }, field });
    };
    if (voice?.voted) refuse('DUPLICATE', 'council.oneVoice');
    if (voice?.interested) refuse('SAME_PERSON', 'council.writerInterested');
    if ((voice?.others ?? 0) >= totalMembers) refuse('WRONG_STATE', 'council.allVoted');
  });
}

/** Who voted how is for the body's own people: the audit, which others read, can only prove it. */
function detailsOf(
  member: Member,
  { votes, documentId }: RecordWrittenOpinionsInput,
): Readonly<Record<string, unknown>> {
  const kept = votes.map(({ nominationId, vote }) => ({ nominationId, vote: new Personal(vote) }));
  return { member: new Personal(member.name), documentId, votes: kept };
}
