// createHonouree by sixteen writers, with the audit as built and without any: the same server on a database of the same
// size, where record() does nothing (without-audit.mjs), so that its JSON, hashes, statement, trigger and sealing are
// all left out.
import { urlOf } from '../cluster.mjs';
import { alternate, ask, post } from '../load.mjs';
import { FAMILY, GIVEN, MIDDLE, pick, seeded } from '../names.mjs';
import { CREATE } from '../operations.mjs';
import { startBare, startService } from '../processes.mjs';
import { percentile } from '../statistics.mjs';
import { besideBareFigure, ratioFigure } from '../table.mjs';

const WITHOUT_AUDIT = ['--import', new URL('../without-audit.mjs', import.meta.url).href];

/** Two thousand different people. */
function creations(token, unitId) {
  const random = seeded(7);
  return Array.from({ length: 2_000 }, () => {
    const displayName = [FAMILY, MIDDLE, GIVEN].map((names) => pick(names, random)).join(' ');
    return post(token, CREATE, { input: { kind: 'INDIVIDUAL', displayName, birthYear: 1980, unitId } });
  });
}

async function mustWrite(url, request) {
  const { createHonouree } = await ask(url, request);
  if (!createHonouree.honouree) throw new Error(JSON.stringify(createHonouree));
}

function besideNote({ a, b, times }) {
  const [ours, bare] = [times.a, times.b].map((each) => percentile(each, 95).toFixed(0));
  return `${a.toFixed(0)} of ${b.toFixed(0)} a second; p95 ${ours} and ${bare} ms`;
}

/** @param {import('../run.mjs').Bench} bench */
export async function writes({ cluster, written, options, say }) {
  const servers = [
    await startService(urlOf(cluster, 'app', written.audited.database)),
    await startService(urlOf(cluster, 'app', written.unaudited.database), WITHOUT_AUDIT),
  ];
  const sides = [written.audited, written.unaudited].map(({ sessions: { commune } }, index) => {
    return { url: servers[index].url, requests: creations(commune.token, commune.unitId) };
  });
  for (const { url, requests } of sides) await mustWrite(url, requests[0]);
  const { a, b, ratio } = await alternate(sides[0], sides[1], options);
  // The same statements by the bare server: what sixteen writers, PostgreSQL and Node have to share is the machine.
  servers.push(await startBare(urlOf(cluster, 'app', written.audited.database)));
  const beside = await alternate(sides[0], { ...sides[0], url: servers[2].url }, options);
  for (const server of servers) await server.stop();
  const audited = await written.countAudit(written.audited.database);
  const unaudited = await written.countAudit(written.unaudited.database);
  if (audited === 0 || unaudited > 0) throw new Error(`audit rows: ${audited} and ${unaudited}`);
  return [
    say(ratioFigure('createHonouree with audit ÷ without', ratio, 0.8, `${a.toFixed(0)} of ${b.toFixed(0)} a second`)),
    say(besideBareFigure('createHonouree, 16 writers: p95', beside.times.a, beside.times.b, 25)),
    say(ratioFigure('createHonouree ÷ bare server', beside.ratio, undefined, besideNote(beside))),
  ];
}
