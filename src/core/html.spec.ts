import fc from 'fast-check';
import { escaped, markup } from './html.js';

/**
 * Any sign that Unicode may ever have, halves of surrogate pairs too; half of them ASCII, where the dangerous ones are.
 * (What fast-check itself calls "binary" first lists all of them.)
 */
const sign = fc.oneof(fc.nat(0x7f), fc.nat(0x10ffff)).map((code) => String.fromCodePoint(code));

describe('HTML from a template', () => {
  it('escapes what is put into it, in elements and attributes', () => {
    const name = `<script>alert("1")</script> & 'x'`;
    expect(markup`<p title="${name}">${name}</p>`.text).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">' +
        '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</p>',
    );
  });

  it('takes HTML as it is, and lists of it', () => {
    const items = ['a', '<b>'].map((item) => markup`<li>${item}</li>`);
    expect(markup`<ul>${items}</ul>${3}`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>3');
  });

  it.each([
    ['Nguyễn\u202eAnăV', 'Nguyễn\ufffdAnăV'],
    ['\u2066A\u2069\u200f', '\ufffdA\ufffd\ufffd'],
    ['A\u200bB\u0000C\ufeffD', 'A\ufffdB\ufffdC D'],
    ['một\n  hai\thai', 'một hai hai'],
    ['\ud800x', '\ufffdx'],
    ['Hòa Ðỗ ❤', 'Hòa Ðỗ ❤'],
  ])('shows what would deceive the eye: %j', (text, shown) => {
    expect(escaped(text)).toBe(shown);
  });

  it('never lets a text end its element or its attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: sign }), (text) => {
        expect(escaped(text)).not.toMatch(/[<>"'\p{Bidi_Control}\p{Cs}]|&(?!(amp|lt|gt|quot|#39);)/u);
      }),
    );
  });
});
