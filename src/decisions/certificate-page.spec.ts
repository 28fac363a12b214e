import { civilDate } from '../core/civil-date.js';
import { certificatePage } from './certificate-page.js';
import type { CertificateChange } from './certificate-change.entity.js';
import type { CertificateCheck } from './decision.entity.js';

const CHECK: CertificateCheck = {
  valid: true,
  status: 'VALID',
  decision: 'Quyết định số 05/QĐ-UBND ngày 19/05/2026 của Ủy ban nhân dân tỉnh Lai Châu',
  awardType: 'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh',
  name: 'Lò Thị Hòa',
  year: 2026,
  symbol: '05/QĐ-UBND',
  signedOn: civilDate('2026-05-19'),
  issuer: 'Ủy ban nhân dân tỉnh Lai Châu',
  changes: [],
  flagged: false,
};
const CORRECTED: CertificateChange = {
  kind: 'CORRECTION',
  symbol: '09/QĐ-UBND',
  signedOn: civilDate('2026-06-01'),
  issuer: 'Ủy ban nhân dân tỉnh Lai Châu',
  name: 'Lò Thị Hoa',
};
const REVOKED: CertificateChange = {
  ...CORRECTED,
  kind: 'REVOCATION',
  symbol: '11/QĐ-UBND',
  signedOn: civilDate('2026-07-02'),
  name: null,
};

/** Terms and their values as a reader gets them. */
function factsOf(page: string): Record<string, string> {
  const pairs = [...page.matchAll(/<dt>(.*?)<\/dt><dd><bdi>(.*?)<\/bdi><\/dd>/gs)];
  return Object.fromEntries(pairs.map(([, label, value]) => [label ?? '', value ?? '']));
}

const pageOf = (more: Partial<CertificateCheck> = {}): string =>
  certificatePage('TOKEN', { ...CHECK, ...more }, civilDate('2026-11-22'));

describe('the page of a certificate', () => {
  it('says what stands on it, and nothing more', () => {
    expect(factsOf(pageOf())).toEqual({
      'Tên ghi trong quyết định': 'Lò Thị Hòa',
      'Danh hiệu, hình thức khen thưởng': 'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh',
      'Quyết định số': '05/QĐ-UBND',
      'Ngày ký': '19/05/2026',
      'Cơ quan ban hành': 'Ủy ban nhân dân tỉnh Lai Châu',
      Năm: '2026',
      'Ngày kiểm tra': '22/11/2026',
    });
  });

  it.each([
    ['VALID', 'Còn hiệu lực', 'valid'],
    ['CORRECTED', 'Đã đính chính', 'corrected'],
    ['REVOKED', 'Đã hủy bỏ', 'revoked'],
  ] as const)('%s is said in words: %s', (status, words, style) => {
    const states = [...pageOf({ status }).matchAll(/<div class="state (\w+)"><strong>.*?<\/span>(.*?)<\/strong>/g)];
    expect(states.map(([, name, said]) => [name, said])).toEqual([[style, words]]);
  });

  it('says by which decisions it was corrected and revoked, and the name as it should have been', () => {
    const page = pageOf({ status: 'REVOKED', valid: false, changes: [CORRECTED, REVOKED], flagged: true });
    const said = [...(/<div class="state revoked">(.*?)<\/div>/s.exec(page)?.[1] ?? '').matchAll(/<p>(.*?)<\/p>/g)];
    expect(said.map(([, text]) => text)).toEqual([
      'Khen thưởng này đã bị hủy bỏ và không còn giá trị.',
      'Được đính chính theo Quyết định số 09/QĐ-UBND ngày 01/06/2026 của Ủy ban nhân dân tỉnh Lai Châu.',
      'Bị hủy bỏ theo Quyết định số 11/QĐ-UBND ngày 02/07/2026 của Ủy ban nhân dân tỉnh Lai Châu.',
    ]);
    expect(factsOf(page)).toMatchObject({
      'Tên ghi trong quyết định': 'Lò Thị Hòa',
      'Tên sau khi đính chính': 'Lò Thị Hoa',
    });
    expect(factsOf(pageOf())).not.toHaveProperty('Tên sau khi đính chính');
  });

  it('says of an award that rested on a revoked one that it is in doubt', () => {
    const doubt = 'Một khen thưởng trước đó làm căn cứ cho khen thưởng này đã bị hủy bỏ';
    expect(pageOf({ flagged: true })).toContain(doubt);
    expect(pageOf()).not.toContain(doubt);
  });

  it('has no script, nothing from elsewhere, and shows names as the text that they are', () => {
    const name = `"><script src="https://x.example/a.js">1</script><b onclick='x'>\u202eA`;
    const page = pageOf({ name, issuer: '</style><img src=x onerror=alert(1)>', symbol: null });
    expect(page.match(/<\/?[a-z][a-z0-9]*/g)?.filter((tag) => /script|img|<b$|link|iframe|form/.test(tag))).toEqual([]);
    expect(page).not.toMatch(/<[^>]*\s(src|onclick|onerror)=|\u202e/);
    const links = [...page.matchAll(/<[^>]*\shref="([^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual(['TOKEN/proof.json', '../.well-known/so-vang/keys.json']);
    expect(factsOf(page)).toMatchObject({
      'Tên ghi trong quyết định':
        '&quot;&gt;&lt;script src=&quot;https://x.example/a.js&quot;&gt;1&lt;/script&gt;&lt;b onclick=&#39;x&#39;&gt;\ufffdA',
      'Quyết định số': 'không rõ',
    });
  });
});
