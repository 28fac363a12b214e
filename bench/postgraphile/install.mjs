// PostGraphile is no dependency of ours: it is installed here, with the Node that it needs, when first compared with.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** The Node to run server.mjs with. */
export function installPostGraphile() {
  const node = `${HERE}node_modules/.bin/node`;
  if (existsSync(node)) return node;
  const args = ['ci', '--no-audit', '--no-fund', '--engine-strict=false'];
  const { status, stderr } = spawnSync('npm', args, { cwd: HERE, encoding: 'utf8' });
  if (status !== 0) throw new Error(`PostGraphile could not be installed: ${stderr}`);
  return node;
}
