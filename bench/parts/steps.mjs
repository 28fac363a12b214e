// A step of the workflow under sixteen writers, with the audit as built and without any, and the signature of a decision
// with 500 lines.
import pg from 'pg';
import { addDays } from '../../dist/core/civil-date.js';
import { CHECK_DECISION, DRAFT_DECISION, ISSUE, PREVIEW, RECEIVE } from '../chain-operations.mjs';
import { connected, urlOf } from '../cluster.mjs';
import { act, ask, post } from '../load.mjs';
import { startBare, startService } from '../processes.mjs';
import { median, percentile } from '../statistics.mjs';
import { besideBareFigure, limitFigure, ratioFigure } from '../table.mjs';

const WITHOUT_AUDIT = ['--import', new URL('../without-audit.mjs', import.meta.url).href];
const WRITERS = 16;
const LINES = 500;

const WAITING = `select n.id from nomination n where n.lies_with_id = $1 and n.state = 'SUBMITTED' and not n.suspended order by n.id`;

/** The dossiers that wait for the province, each given out once. */
async function waitingOf(cluster, { database, sessions }) {
  const { token, unitId, accountId } = sessions.province;
  const { rows } = await connected(cluster, 'owner', database, (client) => client.query(WAITING, [unitId]));
  const ids = rows.map(({ id }) => id);
  const nextId = () => {
    if (ids.length === 0) throw new Error('no dossier waits any more: give the part more of them');
    return ids.pop();
  };
  const next = () => post(token, RECEIVE, { input: { id: nextId() } });
  return { next, nextId, unitId, accountId, accepts: (answer) => answer.includes('"userErrors":[]') };
}

/** Sides in turns, each warmed up first: the middle of their rates, and all times. */
async function inTurns(sides, { rounds, seconds }) {
  const turns = sides.map(() => ({ rates: [], times: [] }));
  for (const { url, waiting } of sides) await act(url, waiting, 4);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { url, waiting }] of sides.entries()) {
      const { perSecond, times } = await act(url, waiting, seconds);
      turns[index].rates.push(perSecond);
      turns[index].times.push(...times);
    }
  }
  const ratio = (a, b) => median(turns[a].rates.map((rate, round) => rate / turns[b].rates[round]));
  return { turns, ratio };
}

const INSERT = `insert into nomination_event (nomination_id, version, at, day, action, from_state, to_state, from_step, step,
    acting_unit_id, account_id, data)
  select n.id, n.version + 1, now(), (now() at time zone 'Asia/Ho_Chi_Minh')::date, 'RECEIVE', n.state, 'RECEIVED', n.step, n.step,
    $2, $3, jsonb_build_object('dueOn', current_date + 30)
  from nomination n where n.id = $1`;

/** Sixteen connections that insert the event, each in a transaction of its own: the trigger moves the dossier. */
async function bySql(url, { nextId, unitId, accountId }, seconds) {
  const pool = new pg.Pool({ connectionString: url, max: WRITERS });
  const until = performance.now() + seconds * 1_000;
  const times = [];
  const writer = async () => {
    const client = await pool.connect();
    while (performance.now() < until) {
      const began = performance.now();
      await client.query({ name: 'receive', text: INSERT, values: [nextId(), unitId, accountId] });
      times.push(performance.now() - began);
    }
    client.release();
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  await pool.end();
  return { perSecond: times.length / seconds, times };
}

const rate = ({ rates, times }) => `${median(rates).toFixed(0)} a second, p95 ${percentile(times, 95).toFixed(0)} ms`;

async function receipts({ cluster, moved, options, say }) {
  const audits = () => Promise.all([moved.audited, moved.unaudited].map(({ database }) => moved.countAudit(database)));
  const before = await audits();
  const [audited, unaudited] = await Promise.all(
    [moved.audited, moved.unaudited].map((each) => waitingOf(cluster, each)),
  );
  const url = urlOf(cluster, 'app', moved.audited.database);
  const servers = [
    await startService(url),
    await startService(urlOf(cluster, 'app', moved.unaudited.database), WITHOUT_AUDIT),
    await startBare(url),
  ];
  const sides = servers.map((server, index) => ({ url: server.url, waiting: index === 1 ? unaudited : audited }));
  const { turns, ratio } = await inTurns(sides, options);
  for (const server of servers) await server.stop();
  const [ours, without, bare] = turns;
  const sql = await bySql(url, audited, options.seconds);
  const written = (await audits()).map((count, index) => count - before[index]);
  if (written[0] === 0 || written[1] > 0) throw new Error(`audit rows: ${written.join(' and ')}`);
  return [
    say(
      ratioFigure(
        'receiveNomination with audit ÷ without',
        ratio(0, 1),
        0.8,
        `${rate(ours)}; without ${rate(without)}`,
      ),
    ),
    say(besideBareFigure('receiveNomination, 16 writers: p95', ours.times, bare.times, 25)),
    say(ratioFigure('receiveNomination ÷ bare server', ratio(0, 2), undefined, `${rate(ours)}; bare ${rate(bare)}`)),
    say(
      limitFigure(
        'the same event by SQL alone, 16 connections: p95',
        percentile(sql.times, 95),
        'ms',
        undefined,
        `${sql.perSecond.toFixed(0)} a second`,
      ),
    ),
  ];
}

async function done(server, { token }, query, input, field) {
  const answer = (await ask(server.url, post(token, query, { input })))[field];
  if (answer.userErrors.length > 0) throw new Error(JSON.stringify(answer.userErrors));
  return answer.decision;
}

/** Drafts and checks a decision; answers with what its signature takes. */
async function prepared(server, { drafter, checker, signer }, nominationIds, number, signedOn) {
  const draft = {
    issuedById: drafter.unitId,
    title: 'Về việc khen thưởng',
    legalBases: ['Quy định số 15-QĐ/TW'],
    nominationIds,
  };
  const { id } = await done(server, drafter, DRAFT_DECISION, draft, 'draftDecision');
  await done(server, checker, CHECK_DECISION, { id }, 'checkDecision');
  const { decisionPreview } = await ask(server.url, post(signer.token, PREVIEW, { id, signedOn }));
  // What nobody has confirmed of the Party's awards the signer judges, for all lines together.
  const others = decisionPreview.problems.filter(({ code }) => code !== 'NEEDS_JUDGEMENT');
  if (others.length > 0) throw new Error(JSON.stringify(others));
  const doubts = new Set(decisionPreview.problems.map(({ rule }) => rule.code));
  const judgements = [...doubts].map((ruleCode) => ({ ruleCode, accept: true, reason: 'Đã xem xét.' }));
  if (decisionPreview.lines !== LINES) throw new Error(`${decisionPreview.lines} lines`);
  const how = {
    symbol: `${String(number).padStart(2, '0')}-QĐ/TU`,
    signer: 'Nguyễn Văn A',
    signerCapacity: 'TM. BAN THƯỜNG VỤ',
  };
  return { id, signedOn, ...how, judgements, previewHash: decisionPreview.hash };
}

const ENDORSED = `select n.id from nomination n join award_type t on t.id = n.award_type_id
  where n.lies_with_id = $1 and n.state = 'ENDORSED' and t.code = 'PB_BTV' and not n.suspended order by n.id`;

async function signatures({ cluster, climbing, say }) {
  const { database, sessions, decisions } = climbing;
  const server = await startService(urlOf(cluster, 'app', database));
  const { rows } = await connected(cluster, 'owner', database, (client) =>
    client.query(ENDORSED, [sessions.signer.unitId]),
  );
  const ids = rows.map(({ id }) => id);
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const times = [];
  for (let number = 1; number <= decisions; number += 1) {
    const lines = ids.splice(0, LINES);
    const signature = await prepared(server, sessions, lines, number, addDays(today, 0));
    const began = performance.now();
    await done(server, sessions.signer, ISSUE, signature, 'issueDecision');
    times.push(performance.now() - began);
  }
  await server.stop();
  const measured = times.slice(1).map((each) => each / 1_000);
  const note = `the first ${(times[0] / 1_000).toFixed(2)} s, the slowest later one ${Math.max(...measured).toFixed(2)} s`;
  return [
    say(limitFigure(`issueDecision, ${LINES} lines: median of ${measured.length}`, median(measured), 's', 0.7, note)),
  ];
}

/** @param {import('../run.mjs').Bench} bench */
export async function steps(bench) {
  return [...(await receipts(bench)), ...(await signatures(bench))];
}
