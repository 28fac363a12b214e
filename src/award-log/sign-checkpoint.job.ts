import { defineJob } from '../core/jobs.js';
import { AwardLog } from './award-log.js';

/** A checkpoint every day at 00:07 in Vietnam, also where nothing was issued: "not revoked as of" goes on. */
export const signCheckpointJob = defineJob('awardLog.sign', {
  maxAttempts: 5,
  cron: '7 17 * * *',
  run: async (_payload, tools) => {
    const log = tools.get(AwardLog);
    await tools.complete((tx) => log.sign(tx));
  },
});
