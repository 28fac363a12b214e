// Temporary files of a run in one folder, which it removes; in memory, where the machine (Linux) has room: a database is
// cloned with 800 small files, on a disk half a second of CPU each time. Nothing is lost by it: tests kill processes, not machines.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';

const MEMORY = '/dev/shm';
const ENOUGH = 6 * 2 ** 30;
const NAME = /^sv-tests-(\d+)$/;

/** Containers give it 64 MB, and nothing may be started there. */
function isRoomy() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .findLast((line) => line.split(' ')[1] === MEMORY);
    return bavail * bsize >= ENOUGH && freemem() >= ENOUGH && !mount?.includes('noexec');
  } catch {
    return false;
  }
}

function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch ({ code }) {
    return code === 'EPERM';
  }
}

/** What a killed run left would lie there for good. */
function clearLeft(place) {
  for (const name of readdirSync(place)) {
    const pid = NAME.exec(name)?.[1];
    if (pid && !lives(Number(pid))) rmSync(`${place}/${name}`, { recursive: true, force: true });
  }
}

/** Has this process and its children make their temporary files in one folder; answers with how to undo it. */
export function keepFilesTogether() {
  const place = isRoomy() ? MEMORY : tmpdir();
  clearLeft(place);
  const [folder, before] = [`${place}/sv-tests-${process.pid}`, process.env.TMPDIR];
  // Tests look for "/tmp/" in answers that must not tell where files lie.
  mkdirSync(`${folder}/tmp`, { recursive: true });
  chmodSync(folder, 0o755);
  chmodSync(`${folder}/tmp`, 0o1777);
  process.env.TMPDIR = `${folder}/tmp`;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
}
