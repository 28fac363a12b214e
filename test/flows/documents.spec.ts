import { as, Client, trialUnit, worker } from '../support/api.js';
import { rows } from '../support/database.js';
import { fetchDocument, recorded, send, sendForm, stored, type Reply } from '../support/documents.js';
import { lastAudit, recordedAfter } from '../support/fingerprint.js';
import {
  DOCM_TYPES,
  DOCX,
  jpeg,
  ODS,
  ODT,
  pdf,
  pdfOf,
  png,
  sha256,
  typesWith,
  XLSX,
  zip,
  type Entries,
} from '../support/files.js';

const MB = 1024 * 1024;
const OOXML = 'application/vnd.openxmlformats-officedocument';
const READ = `query ($id: ID!) { document(id: $id) { id kind fileName mediaType size sha256 unit { code } } }`;

let officer: Client;
beforeAll(async () => {
  officer = await as('canbo.binhlu');
});

/** What is in the store and in the tables; nothing may be coming in. */
async function everything(): Promise<unknown> {
  const { contents, incoming } = await stored();
  expect(incoming).toEqual([]);
  return { contents, recorded: await recorded() };
}

async function refusedWithout(trace: () => Promise<Reply>): Promise<Reply> {
  const before = await everything();
  const reply = await trace();
  expect(await everything()).toEqual(before);
  expect(Object.keys(reply.json)).toEqual(['errors']);
  return reply;
}

describe('a document', () => {
  const kinds: [string, string, () => Buffer | Promise<Buffer>][] = [
    ['Báo cáo.pdf', 'application/pdf', () => pdf()],
    ['Ảnh.PNG', 'image/png', png],
    ['ảnh.jpg', 'image/jpeg', jpeg],
    ['ảnh 2.jpeg', 'image/jpeg', () => Buffer.concat([jpeg(), Buffer.from('a film')])],
    ['Tờ trình.docx', `${OOXML}.wordprocessingml.document`, () => zip(DOCX)],
    ['Danh sách.xlsx', `${OOXML}.spreadsheetml.sheet`, () => zip(XLSX)],
    ['Tờ trình.odt', 'application/vnd.oasis.opendocument.text', () => zip(ODT)],
    ['Danh sách.ods', 'application/vnd.oasis.opendocument.spreadsheet', () => zip(ODS)],
  ];
  it.each(kinds)('%s comes back byte for byte, as an attachment', async (fileName, mediaType, make) => {
    const content = await make();
    const sent = await send(officer, fileName, content);
    const expected = {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kind: 'BAO_CAO_THANH_TICH',
      fileName,
      mediaType,
      size: content.length,
      sha256: sha256(content),
    };
    expect({ status: sent.status, json: sent.json }).toEqual({ status: 201, json: expected });
    const { id } = sent.json;
    expect(sent.headers.get('location')).toBe(`/documents/${id}`);
    const got = await fetchDocument(officer, id);
    expect(got.status).toBe(200);
    expect(got.content.equals(content)).toBe(true);
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': mediaType,
      'content-length': String(content.length),
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    const [, encoded] = /^attachment; filename="[ -!#-~]+"; filename\*=UTF-8''(\S+)$/.exec(
      got.headers.get('content-disposition') ?? '',
    ) as RegExpExecArray;
    expect(decodeURIComponent(encoded!)).toBe(fileName);
    expect(await officer.get(READ, { id })).toEqual({ ...expected, id, unit: { code: 'UBND-03390' } });
    expect((await stored()).contents[sha256(content)]).toBe(sha256(content));
  });

  it('is audited, its name only as a salted hash', async () => {
    const content = pdf('(audited)');
    const { json } = await send(officer, 'Hồ sơ Lò Thị Hòa.pdf', content);
    const found = await rows<{ text: string }>(`select text from audit where text::jsonb ->> 'subject' = $1`, [
      `document:${json.id}`,
    ]);
    expect(found.map(({ text }) => JSON.parse(text))).toEqual([
      expect.objectContaining({
        action: 'document.receive',
        outcome: 'done',
        unitId: trialUnit('UBND-03390').id,
        details: {
          kind: 'BAO_CAO_THANH_TICH',
          mediaType: 'application/pdf',
          size: content.length,
          sha256: sha256(content),
          fileName: { saltedSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        },
      }),
    ]);
  });

  it('has a name without tricks', async () => {
    const name = '..\\..\\Báo\u0301 cáo \u202efdp.exe\u0007 (bản   2).pdf';
    const { json } = await send(officer, name, pdf('(name)'));
    expect(json.fileName).toBe('Báo\u0301 cáo fdp.exe (bản 2).pdf'.normalize('NFC'));
    expect((await send(officer, `${'ễ'.repeat(300)}.pdf`, pdf('(long)'))).json.fileName).toBe(`${'ễ'.repeat(196)}.pdf`);
    const slash = await send(officer, 'a/../../../b.pdf', pdf('(slash)'));
    expect(slash.json.fileName).toBe('b.pdf');
  });

  it('of one content is stored once, also when eight come at once', async () => {
    const content = pdf('(eight)', 300_000);
    const before = await recorded();
    const replies = await Promise.all(Array.from({ length: 8 }, (_, n) => send(officer, `lần ${n}.pdf`, content)));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(replies.map(({ json }) => json.id)).size).toBe(8);
    const after = await recorded();
    expect([after.rows - before.rows, after.audit - before.audit]).toEqual([8, 8]);
    const { contents, incoming } = await stored();
    expect(incoming).toEqual([]);
    expect(Object.keys(contents).sort()).toEqual(after.contents);
    expect(contents[sha256(content)]).toBe(sha256(content));
  });

  it('sent again under one key is the same document', async () => {
    const fields = { clientMutationId: 'sent-twice' };
    const content = pdf('(twice)');
    const first = await send(officer, 'a.pdf', content, fields);
    const between = await everything();
    const second = await send(officer, 'a.pdf', content, fields);
    expect([second.status, second.json]).toEqual([201, first.json]);
    const other = await send(officer, 'a.pdf', pdf('(other)'), fields);
    expect([other.status, other.json.errors[0].code]).toEqual([400, 'IDEMPOTENCY_KEY_REUSED']);
    expect((await stored()).contents).toEqual((between as Awaited<ReturnType<typeof stored>>).contents);
    expect(await everything()).toEqual(between);
  });
});

/** The same length, so that the archive stays whole. */
function patched(archive: Buffer, from: string, to: string): Buffer {
  expect(to.length).toBe(from.length);
  expect(archive.includes(from)).toBe(true);
  return Buffer.from(archive.toString('latin1').replaceAll(from, to), 'latin1');
}

/** An archive whose list says something else of its last entry: `at` bytes into its header of the list. */
function listed(archive: Buffer, at: number, write: (header: Buffer) => void): Buffer {
  const copy = Buffer.from(archive);
  write(copy.subarray(copy.lastIndexOf('PK\x01\x02', undefined, 'latin1') + at));
  return copy;
}

const docxWith = (more: Entries): Promise<Buffer> => zip({ ...DOCX, ...more });
/** One entry too many, uncompressed to be quick. */
const crowd = (): Promise<Buffer> => {
  const more = Array.from({ length: 10_001 - Object.keys(DOCX).length }, (_, n) => `a/${n}`);
  return zip({ ...DOCX, ...Object.fromEntries(more.map((name) => [name, ''])) }, more);
};
const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * MB);

describe('what is no document', () => {
  const LIES = /^Nội dung tệp không phải là/;
  const DAMAGED = /bị hỏng hoặc không đúng cấu trúc/;
  const ENCRYPTED = /^Tệp có mật khẩu/;
  const MACROS = /^Tệp có macro/;
  const ACTIVE = /^Tệp PDF có mã thực thi/;
  const NESTED = /^Tệp có tệp khác nhúng bên trong/;
  const BOMB = /^Tệp nén quá nhiều dữ liệu/;
  const TYPES = /^Chỉ nhận tệp PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS/;
  const cut = (content: Buffer, bytes: number): Buffer => content.subarray(0, content.length - bytes);
  const oldContainer = (text: string): Buffer =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), zeros(1), Buffer.from(text, 'utf16le')]);

  const cases: [string, string, () => Buffer | Promise<Buffer>, RegExp][] = [
    ['a picture that says it is a PDF', 'a.pdf', png, LIES],
    ['a PDF that says it is a picture', 'a.png', () => pdf(), LIES],
    ['a program that says it is a PDF', 'a.pdf', () => Buffer.from('MZ\x90\0a program'), LIES],
    ['a page that says it is a picture', 'a.jpg', () => Buffer.from('<script>alert(1)</script>'), LIES],
    ['a PDF that begins later', 'a.pdf', () => Buffer.concat([Buffer.from('<html>'), pdf()]), LIES],
    ['a DOCX that says it is an XLSX', 'a.xlsx', () => zip(DOCX), LIES],
    ['an XLSX that says it is a DOCX', 'a.docx', () => zip(XLSX), LIES],
    ['an ODT that says it is a DOCX', 'a.docx', () => zip(ODT), LIES],
    ['an ODT that says it is an ODS', 'a.ods', () => zip(ODT), LIES],
    ['any archive that says it is a DOCX', 'a.docx', () => zip({ 'a.xml': '<a/>' }), LIES],
    ['an ODT whose type is compressed', 'a.odt', () => zip(ODT, []), LIES],
    ['an ODT whose type comes second', 'a.odt', () => zip({ 'content.xml': '<a/>', ...ODT }), LIES],
    ['an old Word file', 'a.docx', () => oldContainer('WordDocument'), LIES],
    ['text', 'a.txt', () => Buffer.from('text'), TYPES],
    ['an archive', 'a.zip', () => zip(DOCX), TYPES],
    ['a DOCM', 'a.docm', () => zip(DOCX), TYPES],
    ['a name without an extension', 'pdf', () => pdf(), TYPES],
    ['a name whose extension is hidden', 'a.pdf.exe', () => pdf(), TYPES],
    ['a name that reads backwards', 'a\u202efdp.exe', () => pdf(), TYPES],
    ['a PDF without its end', 'a.pdf', () => cut(pdf(), 6), DAMAGED],
    ['a PDF that goes on for long after its end', 'a.pdf', () => Buffer.concat([pdf(), zeros(1)]), DAMAGED],
    ['a PNG without its end', 'a.png', () => cut(png(), 13), DAMAGED],
    ['a PNG of no width', 'a.png', () => patched(png(), '\0\0\0\x01\0\0\0\x01', '\0\0\0\0\0\0\0\x01'), DAMAGED],
    ['a JPEG without a picture', 'a.jpg', () => jpeg().subarray(0, 40), DAMAGED],
    ['a DOCX without its end', 'a.docx', async () => cut(await zip(DOCX), 30), DAMAGED],
    ['a DOCX with one bit turned', 'a.docx', async () => flipped(await zip(DOCX, ['word/document.xml'])), DAMAGED],
    [
      'a DOCX without its main part',
      'a.docx',
      () =>
        zip({ ...XLSX, ...DOCX, 'word/document.xml': '' }).then((z) =>
          patched(z, 'word/document.xml', 'word/documenu.xml'),
        ),
      DAMAGED,
    ],
    ['a DOCX without relations', 'a.docx', async () => patched(await zip(DOCX), '_rels/.rels', '_rela/.rels'), DAMAGED],
    [
      'a name that leads out',
      'a.docx',
      async () => patched(await docxWith({ 'aa/evil.xml': '' }), 'aa/evil.xml', '../evil.xml'),
      DAMAGED,
    ],
    [
      'a name from the root',
      'a.docx',
      async () => patched(await docxWith({ 'aetc/evil.xml': '' }), 'aetc/evil', '/etc/evil'),
      DAMAGED,
    ],
    [
      'a name twice',
      'a.docx',
      async () => patched(await docxWith({ 'word/documenu.xml': '' }), 'word/documenu', 'word/document'),
      DAMAGED,
    ],
    [
      'an entry larger than it says',
      'a.docx',
      async () => listed(await docxWith({ 'a.xml': zeros(30) }), 24, (size) => size.writeUInt32LE(9)),
      DAMAGED,
    ],
    [
      'entities in the content types',
      'a.docx',
      () => docxWith({ '[Content_Types].xml': `<!DOCTYPE a>${typesWith('')}` }),
      DAMAGED,
    ],
    ['a password (Office)', 'a.docx', () => oldContainer('EncryptedPackage'), ENCRYPTED],
    [
      'a password (archive)',
      'a.docx',
      async () => listed(await zip(DOCX), 8, (flags) => flags.writeUInt16LE(flags.readUInt16LE() | 1)),
      ENCRYPTED,
    ],
    [
      'a password (ODF)',
      'a.odt',
      () => zip({ ...ODT, 'META-INF/manifest.xml': '<manifest:encryption-data/>' }),
      ENCRYPTED,
    ],
    ['a DOCM that says it is a DOCX', 'a.docx', () => docxWith({ '[Content_Types].xml': DOCM_TYPES }), MACROS],
    ['macros', 'a.docx', () => docxWith({ 'word/vbaProject.bin': 'x' }), MACROS],
    ['macros in other letters', 'a.docx', () => docxWith({ 'word/VBAPROJECT.BIN': 'x' }), MACROS],
    [
      'macros under another name',
      'a.docx',
      () =>
        docxWith({
          '[Content_Types].xml': typesWith(
            '<Default Extension="dat" ContentType="application/vnd.ms-office.vbaProject"/>',
          ),
        }),
      MACROS,
    ],
    ['macros of Excel 4', 'a.xlsx', () => zip({ ...XLSX, 'xl/macrosheets/sheet1.xml': '<a/>' }), MACROS],
    ['macros (ODF)', 'a.ods', () => zip({ ...ODS, 'Basic/Standard/Module1.xml': '<a/>' }), MACROS],
    ['a program in a PDF', 'a.pdf', () => pdf('<< /S /JavaScript /JS (app.alert(1)) >>'), ACTIVE],
    ['a program in a PDF, spelt otherwise', 'a.pdf', () => pdf('<< /S /J#61vaScr#69pt /JS (1) >>'), ACTIVE],
    ['a program across two pieces', 'a.pdf', () => pdf(`(${'x'.repeat(65_536 - 215)}) << /S /JavaScript >>`), ACTIVE],
    ['a start of a program', 'a.pdf', () => pdf('<< /S /Launch /F (cmd.exe) >>'), ACTIVE],
    ['a file in a PDF', 'a.pdf', () => pdf('<< /Type /EmbeddedFile >>'), ACTIVE],
    ['an archive in a DOCX', 'a.docx', async () => docxWith({ 'word/embeddings/sheet.xlsx': await zip(XLSX) }), NESTED],
    [
      'an archive under another name',
      'a.docx',
      async () => docxWith({ 'word/media/image1.png': await zip(XLSX) }),
      NESTED,
    ],
    ['a gzip in an ODT', 'a.odt', () => zip({ ...ODT, 'Pictures/a.png': Buffer.from('1f8b0800', 'hex') }), NESTED],
    ['a program in a DOCX', 'a.docx', () => docxWith({ 'word/media/a.bin': 'MZ\x90\0' }), NESTED],
    ['thirty MB in thirty kB', 'a.docx', () => docxWith({ 'a.xml': zeros(30) }), BOMB],
    [
      'a size of 300 MB',
      'a.docx',
      async () => listed(await docxWith({ 'a.xml': 'a' }), 24, (size) => size.writeUInt32LE(300 * MB)),
      BOMB,
    ],
    ['ten thousand and one entries', 'a.docx', () => crowd(), BOMB],
  ];
  it.each(cases)('%s is refused and leaves nothing', async (_what, name, make, sentence) => {
    const content = await make();
    const { status, json } = await refusedWithout(() => send(officer, name, content));
    expect([status, json.errors]).toEqual([
      400,
      [{ code: 'INVALID_INPUT', message: expect.stringMatching(sentence), field: ['file'], rule: null }],
    ]);
  });

  it('but vector pictures are, though Office compresses them', async () => {
    const picture = Buffer.from('1f8b0800000000000003030000000000000000', 'hex');
    expect((await send(officer, 'a.docx', await docxWith({ 'word/media/image1.emz': picture }))).status).toBe(201);
  });

  const form = (parts: [string, string | Buffer, string?][]): FormData => {
    const made = new FormData();
    for (const [field, content, name] of parts) {
      if (name === undefined) made.append(field, String(content));
      else made.append(field, new Blob([new Uint8Array(Buffer.from(content))]), name);
    }
    return made;
  };
  const file: [string, Buffer, string] = ['file', pdf(), 'a.pdf'];
  const kind: [string, string] = ['kind', 'KHAC'];
  const forms: [string, FormData, [string[] | null, RegExp]][] = [
    ['nothing at all', form([]), [['file'], /^Hãy chọn một tệp/]],
    ['no file', form([kind]), [['file'], /^Hãy chọn một tệp/]],
    ['a text for a file', form([kind, ['file', '%PDF-1.7']]), [['file'], /^Hãy chọn một tệp/]],
    ['an empty file', form([kind, ['file', '', 'a.pdf']]), [['file'], /rỗng/]],
    ['two files', form([kind, file, file]), [['file'], /^Mỗi lần chỉ gửi một tệp/]],
    ['three files', form([kind, file, file, file]), [['file'], /^Mỗi lần chỉ gửi một tệp/]],
    ['a file under another name', form([kind, ['files', pdf(), 'a.pdf']]), [['files'], /không có trong biểu mẫu/]],
    [
      'a second file under another name',
      form([kind, file, ['more', pdf(), 'b.pdf']]),
      [['more'], /không có trong biểu mẫu/],
    ],
    ['an unknown field', form([kind, file, ['owner', 'me']]), [['owner'], /không có trong biểu mẫu/]],
    ['a field twice', form([kind, kind, file]), [['kind'], /không hợp lệ/]],
    ['no kind', form([file]), [['kind'], /^Loại văn bản/]],
    ['a kind in small letters', form([['kind', 'khac'], file]), [['kind'], /^Loại văn bản/]],
    ['a kind too long', form([['kind', 'A'.repeat(51)], file]), [['kind'], /^Loại văn bản/]],
    ['a kind of a book', form([['kind', 'A'.repeat(5_000)], file]), [['kind'], /không hợp lệ/]],
    ['a unit that is no id', form([kind, file, ['unitId', 'UBND-03390']]), [['unitId'], /^Mã định danh/]],
    ['a forbidden name of a field', form([['__proto__', 'x'], file]), [null, /^Biểu mẫu gửi lên bị hỏng/]],
    [
      'too many fields',
      form([...Array.from({ length: 12 }, (_, n): [string, string] => [`f${n}`, '']), file]),
      [['f0'], /không có/],
    ],
  ];
  it.each(forms)('%s is refused and leaves nothing', async (_what, body, [field, sentence]) => {
    const { status, json } = await refusedWithout(() => sendForm(officer, body));
    expect([status, json.errors]).toEqual([
      400,
      [{ code: 'INVALID_INPUT', message: expect.stringMatching(sentence), field, rule: null }],
    ]);
  });

  it.each([
    ['application/json', '{}', 415],
    ['application/x-www-form-urlencoded', 'kind=KHAC', 415],
    ['multipart/form-data', '--x\r\n', 400],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF',
      400,
    ],
    ['multipart/form-data; boundary=x', 'nothing of the kind', 400],
  ])('%s %j is refused', async (type, body, expected) => {
    const { status, json } = await refusedWithout(() => sendForm(officer, body, { 'content-type': type }));
    expect([status, json.errors[0].code ?? json.errors[0].extensions.code]).toEqual([
      expected,
      expected === 415 ? expect.any(String) : 'INVALID_INPUT',
    ]);
  });
});

/** One bit of the text of the document, which lies there uncompressed. */
function flipped(archive: Buffer): Buffer {
  const copy = Buffer.from(archive);
  const at = copy.indexOf('cáo thành');
  copy[at] = copy[at]! ^ 1;
  return copy;
}

describe('who may', () => {
  const code = ({ status, json }: Reply): unknown => [status, json.errors[0].code, json.errors[0].field];

  it('send: who acts at the unit, and nobody else', async () => {
    const commune = { unitId: trialUnit('UBND-03390').id };
    expect((await send(await as('thamdinh.binhlu'), 'a.pdf', pdf('(sent)'), commune)).status).toBe(201);
    const attempt = async (client: Client, fields = {}): Promise<unknown> =>
      code(await refusedWithout(() => send(client, 'a.pdf', pdf('(not sent)'), fields)));
    expect(await attempt(new Client())).toEqual([401, 'UNAUTHENTICATED', null]);
    expect(await attempt(new Client(worker.url, 'x'.repeat(43)))).toEqual([401, 'UNAUTHENTICATED', null]);
    for (const name of ['kiemtra.tinh', 'quantri.tinh']) {
      expect(await attempt(await as(name))).toEqual([403, 'FORBIDDEN', null]);
    }
    for (const name of ['thamdinh.tinh', 'canbo.doanket']) {
      expect(await attempt(await as(name), commune)).toEqual([403, 'FORBIDDEN', ['unitId']]);
    }
    const nowhere = { unitId: '0197a000-0000-7000-8000-000000000000' };
    expect(await attempt(officer, nowhere)).toEqual([403, 'FORBIDDEN', ['unitId']]);
  });

  it('read: the units above, and who sent it', async () => {
    const { json } = await send(officer, 'a.pdf', pdf('(policy)'));
    const { id } = json;
    const before = await lastAudit();
    for (const name of ['canbo.binhlu', 'thamdinh.binhlu', 'thamdinh.tinh', 'kiemtra.tinh']) {
      const reader = await as(name);
      expect((await fetchDocument(reader, id)).status).toBe(200);
      expect((await reader.get(READ, { id })).id).toBe(id);
    }
    for (const name of ['canbo.doanket', 'canbo.danguybinhlu', 'lichsu.tinhuy', 'canbo.sonoivu']) {
      const other = await as(name);
      expect(code(await fetchDocument(other, id))).toEqual([404, 'NOT_FOUND', null]);
      expect(await other.get(READ, { id })).toBeNull();
    }
    const stranger = await fetchDocument(new Client(), id);
    expect(code(stranger)).toEqual([401, 'UNAUTHENTICATED', null]);
    expect((await new Client().ask(READ, { id })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const refusals = (await recordedAfter(before)).filter(({ outcome }) => outcome === 'NOT_FOUND');
    expect(refusals.map(({ action }) => action)).toEqual(Array(4).fill('GET /documents/:id'));
  });

  it.each(['x', '0197a000-0000-7000-8000-000000000000', '..%2f..%2ftrial-accounts.json', 'incoming'])(
    'read %s: nobody, there is none',
    async (id) => {
      const { status, json } = await fetchDocument(officer, id);
      expect([status, json.errors[0].message]).toEqual([404, 'Không tìm thấy văn bản này.']);
      expect(await officer.get(READ, { id })).toBeNull();
    },
  );

  it('send a form to GraphQL: nobody', async () => {
    const body = new FormData();
    body.append('query', '{ me { id } }');
    const { status } = await fetch(`${worker.url}/graphql`, { method: 'POST', body });
    expect(status).toBe(415);
  });
});

// Last, since every test before looks at all that is stored.
describe('the largest document', () => {
  it('of 20 MB is received, and of one byte more not', async () => {
    const largest = await send(officer, 'a.pdf', pdfOf(20 * MB));
    expect([largest.status, largest.json.size]).toEqual([201, 20 * MB]);
    for (const size of [20 * MB + 1, 21 * MB]) {
      const { status, json } = await refusedWithout(() => send(officer, 'a.pdf', pdfOf(size)));
      expect([status, json.errors]).toEqual([
        413,
        [
          {
            code: 'INVALID_INPUT',
            message: 'Tệp lớn quá 20 MB. Hãy giảm dung lượng rồi gửi lại.',
            field: ['file'],
            rule: null,
          },
        ],
      ]);
    }
  });
});
