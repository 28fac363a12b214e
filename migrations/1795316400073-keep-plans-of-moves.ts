import type { MigrationInterface, QueryRunner } from 'typeorm';

// Each look-up of nomination_event_moves() is by a key. Left to itself PostgreSQL finds the plan for that very key a little
// cheaper, and plans most of its thirty statements anew for every event: two thirds of its time. Kept plans must not come
// from a time when a table was empty, so none may read a table from end to end (as in audit_seal_pending()).
export class KeepPlansOfMoves1795316400073 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter function nomination_event_moves() set plan_cache_mode = force_generic_plan set enable_seqscan = off`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter function nomination_event_moves() reset plan_cache_mode reset enable_seqscan`);
  }
}
