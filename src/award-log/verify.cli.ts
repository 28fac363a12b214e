import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { message, type MessageKey } from '../core/messages.vi.js';
import { checkProof, type Flaw, type ProvenAward, type ProvenEvent, type Verdict } from './check-proof.js';
import type { Checkpoint } from './domain/checkpoint.js';
import { readCheckpoint, readKeys, readProof, type ProofFile, type ProofKey } from './domain/proof-file.js';

/**
 * `npm run verify -- FILE [--keys FILE] [--checkpoint FILE] [--now DATE]`: checks the proof of an award without database
 * and server. Exit code 0: it was issued and stands, corrected perhaps; 1: the proof does not hold; 2: it could not be
 * checked, and why; 3: it was revoked. This file and what it imports are also built into one, dist/so-vang-verify.mjs:
 * it imports nothing that is not pure but node's own.
 */

const HOLDS = 0;
const DOES_NOT_HOLD = 1;
const NOT_CHECKED = 2;
const REVOKED = 3;

/** A checkpoint comes every day; after so many it is worth asking for a newer proof. */
const OLD_DAYS = 7;
const DAY_MS = 86_400_000;
/** More than a thousand entries about one award. */
const LARGEST_BYTES = 32 * 1024 * 1024;

/** What is wrong with a proof, in words. */
const FLAWS: Record<Flaw, MessageKey> = {
  key: 'verifyProof.flaw.key',
  checkpoint: 'verifyProof.flaw.checkpoint',
  line: 'verifyProof.flaw.line',
  inclusion: 'verifyProof.flaw.inclusion',
  token: 'verifyProof.flaw.token',
  consistency: 'verifyProof.flaw.consistency',
  fork: 'verifyProof.flaw.fork',
  changes: 'verifyProof.flaw.changes',
  later: 'verifyProof.flaw.later',
};

const FACTS: Record<string, MessageKey> = {
  name: 'verifyProof.nameNow',
  unit: 'verifyProof.unitNow',
  number: 'verifyProof.copyNumber',
};

/** A failure that has its sentence already. */
class Told extends Error {}

/** Whoever made the file may want to move the cursor, or to turn the line around. */
function plain(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

function say(line: string): void {
  process.stdout.write(`${plain(line)}\n`);
}

function contentOf(path: string): string {
  try {
    if (statSync(path).size > LARGEST_BYTES) throw new Told(message('verifyProof.tooLarge', { path }));
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Told) throw error;
    throw new Told(message('verifyProof.noFile', { path, reason: error instanceof Error ? error.message : '' }));
  }
}

function fileOf<Value>(path: string, read: (json: string) => Value | null): Value {
  const found = read(contentOf(path));
  if (found === null) throw new Told(message('verifyProof.unreadable', { path }));
  return found;
}

/** Keys that are trusted because of the file that they lie in: whoever reads the verdict has to know which. */
interface Trusted {
  keys: ProofKey[];
  path: string;
}

function trustedIn(path: string): Trusted {
  return { keys: fileOf(path, readKeys), path: resolve(path) };
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** Keys that somebody has put beside us, or those of the registry on this machine; null where there are none. */
function keysAtHand(): Trusted | null {
  const folder = process.env['KEY_DIR'] ?? join(process.env['DATA_DIR'] ?? '.data', 'award-log-keys');
  const path = ['so-vang-keys.json', join(folder, 'keys.json')].find(isReadable);
  return path === undefined ? null : trustedIn(path);
}

interface Arguments {
  file: string;
  keys: string | undefined;
  checkpoint: string | undefined;
  now: Date;
}

function argumentsOf(): Arguments {
  try {
    const options = { keys: { type: 'string' }, checkpoint: { type: 'string' }, now: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [file, ...more] = positionals;
    const now = new Date(values.now ?? Date.now());
    if (file !== undefined && more.length === 0 && !Number.isNaN(now.getTime())) {
      return { file, keys: values.keys, checkpoint: values.checkpoint, now };
    }
  } catch {
    // An option that we do not know.
  }
  throw new Told(message('verifyProof.usage'));
}

function dayOf(instant: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)/.exec(instant) ?? [];
  return `${day}/${month}/${year}`;
}

/** In Vietnam, where its laws count. */
function civilDay(instant: string): string {
  return dayOf(new Date(Date.parse(instant) + 7 * 3_600_000).toISOString());
}

function awardLine({ name, typeName, type, symbol, issuer, from, on }: ProvenAward): string {
  const day = from === on ? dayOf(on) : `${dayOf(from)}–${dayOf(on)}`;
  const params = { name, typeName, type, symbol: symbol ?? '…', issuer: issuer ?? '…', day };
  return `  ${message('verifyProof.award', params)}`;
}

/** What an entry says besides its kind, as people say it; what a later version may add stands as it is. */
function factText(name: string, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (name === 'ground') return message('verifyProof.ground', { point: text.toLowerCase() });
  const key = Object.hasOwn(FACTS, name) ? FACTS[name] : undefined;
  return key ? message(key, { value: text }) : `${name}: ${text}`;
}

function eventLine({ kind, at, symbol, facts }: ProvenEvent): string {
  const what = message(
    kind === 'REVOKED'
      ? 'verifyProof.revocation'
      : kind === 'CORRECTED'
        ? 'verifyProof.correction'
        : 'verifyProof.reissue',
  );
  const said = Object.entries(facts).map(([name, value]) => factText(name, value));
  return `  ${[`${civilDay(at)} ${what}`, symbol, ...said].filter((part) => part !== null).join('; ')}`;
}

function tell(verdict: Verdict, now: Date): number {
  if (verdict.status === 'FALSE') {
    say(message('verifyProof.false', { why: message(FLAWS[verdict.flaw]) }));
    return DOES_NOT_HOLD;
  }
  const { status, award, index, later, checkpoint } = verdict;
  const params = { size: checkpoint.size, index, day: civilDay(checkpoint.at) };
  say(message(status === 'REVOKED' ? 'verifyProof.revoked' : 'verifyProof.holds', params));
  if (status === 'CORRECTED') say(message('verifyProof.corrected'));
  say(awardLine(award));
  for (const event of later) say(eventLine(event));
  const days = Math.floor((now.getTime() - Date.parse(checkpoint.at)) / DAY_MS);
  if (days > OLD_DAYS) say(message('verifyProof.old', { days }));
  return status === 'REVOKED' ? REVOKED : HOLDS;
}

/** A kept checkpoint of another size than those of the proof contradicts nothing, and bears out nothing: whoever gave it must know. */
function compared(code: number, { checkpoint, first }: ProofFile, other: Checkpoint | null): number {
  if (code === DOES_NOT_HOLD || !other || [checkpoint.size, first.size].includes(other.size)) return code;
  say(message('verifyProof.notCompared', { size: other.size, first: first.size, last: checkpoint.size }));
  return code === HOLDS ? NOT_CHECKED : code;
}

function main(): number {
  const { file, keys: keyFile, checkpoint, now } = argumentsOf();
  const proof = fileOf(resolve(file), readProof);
  const trusted = keyFile === undefined ? keysAtHand() : trustedIn(keyFile);
  const other = checkpoint === undefined ? null : fileOf(checkpoint, readCheckpoint);
  const verdict = checkProof(proof, trusted?.keys ?? proof.keys, other);
  const code = compared(tell(verdict, now), proof, other);
  if (trusted) {
    const keys = trusted.keys.map(({ id }) => id).join(', ');
    say(message('verifyProof.trusted', { keys, path: trusted.path }));
    return code;
  }
  const keys = proof.keys.map(({ id, publicKey }) => `${id} ${publicKey}`).join(', ');
  say(message(code === DOES_NOT_HOLD ? 'verifyProof.triedOwnKeys' : 'verifyProof.ownKeys', { keys }));
  return code === DOES_NOT_HOLD ? code : NOT_CHECKED;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${plain(error instanceof Told ? error.message : String(error))}\n`);
  process.exitCode = NOT_CHECKED;
}
