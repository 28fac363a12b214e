// A second check of proofs, written from docs/award-log.md alone: another library, RFC 9162's loops instead of recursion,
// and nothing of ours imported. That both say the same of everything is what test/contracts/proofs.spec.ts shows.
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

// Whatever is not as it must be throws, and the answer is NO: files come from strangers.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

const HEX64 = /^[0-9a-f]{64}$/;

function assert(ok: unknown): asserts ok {
  if (!ok) throw new Error('no');
}

function unbase64url(text: string): Uint8Array {
  assert(/^[A-Za-z0-9_-]+$/.test(text));
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
  return bytes;
}

const leaf = (data: Uint8Array): Uint8Array => sha256(concatBytes(Uint8Array.of(0), data));
const parent = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concatBytes(Uint8Array.of(1), left, right));
const hexes = (list: Json): Uint8Array[] => {
  assert(Array.isArray(list) && list.length <= 64);
  return list.map((each: Json) => {
    assert(typeof each === 'string' && HEX64.test(each));
    return hexToBytes(each);
  });
};
const size = (value: Json): bigint => {
  assert(Number.isSafeInteger(value) && value >= 0);
  return BigInt(value);
};

/** RFC 9162, 2.1.3.2. */
function inclusion(leafHash: Uint8Array, index: bigint, treeSize: bigint, path: Uint8Array[], root: string): void {
  assert(index < treeSize);
  let [fn, sn, r] = [index, treeSize - 1n, leafHash];
  for (const p of path) {
    assert(sn !== 0n);
    if (fn & 1n || fn === sn) {
      r = parent(p, r);
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      r = parent(r, p);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  assert(sn === 0n && bytesToHex(r) === root);
}

/** RFC 9162, 2.1.4.2. */
function consistency(first: bigint, second: bigint, firstRoot: string, secondRoot: string, proof: Uint8Array[]): void {
  assert(first > 0n && first <= second);
  if (first === second) {
    assert(proof.length === 0 && firstRoot === secondRoot);
    return;
  }
  const path = (first & (first - 1n)) === 0n ? [hexToBytes(firstRoot), ...proof] : proof;
  let [fn, sn] = [first - 1n, second - 1n];
  while (fn & 1n) [fn, sn] = [fn >> 1n, sn >> 1n];
  const [start, ...rest] = path;
  assert(start);
  let [fr, sr] = [start, start];
  for (const c of rest) {
    assert(sn !== 0n);
    if (fn & 1n || fn === sn) {
      [fr, sr] = [parent(c, fr), parent(c, sr)];
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      sr = parent(sr, c);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  assert(sn === 0n && bytesToHex(fr) === firstRoot && bytesToHex(sr) === secondRoot);
}

class Keyring {
  readonly keys = new Map<string, { bytes: Uint8Array; until: string | null }>();

  constructor(file: Json) {
    assert(file.format === 'so-vang-keys/1');
    for (const { id, publicKey, until } of file.keys) {
      const bytes = unbase64url(publicKey);
      if (bytesToHex(sha256(bytes)).slice(0, 8) === id) this.keys.set(id, { bytes, until });
    }
  }

  check(id: string, at: string, message: string, signature: Uint8Array): void {
    const key = this.keys.get(id);
    assert(key && (key.until === null || at <= key.until));
    assert(ed25519.verify(signature, utf8ToBytes(message), key.bytes));
  }
}

function checkpoint(c: Json, ring: Keyring): void {
  size(c.size);
  size(c.changed);
  assert(HEX64.test(c.root) && HEX64.test(c.changes) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(c.at));
  const message = `so-vang/checkpoint/1\n${c.size}\n${c.root}\n${c.at}\n${c.changed}\n${c.changes}\n${c.keyId}\n`;
  ring.check(c.keyId, c.at, message, unbase64url(c.signature));
}

const leafOf = (entry: Json): Uint8Array => {
  assert(HEX64.test(entry.salt) && typeof entry.line === 'string');
  return leaf(concatBytes(hexToBytes(entry.salt), utf8ToBytes(entry.line)));
};

const within = (entry: Json, c: Json): void =>
  inclusion(leafOf(entry), size(entry.index), size(c.size), hexes(entry.path), c.root as string);

function token(proof: Json, line: Json, ring: Keyring): void {
  if (proof.token === null) return;
  const bytes = unbase64url(proof.token);
  if (bytes[0] !== 2 || bytes.length !== 75) {
    assert(line.facts.token === bytesToHex(sha256(utf8ToBytes(proof.token))));
    return;
  }
  const keyId = bytesToHex(bytes.slice(1, 5));
  const index = BigInt(`0x${bytesToHex(bytes.slice(5, 11))}`);
  assert(index === size(proof.award.index));
  const message = `so-vang/award/2\n${keyId}\n${index}\n${bytesToHex(leafOf(proof.award))}\n`;
  ring.check(keyId, line.at, message, bytes.slice(11));
}

function status(proof: Json): string {
  const { changed, changes: root } = proof.checkpoint;
  const [wanted, total] = [size(proof.award.index), size(changed)];
  assert(Array.isArray(proof.changes) && proof.changes.length <= 2);
  for (const each of proof.changes) {
    assert(each.status === 'CORRECTED' || each.status === 'REVOKED');
    const data = utf8ToBytes(`${size(each.index)} ${each.status}`);
    inclusion(leaf(data), size(each.position), total, hexes(each.path), root as string);
  }
  if (total === 0n) {
    assert(proof.changes.length === 0 && root === bytesToHex(sha256(new Uint8Array())));
    return 'VALID';
  }
  const at = (test: (index: bigint) => boolean): Json => proof.changes.find((each: Json) => test(size(each.index)));
  const itself = at((index) => index === wanted);
  if (itself) return itself.status as string;
  const [lower, upper] = [at((index) => index < wanted), at((index) => index > wanted)];
  if (lower && upper) assert(size(upper.position) === size(lower.position) + 1n);
  else if (lower) assert(size(lower.position) === total - 1n);
  else assert(upper && size(upper.position) === 0n);
  return 'VALID';
}

function judge(proof: Json, ring: Keyring): string {
  assert(proof.format === 'so-vang-proof/1');
  checkpoint(proof.checkpoint, ring);
  checkpoint(proof.first, ring);
  const [first, last] = [proof.first, proof.checkpoint];
  assert(size(proof.award.index) < size(first.size));
  consistency(size(first.size), size(last.size), first.root, last.root, hexes(proof.consistency));
  within(proof.award, last);
  const line = JSON.parse(proof.award.line);
  assert(line.v === 1 && line.kind === 'AWARD');
  token(proof, line, ring);
  const found = status(proof);
  assert(Array.isArray(proof.later) && Array.isArray(proof.keys));
  for (const entry of proof.later) {
    within(entry, last);
    const event = JSON.parse(entry.line);
    assert(event.v === 1 && ['CORRECTED', 'REVOKED', 'REISSUED'].includes(event.kind));
    assert(event.award.id === line.award.id);
    assert(found !== 'VALID' || event.kind === 'REISSUED');
  }
  return found;
}

/** VALID, CORRECTED or REVOKED; NO for all that proves nothing. */
export function secondVerdict(proofJson: string, keysJson: string): string {
  try {
    return judge(JSON.parse(proofJson), new Keyring(JSON.parse(keysJson)));
  } catch {
    return 'NO';
  }
}
