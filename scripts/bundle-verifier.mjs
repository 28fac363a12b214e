// Makes dist/so-vang-verify.mjs of dist/award-log/verify.cli.js and all that it imports: one file that needs only Node.
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const dist = (name) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));
const outfile = dist('so-vang-verify.mjs');
const { metafile } = await build({
  entryPoints: [dist('award-log/verify.cli.js')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  metafile: true,
  banner: {
    js: `#!/usr/bin/env node
// Sổ Vàng: checks the proof of an award without our database and server. Made by scripts/bundle-verifier.mjs.
// node so-vang-verify.mjs FILE [--keys keys.json] [--checkpoint checkpoint.json] [--now DATE]`,
  },
});
const foreign = Object.keys(metafile.inputs).filter((path) => path.includes('node_modules'));
if (foreign.length > 0) throw new Error(`The verifier is to need nothing but Node: ${foreign.join(', ')}`);
chmodSync(outfile, 0o755);
