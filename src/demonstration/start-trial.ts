import pg from 'pg';
import { loadLaw } from '../awards/load-law.js';
import { pgAddress, type DatabaseAddress } from '../core/database-address.js';
import { Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import type { Database } from '../core/database.js';
import { openDatabase } from '../core/open-database.js';
import { StartupError } from '../core/startup-error.js';
import { standingOf, type TrialAccount } from './make-accounts.js';
import { message } from '../core/messages.vi.js';
import { hasAccounts } from '../identity/identity.queries.js';
import { AreaConflict } from '../units/domain/loaded-area.js';
import { printedDate } from '../core/civil-date.js';
import { FIRST_DAY } from '../units/domain/three-tiers.js';
import { hasShippedAreas, loadAreas } from '../units/load-areas.js';
import type { Sequencer } from '../audit/sequencer.js';
import type { DocumentStore } from '../documents/document-store.js';
import { makeDemonstration } from './make-demonstration.js';
import { playWork } from './play-work.js';

/**
 * A clock that would write earlier than what the audit holds already is refused: history has one direction. So is one
 * before the first day of the areas that the product ships.
 */
export async function checkClock(config: Config, address: DatabaseAddress): Promise<void> {
  const clock = new Clock(config.clock);
  if (clock.today() < FIRST_DAY) {
    throw new StartupError(
      'CLOCK',
      `Đồng hồ (${printedDate(clock.today())}) sớm hơn ngày đầu tiên của dữ liệu kèm theo (${printedDate(FIRST_DAY)}). Hãy đặt CLOCK từ ngày đó trở đi.`,
    );
  }
  const last = await lastWritten(address);
  const now = clock.now();
  if (last && last > now) {
    throw new StartupError(
      'CLOCK',
      `Đồng hồ (${now.toISOString()}) sớm hơn dòng nhật ký cuối cùng (${last.toISOString()}). Hãy đặt CLOCK muộn hơn hoặc chọn DATA_DIR khác.`,
    );
  }
}

/** When the last row of the audit was written, by the clock of then; null while there is none. */
export async function lastWritten(address: DatabaseAddress): Promise<Date | null> {
  const client = new pg.Client(pgAddress(address));
  await client.connect();
  const { rows } = await client
    .query<{ at: string }>(`select (text::jsonb) ->> 'at' as at from audit order by id desc limit 1`)
    .finally(() => client.end());
  return rows[0] ? new Date(rows[0].at) : null;
}

/** Brings the award types and rules of a trial to what this version ships, as its owner. Cheap where they are. */
export async function loadShippedLaw(config: Config, owner: DatabaseAddress): Promise<void> {
  const opened = await openDatabase(config, owner, new Clock(config.clock));
  await loadLaw(opened.database).finally(() => opened.close());
}

/**
 * Brings the administrative units of a trial that is there already to what this version ships: one that an earlier version
 * made may know less of the past. Cheap where the data is the same. One that was loaded until a day on purpose stays so.
 */
export async function loadShippedAreas(
  config: Config,
  address: DatabaseAddress,
  say: (line: string) => void,
): Promise<void> {
  const opened = await openDatabase(config, address, new Clock(config.clock));
  const { database } = opened;
  try {
    if (!(await hasAccounts(database)) || (await hasShippedAreas(database))) return;
    const { versions, supersededVersions } = await loadAreas(database, { until: null });
    // Another file may say the same: that is kept as seen and is nothing to tell.
    if (versions + supersededVersions > 0)
      say(message('dataLoad.atStart', { versions, superseded: supersededVersions }));
  } catch (error) {
    if (!(error instanceof AreaConflict)) throw error;
    say(message('dataLoad.areaConflict', { what: error.message }));
  } finally {
    await opened.close();
  }
}

/** Makes the demonstration province at the first start and tells the person at the terminal where to go. */
export async function welcome(
  {
    database,
    documents,
    sequencer,
    url,
  }: { database: Database; documents: DocumentStore; sequencer: Sequencer; url: string },
  config: Config,
  address: DatabaseAddress,
  say: (line: string) => void,
): Promise<void> {
  say('Sổ Vàng — chế độ DÙNG THỬ, không dùng cho công việc thật (trial, not production).');
  const made = await makeDemonstration(database, config.dataDir, () => say('Đang tạo dữ liệu dùng thử…'));
  if (made && config.trialWork) {
    say('Đang tạo hồ sơ dùng thử…');
    const count = await playWork(config, address, { documents, sequencer });
    say(`  ${count} hồ sơ đề nghị ở mọi trạng thái.`);
  }
  const file = `${config.dataDir}/trial-accounts.json`;
  if (made) {
    const today = new Clock(config.clock).today();
    const acting = made.filter((account) => standingOf(account, today) === 'RUNNING');
    say(`Tài khoản dùng thử (chỉ in một lần; xem lại trong ${file}):`);
    for (const line of table(acting)) say(line);
    const others = made.length - acting.length;
    if (others > 0) say(`  … và ${others} tài khoản chỉ có quyền vào thời gian khác, trong ${file}`);
  } else {
    say(`Tài khoản dùng thử: ${file}`);
  }
  say(`GraphiQL: ${url}/graphiql`);
}

function table(accounts: readonly TrialAccount[]): string[] {
  const width = Math.max(...accounts.map(({ username }) => username.length));
  return accounts.map(
    ({ username, password, roles, unit }) =>
      `  ${username.padEnd(width)}  ${password}  ${roles.join(', ')} — ${unit.name}`,
  );
}
