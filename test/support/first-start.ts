import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { worker } from './api.js';
import { startProgram } from './program.js';
import { until } from './until.js';

/** What the first start of a trial and its stop left. Several files of tests look at it: it is not to be changed. */
export interface FirstStart {
  dataDir: string;
  stdout: string;
  /** How it ended. */
  ended: { code: number | null; signal: NodeJS.Signals | null };
}

/** A morning of 2023, minutes before that on which tests play. */
export const IN_2023 = '2023-05-19T07:50:00+07:00';

/**
 * The first start of a trial by the built program, without the work of the demonstration; `clock` is its CLOCK. It takes six
 * seconds of CPU: made once a run for each clock, by the worker that asks for it first.
 */
export async function firstStart(clock?: string): Promise<FirstStart> {
  const home = join(dirname(worker.cluster.trial), `first-start-${clock?.replaceAll(/\D/g, '') ?? 'now'}`);
  const [dataDir, report] = [join(home, 'data'), join(home, 'report.json')];
  try {
    mkdirSync(home);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await until(() => existsSync(report), 50);
    return { dataDir, ...(JSON.parse(readFileSync(report, 'utf8')) as Omit<FirstStart, 'dataDir'>) };
  }
  chmodSync(home, 0o755);
  // Those of today are as people get them; with a clock, passwords are nobody's subject.
  const past = clock && { CLOCK: clock, CHEAP_PASSWORDS: '1' };
  const env = { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn', RATE_LIMIT: '0', ...past };
  const program = startProgram('main', env);
  await program.ready();
  const made = { ended: await program.stop(), stdout: program.stdout() };
  // It is there with all that it says, or not yet.
  writeFileSync(`${report}.half`, JSON.stringify(made));
  renameSync(`${report}.half`, report);
  return { dataDir, ...made };
}

/** Fills a folder with what that first start left, with the owners that PostgreSQL minds. Answers with the lines that it printed. */
export async function copyFirstStart(to: string, clock?: string): Promise<string[]> {
  const { dataDir, stdout, ended } = await firstStart(clock);
  if (ended.code !== 0) throw new Error(`The first start ended with ${JSON.stringify(ended)}`);
  execFileSync('cp', ['-a', `${dataDir}/.`, to]);
  return stdout.trimEnd().split('\n');
}
