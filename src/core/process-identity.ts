import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Names one process for ever. A pid alone does not: the system gives it out again, so what was written to a file
 * before a crash may name a stranger afterwards. Pid and start time together are never given out twice.
 */
export interface ProcessIdentity {
  pid: number;
  /** When the process started, in the system's own notation: good for comparing, not for reading. */
  started: string;
}

/** This very process. */
export function ownIdentity(): ProcessIdentity {
  return identityOf(process.pid) ?? { pid: process.pid, started: '' };
}

/** The identity of the process that has this pid now, or null when there is none (a zombie counts as none). */
export function identityOf(pid: number): ProcessIdentity | null {
  const started = startOf(pid);
  return started === null ? null : { pid, started };
}

/**
 * Is this same process still running? When the system hides its start time from us the answer is yes: to refuse a
 * start needlessly does less harm than two servers on one folder.
 */
export function isRunning(identity: ProcessIdentity): boolean {
  const started = startOf(identity.pid);
  return started !== null && (started === '' || identity.started === '' || started === identity.started);
}

/** Waits until the process has ended: true, or false when it still runs after `timeoutMs` milliseconds. */
export async function waitUntilEnded(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isRunning(identity)) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/** Sends a signal; a process that has ended meanwhile is no error. Throws EPERM when it is not ours to signal. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Does the system know this pid at all, be it a zombie's or a process that we may not signal? */
export function isPidTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Start time as text; null: no such process; '': there is one, but the system does not tell. */
function startOf(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0 || !isPidTaken(pid)) return null;
  try {
    if (process.platform === 'linux') return linuxStart(pid);
    return process.platform === 'win32' ? windowsStart(pid) : psStart(pid);
  } catch {
    return '';
  }
}

/** Clock ticks since the machine's start, with the name of that start: a reboot begins the ticks anew. */
function linuxStart(pid: number): string | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The second field is the program's name in brackets and may hold anything, so count from the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}:${fields[19]}`;
}

function psStart(pid: number): string | null {
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  const line = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8', env }).trim();
  return line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
}

function windowsStart(pid: number): string {
  const command = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  return execFileSync('powershell', ['-NoProfile', '-Command', command], {
    encoding: 'utf8',
    windowsHide: true,
  }).trim();
}
