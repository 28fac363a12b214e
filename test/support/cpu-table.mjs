// What each test file costs in CPU seconds, where CPU_TABLE names a file to write it to (Linux, one worker: npm test -- -i).
// Elapsed time says how busy the machine was; this says what the file asked of it.
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const TICKS = 100;

/** Every process: its parent and the seconds that it and its ended children have used. */
function processes() {
  const found = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      const [own, ended] = [Number(fields[11]) + Number(fields[12]), Number(fields[13]) + Number(fields[14])];
      found.set(Number(pid), { parent: Number(fields[1]), own: own / TICKS, ended: ended / TICKS });
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

const under = (all, root) => {
  const children = [...all].filter(([, { parent }]) => parent === root).map(([pid]) => pid);
  return [root, ...children.flatMap((child) => under(all, child))];
};

function used() {
  const all = processes();
  const { pid } = JSON.parse(process.env.TEST_CLUSTER);
  const sum = (pids) => pids.reduce((total, one) => total + all.get(one).own + all.get(one).ended, 0);
  const postgres = under(all, pid);
  const others = under(all, process.pid).filter((one) => one !== process.pid && !postgres.includes(one));
  const self = all.get(process.pid);
  return { tests: self.own, programs: sum(others) + self.ended, postgres: sum(postgres) };
}

/** Called when a test file begins; what it answers is called when the file ends. */
export function countCpu(testPath) {
  if (!process.env.CPU_TABLE) return () => undefined;
  const [before, began] = [used(), performance.now()];
  return async () => {
    // What is ending is counted with those that have ended.
    await sleep(200);
    const after = used();
    const parts = Object.keys(after).map((part) => (after[part] - before[part]).toFixed(2));
    const elapsed = ((performance.now() - began) / 1000).toFixed(1);
    appendFileSync(process.env.CPU_TABLE, `${[...parts, elapsed].join('\t')}\t${testPath.split('/test/')[1]}\n`);
  };
}
