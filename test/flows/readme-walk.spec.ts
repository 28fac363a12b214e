import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectPath } from '../support/schema.js';
import { copyBareTrial, TrialServer } from '../support/trial-server.js';

// The walk of the README, command for command, on a trial of its own; on a day whose law is known, whenever that was.
const TODAY = '2026-11-23';
let folder: string;
let server: TrialServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'so-vang-walk-'));
  copyBareTrial(folder);
  server = await TrialServer.start(folder, `${TODAY}T08:00:00+07:00`);
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

async function walk(): Promise<string> {
  const readme = await readFile(projectPath('README.md'), 'utf8');
  const commands = [...readme.matchAll(/^```sh walk\n([\s\S]*?)^```$/gm)].map(([, block]) => block).join('\n');
  expect(commands).toContain('$(TZ=Asia/Ho_Chi_Minh date +%F)');
  return commands.replaceAll('$(TZ=Asia/Ho_Chi_Minh date +%F)', TODAY);
}

/** Runs it as somebody would who pastes it into a terminal; stops at the first command that fails. */
async function run(commands: string): Promise<{ code: number; output: string; errors: string }> {
  const env = { PATH: process.env['PATH'], DATA_DIR: folder, PORT: new URL(server.url).port };
  const shell = spawn('bash', ['--norc', '-eu', '-c', commands], { cwd: projectPath(''), env });
  let [output, errors] = ['', ''];
  shell.stdout.on('data', (data) => (output += String(data)));
  shell.stderr.on('data', (data) => (errors += String(data)));
  const [code] = (await once(shell, 'close')) as [number];
  return { code, output, errors };
}

describe('the walk of the README', () => {
  it('goes from the draft to the certificate and to the search', async () => {
    const { code, output, errors } = await run(await walk());
    expect([code, errors]).toEqual([0, '']);
    expect(output).toContain('"valid": true');
    expect(output).toMatch(/"totalPrize": "[1-9]\d*0000"/);
    expect(output).toMatch(/"recoverItem": true,[\s\S]*"valid": false,\n\s+"status": "REVOKED"/);
    expect(output).toMatch(/"nameAsAwarded": "Lò Thị Hòa",\n\s+"citation": ".*27\/QĐ-UBND/);
    const awards = await server.rows(
      `select a.name_as_awarded as name, d.symbol from award a join decision d on d.id = a.decision_id`,
    );
    expect(awards).toEqual([{ name: 'Lò Thị Hòa', symbol: '27/QĐ-UBND' }]);
  });

  it('would be caught where a command no longer fits', async () => {
    const { code, errors } = await run((await walk()).replace('kind: INDIVIDUAL', 'kind: NOBODY'));
    expect(code).toBe(1);
    expect(errors).toContain('NOBODY');
  });
});
