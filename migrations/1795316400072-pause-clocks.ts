import type { MigrationInterface, QueryRunner } from 'typeorm';

// A suspension pauses the clock: no last day is known until it goes on (RESUME writes it anew). The nomination's own day
// is taken away by nomination_event_moves() already.
export class PauseClocks1795316400072 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function nomination_step_pauses() returns trigger
      language plpgsql security definer set search_path = pg_catalog, public as $fn$
      begin
        update public.nomination_step set due_on = null where nomination_id = new.nomination_id and position = new.step;
        return null;
      end $fn$;
      revoke execute on function nomination_step_pauses() from public;
      create trigger nomination_step_pauses after insert on nomination_event
        for each row when (new.action = 'SUSPEND') execute function nomination_step_pauses()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger nomination_step_pauses on nomination_event`);
    await runner.query(`drop function nomination_step_pauses()`);
  }
}
