import fc from 'fast-check';
import { attachmentHeader, extensionOf, safeFileName } from './file-name.js';

/**
 * Any sign that Unicode may ever have, halves of surrogate pairs too; half of them ASCII, where the dangerous ones are.
 * (What fast-check itself calls "binary" first lists all of them.)
 */
const sign = fc.oneof(fc.nat(0x7f), fc.nat(0x10ffff)).map((code) => String.fromCodePoint(code));

describe('the name of a received file', () => {
  it.each([
    ['Báo cáo thành tích năm 2025.docx', 'Báo cáo thành tích năm 2025.docx'],
    // Decomposed, as macOS sends it.
    ['Ba\u0301o ca\u0301o.pdf', 'Báo cáo.pdf'],
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\Hà\\Tờ trình 05.pdf', 'Tờ trình 05.pdf'],
    ['/', ''],
    ['', ''],
    ['...pdf', 'pdf'],
    ['.htaccess', 'htaccess'],
    ['a\u0000b\u001b[2J\r\nc.pdf', 'ab[2J c.pdf'],
    // What looks like "giay-khen-exe.pdf" is a program.
    ['giay-khen-\u202efdp.exe', 'giay-khen-fdp.exe'],
    ['\u200bẩn\u200d\ufeff\u2066.png', 'ẩn.png'],
    ['tag\u{e0041}s.png', 'tags.png'],
    ['lone\ud800.pdf', 'lone.pdf'],
    ['  nhiều   khoảng\u00a0\u3000trắng  .pdf ', 'nhiều khoảng trắng.pdf'],
    ['giấy \u200b khen.pdf', 'giấy khen.pdf'],
    ['Ba\u200b\u0301o.pdf', 'Báo.pdf'],
    ['. .ẩn.pdf', 'ẩn.pdf'],
    ['không đuôi', 'không đuôi'],
  ])('%j is kept as %j', (raw, kept) => {
    expect(safeFileName(raw)).toBe(kept);
  });

  it('is cut to 200 signs before its extension', () => {
    const name = safeFileName(`${'ễ'.repeat(300)}.docx`);
    expect(name).toBe(`${'ễ'.repeat(195)}.docx`);
    expect(safeFileName(`${'👍'.repeat(300)}.pdf`)).toBe(`${'👍'.repeat(196)}.pdf`);
  });

  it('is safe and stays what it is, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 400 }), (raw) => {
        const name = safeFileName(raw);
        expect([...name].length).toBeLessThanOrEqual(200);
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(name).not.toMatch(/^\.|^\s|\s$/);
        expect(safeFileName(name)).toBe(name);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a.PDF', 'pdf'],
    ['a.tar.gz', 'gz'],
    ['a', ''],
    ['a.', ''],
    ['.pdf', ''],
    ['a.pdf ', ''],
    ['a.ｐｄｆ', ''],
  ])('%j has the extension %j', (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });
});

describe('the header of an attachment', () => {
  it.each([
    [
      'Đề nghị "khen".pdf',
      `attachment; filename="De nghi _khen_.pdf"; filename*=UTF-8''%C4%90%E1%BB%81%20ngh%E1%BB%8B%20%22khen%22.pdf`,
    ],
    [
      `100% (l'ệ)*!.png`,
      `attachment; filename="100_ (l_e)__.png"; filename*=UTF-8''100%25%20%28l%27%E1%BB%87%29%2A%21.png`,
    ],
  ])('%j', (name, header) => {
    expect(attachmentHeader(name)).toBe(header);
  });

  it('is ASCII without quotes or line breaks inside, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 300 }), (raw) => {
        const name = safeFileName(raw);
        const header = attachmentHeader(name);
        const [, ascii, encoded] =
          /^attachment; filename="([ -~]*)"; filename\*=UTF-8''([A-Za-z0-9%._~-]*)$/.exec(header) ?? [];
        expect(ascii).not.toMatch(/["\\%]/);
        expect(decodeURIComponent(encoded ?? 'none')).toBe(name);
      }),
    );
  });
});
