// Runs a script with what V8 compiled of it the last time: node run-bundled.cjs SCRIPT ARGUMENTS…
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

/** A server has run by then what a start runs. */
const WARM_MS = 5_000;

// pg asks it which runtime this is. Node 20 has none, and then it tries a Response: that alone loads all of fetch.
globalThis.navigator ??= { userAgent: `Node.js/${process.version.split('.', 1)[0].slice(1)}` };

const [path] = process.argv.splice(2, 1);
const compiled = `${path}.compiled`;
// A function (bundle.mjs) in ASCII: read so, it needs no decoding and stays one byte a sign.
const script = new Script(readFileSync(path, 'latin1'), {
  filename: path,
  cachedData: existsSync(compiled) ? readFileSync(compiled) : undefined,
});

function keep() {
  const half = `${compiled}.${process.pid}`;
  writeFileSync(half, script.createCachedData());
  renameSync(half, compiled);
}

if (script.cachedDataRejected !== false) setTimeout(keep, WARM_MS).unref();
const itself = { exports: {} };
script.runInThisContext()(itself.exports, createRequire(path), itself, path, dirname(path), (file) => import(file));
