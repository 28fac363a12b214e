import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import type { AuditHead } from './award-log/domain/audit-head.js';
import { readAuditHeads } from './award-log/domain/proof-file.js';
import { reportOf, verifyAll } from './award-log/verify-all.js';
import { Clock } from './core/clock.js';
import { ConfigError, loadConfig } from './core/config.js';
import { pgAddress, type DatabaseAddress } from './core/database-address.js';
import { postgresError } from './core/database-errors.js';
import { message } from './core/messages.vi.js';
import { reachTrialDatabase } from './core/reach-trial-database.js';
import { reasonOf, StartupError } from './core/startup-error.js';
import type { Progress } from './audit/verify-audit.js';

/**
 * `npm run audit:verify [-- [--head FILE] [URL]]`: verifies the audit, the award log and the rows that the audit covers at the URL,
 * at DATABASE_URL, or in the trial database of DATA_DIR, running or stopped; with the signed heads of the audit that somebody has kept.
 * Exit code 0: everything fits; 1: the first row that does not is named; 2: it, or a part of it, could not be verified, and why.
 */

const FITS = 0;
const MISFIT = 1;
const FAILED = 2;

/** A failure that has its sentence already. */
class Told extends Error {}

interface Target {
  address: DatabaseAddress;
  close(): Promise<void>;
}

let target: Target | null = null;

interface Arguments {
  url: string | undefined;
  kept: AuditHead[];
}

function argumentsOf(): Arguments {
  const { files, url, more } = parsedArguments();
  const isUrl = url === undefined || (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url));
  if (more > 0 || !isUrl) throw new Told(message('verify.usage'));
  return { url, kept: files.flatMap(headsIn) };
}

function parsedArguments(): { files: string[]; url: string | undefined; more: number } {
  try {
    const options = { head: { type: 'string', multiple: true } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { files: values.head ?? [], url: positionals[0], more: positionals.length - 1 };
  } catch {
    // An option that we do not know.
    throw new Told(message('verify.usage'));
  }
}

function headsIn(path: string): AuditHead[] {
  const heads = readAuditHeads(contentOf(path));
  if (heads === null) throw new Told(message('verifyKept.unreadable', { path }));
  return heads;
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Told(message('verifyProof.noFile', { path, reason: reasonOf(error) }));
  }
}

async function reach(url: string | undefined): Promise<Target> {
  const { databaseUrl, dataDir } = loadConfig(process.env);
  const given = url ?? databaseUrl;
  if (given !== null) return { address: { url: given }, close: () => Promise.resolve() };
  const trial = await reachTrialDatabase(dataDir);
  return { address: trial.logins.app, close: () => trial.close() };
}

async function connect(address: DatabaseAddress): Promise<pg.Client> {
  const client = new pg.Client({
    ...pgAddress(address),
    connectionTimeoutMillis: 10_000,
    application_name: 'so-vang-audit-verify',
  });
  // What breaks off while a query runs fails that query; between queries the next one fails.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw new Told(message('verify.noConnection', { reason: reasonOf(error) }));
  });
  return client;
}

function progressEverySecond(): Progress {
  let last = performance.now();
  return (verified, total) => {
    if (performance.now() - last < 1000) return;
    last = performance.now();
    process.stderr.write(`${message('verify.progress', { verified, total: Math.max(total, verified) })}\n`);
  };
}

/** The lines of what was verified, and whether all of it fits. */
async function verify(address: DatabaseAddress, kept: readonly AuditHead[]): Promise<number> {
  const client = await connect(address);
  let timer: NodeJS.Timeout | undefined;
  const sayThatItGoesOn = (): void => void process.stderr.write(`${message('verifyRows.progress')}\n`);
  try {
    const verdicts = await verifyAll(client, {
      kept,
      progress: progressEverySecond(),
      rowsBegin: () => (timer = setTimeout(sayThatItGoesOn, 1000)),
    });
    const { lines, misfit, unverified } = reportOf(verdicts, new Clock().now());
    for (const line of [...lines, ...(misfit === null ? [] : [misfit])]) process.stdout.write(`${line}\n`);
    if (misfit !== null) return MISFIT;
    if (unverified === null) return FITS;
    process.stderr.write(`${unverified}\n`);
    return FAILED;
  } finally {
    clearTimeout(timer);
    await client.end().catch(() => undefined);
  }
}

function why(error: unknown): string {
  if (error instanceof Told || error instanceof StartupError || error instanceof ConfigError) return error.message;
  const code = postgresError(error)?.code;
  if (code === '42P01') return message('verify.noAudit');
  // Columns and functions of migrations to come.
  if (code === '42703' || code === '42883') return message('verify.older');
  return message(code === '42501' ? 'verify.noRight' : 'verify.failed', { reason: reasonOf(error) });
}

async function main(): Promise<number> {
  try {
    const { url, kept } = argumentsOf();
    target = await reach(url);
    return await verify(target.address, kept);
  } catch (error) {
    process.stderr.write(`${why(error)}\n`);
    return FAILED;
  } finally {
    await target?.close();
  }
}

// A PostgreSQL that was started for this goes when this goes.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void (target?.close() ?? Promise.resolve()).finally(() => process.exit(FAILED));
  });
}

void main().then((code) => (process.exitCode = code));
