// How long `node dist/main.js` takes to READY, and what it holds when it rests.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { residentMb, startTrial } from '../processes.mjs';
import { median } from '../statistics.mjs';
import { limitFigure } from '../table.mjs';

/** @param {import('../run.mjs').Bench} bench */
export async function start({ options, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'so-vang-bench-start-'));
  // PostgreSQL runs as another user where we are root.
  chmodSync(folder, 0o755);
  try {
    const first = await startTrial(folder);
    await first.stop();
    const seconds = [];
    let megabytes = NaN;
    for (let left = options.quick ? 3 : 5; left > 0; left -= 1) {
      const server = await startTrial(folder);
      seconds.push(server.readyMs / 1000);
      if (left === 1) {
        await sleep(5_000);
        megabytes = residentMb(server.pid);
      }
      await server.stop();
    }
    return [
      say(limitFigure('start on existing trial data', median(seconds), 's', 2.5)),
      say(limitFigure('first start: cluster, migrations, areas, demonstration', first.readyMs / 1000, 's')),
      say(limitFigure('memory of Node, 5 s after READY', megabytes, 'MB', 200)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
