import { defineJob } from '../core/jobs.js';
import { forgetEnded } from './identity.queries.js';

/** Forgets sessions, sign-in attempts and idempotency keys that are over: hourly, once for all processes. */
export const forgetEndedJob = defineJob('identity.forgetEnded', {
  maxAttempts: 3,
  cron: '17 * * * *',
  run: (_payload, tools) => tools.complete((tx) => forgetEnded(tx, tx.now)),
});
