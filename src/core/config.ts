import { join, resolve } from 'node:path';
import { isGivenDate } from './civil-date.js';

/** A setting that does not fit; the message, a sentence in Vietnamese, names the environment variable. */
export class ConfigError extends Error {}

/** Everything the service reads from its environment. Fields say the variable they come from. */
export interface Config {
  /** PORT, 0–65535; 0 lets the system choose. Default 3000. */
  port: number;
  /** HOST. Default 127.0.0.1. */
  host: string;
  /** PUBLIC_URL, under which people outside reach us, without a slash at its end; null: where we listen. */
  publicUrl: string | null;
  /** DATA_DIR, absolute. Default ./.data. Trial database, received files. */
  dataDir: string;
  /** KEY_DIR, absolute. Default DATA_DIR/award-log-keys. Secret keys of the award log: keep a copy elsewhere. */
  keyDir: string;
  /** DATABASE_URL; null means trial mode with the embedded PostgreSQL. Must be the restricted role. */
  databaseUrl: string | null;
  /** DATABASE_OWNER_URL; for `npm run migrate` and `npm run data:load` alone. */
  databaseOwnerUrl: string | null;
  /** DATABASE_POOL, connections of one process, 2–200. Default 16. */
  databasePool: number;
  /** CLOCK, RFC 3339 instant at which the clock starts; trial mode only. */
  clock: Date | null;
  /** LOG_LEVEL of pino. Default info. */
  logLevel: string;
  /** RATE_LIMIT, requests a minute for one account and, tenfold, for one address; 0 switches it off. Default 1200. */
  rateLimit: number;
  /** TRUST_PROXY: true behind one reverse proxy, which adds to X-Forwarded-For. Default false. */
  trustProxy: boolean;
  /** WORKER: false leaves background jobs to `npm run worker`. Default true. */
  worker: boolean;
  /** TRIAL_WORK: false makes a demonstration without dossiers, for a quicker first start. Default true. */
  trialWork: boolean;
  /** STOP_SECONDS that a stop may take, 1–600; then it is forced. Less than what kills us after SIGTERM. Default 25. */
  stopSeconds: number;
  /** EXIT_WITH_PARENT: stop when standard input closes; for test harnesses. */
  exitWithParent: boolean;
  /** TRACE_SQL: file to which every statement of a request is appended; for test/operations. */
  traceSql: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

function text(env: Environment, name: string): string | null {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? null : value;
}

function integer(env: Environment, name: string, range: { min: number; max: number; fallback: number }): number {
  const value = text(env, name);
  if (value === null) return range.fallback;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < range.min || number > range.max) {
    throw new ConfigError(`${name} phải là số nguyên từ ${range.min} đến ${range.max}, không phải "${value}".`);
  }
  return number;
}

function flag(env: Environment, name: string, fallback = false): boolean {
  const value = text(env, name);
  if (value === null) return fallback;
  if (value === 'false' || value === '0') return false;
  if (value === 'true' || value === '1') return true;
  throw new ConfigError(`${name} phải là true hoặc false, không phải "${value}".`);
}

function postgresUrl(env: Environment, name: string): string | null {
  const value = text(env, name);
  if (value === null) return null;
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value)) {
    throw new ConfigError(`${name} phải là địa chỉ bắt đầu bằng postgres:// hoặc postgresql://.`);
  }
  return value;
}

/** It stands on paper and in QR codes: a base to which a path is added. */
function publicUrl(env: Environment): string | null {
  const value = text(env, 'PUBLIC_URL');
  if (value === null) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  const fits = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  if (!fits || url.search || url.hash || value.length > 200) {
    throw new ConfigError(`PUBLIC_URL phải là địa chỉ như https://khenthuong.example.vn, không phải "${value}".`);
  }
  return url.href.replace(/\/+$/, '');
}

function instant(env: Environment, name: string): Date | null {
  const value = text(env, name);
  if (value === null) return null;
  const date = new Date(value);
  const fits = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(value);
  // Date takes 30 February for 2 March.
  if (!fits || !isGivenDate(value.slice(0, 10)) || Number.isNaN(date.getTime())) {
    throw new ConfigError(`${name} phải là thời điểm như 2023-05-19T08:00:00+07:00, không phải "${value}".`);
  }
  return date;
}

function logLevel(env: Environment): string {
  const value = text(env, 'LOG_LEVEL') ?? 'info';
  if (!LOG_LEVELS.includes(value))
    throw new ConfigError(`LOG_LEVEL phải là một trong ${LOG_LEVELS.join(', ')}, không phải "${value}".`);
  return value;
}

/** The configuration from `env`; throws ConfigError naming the first variable that does not fit. */
export function loadConfig(env: Environment): Config {
  const dataDir = resolve(text(env, 'DATA_DIR') ?? '.data');
  const config: Config = {
    port: integer(env, 'PORT', { min: 0, max: 65_535, fallback: 3000 }),
    host: text(env, 'HOST') ?? '127.0.0.1',
    publicUrl: publicUrl(env),
    dataDir,
    keyDir: resolve(text(env, 'KEY_DIR') ?? join(dataDir, 'award-log-keys')),
    databaseUrl: postgresUrl(env, 'DATABASE_URL'),
    databaseOwnerUrl: postgresUrl(env, 'DATABASE_OWNER_URL'),
    databasePool: integer(env, 'DATABASE_POOL', { min: 2, max: 200, fallback: 16 }),
    clock: instant(env, 'CLOCK'),
    logLevel: logLevel(env),
    rateLimit: integer(env, 'RATE_LIMIT', { min: 0, max: 1_000_000, fallback: 1200 }),
    trustProxy: flag(env, 'TRUST_PROXY'),
    worker: flag(env, 'WORKER', true),
    trialWork: flag(env, 'TRIAL_WORK', true),
    stopSeconds: integer(env, 'STOP_SECONDS', { min: 1, max: 600, fallback: 25 }),
    exitWithParent: flag(env, 'EXIT_WITH_PARENT'),
    traceSql: text(env, 'TRACE_SQL'),
  };
  if (config.clock && config.databaseUrl) {
    throw new ConfigError('CLOCK chỉ dùng ở chế độ dùng thử: hãy bỏ CLOCK hoặc bỏ DATABASE_URL.');
  }
  return config;
}
