import { seeded } from '../builders/random';
import { describe, expect, it } from 'vitest';
import { cdaDocument, cdaNonXmlBody } from '../../src/documents/cda';
import { textForm } from '../../src/documents/media-type';
import { xmlDocument } from '../../src/documents/xml';
import { documentText } from '../../src/domain/report/report-document';
import { FUZZ_RUNS, FUZZ_TIMEOUT, LONGEST } from '../fuzz/fuzz';
import { mutant } from './mutate';

const report = `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="http://evil.example/cda.xsl"?>
<!DOCTYPE ClinicalDocument [ <!ENTITY bomb "boom&bomb;"> <!ENTITY file SYSTEM "file:///etc/passwd"> ]>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc">
  <title>CT Thorax</title>
  <recordTarget><patientRole><patient><name>Nobody Here</name></patient></patientRole></recordTarget>
  <component><structuredBody>
    <component><section>
      <code code="121070" displayName="Findings"/>
      <title>Findings:</title>
      <text>
        <paragraph>A <content styleCode="Bold">15 mm</content> nodule, <content styleCode="Italics">new</content> &amp; solid &#x2265; 8&nbsp;mm.<br/>Second line.</paragraph>
        <list listType="ordered"><caption>Nodes</caption><item>right hilar</item><item><content revised="delete">left</content> subcarinal</item></list>
        <list><item>one</item></list>
        <table border="1"><caption>Vessels</caption><thead><tr><th>Vessel</th><th colspan="2">PSV</th></tr></thead><tbody><tr><td rowspan="2">RCCA</td><td>82</td><td>cm/s</td></tr></tbody></table>
        <renderMultiMedia referencedObject="MM1"/>
        <paragraph>See <linkHtml href="https://www.nhs.uk/">the NHS</linkHtml> or <linkHtml href="javascript:alert(1)">this</linkHtml>.</paragraph>
        <script>alert(1)</script>
        <![CDATA[<b>as text</b>]]>
      </text>
      <component><section><title>Lungs</title><text>Clear.</text></section></component>
    </section></component>
    <component><section><title>Conclusion</title><text>&bomb;&file; Suspicious.</text></section></component>
  </structuredBody></component>
</ClinicalDocument>`;

const read = (xml: string) => documentText(cdaDocument(xml) ?? { blocks: [] });
const encoder = new TextEncoder();

describe('a clinical document', () => {
  it.each(['text/xml', 'application/hl7-v3+xml', 'application/cda+xml; charset=utf-8', 'application/xml'])(
    'is known as one when it comes as %s',
    (mediaType) => expect(textForm(mediaType, encoder.encode(report))).toBe('cda'),
  );

  it('gives titles and narrative of its sections, in order', () => {
    expect(read(report)).toBe(
      [
        'CT Thorax',
        'Findings',
        'A 15 mm nodule, new & solid ≥ 8&nbsp;mm.\nSecond line.',
        '1. Nodes\n2. right hilar\n3. [struck out: left] subcarinal',
        '• one',
        'Vessel\tPSV\nRCCA\t82\tcm/s',
        '[picture not shown]',
        'See the NHS or this.',
        'alert(1)',
        '<b>as text</b>',
        'Lungs',
        'Clear.',
        'Conclusion',
        '&bomb;&file; Suspicious.',
      ].join('\n\n'),
    );
  });

  it('keeps levels, spans of cells, captions, emphasis and safe links only', () => {
    const blocks = cdaDocument(report)?.blocks ?? [];
    expect(blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : []))).toEqual([1, 1, 2, 1]);
    expect(blocks.find(({ kind }) => kind === 'table')).toMatchObject({
      caption: 'Vessels',
      rows: [
        { cells: [{ header: true }, { header: true, columns: 2 }] },
        { cells: [{ header: false, rows: 2 }, {}, {}] },
      ],
    });
    const text = JSON.stringify(blocks);
    expect(text).toContain('{"kind":"text","text":"15 mm","strong":true}');
    expect(text).toContain('{"kind":"text","text":"new","emphasis":true}');
    expect(text.match(/"kind":"link"/g)).toHaveLength(1);
    expect(text).toContain('"href":"https://www.nhs.uk/"');
  });

  it('is told from other XML', () => {
    expect(cdaDocument('<html><body>x</body></html>')).toBeUndefined();
    expect(cdaDocument('plain words')).toBeUndefined();
    expect(cdaDocument('')).toBeUndefined();
  });

  it('hands on a body that is no XML', () => {
    const wrap = (text: string) =>
      `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody>${text}</nonXMLBody></component></ClinicalDocument>`;
    expect(
      cdaNonXmlBody(wrap('<text mediaType="application/pdf" representation="B64">JVBERi0=</text>')),
    ).toEqual({
      mediaType: 'application/pdf',
      content: 'JVBERi0=',
      isBase64: true,
    });
    expect(cdaNonXmlBody(wrap('<text>words</text>'))).toMatchObject({
      mediaType: 'text/plain',
      isBase64: false,
    });
    expect(cdaNonXmlBody(report)).toBeUndefined();
  });

  it('expands no entity of its own, however often it is named', () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(100)}"><!ENTITY b "&a;&a;&a;">]>`;
    const text = `${laughs}<ClinicalDocument><title>&b;</title></ClinicalDocument>`;
    expect(read(text)).toBe('&b;');
  });

  it(`survives ${FUZZ_RUNS} mutants, each in good time`, { timeout: FUZZ_TIMEOUT }, () => {
    const random = seeded(2);
    const vocabulary = [
      '<',
      '>',
      '</',
      '/>',
      '"',
      "'",
      '&',
      '&#0;',
      '&#x110000;',
      '&#xd800;',
      '<!--',
      '-->',
      ']]>',
    ];
    const more = [
      '<![CDATA[',
      '<!DOCTYPE [',
      '<?',
      '?>',
      '<table>',
      '<tr>',
      '<td colspan="9999999">',
      '<item>',
      '<a:b ',
      '\0',
    ];
    const source = encoder.encode(report);
    const decoder = new TextDecoder();
    let slowest = 0;
    for (let at = 0; at < FUZZ_RUNS; at += 1) {
      const text = decoder.decode(mutant(source, random, [...vocabulary, ...more]));
      const before = performance.now();
      read(text);
      slowest = Math.max(slowest, performance.now() - before);
    }
    expect(slowest).toBeLessThan(LONGEST);
  });

  it('stays quick on megabytes of one thing', () => {
    const units = [
      '<',
      '<a>',
      '<a ',
      '</a>',
      '<!',
      '<!a>',
      '<!--',
      '&',
      '&#',
      'a=',
      '<p>',
      '<table>',
      '<list><item>',
      '"',
      '<?',
    ];
    for (const unit of units) {
      const before = performance.now();
      read(
        `<ClinicalDocument><component><structuredBody><component><section><text>${unit.repeat(300_000 / unit.length)}`,
      );
      read(`<ClinicalDocument><title ${unit.repeat(300_000 / unit.length)}`);
      expect(performance.now() - before, unit).toBeLessThan(10_000);
    }
  }, 60_000);
});

describe('XML', () => {
  it('closes what was left open, and ignores ends without a beginning', () => {
    expect(xmlDocument('<a><b>x</a></c>y')).toMatchObject({
      name: 'a',
      children: [{ name: 'b', children: ['x'] }],
    });
  });

  it('reads attributes with either quote, and > within them', () => {
    expect(xmlDocument(`<a x="1>2" n:y='"&lt;'/>`)?.attributes).toEqual({ x: '1>2', y: '"<' });
  });
});
