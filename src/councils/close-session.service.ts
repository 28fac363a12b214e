import { Injectable } from '@nestjs/common';
import type { Actor } from '../core/actor.js';
import type { RequestContext } from '../core/context.js';
import { Database, type Transaction } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { message } from '../core/messages.vi.js';
import type { Done } from '../core/payload.js';
import { BY_ID, lockDossiers, moveDossiers, type Dossier } from '../nominations/move-nominations.js';
import { allottedSymbol, requireOwnSymbol } from '../nominations/symbols.js';
import type { Judged } from '../nominations/weigh-again.js';
import { actOnSession, keepAct, lockOpenSession, type NamedItem } from './council-acts.js';
import { ballotsOf, itemsOfSessions } from './council.queries.js';
import type { CouncilSession, CouncilSessionPayload } from './council-session.entity.js';
import type { CloseCouncilSessionInput } from './council-session.inputs.js';
import { passes, ratioOf, tallyOf } from './domain/tally.js';
import { requireJudged, type VotedItem } from './judge-items.js';
import { writeClosed, writeTallies } from './write-council.queries.js';

/** What is kept of a session with each nomination that it moved. */
interface Closing {
  session: CouncilSession;
  minutesNumber: string;
  judged: Judged;
}

/** Ends a session: what it voted on moves, all in one transaction. */
@Injectable()
export class CloseSessionService {
  constructor(private readonly database: Database) {}

  close(context: RequestContext, input: CloseCouncilSessionInput): Promise<Done<CouncilSessionPayload>> {
    return actOnSession(this.database, context, { operation: 'closeCouncilSession', input }, async (tx, actor) => {
      const session = await lockOpenSession(tx, actor, input.id, { permission: 'council.run', field: 'id' });
      const dossiers = await this.lockOpen(tx, actor, session);
      const items = await this.countedItems(tx, session, dossiers);
      const judged = await requireJudged(tx, actor, items, input.judgements ?? []);
      const minutesNumber = await this.minutesNumber(tx, session, input);
      requireOwnSymbol(dossiers, minutesNumber);
      await writeClosed(tx, session.id, { accountId: actor.accountId, minutesNumber });
      await this.move(tx, actor, items, { session, minutesNumber, judged });
      await keepAct(tx, actor, 'close', { ...session, details: this.result(items, { ...input, minutesNumber }) });
      return session.id;
    });
  }

  /** In the council's own series, where it is kept here (R38); else as its secretary types it. */
  private async minutesNumber(
    tx: Transaction,
    { unitId, heldOn }: CouncilSession,
    { minutesNumber: symbol }: CloseCouncilSessionInput,
  ): Promise<string> {
    const field = ['input', 'minutesNumber'];
    const allotted = await allottedSymbol(tx, { unitId, paper: 'MINUTES', symbol, day: heldOn, field });
    const number = allotted?.symbol ?? symbol;
    if (!number) throw new DomainError('INVALID_INPUT', 'numberBook.symbolNeeded', { field });
    return number;
  }

  /** The dossiers of the items that nothing else has closed, locked before their items are read. */
  private async lockOpen(tx: Transaction, actor: Actor, { id }: CouncilSession): Promise<Dossier[]> {
    const items = (await itemsOfSessions(tx, [id])).filter(({ open }) => open);
    return lockDossiers(
      tx,
      actor,
      items.map(({ nominationId }) => nominationId),
      BY_ID,
    );
  }

  /** What the council voted on, with its tally: in an open vote counted now. Refused where an item was not voted on. */
  private async countedItems(
    tx: Transaction,
    session: CouncilSession,
    dossiers: readonly Dossier[],
  ): Promise<VotedItem[]> {
    if (session.mode === 'OPEN') await this.countBallots(tx, session);
    const items = (await itemsOfSessions(tx, [session.id])).filter(({ open }) => open);
    const missing = items.filter(({ votesFor }) => votesFor === null).map(({ code }) => code);
    if (missing.length > 0) {
      const params = { codes: missing.join(', ') };
      throw new DomainError('WRONG_STATE', 'council.uncounted', { params, field: ['input', 'id'] });
    }
    return items.flatMap((item) => {
      const { nominationId, votesFor, totalMembers, threshold } = item;
      const dossier = dossiers.find(({ nomination }) => nomination.id === nominationId);
      if (!dossier || votesFor === null) return [];
      return [{ ...item, votesFor, dossier, passed: passes(votesFor, totalMembers, threshold) }];
    });
  }

  /** An item for which nobody has voted stays uncounted. */
  private async countBallots(tx: Transaction, session: CouncilSession): Promise<void> {
    const items: NamedItem[] = (await itemsOfSessions(tx, [session.id])).filter(({ open }) => open);
    const ballots = await ballotsOf(tx, items);
    const tallies = items.flatMap(({ nominationId }) => {
      const own = ballots.filter((ballot) => ballot.nominationId === nominationId);
      return own.length === 0 ? [] : [{ nominationId, ...tallyOf(own, session.totalMembers) }];
    });
    await writeTallies(tx, session.id, tallies);
  }

  private async move(tx: Transaction, actor: Actor, items: readonly VotedItem[], closing: Closing): Promise<void> {
    const data = dataOf(closing);
    const passed = items.flatMap((item) => (item.passed ? [item.dossier] : []));
    await moveDossiers(tx, actor, passed, { move: { action: 'ENDORSE', way: 'COUNCIL' }, data });
    for (const item of items) {
      if (item.passed) continue;
      const reason = reasonOf(item, closing);
      await moveDossiers(tx, actor, [item.dossier], { move: { action: 'REJECT', way: 'COUNCIL' }, reason, data });
    }
  }

  private result(
    items: readonly VotedItem[],
    { minutesNumber, judgements }: CloseCouncilSessionInput,
  ): Readonly<Record<string, unknown>> {
    return {
      minutesNumber,
      judged: judgements?.map(({ ruleCode, accept }) => ({ ruleCode, accept })) ?? [],
      items: items.map(({ nominationId, votesFor, totalMembers, threshold, passed }) => {
        return { nominationId, votesFor, totalMembers, threshold, passed };
      }),
    };
  }
}

/** What the database checks (the session), and what later papers cite. */
function dataOf({ session, minutesNumber, judged }: Closing): (dossier: Dossier) => object {
  return ({ nomination }) => ({
    sessionId: session.id,
    minutesNumber,
    minutesDate: session.heldOn,
    judgements: judged.get(nomination.id),
  });
}

/** Why it ends, for the proposer: with the ratio. */
function reasonOf({ votesFor, totalMembers, threshold }: VotedItem, { minutesNumber }: Closing): string {
  const vietnamese = (number: string): string => number.replace('.', ',');
  return message('council.notPassed', {
    votesFor,
    total: totalMembers,
    ratio: vietnamese(ratioOf(votesFor, totalMembers)),
    threshold: vietnamese(threshold),
    minutes: minutesNumber,
  });
}
