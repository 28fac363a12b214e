import type { QueryRunner } from 'typeorm';

/** Grants rights to the restricted role that the service runs as: `grantToApp(runner, 'select, insert on honouree')`. */
export async function grantToApp(runner: QueryRunner, ...grants: string[]): Promise<void> {
  for (const grant of grants) {
    await runner.query(
      `do $do$ begin execute format('grant ${grant} to %I', current_setting('so_vang.app_role')); end $do$`,
    );
  }
}
