import { seeded } from '../builders/random';
import { describe, expect, it } from 'vitest';
import { documentText } from '../../src/domain/report/report-document';
import { rtfDocument } from '../../src/documents/rtf/rtf';
import { isRtf } from '../../src/documents/rtf/signature';
import { FUZZ_RUNS, FUZZ_TIMEOUT, LONGEST } from '../fuzz/fuzz';
import { mutant } from './mutate';

const bytes = (rtf: string) => Uint8Array.from(rtf, (letter) => letter.charCodeAt(0));
const read = (rtf: string) => rtfDocument(bytes(rtf));
const words = (body: string) => documentText(read(String.raw`{\rtf1\ansi\ansicpg1252\deff0 ${body}}`));

const report = String.raw`{\rtf1\ansi\ansicpg1252\deff0\uc1
{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset2 Symbol;}{\f2\fswiss\fcharset204 Arial Cyr;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}{\info{\author Somebody Else}{\title Secret}}
{\*\generator Word 16;}
\pard\plain\f0\b FINDINGS:\b0  There is a 15\~mm nodule in the right upper lobe (series 4 image 52).\par
Enlarged na\'efve node, 3\u8239 ?cm\'b2; \i equivocal\i0 .\par
{\listtext\f1\'b7\tab}\pard No effusion.\par
{\listtext\f1\'b7\tab}No \strike old \strike0 fracture.\par
\pard
\trowd\cellx2000\cellx4000\intbl\b Vessel\b0\cell PSV\cell\row
\trowd\cellx2000\cellx4000\intbl RCCA\cell 82 cm/s\cell\row
\pard{\pict\pngblip 89504e470d0a1a0a}\par
\b CONCLUSION\b0\par
Suspicious.\line Refer.\par
{\v hidden words}{\*\unknown unseen}{\field{\*\fldinst HYPERLINK "http://evil.example"}{\fldrslt link words}}
}`;

describe('RTF', () => {
  it('gives the words of a report in order, and only those', () => {
    const document = read(report);
    expect(documentText(document)).toBe(
      [
        'FINDINGS',
        'There is a 15\u00A0mm nodule in the right upper lobe (series 4 image 52).',
        'Enlarged naïve node, 3\u202Fcm²; equivocal.',
        '• No effusion.\n• No [struck out: old ]fracture.',
        'Vessel\tPSV\nRCCA\t82 cm/s',
        '[picture not shown]',
        'CONCLUSION',
        'Suspicious.\nRefer.',
        'link words',
      ].join('\n\n'),
    );
    expect(document.blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'paragraph',
      'list',
      'table',
      'paragraph',
      'heading',
      'paragraph',
      'paragraph',
    ]);
  });

  it('keeps bold and italic', () => {
    const [block] = read(String.raw`{\rtf1 Not \b malignant\b0  but \i odd\i0 .}`).blocks;
    expect(block).toEqual({
      kind: 'paragraph',
      spans: [
        { kind: 'text', text: 'Not ' },
        { kind: 'text', text: 'malignant', strong: true },
        { kind: 'text', text: ' but ' },
        { kind: 'text', text: 'odd', emphasis: true },
        { kind: 'text', text: '.' },
      ],
    });
  });

  it.each([
    ['the code page of the file', String.raw`{\rtf1\ansi\ansicpg1251 \'cd\'ee\'f0\'ec\'e0}`, 'Норма'],
    ['the character set of a font', String.raw`{\rtf1{\fonttbl{\f2\fcharset204 A;}}\f2 \'cd\'ee}`, 'Но'],
    ['two bytes a letter', String.raw`{\rtf1\ansicpg932 \'93\'fa\'96\'7b}`, '日本'],
    ['Macintosh letters', String.raw`{\rtf1\mac \'8e}`, 'é'],
    ['a surrogate pair', String.raw`{\rtf1\uc1 \u-10179?\u-8704?}`, '\u{1F600}'],
    ['letters to pass over after a \\u', String.raw`{\rtf1\uc2 \u963 ??x\uc0\u963 y}`, 'σxσy'],
    ['their number as each group has it', String.raw`{\rtf1\uc1{\uc0\u945}\u946 ?z}`, 'αβz'],
    ['the font Symbol', String.raw`{\rtf1{\fonttbl{\f1\fcharset2 Symbol;}}\f1 \'b1\'b3m}`, '±≥μ'],
    ['letters that no browser can read, as unknown', String.raw`{\rtf1\pc 5\'f1 mm}`, '5\uFFFD mm'],
    ['escaped braces', String.raw`{\rtf1 \{a\\b\}}`, '{a\\b}'],
    ['powers of ten', String.raw`{\rtf1 10{\super 9}/l}`, '10^9/l'],
  ])('reads %s', (_name, rtf, expected) => {
    expect(documentText(read(rtf))).toBe(expected);
  });

  it('passes over binary data, braces and all', () => {
    expect(words(String.raw`a{\pict\bin6 }{\b}{}b`)).toBe('a [picture not shown] b');
  });

  it('keeps words in cells that no row ends, and in groups that none closes', () => {
    expect(words(String.raw`\trowd\intbl one\cell two\cell`)).toBe('one\ttwo');
    expect(words(String.raw`{{{{deep`)).toBe('deep');
    expect(words(String.raw`}}}} after`)).toContain('after');
  });

  it('keeps words beyond any sensible nesting', () => {
    expect(words(`${'{'.repeat(5000)}in${'}'.repeat(5000)}out`)).toBe('inout');
  });

  it('says so where it stops before the end', () => {
    const document = read(`{\\rtf1 ${'a\\par '.repeat(20_001)}`);
    expect(documentText(document).endsWith('[The rest of this report is too long to be shown.]')).toBe(true);
  });

  it('is known by its signature', () => {
    expect(isRtf(bytes('\u00ef\u00bb\u00bf {\\rtf1 x}'))).toBe(true);
    expect(isRtf(bytes('{ "json": 1 }'))).toBe(false);
  });

  it(`survives ${FUZZ_RUNS} mutants, each in good time`, { timeout: FUZZ_TIMEOUT }, () => {
    const random = seeded(1);
    const vocabulary = [
      '{',
      '}',
      '\\',
      '\\bin99999999 ',
      '\\bin-5 ',
      "\\'",
      "\\'e9",
      '\\u-1 ',
      '\\uc99999 ',
      '\\cell ',
    ];
    const more = [
      '\\row ',
      '\\trowd ',
      '\\par ',
      '{\\*',
      '{\\pict ',
      '\\fcharset2 ',
      '\\ansicpg932 ',
      '\\f-1 ',
      '\0',
      '\\line ',
    ];
    const source = bytes(report);
    let slowest = 0;
    for (let at = 0; at < FUZZ_RUNS; at += 1) {
      const before = performance.now();
      const { blocks } = rtfDocument(mutant(source, random, [...vocabulary, ...more]));
      documentText({ blocks });
      slowest = Math.max(slowest, performance.now() - before);
    }
    expect(slowest).toBeLessThan(LONGEST);
  });

  it('stays quick on megabytes of one thing', () => {
    for (const unit of [
      '{',
      '}',
      '\\',
      "\\'e9",
      '\\cell ',
      '\\row ',
      '\\par ',
      'a\\par ',
      '\\u1 ',
      '{\\pict ',
      ' ',
      '\\b a\\b0 ',
    ]) {
      const before = performance.now();
      read(`{\\rtf1 ${unit.repeat(300_000 / unit.length)}`);
      expect(performance.now() - before, unit).toBeLessThan(10_000);
    }
  }, 60_000);
});
