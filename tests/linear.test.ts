import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { personNameFrom, dateFrom, dateTimeFrom } from '../src/dicom/person';
import { readDataset } from '../src/dicom/part10/dataset';
import { decoderFor } from '../src/dicom/part10/character-set';
import { EXPLICIT } from '../src/dicom/part10/element-header';
import { withKnownVrs } from '../src/dicom/part10/unknown-vr';
import { textOf as datasetText, textsOf } from '../src/dicom/dataset';
import { atOnce } from '../src/domain/steps';
import { reportFrom as structuredReportFrom } from '../src/dicom/sr/document';
import { cdaDocument, cdaNonXmlBody } from '../src/documents/cda';
import { htmlDocument } from '../src/documents/html/html';
import { imageReferencesIn } from '../src/documents/image-references';
import { plainDocument } from '../src/documents/plain';
import { rtfDocument } from '../src/documents/rtf/rtf';
import { textForm, textOf } from '../src/documents/media-type';
import { datePartsOf, dateWords } from '../src/domain/dates';
import { fhirBase } from '../src/fhir/resource/addresses';
import { localReference } from '../src/fhir/resource/reference';
import { reportFrom } from '../src/fhir/reports/report-resource';
import { onlyId } from '../src/fhir/resource/subject';
import { mediaTypeOf } from '../src/http/media-type';
import { containerOf } from '../src/rendering/video/container';
import { recordWith } from './fhir/report-server';
import { STUDY } from './dicomweb/wire';
import { growthOf } from './linear';
import { regularExpressions } from './architecture/regular-expressions';

const FRAGMENTS: readonly string[] = [
  ...[
    '<dt>',
    '<',
    '>',
    '</',
    '<b>',
    '<b class=x>',
    '<p>',
    '</p>',
    '<del><p>',
    '<table>',
    '<td>',
    '<tr><td>',
    '<li>',
    '<ul><li>',
    '<a href="x">',
  ],
  ...[
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<!',
    '<?',
    '<!x[',
    ']',
    '<svg>',
    '<style>',
    '</b><p>',
    '<i><b><s><a>',
    '<h1>',
    '<pre>',
    '<br>',
    '<sup>3',
  ],
  ...[
    '/',
    '(',
    ')',
    '*',
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\u00a0',
    ' \n',
    '\n \n',
    '\u0000',
    '&',
    '&amp',
    '&#',
    '&#x0',
    '&amp;',
    '^',
    '\\',
    '=',
    '"',
    "'",
    ':',
    ' :',
    '-',
    '_',
    '.',
    ',',
    ';',
  ],
  ...[
    '0',
    '1',
    '1,',
    '1.',
    '12 mm ',
    'a',
    'A',
    'Aa ',
    'a b',
    'word '.repeat(20),
    'FINDINGS: x\n',
    'FINDINGS:',
    '- a\n',
    '- ',
    '1. a\n',
    'x   y\n',
    'x\ty\n',
    '----',
    '----\n',
    'a\n',
    'é',
    '\u202e',
    '\ud83d',
  ],
  ...[
    'image 1',
    'image 1 ',
    'see image 1,2,3 ',
    'series 1 image 2, ',
    'im 1 of 2 ',
    '(se 4 im 5) ',
    'image 1-',
    'image ',
    'series 2/3 ',
    'images 1 and 2 and ',
  ],
  ...[
    '{',
    '}',
    '{\\',
    '\\par ',
    '\\b ',
    "\\'e9",
    '\\u233?',
    '{\\b x}',
    '\\trowd x\\cell\\row ',
    '{\\pntext\\bullet}x\\par ',
    '\\cell ',
    '\\line ',
    '\\bin9 ',
    '{\\*\\x ',
    '\\u1',
    '\\intbl\\cell\\row\\pard ',
  ],
  ...[
    'observer',
    'organization name',
    'unknown ',
    'Patient/',
    'urn:oid:',
    '1.2.',
    '2026-',
    '20260101',
    'T',
    '+0100',
    '\u001b$B',
    '\u001b',
    '\u001b(J',
  ],
  ...[
    '<section>',
    '<component><section><title>x</title><text>y',
    '<list><item>',
    '<content styleCode="Bold">',
    '<caption>',
    '<x y="',
    "<x y='",
    '<x y=',
    'a="1" ',
    '<x:y:z>',
  ],
];

const bytes = (text: string) => new TextEncoder().encode(text);
const server = recordWith({});
const text = (vr: string, ...Value: readonly unknown[]) => ({ vr, Value });
const items = (...Value: readonly object[]) => ({ vr: 'SQ', Value });
const concept = (meaning: string) =>
  items({ '00080100': text('SH', '1'), '00080102': text('SH', 'X'), '00080104': text('LO', meaning) });

/** A report whose every text is the input, and one whose items each have a part of it */
function structured(input: string): object {
  const item = (value: string) => ({
    '0040A010': text('CS', 'CONTAINS'),
    '0040A040': text('CS', 'TEXT'),
    '0040A043': concept(value.slice(0, 100)),
    '0040A160': text('UT', value),
  });
  const parts = input.match(/[^]{1,64}/g) ?? [];
  return {
    '00080016': text('UI', '1.2.840.10008.5.1.4.1.1.88.11'),
    '00080018': text('UI', '1.2.3.4'),
    '0020000D': text('UI', STUDY),
    '0020000E': text('UI', '1.2.3'),
    '00100010': text('PN', { Alphabetic: input }),
    '0040A040': text('CS', 'CONTAINER'),
    '0040A043': concept(input),
    '0040A730': items(
      item(input),
      {
        '0040A010': text('CS', 'HAS OBS CONTEXT'),
        '0040A040': text('CS', 'TEXT'),
        '0040A043': concept(input),
        '0040A160': text('UT', 'x'),
      },
      ...parts.map(item),
    ),
  };
}

const READERS: readonly (readonly [name: string, read: (input: string) => unknown])[] = [
  ['plain text', (input) => imageReferencesIn(plainDocument(input))],
  ['HTML', (input) => imageReferencesIn(htmlDocument(input))],
  ['HTML within a paragraph', (input) => htmlDocument(`<p>a${input}</p>`)],
  ['an attribute of HTML', (input) => htmlDocument(`<a href="${input}">x</a><td colspan=${input}>`)],
  ['RTF', (input) => rtfDocument(bytes(`{\\rtf1 ${input}`))],
  [
    'a clinical document',
    (input) =>
      cdaDocument(
        `<ClinicalDocument><title>${input}</title><component><structuredBody><component><section><title>a</title><text>${input}`,
      ),
  ],
  ['a clinical document of another kind', (input) => cdaNonXmlBody(`<ClinicalDocument>${input}`)],
  [
    'a report\u2019s media type',
    (input) => [
      textForm(input, bytes(input)),
      textOf(bytes(input), input),
      mediaTypeOf(`x/y; a="${input}`),
      mediaTypeOf(input),
    ],
  ],
  [
    'a structured report',
    (input) =>
      thrown(() =>
        atOnce(structuredReportFrom(structured(input) as never, { source: 'x', bulk: new Map() })),
      ),
  ],
  [
    'values of DICOM',
    (input) => {
      const dataset = {
        '00100010': text('PN', input),
        '00080005': text('CS', `${input}x`),
        '00080050': { vr: 'UN', InlineBinary: btoa('x'.repeat(input.length)) },
      };
      return [
        datasetText(dataset, '00100010'),
        textsOf(dataset, '00080005'),
        withKnownVrs(dataset),
        personNameFrom(input),
        personNameFrom({ Alphabetic: input }),
        dateFrom(input),
        dateTimeFrom(input, input),
      ];
    },
  ],
  ['letters of DICOM', (input) => decoderFor(['', 'ISO 2022 IR 87'])(bytes(input))],
  ['bytes of a file', (input) => thrown(() => readDataset(bytes(input), 0, EXPLICIT))],
  ['bytes of a video', (input) => containerOf(bytes(input))],
  [
    'a report of FHIR',
    (input) => {
      const report = {
        resourceType: 'DiagnosticReport',
        id: 'a',
        status: 'final',
        code: { text: input },
        conclusion: input,
        text: { status: 'generated', div: `<div>${input}` },
        performer: [{ display: input }],
        issued: input,
        subject: { reference: input },
        presentedForm: [{ contentType: input, data: btoa('x'.repeat(input.length)), title: input }],
      };
      return reportFrom(report, new Map(), server, {
        patient: onlyId('p1'),
        base: server.base,
        now: server.now(),
      });
    },
  ],
  [
    'addresses and dates',
    (input) => [
      thrown(() => fhirBase(`https://a.example/${input}x`)),
      localReference({ reference: input }, server.base),
      datePartsOf(input),
      dateWords(input),
    ],
  ],
];

function thrown(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

const repeated = (fragment: string) => (length: number) =>
  fragment.repeat(Math.ceil(length / fragment.length)).slice(0, length);

/** Fragments after which one more letter decides: what was tried was in vain. */
const inVain = (fragment: string) => (length: number) => `${repeated(fragment)(length)}\u2603`;

describe('doubling an input at most triples the time of', { timeout: 600_000 }, () => {
  it.each(READERS)('%s', (name, read) => {
    const slow = FRAGMENTS.flatMap((fragment) => {
      const growth = growthOf(inVain(fragment), read);
      return growth <= 3 ? [] : [`${JSON.stringify(fragment.slice(0, 30))}: ${growth.toFixed(1)}`];
    });
    expect(slow, name).toEqual([]);
  });

  const expressions = regularExpressions(ts, (file) => readFileSync(file, 'utf8'));
  it(`each of the ${expressions.length} regular expressions`, () => {
    expect(expressions.length).toBeGreaterThan(80);
    const slow = expressions.flatMap(({ where, pattern, flags }) =>
      pumpsOf(pattern).flatMap((make) => {
        const expression = new RegExp(pattern, flags.replace('y', ''));
        const growth = growthOf(make, (input) => input.replace(expression, ''), 4 * 1024);
        return growth <= 3 ? [] : [`${where} /${pattern}/: ${JSON.stringify(make(24))} ${growth.toFixed(1)}`];
      }),
    );
    expect(slow).toEqual([]);
  });
});

/** Strings that a pattern may be tried on in vain: its own letters and classes, again and again, with and without an end. */
function pumpsOf(pattern: string): readonly ((length: number) => string)[] {
  const words = pattern.match(/[A-Za-z]{2,}/g) ?? [];
  const letters = [...new Set(pattern.replace(/\\[a-zA-Z]/g, '').match(/[^\\()[\]{}|?*+^$]/g) ?? [])].slice(
    0,
    12,
  );
  const classes = [
    ...(/\\s|[ ]/.test(pattern) ? [' ', '\n'] : []),
    ...(/\\d/.test(pattern) ? ['1'] : []),
    ...(/\\w|a-z/i.test(pattern) ? ['a', 'A'] : []),
    ...(/\.|\[\^/.test(pattern) ? ['x'] : []),
    ...(/\\"|"/.test(pattern) ? ['"', '\\'] : []),
    ...['<', '/', '(', '['].filter((one) => pattern.includes(one)),
  ];
  const pumps = [...new Set([...words.slice(0, 8), ...letters, ...classes])];
  const first = words[0] ?? letters[0] ?? '';
  return pumps.flatMap((one) => [
    inVain(one),
    (length: number) => `${first}${inVain(one)(length)}`,
    inVain(`${first}${one}`),
  ]);
}
