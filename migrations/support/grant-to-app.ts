import type { QueryRunner } from 'typeorm';

/** Grants rights to the restricted role that the service runs as: `grantToApp(runner, 'select, insert on honouree')`. */
export async function grantToApp(runner: QueryRunner, ...grants: string[]): Promise<void> {
  for (const grant of grants) await forApp(runner, `grant ${grant} to`);
}

/** Takes rights back that do not go with a dropped object. */
export async function revokeFromApp(runner: QueryRunner, ...grants: string[]): Promise<void> {
  for (const grant of grants) await forApp(runner, `revoke ${grant} from`);
}

async function forApp(runner: QueryRunner, statement: string): Promise<void> {
  await runner.query(`do $do$ begin execute format('${statement} %I', current_setting('so_vang.app_role')); end $do$`);
}
