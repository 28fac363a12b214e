import { Injectable } from '@nestjs/common';
import { Personal } from '../audit/record.js';
import type { Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError, InvalidInput, type InputProblem } from '../core/errors.js';
import { message } from '../core/messages.vi.js';
import type { Done } from '../core/payload.js';
import { actOnSession, keepAct, lockOpenSession, openItems, requireMode, type NamedItem } from './council-acts.js';
import type { CouncilSession, CouncilSessionPayload } from './council-session.entity.js';
import type { CastCouncilVotesInput, RecordCouncilVoteInput, VoteTallyInput } from './council-session.inputs.js';
import { counted, tallyProblem } from './domain/tally.js';
import { fullyVoted, interestsOf, writeBallots, writeTallies, writtenBy } from './write-council.queries.js';

/** The votes of an open session, and their correction until it is closed. */
@Injectable()
export class VoteService {
  constructor(private readonly database: Database) {}

  /** Keeps what the counting board has counted of a secret ballot: the tallies and nothing of who voted how (R26). */
  record(context: RequestContext, input: RecordCouncilVoteInput): Promise<Done<CouncilSessionPayload>> {
    const { sessionId, items: tallies } = input;
    return actOnSession(this.database, context, { operation: 'recordCouncilVote', input }, async (tx, actor) => {
      const session = await lockOpenSession(tx, actor, sessionId, { permission: 'council.run', field: 'sessionId' });
      requireMode(session, 'PAPER');
      const ids = tallies.map(({ nominationId }) => nominationId);
      checkTallies(session, await openItems(tx, session, ids, 'items'), tallies);
      await writeTallies(tx, session.id, tallies);
      await keepAct(tx, actor, 'record', { ...session, details: { tallies: tallies.map((tally) => ({ ...tally })) } });
      return session.id;
    });
  }

  /** Casts the votes of a member, by name. */
  cast(context: RequestContext, input: CastCouncilVotesInput): Promise<Done<CouncilSessionPayload>> {
    const { sessionId, votes } = input;
    return actOnSession(this.database, context, { operation: 'castCouncilVotes', input }, async (tx, actor) => {
      const session = await lockOpenSession(tx, actor, sessionId, { permission: 'council.vote', field: 'sessionId' });
      requireMode(session, 'OPEN');
      const ids = votes.map(({ nominationId }) => nominationId);
      const items = await openItems(tx, session, ids, 'votes');
      await this.checkVotes(tx, actor, session, items, votes);
      await writeBallots(tx, session.id, actor.accountId, votes);
      // Who voted how is for the body's own people: the audit, which others read, can only prove it.
      const kept = votes.map(({ nominationId, vote }) => ({ nominationId, vote: new Personal(vote) }));
      await keepAct(tx, actor, 'vote', { ...session, details: { votes: kept } });
      return session.id;
    });
  }

  private async checkVotes(
    tx: Transaction,
    actor: Actor,
    session: CouncilSession,
    items: readonly NamedItem[],
    votes: CastCouncilVotesInput['votes'],
  ): Promise<void> {
    const full = await fullyVoted(tx, session, actor.accountId);
    const written = await writtenBy(tx, session.id, actor.accountId);
    const interests = await interestsOf(tx, session.id, actor.accountId);
    votes.forEach(({ nominationId, vote }, index) => {
      const params = { code: items[index]?.code ?? '', total: session.totalMembers };
      if (full.includes(nominationId)) {
        const field = ['input', 'votes', String(index), 'nominationId'];
        throw new DomainError('WRONG_STATE', 'council.allVoted', { params, field });
      }
      if (written.includes(nominationId)) {
        const field = ['input', 'votes', String(index), 'nominationId'];
        throw new DomainError('DUPLICATE', 'council.oneVoice', { field });
      }
      if (interests.includes(nominationId) && vote !== 'RECUSED') {
        const field = ['input', 'votes', String(index), 'vote'];
        throw new DomainError('SAME_PERSON', 'council.mustRecuse', { params: { code: params.code }, field });
      }
    });
  }
}

/** Every tally that cannot be, each with a sentence. */
function checkTallies(
  { totalMembers: total }: CouncilSession,
  items: readonly NamedItem[],
  tallies: readonly VoteTallyInput[],
): void {
  const problems = tallies.flatMap((tally, index): InputProblem[] => {
    const code = items[index]?.code ?? '';
    const problem = tallyProblem(tally, total);
    if (problem === null) return [];
    if (problem === 'SUM') {
      const text = message('council.sum', { code, sum: counted(tally), total });
      return [{ field: ['input', 'items', String(index)], message: text }];
    }
    return [
      { field: ['input', 'items', String(index), 'writtenOpinions'], message: message('council.written', { code }) },
    ];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
}
