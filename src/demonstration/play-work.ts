import { Readable } from 'node:stream';
import { AwardLog } from '../award-log/award-log.js';
import type { Sequencer } from '../audit/sequencer.js';
import { record } from '../audit/record.js';
import { Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import type { DatabaseAddress } from '../core/database-address.js';
import { DomainError } from '../core/errors.js';
import { openDatabase } from '../core/open-database.js';
import type { DocumentStore } from '../documents/document-store.js';
import { demonstrationWork } from './demonstration-data.js';
import type { RoadRow } from './domain/work-plan.js';
import { playChanges } from './make-changes.js';
import { PAPER } from './paper.js';
import { playLawCases } from './make-law-cases.js';
import { playRoad } from './make-work.js';
import { Stage } from './stage.js';
import { StagedClock } from './staged-clock.js';

/**
 * Fills the demonstration with work: dossiers in every state on every kind of road, made by the services themselves as
 * the accounts would have, through the last weeks. Answers with how many. `progress` is told after each road.
 */
export async function playWork(
  config: Config,
  address: DatabaseAddress,
  { documents, sequencer }: { documents: DocumentStore; sequencer: Sequencer },
  progress: (done: number, of: number) => void = () => undefined,
): Promise<number> {
  const clock = new StagedClock(new Clock(config.clock).now());
  const { database, close } = await openDatabase(config, address, clock);
  try {
    const incoming = await documents.receive(Readable.from([PAPER]));
    await documents.put(incoming);
    const paper = { sha256: incoming.sha256, size: incoming.size };
    const stage = new Stage(database, clock, paper, sequencer, new AwardLog(config));
    const roads = await demonstrationWork();
    let made = 0;
    for (const [index, road] of roads.entries()) {
      made += await playAsFarAsAllowed(stage, road, index);
      progress(index + 1, roads.length);
    }
    clock.goTo(0);
    await allowed(() => playChanges(stage));
    await allowed(async () => {
      made += await playLawCases(stage);
    });
    clock.goTo(0);
    // The last row of the audit is of today again: an earlier CLOCK is refused by it.
    await database.inBackground((tx) =>
      record(tx, null, {
        action: 'demonstration.work',
        subject: 'registry:demonstration',
        details: { nominations: made },
      }),
    );
    // The log's last act is of some day in the past: the day begins with all that there is signed.
    await sequencer.settled();
    await database.inBackground((tx) => stage.log.sign(tx));
    return made;
  } finally {
    await close();
  }
}

/** On other days other rules hold: what they refuse ends the road where it is, and not the start. */
async function playAsFarAsAllowed(stage: Stage, road: RoadRow, number: number): Promise<number> {
  const before = await countAll(stage);
  await allowed(() => playRoad(stage, road, number));
  return (await countAll(stage)) - before;
}

async function allowed(play: () => Promise<unknown>): Promise<void> {
  try {
    await play();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

async function countAll({ database }: Stage): Promise<number> {
  const [row] = await database.background.rows<{ count: number }>('select count(*) from nomination');
  return row?.count ?? 0;
}
