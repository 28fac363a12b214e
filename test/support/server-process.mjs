// The built server as its own process on a database of the test cluster: the artefact that people run.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

let folder;

/** Where servers that are not told otherwise keep files and keys: those of one Jest worker share it, as those of one registry do. */
function sharedFolder() {
  return (folder ??= mkdtempSync(join(tmpdir(), 'so-vang-servers-')));
}

/**
 * What a built program is started with, on Node 20 (later ones have a cheaper compiler). A quarter of a start goes into
 * optimising code, and most of these programs live for a second: it is to wait for those that live long, not for ever.
 * And what a start allocates it keeps: a young generation that cannot hold it copies it again and again for nothing.
 */
export const V8_FLAGS = process.version.startsWith('v20.')
  ? ['--interrupt-budget=250000', '--min-semi-space-size=16', '--initial-heap-size=256']
  : [];

const RUN_BUNDLED = new URL('./run-bundled.cjs', import.meta.url).pathname;

/** What node gets to run a program of the bundle, e.g. `identity/admin.cli`; those that are built also without global-setup. */
export function builtProgram(name) {
  const bundle = process.env.BUILT_PROGRAMS;
  const program = bundle ? [RUN_BUNDLED, bundle, name] : [new URL(`../../dist/${name}.js`, import.meta.url).pathname];
  return [...V8_FLAGS, ...program];
}

const READY = /^READY (http:\S+)$/;

/** Starts the built main.js; `env` adds to the environment. Resolves when it says READY, rejects with what it said else. */
export function startServerProcess(env) {
  const child = spawn(process.execPath, builtProgram('main'), {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      LOG_LEVEL: 'warn',
      RATE_LIMIT: '0',
      EXIT_WITH_PARENT: '1',
      TRIAL_WORK: 'false',
      CHEAP_PASSWORDS: '1',
      DATA_DIR: env.DATA_DIR ?? sharedFolder(),
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (data) => (errors += data));
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    const said = [];
    lines.on('line', (line) => {
      said.push(line);
      const url = READY.exec(line)?.[1];
      if (!url) return;
      const unref = () => {
        for (const handle of [child, child.stdin, child.stdout, child.stderr]) handle.unref();
      };
      resolve({
        url,
        pid: child.pid,
        child,
        exited,
        unref,
        said: () => said,
        errors: () => errors,
        stop: () => (child.kill('SIGTERM'), exited),
      });
    });
    void exited.then(({ code }) => reject(new Error(`server ended with ${code}: ${errors}`)));
  });
}
