import { readAuditHeads } from './proof-file.js';

describe('signed heads of the audit in a file', () => {
  const head = {
    pos: 7,
    hash: '0a'.repeat(32),
    at: '2026-11-22T10:00:00.000Z',
    keyId: '3f9c21ab',
    signature: 'a'.repeat(86),
  };

  it('are one as it was published, or a list of them', () => {
    expect(readAuditHeads(JSON.stringify(head))).toEqual([head]);
    expect(readAuditHeads(JSON.stringify([head, { ...head, pos: 0, more: 1 }]))).toEqual([head, { ...head, pos: 0 }]);
  });

  it.each([
    ['nothing', ''],
    ['no head', '[]'],
    ['another object', '{}'],
    ['null', 'null'],
    ['what breaks off', JSON.stringify(head).slice(0, -9)],
    ['a list of lists', JSON.stringify([[head]])],
    ['a position that is none', JSON.stringify({ ...head, pos: -1 })],
    ['a position as text', JSON.stringify({ ...head, pos: '7' })],
    ['a position beyond all numbers', JSON.stringify({ ...head, pos: 2 ** 60 })],
    ['a short hash', JSON.stringify({ ...head, hash: '0a' })],
    ['a day that there is not', JSON.stringify({ ...head, at: '2026-13-22T10:00:00.000Z' })],
    ['a name as key', JSON.stringify({ ...head, keyId: '../../x' })],
    ['no signature', JSON.stringify({ ...head, signature: undefined })],
  ])('are not read from %s', (_, text) => {
    expect(readAuditHeads(text)).toBeNull();
  });
});
