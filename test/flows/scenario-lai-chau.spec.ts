import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { runProgram, startProgram, type Program } from '../support/program.js';
import { TrialServer } from '../support/trial-server.js';
import { until } from '../support/until.js';

// A tenth of the figures of Lai Châu, killed in the middle of two parts; the whole of them is run by hand (README).
jest.setTimeout(480_000);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'so-vang-scenario-'));
  await chmod(folder, 0o755);
});

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));

function started(): Program {
  return startProgram('scenario-lai-chau.cli', { CHEAP_PASSWORDS: '1' }, ['--tenth', '--data-dir', folder]);
}

/** Killed as soon as it says so. */
async function killedAt(words: RegExp): Promise<void> {
  const program = started();
  let ended = false;
  void program.exited.then(() => (ended = true));
  await until(() => ended || words.test(program.stdout()), 100);
  program.child.kill('SIGKILL');
  expect(await program.exited).toEqual({ code: null, signal: 'SIGKILL' });
}

/** What it counted: the lines that say that the registry and the report agree, or that they do not. */
function counted(stdout: string): string[] {
  return stdout.split('\n').filter((line) => /^[=≠] /.test(line));
}

const FIGURES = [
  '= Thủ tướng Chính phủ: 1 tập thể, 1 hộ gia đình',
  '= Trưởng Ban Tuyên giáo Trung ương: 1 cá nhân, 1 tập thể',
  '= Trung ương, ghi lại: 1 cá nhân, 2 tập thể, 1 hộ gia đình',
  '= Chủ tịch UBND tỉnh: 4 cá nhân, 2 tập thể, 1 hộ gia đình',
  '= Cấp huyện và tương đương: 74',
  '=   theo loại (giả định): 40 cá nhân, 22 tập thể, 12 hộ gia đình',
  '=   trong đó Chủ tịch UBND huyện, thành phố: 34 cá nhân, 18 tập thể, 12 hộ gia đình',
  '=   trong đó Giám đốc Sở: 3 cá nhân, 2 tập thể',
  '=   trong đó đảng ủy trực thuộc Tỉnh ủy: 3 cá nhân, 2 tập thể',
  '= Tất cả, 2020–2023: 45 cá nhân, 26 tập thể, 14 hộ gia đình',
  '= Tất cả, từ năm 2024: 0',
  '= Decision.totals cộng lại: 45 cá nhân, 26 tập thể, 14 hộ gia đình',
  '= Mô hình đăng ký 2021–2025, đang thực hiện: 109',
];

describe('the scenario of Lai Châu', () => {
  it('is killed in the middle twice, goes on, and ends with the figures of the report', async () => {
    await killedAt(/được duyệt: [1-9]\d\/109/);
    await killedAt(/2022-12-15 .*: [1-9]\d*\/31/);
    const last = started();
    const { code } = await last.exited;
    expect([code, last.stderr()]).toEqual([0, '']);
    expect(last.stdout()).toContain('(chạy tiếp)');
    // What was done whole on earlier days is not done again.
    expect(last.stdout()).not.toContain('] 2021-11-15');
    expect(counted(last.stdout())).toEqual(FIGURES);
  });

  it('made nothing twice, and every dossier ended in an award', async () => {
    const server = await TrialServer.start(folder, '2023-09-01T08:00:00+07:00');
    const [made] = await server.rows(`select
      (select count(*)::int from honouree) as honourees, (select count(*)::int from emulation_model) as models,
      (select count(*)::int from nomination) as nominations,
      (select count(*)::int from nomination where state = 'AWARDED') as awarded,
      (select count(*)::int from award) as awards, (select count(*)::int from certificate) as certificates,
      (select count(*)::int from external_outcome where confirmed_by_id is distinct from recorded_by_id) as outcomes`);
    await server.stop();
    const dossiers = { nominations: 85, awarded: 85, awards: 85, certificates: 85 };
    expect(made).toEqual({ honourees: 85 + 109, models: 109, ...dossiers, outcomes: 4 });
  });

  it('left an audit that holds from its first row to its last', async () => {
    const { code, stdout } = await runProgram('audit-verify.cli', { DATA_DIR: folder });
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        /^\d{4,} rows verified, 0 not yet chained\n.*\b0 awards not yet entered\nsigned heads of the audit: .*\n(Lần ký đầu chuỗi .*\n)?records: \d{4,} as they were written, 0 not yet chained\n$/,
      ),
    ]);
  });

  it('run once more it only counts, and leaves a folder of another size alone', async () => {
    const again = started();
    expect((await again.exited).code).toBe(0);
    expect(counted(again.stdout())).toEqual(FIGURES);
    const other = await runProgram('scenario-lai-chau.cli', {}, ['--data-dir', folder]);
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('kịch bản cỡ khác') });
    const wrong = await runProgram('scenario-lai-chau.cli', {}, ['--half']);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('Cách dùng') });
  });
});
