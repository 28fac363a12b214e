import pg from 'pg';
import { pgAddress, type DatabaseAddress } from '../core/database-address.js';
import { Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import type { Database } from '../core/database.js';
import { StartupError } from '../core/startup-error.js';
import { makeDemonstration, type TrialAccount } from './make-demonstration.js';

/** A clock that would write earlier than what the audit holds already is refused: history has one direction. */
export async function checkClock(config: Config, address: DatabaseAddress): Promise<void> {
  const client = new pg.Client(pgAddress(address));
  await client.connect();
  const { rows } = await client
    .query<{ at: string }>(`select (text::jsonb) ->> 'at' as at from audit order by id desc limit 1`)
    .finally(() => client.end());
  const last = rows[0]?.at;
  const now = new Clock(config.clock).now();
  if (last && new Date(last) > now) {
    throw new StartupError(
      'CLOCK',
      `Đồng hồ (${now.toISOString()}) sớm hơn dòng nhật ký cuối cùng (${last}). Hãy đặt CLOCK muộn hơn hoặc chọn DATA_DIR khác.`,
    );
  }
}

/** Makes the demonstration province at the first start and tells the person at the terminal where to go. */
export async function welcome(
  database: Database,
  dataDir: string,
  url: string,
  say: (line: string) => void,
): Promise<void> {
  const made = await makeDemonstration(database, dataDir);
  say('Sổ Vàng — chế độ DÙNG THỬ, không dùng cho công việc thật (trial, not production).');
  if (made) {
    say('Tài khoản dùng thử (chỉ in một lần; xem lại trong trial-accounts.json):');
    for (const line of table(made)) say(line);
  }
  say(`Tài khoản dùng thử: ${dataDir}/trial-accounts.json`);
  say(`GraphiQL: ${url}/graphiql`);
}

function table(accounts: readonly TrialAccount[]): string[] {
  const width = Math.max(...accounts.map(({ username }) => username.length));
  return accounts.map(
    ({ username, password, roles, unit }) =>
      `  ${username.padEnd(width)}  ${password}  ${roles.join(', ')} — ${unit.name}`,
  );
}
