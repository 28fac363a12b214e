/*
 * The guard's own process: node postgres-guard.process.js <data folder> remove|keep, with a pipe from the server as
 * its standard input. The pipe's end without a word of dismissal means that the server was killed.
 */
import { rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { acquireDataDirLock } from './data-dir-lock.js';
import { clusterPaths } from './postgres-cluster.js';
import { endOrphan } from './postgres-orphan.js';

const [dataDir = '', whatThen] = process.argv.slice(2);

if ((await text(process.stdin)) === '') await standIn();

async function standIn(): Promise<void> {
  // Under the lock: should another server have taken the folder over already, the orphan is its affair (this throws).
  const lock = await acquireDataDirLock(dataDir);
  await endOrphan(clusterPaths(dataDir), 'SIGQUIT');
  if (whatThen === 'remove') await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  else await lock.release();
}
