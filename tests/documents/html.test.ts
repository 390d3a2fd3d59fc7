// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { documentText, type Block } from '../../src/domain/report/report-document';
import { htmlDocument } from '../../src/documents/html/html';
import { markup } from '../../src/documents/markup';
import { markupDocument } from '../../src/documents/markup-blocks';

const words = (html: string) => documentText(htmlDocument(html));
const kinds = (blocks: readonly Block[]) => blocks.map(({ kind }) => kind);

describe('HTML', () => {
  it('becomes headings, paragraphs, lists and tables', () => {
    const { blocks } = htmlDocument(
      `<h2>FINDINGS:</h2><div>The <b>liver</b> is <i>normal</i>.</div><p></p><hr>
       <ol><li>One<ul><li>inner</li></ul></li><li>Two</li></ol>
       <table><caption>Vessels</caption><tr><th colspan="2">Name</th></tr><tr><td rowspan=2>a</td><td>b</td></tr></table>
       <blockquote>said</blockquote><pre>a   b
c</pre>`,
    );
    expect(kinds(blocks)).toEqual(['heading', 'paragraph', 'rule', 'list', 'table', 'quote', 'preformatted']);
    expect(blocks[0]).toEqual({ kind: 'heading', level: 1, spans: [{ kind: 'text', text: 'FINDINGS' }] });
    expect(blocks[1]).toEqual({
      kind: 'paragraph',
      spans: [
        { kind: 'text', text: 'The ' },
        { kind: 'text', text: 'liver', strong: true },
        { kind: 'text', text: ' is ' },
        { kind: 'text', text: 'normal', emphasis: true },
        { kind: 'text', text: '.' },
      ],
    });
    expect(blocks[4]).toMatchObject({
      caption: 'Vessels',
      rows: [{ cells: [{ header: true, columns: 2 }] }, { cells: [{ rows: 2 }, {}] }],
    });
    expect(documentText({ blocks: blocks.slice(6) })).toBe('a   b\nc');
  });

  it('has every paragraph of a part that has more of them than a call takes arguments', () => {
    const paragraphs = Array.from({ length: 150_000 }, () => markup('p', ['x']));
    const { blocks } = markupDocument([markup('div', paragraphs)]);
    expect(blocks).toHaveLength(150_000);
  });

  it('knows headings that are only bold, or only said', () => {
    const { blocks } = htmlDocument(
      '<p><b>COMMENT</b></p><p>Osteopenia.</p><p>IMPRESSION: Normal.<br>CONCLUSION:<br>None.</p>',
    );
    expect(kinds(blocks)).toEqual(['heading', 'paragraph', 'heading', 'paragraph', 'heading', 'paragraph']);
  });

  it('lays white space out as a browser does, and keeps breaks', () => {
    expect(words('  a\n  b <b> c </b> d<br> e <br><br>f  ')).toBe('a b c d\ne\n\nf');
    expect(words('<span>one</span><div>two</div>three<table><tr><td> four </td></tr></table>')).toBe(
      'one\n\ntwo\n\nthree\n\nfour',
    );
  });

  it('keeps the words of everything unknown, and none of scripts and styles', () => {
    expect(words('<widget>a <blink>b</blink></widget><style>p{}</style><script>x()</script> c')).toBe(
      'a b c',
    );
    expect(words('<form><label>Name</label> <input value="x"> <button>Send</button></form>')).toBe(
      'Name Send',
    );
  });

  it('says where a picture stood, and shows none', () => {
    expect(
      words('<p>See <img src="https://evil.example/x.png" alt="key image"> and <img src="data:,">.</p>'),
    ).toBe('See [picture not shown: key image] and [picture not shown].');
  });

  it('keeps links to the web and only the words of others', () => {
    const { blocks } = htmlDocument(
      '<a href="https://www.nhs.uk/x">NHS</a> <a href="javascript:alert(1)">js</a> <a href="/local">local</a> <a href="ftp://x/">ftp</a> <a href="https://nhs.uk@evil.example">spoof</a>',
    );
    expect(blocks).toEqual([
      {
        kind: 'paragraph',
        spans: [
          { kind: 'link', href: 'https://www.nhs.uk/x', text: 'NHS' },
          { kind: 'text', text: ' js local ftp spoof' },
        ],
      },
    ]);
  });

  it('does not change what a number or a deletion says', () => {
    expect(words('10<sup>9</sup>/l, 3 cm<sup>3</sup>, <del>no</del> fracture')).toBe(
      '10^9/l, 3 cm³, [struck out: no] fracture',
    );
  });

  it('reads IHE’s marks of series and image, which mean nothing elsewhere', () => {
    const { blocks } = htmlDocument(
      'node <span class="imr-ref-ImagingSelection" id="x">(2:12)</span>, ratio (2:12)',
    );
    expect(blocks[0]).toMatchObject({
      spans: [
        { text: 'node ' },
        { kind: 'image', reference: { seriesNumber: 2, imageNumber: 12 }, text: '(2:12)' },
        { text: ', ratio (2:12)' },
      ],
    });
  });

  it('keeps the words of what nests deeper than any report', () => {
    expect(words(`${'<div>'.repeat(400)}deep${'</div>'.repeat(400)}`)).toBe('deep');
    expect(words(`${'<ul><li>'.repeat(200)}deep`)).toContain('deep');
    expect(words(`${'<b><span>'.repeat(200)}deep`)).toBe('deep');
  });

  it('bounds what a hostile table may ask for', () => {
    const [table] = htmlDocument('<table><tr><td colspan=99999999 rowspan=-4>x</td></tr></table>').blocks;
    expect(table).toMatchObject({ rows: [{ cells: [{ columns: 100, rows: 1 }] }] });
  });
});
