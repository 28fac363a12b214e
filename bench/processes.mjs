// Servers as processes of their own: ours as people run it, and those it is compared with.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = new URL('../dist/main.js', import.meta.url).pathname;
const BARE = new URL('./bare-server.mjs', import.meta.url).pathname;
const POSTGRAPHILE = new URL('./postgraphile/server.mjs', import.meta.url).pathname;
const READY = /^READY (http:\S+)$/;

/** @typedef {{ url: string; pid: number; readyMs: number; stop: () => Promise<void> }} Server */

/**
 * Starts a program and waits for its READY line.
 * @param {string} file
 * @param {Record<string, string>} env
 * @param {{ nodeArgs?: string[]; node?: string }} [options]
 * @returns {Promise<Server>}
 */
export function startProcess(file, env, { nodeArgs = [], node = process.execPath } = {}) {
  const began = performance.now();
  const child = spawn(node, [...nodeArgs, file], {
    // As every server is run in earnest, ours by itself: graphql is a third slower otherwise.
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: '0', EXIT_WITH_PARENT: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (data) => (errors += data));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = READY.exec(line)?.[1];
      if (url) resolve({ url, pid: child.pid, readyMs: performance.now() - began, stop });
    });
    void exited.then((code) => reject(new Error(`${file} ended with ${code}: ${errors}`)));
  });
}

/**
 * The built service on a database. Limits of requests a minute are off: the load comes from one address.
 * @param {string} databaseUrl
 * @param {string[]} [nodeArgs]
 */
export async function startService(databaseUrl, nodeArgs) {
  const dataDir = mkdtempSync(join(tmpdir(), 'so-vang-bench-data-'));
  const env = { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LOG_LEVEL: 'warn', RATE_LIMIT: '0' };
  const server = await startProcess(MAIN, env, { nodeArgs });
  const stop = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...server, stop };
}

/** @param {string} databaseUrl */
export function startBare(databaseUrl) {
  return startProcess(BARE, { DATABASE_URL: databaseUrl });
}

/** PostGraphile on a database of ours, by the Node that it needs. @param {string} databaseUrl @param {string} node */
export function startPostGraphile(databaseUrl, node) {
  return startProcess(POSTGRAPHILE, { DATABASE_URL: databaseUrl, GRAPHILE_ENV: 'production' }, { node });
}

/** The trial mode on a folder, PostgreSQL of its own and all. @param {string} dataDir */
export function startTrial(dataDir) {
  return startProcess(MAIN, { DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
}

/** Resident memory of a process in MB; NaN where /proc does not tell it. @param {number} pid */
export function residentMb(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return NaN;
  }
}
