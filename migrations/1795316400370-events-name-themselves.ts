import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp, revokeFromApp } from './support/grant-to-app.js';

const COLUMNS = `nomination_id, version, at, day, action, from_state, to_state, from_step, step, way, acting_unit_id, account_id,
  by_job, reason, data`;

// The trigger moves the dossier before the event is written. Whoever could give the id of an event that exists, and `on conflict do
// nothing`, would have moved a dossier without an event that says so. Every other key of an event is checked by the trigger.
export class EventsNameThemselves1795316400370 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await revokeFromApp(runner, 'insert on nomination_event');
    await grantToApp(runner, `insert (${COLUMNS}) on nomination_event`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await revokeFromApp(runner, `insert (${COLUMNS}) on nomination_event`);
    await grantToApp(runner, 'insert on nomination_event');
  }
}
