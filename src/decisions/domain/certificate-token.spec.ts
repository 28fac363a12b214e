import { certificateNumber, looksLikeToken } from './certificate-token.js';

describe('a certificate', () => {
  it('has a token of 25 bytes, and nothing else is looked up', () => {
    const token = Buffer.alloc(25, 1).toString('base64url');
    expect(looksLikeToken(token)).toBe(true);
    for (const text of ['', token.slice(1), `${token}A`, `${token.slice(1)}'`, ` ${token.slice(1)}`]) {
      expect(looksLikeToken(text)).toBe(false);
    }
  });

  it('prints its number with its year', () => {
    expect([certificateNumber(7, 2026), certificateNumber(12345, 2026)]).toEqual(['0007/2026', '12345/2026']);
  });
});
