import { rows } from '../support/database.js';
import { emptied, loaded } from '../support/loaded-areas.js';
import { databaseUrl, dropDatabase, ownDatabase } from '../support/own-server.js';
import { runProgram } from '../support/program.js';

// The reorganisation of 2025-07-01 as 34 plans through the operation gives what the loader gives.
let database: string;
beforeAll(async () => void (database = await ownDatabase()));
afterAll(() => dropDatabase(database));

async function run(program: string, ...args: string[]): Promise<string> {
  const env = { DATABASE_URL: databaseUrl(database), DATABASE_OWNER_URL: databaseUrl(database, 'so_vang_owner') };
  const { code, stdout, stderr } = await runProgram(program, env, args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe('npm run data:reorganise -- --from data', () => {
  it('gives the very rows of the loader, province by province', async () => {
    const whole = await loaded(database);
    await emptied(database);
    await run('data-load.cli', '--until', '2025-06-30');
    const told = await run('data-reorganise.cli', '--from', 'data');
    expect(told.split('\n').filter((line) => line.includes('kết thúc, bắt đầu hoặc thay đổi'))).toHaveLength(34);
    if (process.env['REORG_TELL']) process.stderr.write(told);
    const counts = await rows(
      `select tier, count(*)::int from area_version where valid @> '2025-07-01'::date group by 1 order by 1`,
      [],
      database,
    );
    expect(counts).toEqual([
      { tier: 'COMMUNE', count: 3_321 },
      { tier: 'PROVINCE', count: 34 },
    ]);
    // What came in 2026, and nothing of what the plans did.
    expect(await run('data-load.cli')).toMatch(
      /Đã thêm 0 đơn vị hành chính, 11 phiên bản, 0 lần kế thừa; kết thúc 11 /,
    );
    expect(await loaded(database)).toEqual(whole);
  });

  it('does nothing again, and audited each plan once', async () => {
    const before = await loaded(database);
    expect(await run('data-reorganise.cli', '--from', 'data')).toContain('Đã sắp xếp 0 tỉnh, thành phố');
    expect(await loaded(database)).toEqual(before);
    const [kept] = await rows(
      `select (select count(*)::int from reorganisation where state = 'APPLIED' and planned_by_job = 'data:reorganise') as plans,
         (select count(*)::int from audit where text::jsonb ->> 'action' = 'reorganisation.apply') as audited`,
      [],
      database,
    );
    expect(kept).toEqual({ plans: 34, audited: 34 });
  });
});
