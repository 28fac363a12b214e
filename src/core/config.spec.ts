import { ConfigError, loadConfig } from './config.js';

const URL_OF_SERVER = 'postgres://app:secret@db.example:5432/so_vang';

function refusal(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('the configuration', () => {
  it('has defaults for everything', () => {
    expect(loadConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: null,
      dataDir: `${process.cwd()}/.data`,
      keyDir: `${process.cwd()}/.data/award-log-keys`,
      databaseUrl: null,
      databaseOwnerUrl: null,
      databasePool: 16,
      clock: null,
      logLevel: 'info',
      rateLimit: 1200,
      trustProxy: false,
      worker: true,
      trialWork: true,
      stopSeconds: 25,
      exitWithParent: false,
      traceSql: null,
    });
  });

  it('takes what the environment says, without the spaces around it', () => {
    const config = loadConfig({
      PORT: ' 0 ',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://khenthuong.example.vn/so-vang/',
      DATA_DIR: '/var/lib/so-vang',
      KEY_DIR: '/etc/so-vang/keys',
      DATABASE_URL: URL_OF_SERVER,
      DATABASE_OWNER_URL: 'postgresql://owner@db/so_vang',
      DATABASE_POOL: '200',
      LOG_LEVEL: 'silent',
      RATE_LIMIT: '0',
      TRUST_PROXY: '1',
      WORKER: 'false',
      TRIAL_WORK: 'false',
      STOP_SECONDS: '8',
      EXIT_WITH_PARENT: 'true',
      TRACE_SQL: '/tmp/sql',
    });
    expect(config).toEqual({
      port: 0,
      host: '0.0.0.0',
      publicUrl: 'https://khenthuong.example.vn/so-vang',
      dataDir: '/var/lib/so-vang',
      keyDir: '/etc/so-vang/keys',
      databaseUrl: URL_OF_SERVER,
      databaseOwnerUrl: 'postgresql://owner@db/so_vang',
      databasePool: 200,
      clock: null,
      logLevel: 'silent',
      rateLimit: 0,
      trustProxy: true,
      worker: false,
      trialWork: false,
      stopSeconds: 8,
      exitWithParent: true,
      traceSql: '/tmp/sql',
    });
  });

  it('takes an empty variable for an absent one', () => {
    const empty = { PORT: '', HOST: ' ', DATABASE_URL: '', CLOCK: '', LOG_LEVEL: '', TRUST_PROXY: '' };
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });

  it('takes an instant for the clock, in trial mode', () => {
    expect(loadConfig({ CLOCK: '2023-05-19T08:00:00+07:00' }).clock).toEqual(new Date('2023-05-19T01:00:00Z'));
  });

  it.each([
    ['PORT', '65536', 'PORT phải là số nguyên từ 0 đến 65535, không phải "65536".'],
    ['PORT', '-1', 'PORT phải là số nguyên từ 0 đến 65535, không phải "-1".'],
    ['PORT', '3000.5', 'PORT phải là số nguyên từ 0 đến 65535, không phải "3000.5".'],
    ['PORT', '0x10', 'PORT phải là số nguyên từ 0 đến 65535, không phải "0x10".'],
    ['PORT', 'http', 'PORT phải là số nguyên từ 0 đến 65535, không phải "http".'],
    ['DATABASE_POOL', '1', 'DATABASE_POOL phải là số nguyên từ 2 đến 200, không phải "1".'],
    ['DATABASE_POOL', '201', 'DATABASE_POOL phải là số nguyên từ 2 đến 200, không phải "201".'],
    ['RATE_LIMIT', 'many', 'RATE_LIMIT phải là số nguyên từ 0 đến 1000000, không phải "many".'],
    ['TRUST_PROXY', 'yes', 'TRUST_PROXY phải là true hoặc false, không phải "yes".'],
    ['STOP_SECONDS', '0', 'STOP_SECONDS phải là số nguyên từ 1 đến 600, không phải "0".'],
    ['EXIT_WITH_PARENT', '2', 'EXIT_WITH_PARENT phải là true hoặc false, không phải "2".'],
    [
      'LOG_LEVEL',
      'loud',
      'LOG_LEVEL phải là một trong trace, debug, info, warn, error, fatal, silent, không phải "loud".',
    ],
    ...[
      'khenthuong.example.vn',
      'ftp://a.vn',
      'https://u:p@a.vn',
      'https://a.vn/?x=1',
      'https://a.vn/#x',
      'http://',
    ].map((value) => [
      'PUBLIC_URL',
      value,
      `PUBLIC_URL phải là địa chỉ như https://khenthuong.example.vn, không phải "${value}".`,
    ]),
    ['CLOCK', '2023-05-19', 'CLOCK phải là thời điểm như 2023-05-19T08:00:00+07:00, không phải "2023-05-19".'],
    [
      'CLOCK',
      '2023-05-19T08:00:00',
      'CLOCK phải là thời điểm như 2023-05-19T08:00:00+07:00, không phải "2023-05-19T08:00:00".',
    ],
    [
      'CLOCK',
      '2023-13-19T08:00:00Z',
      'CLOCK phải là thời điểm như 2023-05-19T08:00:00+07:00, không phải "2023-13-19T08:00:00Z".',
    ],
    [
      'CLOCK',
      '2023-02-30T08:00:00+07:00',
      'CLOCK phải là thời điểm như 2023-05-19T08:00:00+07:00, không phải "2023-02-30T08:00:00+07:00".',
    ],
  ])('%s=%s is refused by name', (name, value, sentence) => {
    expect(refusal({ [name]: value })).toBe(sentence);
  });

  it.each(['DATABASE_URL', 'DATABASE_OWNER_URL'])(
    '%s is refused by name, and not shown: it may hold a password',
    (name) => {
      for (const value of ['mysql://root:hunter2@db', 'hunter2', 'postgres://app:hunter2@db:port/x']) {
        expect(refusal({ [name]: value })).toBe(`${name} phải là địa chỉ bắt đầu bằng postgres:// hoặc postgresql://.`);
      }
    },
  );

  it('refuses a clock beside a real database', () => {
    const env = { CLOCK: '2023-05-19T08:00:00+07:00', DATABASE_URL: URL_OF_SERVER };
    expect(refusal(env)).toBe('CLOCK chỉ dùng ở chế độ dùng thử: hãy bỏ CLOCK hoặc bỏ DATABASE_URL.');
  });
});
