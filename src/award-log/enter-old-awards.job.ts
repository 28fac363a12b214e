import { Database } from '../core/database.js';
import { defineJob } from '../core/jobs.js';
import { AwardLog } from './award-log.js';
import { takeWaiting } from './award-log.queries.js';

/** So many at a time: nobody who issues waits longer than for these. */
const BATCH = 1_000;

/**
 * Enters the awards that are older than the log, each once: what is entered and what waits change together, so that it goes
 * on where it was stopped.
 */
export const enterOldAwardsJob = defineJob('awardLog.enterOld', {
  maxAttempts: 10,
  run: async (_payload, tools) => {
    const log = tools.get(AwardLog);
    let entered = 0;
    for (let last = BATCH; last === BATCH && !tools.signal.aborted; entered += last) {
      last = await tools.get(Database).inBackground(async (tx) => {
        // The log before the awards: who issues at the same time holds none of them.
        await log.lock(tx);
        const awards = await takeWaiting(tx, { limit: BATCH });
        await log.enterAwards(tx, awards);
        return awards.length;
      });
    }
    tools.signal.throwIfAborted();
    tools.log.info({ entered }, 'awards older than the log entered');
  },
});
