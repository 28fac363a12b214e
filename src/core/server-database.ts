import pg from 'pg';
import { pgAddress, type DatabaseAddress } from './database-address.js';
import { pendingMigrations } from './pending-migrations.js';
import { reasonOf, StartupError } from './startup-error.js';

interface Standing {
  superuser: boolean;
  owner: boolean;
  version: number;
}

/**
 * Checks a DATABASE_URL before anything is served: PostgreSQL 18, a restricted role that owns nothing, and no pending
 * migrations. Throws a StartupError that says what to do.
 */
export async function checkServerDatabase(address: DatabaseAddress): Promise<void> {
  const client = new pg.Client({ ...pgAddress(address), connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new StartupError('DATABASE', `Không kết nối được DATABASE_URL: ${reasonOf(error)}`);
  }
  try {
    await checkStanding(client);
    const pending = await pendingMigrations(client);
    if (pending.length > 0) {
      const names = pending.join(', ');
      throw new StartupError(
        'DATABASE',
        `Cơ sở dữ liệu còn ${pending.length} bước nâng cấp chưa chạy (${names}). Hãy chạy "npm run migrate" với DATABASE_OWNER_URL rồi khởi động lại.`,
      );
    }
  } finally {
    await client.end();
  }
}

async function checkStanding(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Standing>(
    `select r.rolsuper as superuser, current_setting('server_version_num')::int / 10000 as version,
            exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and pg_has_role(c.relowner, 'member')) as owner
     from pg_roles r where r.rolname = current_user`,
  );
  const standing = rows[0];
  if (!standing) throw new StartupError('DATABASE', 'DATABASE_URL: không đọc được vai trò của kết nối.');
  if (standing.version < 18)
    throw new StartupError(
      'DATABASE',
      `DATABASE_URL: cần PostgreSQL 18 trở lên, máy chủ này là bản ${standing.version}.`,
    );
  if (standing.superuser || standing.owner) {
    throw new StartupError(
      'DATABASE',
      'DATABASE_URL phải là vai trò hạn chế, không phải superuser hay chủ sở hữu các bảng (vai trò chủ sở hữu chỉ dùng cho DATABASE_OWNER_URL).',
    );
  }
}
