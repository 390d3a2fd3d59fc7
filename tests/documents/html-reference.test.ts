// @vitest-environment jsdom
import DOMPurify from 'dompurify';
import { describe, expect, it } from 'vitest';
import { documentText } from '../../src/domain/report/report-document';
import { htmlDocument } from '../../src/documents/html/html';
import { markupDocument } from '../../src/documents/markup-blocks';
import { markupNodesOf } from './dom-markup';
import { hostileMarkup } from './hostile-markup';

/** What a browser's own parser and a well-kept sanitiser leave of it, through the same blocks. */
function reference(html: string): string {
  const fragment = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    USE_PROFILES: { html: true },
    FORBID_TAGS: ['style'],
    FORBID_CONTENTS: [
      'svg',
      'math',
      'template',
      'script',
      'style',
      'title',
      'iframe',
      'noembed',
      'noframes',
      'xmp',
    ],
  });
  return documentText(markupDocument(markupNodesOf(fragment)));
}

/** Where nothing is lost by not following the browser: it would leave out what stands after an end that never comes. */
const KEEPS_MORE = /<(?:noscript|plaintext|textarea|math><mtext>|table background|(?:math><mi><?){5})/;

describe('HTML is read as a browser and its sanitiser read it', () => {
  it.each([
    '<p>one<p>two<div>three</p>four</div>',
    '<ul><li>one<li>two<ul><li>in</ul><li>three</ul>after',
    '<dl><dt>a<dd>b<dt>c<dd>d</dl>',
    '<table><tr><td>a<td>b<tr><td>c<table><tr><td>in</table></table>after',
    '<table><thead><th>h</thead><td>no row</table>',
    '<table><caption>cap<tr><td>a</table>',
    '<p><del>no</del> fracture <b>bold<p>more</b> less',
    '<h2>one<h3>two</h2>three',
    '<a href="https://a.example">one<a href="https://b.example">two</a>three',
    'a &lt b &amp;c &copy2026 &notit; &unknown; &#8804;3 &#x2265 &#150; &eacute;t&eacute',
    '<!-- a --!>b<!-->c<!--->d<!x>e<?y>f</ >g<>h< i',
    '<P CLASS=x ALT=y>Upper</P><BR/>line<br>line</br>line',
    '<pre>\n  a\n   b</pre>',
    '<font color=red>one <span>two</font> three</span>',
    '<blockquote>a<p>b</blockquote>c',
    '<center>a<hr>b</center>',
    '<ol><li><p>one</p><li><p>two</ol>',
    '<i>a<table><tr><td>b</td></tr></table>c</i>d',
    '<li>alone<p>x',
    '<p>a<table><tr><td>b</table>c',
    '<q>said</q> 10<sup>3</sup> H<sub>2</sub>O',
    '<html><head><title>T</title><style>p{}</style></head><body><p>b</body></html>',
    '<script>x("</p>")</script>a<style></p></style>b<svg><desc>c</desc></svg>d',
    '<td>cell without table</td><tr>row',
    '<table><b>before<tr><td>in</table>',
  ])('%s', (html) => {
    expect(documentText(htmlDocument(html))).toBe(reference(html));
  });

  it('ends bold where it ends, within a paragraph of its own too', () => {
    expect(htmlDocument('<b><p>x</b>y</p>').blocks).toEqual([
      { kind: 'paragraph', spans: [{ kind: 'text', text: 'x' }] },
      { kind: 'paragraph', spans: [{ kind: 'text', text: 'y' }] },
    ]);
  });

  it('says what is struck out also where it is whole paragraphs', () => {
    expect(documentText(htmlDocument('<del><p>No fracture.</p><p>Clear.</p></del><p>Fracture.</p>'))).toBe(
      '[struck out:\n\nNo fracture.\n\nClear.\n\n]\n\nFracture.',
    );
  });

  it('also where it is hostile', { timeout: 120_000 }, () => {
    const forms = hostileMarkup('alert(1)', 'http://elsewhere.invalid/').filter(
      (form, at) => (at % 12 === 0 || at > 800) && !KEEPS_MORE.test(form),
    );
    expect(forms.length).toBeGreaterThan(100);
    const different = forms
      .map((form) => `<p>Found <b>clear</b>.</p>${form}<ul><li>One</li></ul><p>Two</p>`)
      .filter((html) => documentText(htmlDocument(html)) !== reference(html));
    expect(different).toEqual([]);
  });
});
