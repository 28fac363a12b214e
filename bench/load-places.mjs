import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = new URL('../dist/data-load.cli.js', import.meta.url).pathname;

/**
 * Loads the real administrative units, as people do.
 * @param {{ url: string; owner: string }} urls of the database, for the service and for its owner
 * @returns {number} the seconds that the command took, its start included
 */
export function loadPlaces({ url, owner }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'so-vang-bench-load-'));
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: url,
    DATABASE_OWNER_URL: owner,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  };
  try {
    const began = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI], { encoding: 'utf8', env });
    if (status !== 0) throw new Error(`data:load ended with ${status}: ${stdout}${stderr}`);
    return (performance.now() - began) / 1000;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
