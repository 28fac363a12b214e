import { hash, type KeyObject } from 'node:crypto';
import { changeText, type Checkpoint } from './domain/checkpoint.js';
import { readToken } from './domain/log-token.js';
import { isInstant, type ProofFile, type ProofKey, type ProvenChange, type ProvenEntry } from './domain/proof-file.js';
import { EMPTY_ROOT, isConsistent, leafHash, rootFromPath } from './merkle.js';
import { isCheckpointTrue, isTokenTrue, keyIdOf, publicKeyOf } from './signatures.js';

/** Checks a proof with nothing but itself and the keys that one trusts: no database, no server, no clock. */

/** Why a proof does not hold. */
export type Flaw =
  | 'key' // signed by none of the trusted keys, or by one that had been replaced
  | 'checkpoint' // the signature of a checkpoint
  | 'line' // not the line of an award of this form
  | 'inclusion' // not in the log of that root
  | 'token' // the token is not of this line
  | 'consistency' // the log did not only grow
  | 'fork' // another checkpoint of this size has another root
  | 'changes' // whether it was changed is not shown
  | 'later'; // an entry about it is not in the log, or is about another

export interface ProvenAward {
  id: string;
  name: string;
  type: string;
  typeName: string;
  symbol: string | null;
  issuer: string | null;
  /** Days of the signature: one, or first and last possible. */
  from: string;
  on: string;
}

export interface ProvenEvent {
  kind: string;
  at: string;
  /** Of the decision that did it. */
  symbol: string | null;
  facts: Readonly<Record<string, unknown>>;
}

export type Verdict =
  | { status: 'FALSE'; flaw: Flaw }
  | {
      status: 'VALID' | 'CORRECTED' | 'REVOKED';
      award: ProvenAward;
      index: number;
      later: ProvenEvent[];
      checkpoint: Checkpoint;
    };

class Flawed extends Error {
  constructor(readonly flaw: Flaw) {
    super(flaw);
  }
}

function require(holds: boolean, flaw: Flaw): asserts holds {
  if (!holds) throw new Flawed(flaw);
}

/** The verdict on a proof. `other`: a checkpoint from elsewhere, which must not contradict it. */
export function checkProof(proof: ProofFile, keys: readonly ProofKey[], other: Checkpoint | null = null): Verdict {
  try {
    return verdictOf(proof, keys, other);
  } catch (error) {
    if (error instanceof Flawed) return { status: 'FALSE', flaw: error.flaw };
    throw error;
  }
}

function verdictOf(proof: ProofFile, keys: readonly ProofKey[], other: Checkpoint | null): Verdict {
  const { checkpoint, first, award } = proof;
  for (const each of other ? [checkpoint, first, other] : [checkpoint, first]) requireSigned(each, keys);
  for (const [one, two] of [
    [checkpoint, other],
    [first, other],
    [first, checkpoint],
  ]) {
    require(!one || !two || one.size !== two.size || one.root === two.root, 'fork');
  }
  const [from, to] = [first, checkpoint].map(({ root }) => bytes(root)) as [Buffer, Buffer];
  const grew = [
    { from: first.size, fromRoot: from },
    { to: checkpoint.size, toRoot: to },
  ] as const;
  require(award.index < first.size && isConsistent(...grew, proof.consistency.map(bytes)), 'consistency');
  const line = lineOf(award);
  requireIncluded(award, checkpoint);
  requireToken(proof, line, keys);
  const status = statusOf(proof);
  const later = proof.later.map((entry) => eventOf(entry, line, checkpoint));
  require(status !== 'VALID' || later.every(({ kind }) => kind === 'REISSUED'), 'changes');
  return { status, award: line.award, index: award.index, later, checkpoint };
}

function bytes(hexadecimal: string): Buffer {
  return Buffer.from(hexadecimal, 'hex');
}

/** A key that was trusted at that moment; throws where there is none. */
function trusted(keys: readonly ProofKey[], id: string, at: string): KeyObject {
  const key = keys.find((each) => each.id === id && keyIdOf(Buffer.from(each.publicKey, 'base64url')) === id);
  require(key !== undefined && (key.until === null || at <= key.until), 'key');
  return publicKeyOf(Buffer.from(key.publicKey, 'base64url'));
}

function requireSigned(checkpoint: Checkpoint, keys: readonly ProofKey[]): void {
  require(isCheckpointTrue(checkpoint, trusted(keys, checkpoint.keyId, checkpoint.at)), 'checkpoint');
}

function leafOfEntry({ salt, line }: ProvenEntry): Buffer {
  return leafHash(bytes(salt), Buffer.from(line, 'utf8'));
}

function requireIncluded(entry: ProvenEntry, { size, root }: Checkpoint, flaw: Flaw = 'inclusion'): void {
  const found = rootFromPath(leafOfEntry(entry), { index: entry.index, size }, entry.path.map(bytes));
  require(found?.toString('hex') === root, flaw);
}

interface Line {
  kind: unknown;
  at: unknown;
  award?: Record<string, unknown>;
  decision?: Record<string, unknown>;
  facts?: Record<string, unknown> | null;
}

function parsedLine(text: string, flaw: Flaw): Line {
  try {
    const value: unknown = JSON.parse(text);
    require(typeof value === 'object' && value !== null && 'v' in value && value.v === 1, flaw);
    return value as unknown as Line;
  } catch (error) {
    if (error instanceof SyntaxError) throw new Flawed(flaw);
    throw error;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function lineOf({ line }: ProvenEntry): { award: ProvenAward; at: string; token: string | null } {
  const { kind, at, award, decision, facts } = parsedLine(line, 'line');
  const [id, name, type] = [award?.['id'], award?.['name'], award?.['type']].map(textOf);
  const [from, on, typeName] = [decision?.['from'], decision?.['on'], facts?.['typeName']].map(textOf);
  require(kind === 'AWARD' && isInstant(at), 'line');
  require(!!id && !!name && !!type && !!typeName && isDay(from) && isDay(on), 'line');
  const [symbol = null, issuer = null] = [decision?.['symbol'], decision?.['issuer']].map(textOf);
  return { award: { id, name, type, typeName, symbol, issuer, from, on }, at, token: textOf(facts?.['token']) };
}

function isDay(value: string | null | undefined): value is string {
  return /^\d{4}-\d\d-\d\d$/.test(value ?? '');
}

/** The token says this position and signs this leaf; one from before the log stands in the line as its hash. */
function requireToken(
  { token: text, award }: ProofFile,
  { at, token: before }: { at: string; token: string | null },
  keys: readonly ProofKey[],
): void {
  if (text === null) return;
  const token = readToken(text);
  if (!token) {
    require(before === hash('sha256', text, 'hex'), 'token');
    return;
  }
  require(token.index === award.index, 'token');
  require(isTokenTrue(token, leafOfEntry(award), trusted(keys, token.keyId, at)), 'token');
}

/** What the tree of changes says of the award: it is in it, or two neighbours leave no place for it. */
function statusOf({ award: { index }, changes, checkpoint }: ProofFile): 'VALID' | 'CORRECTED' | 'REVOKED' {
  const { changed, changes: root } = checkpoint;
  for (const change of changes) requireChange(change, { size: changed, root });
  if (changed === 0) {
    require(changes.length === 0 && root === EMPTY_ROOT.toString('hex'), 'changes');
    return 'VALID';
  }
  const itself = changes.find((change) => change.index === index);
  if (itself) return itself.status;
  const before = changes.find((change) => change.index < index);
  const after = changes.find((change) => change.index > index);
  const nothingBetween =
    before && after
      ? after.position === before.position + 1
      : before
        ? before.position === changed - 1
        : after?.position === 0;
  require(nothingBetween, 'changes');
  return 'VALID';
}

function requireChange(change: ProvenChange, { size, root }: { size: number; root: string }): void {
  const leaf = leafHash(Buffer.from(changeText(change)));
  const found = rootFromPath(leaf, { index: change.position, size }, change.path.map(bytes));
  require(found?.toString('hex') === root, 'changes');
}

const LATER = new Set(['CORRECTED', 'REVOKED', 'REISSUED']);

function eventOf(entry: ProvenEntry, { award }: { award: ProvenAward }, checkpoint: Checkpoint): ProvenEvent {
  requireIncluded(entry, checkpoint, 'later');
  const line = parsedLine(entry.line, 'later');
  const kind = textOf(line.kind) ?? '';
  require(LATER.has(kind) && line.award?.['id'] === award.id && isInstant(line.at), 'later');
  const { facts = {} } = line;
  require(typeof facts === 'object' && facts !== null, 'later');
  return { kind, at: line.at, symbol: textOf(line.decision?.['symbol']), facts };
}
