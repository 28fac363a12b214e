import { copyFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkProof, type Verdict } from '../../src/award-log/check-proof.js';
import { readKeys, readProof, type ProofFile } from '../../src/award-log/domain/proof-file.js';
import { runNode, type Ended } from '../support/programs.js';
import { projectPath } from '../support/schema.js';
import { newKey, PaperLog } from '../support/paper-log.js';
import { secondVerdict } from '../support/second-verifier.js';

const OLD_TOKEN = Buffer.concat([Buffer.from([1]), Buffer.alloc(24, 7)]).toString('base64url');

const log = new PaperLog(newKey());
const forger = new PaperLog(newKey());
const people = Array.from({ length: 23 }, (_, n) => log.award(`Người thứ ${n}`, n === 5 ? OLD_TOKEN : undefined));
const [corrected, revoked, reissued, both, last] = [people[2]!, people[9]!, people[12]!, people[14]!, people[22]!];
log.event(corrected, 'CORRECTED');
const beforeRevocation = log.entries.length;
log.event(revoked, 'REVOKED');
log.event(reissued, 'REISSUED');
log.event(both, 'CORRECTED');
log.event(both, 'REVOKED');
const later = log.award('Người đến sau');
forger.award('Kẻ giả mạo');

function firstVerdict(json: string, keys = log.keysFile): string {
  const proof = readProof(json);
  const verdict: Verdict = proof ? checkProof(proof, readKeys(keys)!) : { status: 'FALSE', flaw: 'line' };
  return verdict.status === 'FALSE' ? 'NO' : verdict.status;
}

/** What both say; fails where they differ. */
function agreed(proof: object | string, keys = log.keysFile): string {
  const json = typeof proof === 'string' ? proof : JSON.stringify(proof);
  const first = firstVerdict(json, keys);
  expect([first, json]).toEqual([secondVerdict(json, keys), json]);
  return first;
}

const flawOf = (proof: ProofFile, other = null as Parameters<typeof checkProof>[2]): unknown => {
  const verdict = checkProof(proof, readKeys(log.keysFile)!, other);
  return verdict.status === 'FALSE' ? verdict.flaw : verdict.status;
};

describe('two checks that share nothing', () => {
  it('find every true proof true, at every size of the log since', () => {
    for (const index of people.slice(0, 11)) {
      for (let size = people.length; size <= log.entries.length; size += 1) {
        const isCorrected = index === corrected && size > people.length;
        const isRevoked = index === revoked && size > beforeRevocation;
        expect([index, size, agreed(log.prove(index, size))]).toEqual([
          index,
          size,
          isRevoked ? 'REVOKED' : isCorrected ? 'CORRECTED' : 'VALID',
        ]);
      }
    }
    expect(agreed(log.prove(reissued))).toBe('VALID');
    expect(agreed(log.prove(both))).toBe('REVOKED');
    expect(agreed(log.prove(last))).toBe('VALID');
    expect(agreed(log.prove(later))).toBe('VALID');
    expect(agreed({ ...log.prove(last), token: null })).toBe('VALID');
  });

  it('find none that is forged', () => {
    const forged = forger.prove(0);
    expect(agreed(forged)).toBe('NO');
    expect(agreed(forged, forger.keysFile)).toBe('VALID');
    // With our key beside it, and our checkpoint over it.
    expect(flawOf({ ...forged, keys: log.prove(0).keys })).toBe('key');
    const ours = log.prove(people[0]!);
    const lines = { ...forged, checkpoint: ours.checkpoint, first: ours.first, consistency: ours.consistency };
    expect(agreed(lines)).toBe('NO');
    expect(flawOf(lines)).toBe('inclusion');
    const renamed = { ...ours.award, line: ours.award.line.replace('Người thứ 0', 'Kẻ giả mạo') };
    expect(agreed({ ...ours, award: renamed })).toBe('NO');
    expect(flawOf({ ...ours, award: renamed })).toBe('inclusion');
    // A key that calls itself ours.
    const usurped = { ...newKey().published, id: log.key.id };
    expect(agreed(ours, JSON.stringify({ format: 'so-vang-keys/1', keys: [usurped] }))).toBe('NO');
  });

  it('find none that is replayed for another, or of another time', () => {
    const [one, other] = [log.prove(people[3]!), log.prove(people[4]!)];
    for (const token of [other.token, OLD_TOKEN, 'AAAA']) {
      expect(agreed({ ...one, token })).toBe('NO');
      expect(flawOf({ ...one, token })).toBe('token');
    }
    expect(agreed({ ...log.prove(people[5]!), token: one.token })).toBe('NO');
    expect(agreed({ ...one, award: { ...one.award, index: other.award.index } })).toBe('NO');
    expect(agreed({ ...one, first: log.checkpoint(2) })).toBe('NO');
    expect(agreed({ ...one, checkpoint: log.checkpoint(people.length) })).toBe('NO');
    // The end of a key's time is the end of what it may sign.
    const retired = { ...log.key.published, until: '2026-11-22T01:59:59.999Z' };
    expect(agreed(one, JSON.stringify({ format: 'so-vang-keys/1', keys: [retired] }))).toBe('NO');
  });

  it('find none that hides a revocation', () => {
    const proof = log.prove(revoked);
    const before = log.prove(revoked, beforeRevocation);
    expect(agreed(before)).toBe('VALID');
    for (const changes of [[], before.changes, log.prove(people[1]!).changes, log.prove(both).changes]) {
      expect(agreed({ ...proof, changes, later: [] })).toBe('NO');
      expect(flawOf({ ...proof, changes, later: [] })).toBe('changes');
    }
    const told = proof.changes.map((change) => ({ ...change, status: 'CORRECTED' as const }));
    expect(agreed({ ...proof, changes: told })).toBe('NO');
    expect(agreed({ ...proof, later: [] })).toBe('REVOKED');
    // One neighbour alone shows nothing.
    const between = log.prove(people[11]!);
    expect(between.changes).toHaveLength(2);
    for (const change of between.changes) expect(agreed({ ...between, changes: [change] })).toBe('NO');
    // What became of another is not told of this one.
    expect(agreed({ ...between, later: proof.later })).toBe('NO');
    expect(flawOf({ ...between, later: proof.later })).toBe('later');
  });

  it('find two logs of one size to be a fork', () => {
    const proof = log.prove(people[1]!);
    const fork = new PaperLog(log.key);
    for (let n = 0; n < log.entries.length; n += 1) fork.award(`Sổ khác ${n}`);
    expect(flawOf(proof, fork.checkpoint())).toBe('fork');
    expect(flawOf(proof, log.checkpoint())).toBe('VALID');
    expect(flawOf(proof, log.checkpoint(3))).toBe('VALID');
    expect(agreed({ ...proof, first: fork.checkpoint() })).toBe('NO');
    expect(agreed({ ...proof, first: fork.checkpoint(people.length) })).toBe('NO');
  });

  it('say the same of whatever is cut off', () => {
    const json = JSON.stringify(log.prove(revoked));
    for (let length = 0; length < json.length; length += 7) expect(agreed(json.slice(0, length))).toBe('NO');
    for (const nothing of ['', 'null', '[]', '{}', '"so-vang-proof/1"', '{"format":"so-vang-proof/1"}']) {
      expect(agreed(nothing)).toBe('NO');
    }
  });

  it('say the same of whatever has another bit, and never anything of another award', () => {
    const proofs = [people[0]!, corrected, revoked, reissued, people[5]!].map((index) => {
      // The keys in the file are not those that we trust: bits there change nothing.
      const proof = { ...log.prove(index), keys: [] };
      return { json: JSON.stringify(proof), verdict: agreed(proof) };
    });
    fc.assert(
      fc.property(fc.nat(proofs.length - 1), fc.nat(), fc.nat(6), (which, at, bit) => {
        const { json, verdict } = proofs[which]!;
        const bytes = Buffer.from(json);
        bytes[at % bytes.length]! ^= 1 << bit;
        const said = agreed(bytes.toString('utf8'));
        // Spelled otherwise, a hash is the same hash, and a name in the file that nobody reads is nothing.
        expect(['NO', verdict]).toContain(said);
      }),
      { numRuns: 250 },
    );
  });

  it('say the same of parts that are exchanged between proofs', () => {
    const pool = [...people.slice(0, 15), later].map((index) => log.prove(index));
    const part = fc.constantFrom<keyof ProofFile>(
      ...(['token', 'award', 'later', 'checkpoint', 'first', 'consistency', 'changes'] as const),
    );
    const proof = fc.nat(pool.length - 1).map((n) => pool[n]!);
    fc.assert(
      fc.property(proof, proof, part, (one, other, name) => {
        const mixed = { ...one, [name]: other[name] };
        const said = agreed(mixed);
        if (said !== 'NO') expect(said).toBe(firstVerdict(JSON.stringify(one)));
      }),
      { numRuns: 80 },
    );
  });
});

describe('the one file that checks alone', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'so-vang-hostile-'));
    await copyFile(projectPath('dist/so-vang-verify.mjs'), join(folder, 'so-vang-verify.mjs'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function checked(content: string, ...more: string[]): Promise<Ended> {
    await writeFile(join(folder, 'proof.json'), content);
    return runNode(['so-vang-verify.mjs', 'proof.json', ...more], { cwd: folder, env: {} });
  }

  const proof = log.prove(last);
  const text = JSON.stringify(proof);
  const unreadable = 'không đúng dạng, hoặc đã bị cắt cụt: không kiểm tra được.\n';

  it.each([
    ['nothing', ''],
    ['another kind of value', '[]'],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a hundred thousand nested proofs', `${'{"proof":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['a number that is none', text.replace('"index":22', '"index":NaN')],
    ['a number beyond all', text.replace('"index":22', '"index":1e999')],
    ['a number as text', text.replace('"index":22', '"index":"22"')],
    ['a list as an object', text.replace('"later":[]', '"later":{"length":0}')],
    ['all of it in the prototype', `{"__proto__":${text}}`],
    ['no award but in the prototype', text.replace('"award":', '"__proto__":')],
    ['a path without end', text.replace('"consistency":[', `"consistency":[${`"${'a'.repeat(64)}",`.repeat(5_000)}`)],
    ['a day that there is not', text.replaceAll('2026-11-22T02', '2026-99-22T02')],
  ])('does not read %s', (_, content) => {
    expect(readProof(content)).toBeNull();
  });

  it('says so in a sentence', async () => {
    const { code, output, errors } = await checked('['.repeat(100_000));
    expect([code, output, errors.endsWith(unreadable)]).toEqual([2, '', true]);
  });

  it('does not read what is too large, nor a folder', async () => {
    await truncate(join(folder, 'proof.json'), 3 * 1024 ** 3);
    const file = ['so-vang-verify.mjs', 'proof.json'];
    expect((await runNode(file, { cwd: folder, env: {} })).errors).toMatch(/ quá lớn \(trên 32 MB\)/);
    expect((await runNode([file[0]!, '.'], { cwd: folder, env: {} })).errors).toMatch(/^Không đọc được tệp .*EISDIR/);
  });

  it('prints nothing that moves the cursor or turns a line around, whoever signed it', async () => {
    const own = new PaperLog(newKey());
    const index = own.award(`\u001b[2J\u001b[8mAi\nLÀ THẬT\u202e\u2028`);
    own.event(index, 'REISSUED', { toString: 'x', count: { nested: ['\u001b'] } });
    const { code, output } = await checked(JSON.stringify(own.prove(index)));
    expect(code).toBe(2);
    expect(output).toContain(`  \ufffd[2J\ufffd[8mAi\ufffdLÀ THẬT\ufffd\ufffd: `);
    expect(output).toContain('toString: x; count: {"nested":["\\u001b"]}');
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(output).toContain(own.key.id);
  });

  it('finds an entry without a day, or whose facts are none, to be false', async () => {
    for (const odd of [{ at: 'hôm qua' }, { facts: null }, { facts: 'x' }, { at: 5 }]) {
      const own = new PaperLog(newKey());
      const index = own.award('Ai đó');
      own.event(index, 'REISSUED', {}, odd);
      const { code, errors } = await checked(JSON.stringify(own.prove(index)));
      expect([odd, code, errors]).toEqual([odd, 1, '']);
    }
  });
});
