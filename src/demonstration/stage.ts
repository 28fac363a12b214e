import type { AwardLog } from '../award-log/award-log.js';
import { record } from '../audit/record.js';
import type { Sequencer } from '../audit/sequencer.js';
import { addDays, daysBetween, type CivilDate } from '../core/civil-date.js';
import type { RequestContext } from '../core/context.js';
import type { Database } from '../core/database.js';
import type { RoleCode } from '../core/permissions.js';
import { insertDocument } from '../documents/document.queries.js';
import { insertAttachment } from '../nominations/write-nomination.queries.js';
import { contextOf, playersOf, type Player } from './cast.js';
import type { StagedClock } from './staged-clock.js';

/** A content that lies in the store already: every document of the demonstration is it. */
export interface StagedContent {
  sha256: string;
  size: number;
}

/** Where the demonstration's work is played: a clock that is set, people who act, papers they put in. */
export class Stage {
  constructor(
    readonly database: Database,
    private readonly clock: StagedClock,
    private readonly content: StagedContent,
    readonly sequencer: Sequencer,
    readonly log: AwardLog,
  ) {}

  /** Sets the day; answers with it. */
  goTo(daysAgo: number): CivilDate {
    return this.clock.goTo(daysAgo);
  }

  /** The same by the day itself. */
  goToDay(day: CivilDate): CivilDate {
    return this.clock.goTo(daysBetween(day, this.clock.goTo(0)));
  }

  today(): CivilDate {
    return this.clock.today();
  }

  /** Today a year ago or so: for achievements that lie behind. */
  daysBefore(days: number): CivilDate {
    return addDays(this.clock.today(), -days);
  }

  /** Somebody with the role at the unit: the first by user name, or another one. */
  async player(role: RoleCode, unitId: string, which = 0): Promise<Player> {
    const players = await playersOf(this.database.background, { unitId, role, day: this.clock.today() });
    const player = players[Math.min(which, players.length - 1)];
    if (!player) throw new Error(`accounts.json: no ${role} at ${unitId} on ${this.clock.today()}`);
    return player;
  }

  /** The context of a request that this person would send now. */
  context(player: Player): RequestContext {
    return contextOf(this.database, this.clock, player);
  }

  async as(role: RoleCode, unitId: string, which = 0): Promise<RequestContext> {
    return this.context(await this.player(role, unitId, which));
  }

  /** Puts papers of these kinds into each dossier, sent by that person for the unit: all at once, it is only a stage. */
  async putIn(
    nominationIds: readonly string[],
    kinds: readonly string[],
    { unitId, player: { accountId } }: { unitId: string; player: Player },
  ): Promise<void> {
    await this.database.inBackground(async (tx) => {
      for (const kind of kinds) {
        const fileName = `${kind.toLowerCase().replaceAll('_', '-')}.pdf`;
        const document = { kind, fileName, mediaType: 'application/pdf', unitId, ...this.content };
        for (const nominationId of nominationIds) {
          const documentId = await insertDocument(tx, document, accountId);
          await insertAttachment(tx, accountId, { nominationId, documentId, kind, step: 0 });
        }
      }
      const details = { kinds, nominationIds };
      await record(tx, { accountId }, { action: 'trial.putIn', subject: `unit:${unitId}`, unitId, details });
    });
  }
}
