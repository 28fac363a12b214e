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
    ['PORT', '65536', 'PORT must be a whole number from 0 to 65535, not "65536".'],
    ['PORT', '-1', 'PORT must be a whole number from 0 to 65535, not "-1".'],
    ['PORT', '3000.5', 'PORT must be a whole number from 0 to 65535, not "3000.5".'],
    ['PORT', '0x10', 'PORT must be a whole number from 0 to 65535, not "0x10".'],
    ['PORT', 'http', 'PORT must be a whole number from 0 to 65535, not "http".'],
    ['DATABASE_POOL', '1', 'DATABASE_POOL must be a whole number from 2 to 200, not "1".'],
    ['DATABASE_POOL', '201', 'DATABASE_POOL must be a whole number from 2 to 200, not "201".'],
    ['RATE_LIMIT', 'many', 'RATE_LIMIT must be a whole number from 0 to 1000000, not "many".'],
    ['TRUST_PROXY', 'yes', 'TRUST_PROXY must be true or false, not "yes".'],
    ['EXIT_WITH_PARENT', '2', 'EXIT_WITH_PARENT must be true or false, not "2".'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, not "loud".'],
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
      `PUBLIC_URL must be an address such as https://khenthuong.example.vn, not "${value}".`,
    ]),
    ['CLOCK', '2023-05-19', 'CLOCK must be an instant such as 2023-05-19T08:00:00+07:00, not "2023-05-19".'],
    [
      'CLOCK',
      '2023-05-19T08:00:00',
      'CLOCK must be an instant such as 2023-05-19T08:00:00+07:00, not "2023-05-19T08:00:00".',
    ],
    [
      'CLOCK',
      '2023-13-19T08:00:00Z',
      'CLOCK must be an instant such as 2023-05-19T08:00:00+07:00, not "2023-13-19T08:00:00Z".',
    ],
    [
      'CLOCK',
      '2023-02-30T08:00:00+07:00',
      'CLOCK must be an instant such as 2023-05-19T08:00:00+07:00, not "2023-02-30T08:00:00+07:00".',
    ],
  ])('%s=%s is refused by name', (name, value, sentence) => {
    expect(refusal({ [name]: value })).toBe(sentence);
  });

  it.each(['DATABASE_URL', 'DATABASE_OWNER_URL'])(
    '%s is refused by name, and not shown: it may hold a password',
    (name) => {
      for (const value of ['mysql://root:hunter2@db', 'hunter2', 'postgres://app:hunter2@db:port/x']) {
        expect(refusal({ [name]: value })).toBe(`${name} must be a URL that begins with postgres:// or postgresql://.`);
      }
    },
  );

  it('refuses a clock beside a real database', () => {
    const env = { CLOCK: '2023-05-19T08:00:00+07:00', DATABASE_URL: URL_OF_SERVER };
    expect(refusal(env)).toBe('CLOCK is for trial mode only: unset it, or unset DATABASE_URL.');
  });
});
