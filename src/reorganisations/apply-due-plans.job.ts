import { civilDateInVietnam } from '../core/civil-date.js';
import { Clock } from '../core/clock.js';
import { Database } from '../core/database.js';
import { defineJob } from '../core/jobs.js';
import { applyWaiting } from './apply-plans.js';
import { duePlans } from './reorganisation.queries.js';

/**
 * Applies the plans whose day has come, each in a transaction of its own and once: the second finds it applied. Runs at
 * the first instant of the day of each plan, and now and then in case that was missed.
 */
export const applyDuePlansJob = defineJob('reorganisations.apply', {
  maxAttempts: 25,
  cron: '*/5 * * * *',
  run: async (_payload, tools) => {
    const database = tools.get(Database);
    const today = civilDateInVietnam(tools.get(Clock).now());
    for (const id of await duePlans(database.background, today)) {
      await database.inBackground((tx) => applyWaiting(tx, id));
      tools.log.info({ reorganisation: id }, 'reorganisations: a plan was applied on its day');
    }
  },
});
