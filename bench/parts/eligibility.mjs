// What the rules say of 500 dossiers in one call, among 200,000: with all that is asked before a signature, discipline too.
import { Clock } from '../../dist/core/clock.js';
import { loadConfig } from '../../dist/core/config.js';
import { openDatabase } from '../../dist/core/open-database.js';
import { eligibilityOf } from '../../dist/nominations/dossier-eligibility.js';
import { connected, urlOf } from '../cluster.mjs';
import { median } from '../statistics.mjs';
import { limitFigure } from '../table.mjs';

const DOSSIERS = 500;
const TURNS = 12;
const OPEN = `select n.id from nomination n where n.state in ('SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED')
  order by sha256(n.id::text::bytea) limit $1`;

/** @param {import('../run.mjs').Bench} bench */
export async function eligibility({ cluster, climbing, say }) {
  const { rows } = await connected(cluster, 'owner', climbing.database, (client) =>
    client.query(OPEN, [DOSSIERS * TURNS]),
  );
  const clock = new Clock();
  const config = loadConfig({ DATABASE_URL: urlOf(cluster, 'app', climbing.database) });
  const { database, close } = await openDatabase(config, { url: config.databaseUrl }, clock);
  try {
    const times = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const asked = rows.slice(turn * DOSSIERS, (turn + 1) * DOSSIERS);
      const began = performance.now();
      const found = await eligibilityOf(database, asked, clock.today(), { sensitive: 'ALL', documents: true });
      times.push((performance.now() - began) / 1_000);
      if (found.size !== DOSSIERS) throw new Error(`${found.size} of ${DOSSIERS} dossiers were weighed`);
    }
    const note = `the first ${times[0].toFixed(2)} s, the slowest later one ${Math.max(...times.slice(1)).toFixed(2)} s`;
    return [say(limitFigure(`eligibility of ${DOSSIERS} dossiers, median`, median(times.slice(1)), 's', 1, note))];
  } finally {
    await close();
  }
}
