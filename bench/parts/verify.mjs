// Rows a second of audit:verify, over half a million sealed rows.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connected, createDatabase, urlOf } from '../cluster.mjs';

const CLI = new URL('../../dist/audit-verify.cli.js', import.meta.url).pathname;
const GOAL = 100_000;

async function fillAudit(cluster, database, rows) {
  await connected(cluster, 'owner', database, async (client) => {
    await client.query(
      // The canonical text that record() writes: verification refuses any other.
      `insert into audit (text) select format(
         '{"action":"honouree.create","at":"%s","details":{"displayName":{"saltedSha256":"%s"},"kind":"INDIVIDUAL"},"subject":"honouree:%s"}',
         to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), encode(sha256(i::text::bytea), 'hex'), uuidv7())
       from generate_series(1, $1::int) i`,
      [rows],
    );
    for (let sealed = 1; sealed > 0;) sealed = (await client.query('select audit_seal_pending(50000) as n')).rows[0].n;
    await client.query('vacuum analyze');
  });
}

function verify(url) {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, url], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`audit:verify ended with ${status}: ${stdout}${stderr}`);
  return {
    seconds: (performance.now() - began) / 1000,
    verified: Number(/(\d[\d,.]*) rows verified/.exec(stdout)?.[1]?.replace(/[,.]/g, '')),
    stdout,
  };
}

/** @param {import('../run.mjs').Bench} bench */
export async function verifyAudit({ cluster, options, say }) {
  if (!existsSync(CLI)) return [say({ name: 'audit:verify', measured: 'left out: not built yet' })];
  const rows = options.quick ? 100_000 : 500_000;
  await createDatabase(cluster, 'bench_audit');
  await fillAudit(cluster, 'bench_audit', rows);
  const url = urlOf(cluster, 'app', 'bench_audit');
  const { seconds, verified, stdout } = verify(url);
  if (verified !== rows) throw new Error(`${rows} rows were sealed, but: ${stdout}`);
  const perSecond = rows / seconds;
  return [
    say({
      name: 'audit:verify',
      measured: `${Math.round(perSecond / 1000)},000 rows/s (${seconds.toFixed(1)} s, start included)`,
      goal: '≥ 100,000 rows/s',
      met: perSecond >= GOAL,
    }),
  ];
}
