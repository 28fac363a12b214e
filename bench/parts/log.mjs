// The award log at two million entries: the proof of an award, its check, and entering awards. The signature of a decision
// of 500 lines with the log is in `steps`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwardLog } from '../../dist/award-log/award-log.js';
import { takeWaiting } from '../../dist/award-log/award-log.queries.js';
import { auditHead, insertCheckpoint, lastCheckpoint, logKeys } from '../../dist/award-log/checkpoint.queries.js';
import { checkProof } from '../../dist/award-log/check-proof.js';
import { proveAward } from '../../dist/award-log/prove.js';
import { publishedKeys } from '../../dist/award-log/published-keys.js';
import { signAuditHead, signCheckpoint } from '../../dist/award-log/signatures.js';
import { edgeAt, storeFull } from '../../dist/award-log/stored-tree.js';
import { Clock } from '../../dist/core/clock.js';
import { loadConfig } from '../../dist/core/config.js';
import { openDatabase } from '../../dist/core/open-database.js';
import { connected, urlOf } from '../cluster.mjs';
import { fillHonours } from '../honours-data.mjs';
import { median, percentile } from '../statistics.mjs';
import { limitFigure } from '../table.mjs';

const DATABASE = 'bench_log';
const ENTRIES = { quick: 100_000, whole: 2_000_000 };
const HONOUREES = 10_000;
/** So many of their awards are entered and proved. */
const PROVED = 2_000;
const BATCH = 500;

/** Entries of awards that there are not: only their hashes are read again, as those of strangers are. */
const STRANGERS = `insert into award_log_entry (idx, kind, award_id, decision_id, at, facts, salt, hash)
  select i, 'AWARD', gen_random_uuid(), null, now(), '{}', sha256(int8send(i)) || sha256(int8send(-i)), sha256(int8send(i))
  from generate_series(1, $1::bigint) i`;

async function fillLog(cluster, database, log, entries) {
  await database.transaction((tx) => log.begin(tx));
  await connected(cluster, 'postgres', DATABASE, async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(STRANGERS, [entries]);
    await client.query('insert into award_log_waiting select id from award order by id limit $1', [PROVED]);
    await client.query('vacuum analyze award_log_entry');
  });
  await database.transaction(async (tx) => {
    await storeFull(tx, 1, entries + 1);
    const { at, changed, changes, keyId } = await lastCheckpoint(tx);
    const root = (await edgeAt(tx, entries + 1)).root.toString('hex');
    const said = { size: entries + 1, root, at, changed, changes, keyId };
    const secret = await log.files.secretOf(keyId);
    const head = signAuditHead({ ...(await auditHead(tx)), at, keyId }, secret);
    await insertCheckpoint(tx, signCheckpoint(said, secret), head);
  });
  // As autovacuum does while a log grows to that size; statements were planned on empty tables.
  await connected(cluster, 'postgres', DATABASE, (client) => client.query('vacuum analyze award_log_node'));
}

/** Enters the real awards, a decision's worth at a time; how long each batch took. */
async function enterAll(database, log) {
  const [times, ids] = [[], []];
  for (;;) {
    const began = performance.now();
    const awards = await database.transaction(async (tx) => {
      const taken = await takeWaiting(tx, { limit: BATCH });
      await log.enterAwards(tx, taken);
      return taken;
    });
    if (awards.length === 0) return { times, ids };
    times.push(performance.now() - began);
    ids.push(...awards.map(({ awardId }) => awardId));
  }
}

async function proofTimes(database, ids) {
  const keys = publishedKeys(await logKeys(database)).keys;
  const [proving, checking] = [[], []];
  for (const id of ids) {
    const began = performance.now();
    const proof = await proveAward(database, id, null);
    const proved = performance.now();
    const verdict = checkProof(proof, keys);
    checking.push(performance.now() - proved);
    proving.push(proved - began);
    if (verdict.status !== 'VALID') throw new Error(`the proof of ${id} is ${JSON.stringify(verdict)}`);
  }
  return { proving, checking };
}

/** @param {import('../run.mjs').Bench} bench */
export async function awardLog({ cluster, options, say }) {
  const entries = ENTRIES[options.quick ? 'quick' : 'whole'];
  await fillHonours(cluster, DATABASE, HONOUREES);
  const keyDir = await mkdtemp(join(tmpdir(), 'so-vang-bench-keys-'));
  const config = loadConfig({ DATABASE_URL: urlOf(cluster, 'app', DATABASE), KEY_DIR: keyDir });
  const { database, close } = await openDatabase(config, { url: config.databaseUrl }, new Clock());
  try {
    const log = new AwardLog(config);
    await fillLog(cluster, database, log, entries);
    const { times, ids } = await enterAll(database, log);
    await proofTimes(database, ids.slice(0, 50));
    const { proving, checking } = await proofTimes(database, ids);
    const note = `${entries} entries`;
    return [
      say(limitFigure('award log: proof of an award, p95', percentile(proving, 95), 'ms', 10, note)),
      say(limitFigure('award log: check of a proof, p95', percentile(checking, 95), 'ms', 20)),
      say(
        limitFigure(
          `award log: entering ${BATCH} awards with their tokens, median`,
          median(times),
          'ms',
          undefined,
          note,
        ),
      ),
    ];
  } finally {
    await close();
    await rm(keyDir, { recursive: true, force: true });
  }
}
