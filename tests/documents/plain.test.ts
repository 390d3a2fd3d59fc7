import { describe, expect, it } from 'vitest';
import { documentText, type Block } from '../../src/domain/report/report-document';
import { plainDocument } from '../../src/documents/plain';

const kinds = (blocks: readonly Block[]) =>
  blocks.map((block) =>
    block.kind === 'heading' ? `h${block.level} ${documentText({ blocks: [block] })}` : block.kind,
  );

describe('plain text', () => {
  it('knows the parts of a British report, with the words that follow them', () => {
    const { blocks } = plainDocument(
      'CLINICAL DETAILS: Cough.\n\nFindings:\nThe lungs are clear.\nNo effusion.\n\nCONCLUSION: Normal.',
    );
    expect(kinds(blocks)).toEqual([
      'h1 CLINICAL DETAILS',
      'paragraph',
      'h1 Findings',
      'paragraph',
      'h1 CONCLUSION',
      'paragraph',
    ]);
    expect(documentText({ blocks })).toBe(
      'CLINICAL DETAILS\n\nCough.\n\nFindings\n\nThe lungs are clear.\nNo effusion.\n\nCONCLUSION\n\nNormal.',
    );
  });

  it('takes upper-case lines that are no known part as lesser headings', () => {
    const { blocks } = plainDocument('LINES AND TUBES: None.\n\nHEART, MEDIASTINUM AND HILA:\nNormal.');
    expect(kinds(blocks)).toEqual([
      'h2 LINES AND TUBES',
      'paragraph',
      'h2 HEART, MEDIASTINUM AND HILA',
      'paragraph',
    ]);
  });

  it.each([
    'The lungs are clear: no effusion.',
    'PE',
    'CT 2026',
    'NO PNEUMOTHORAX.',
    'Seen at 10:30 by Dr Ashby',
    'Ratio 2:1',
    'MR PATEL',
    'DR A WARD',
    'MISS O’CONNOR',
    'MR PATEL: please review',
    'Measures 12 x 8 mm',
  ])('leaves "%s" a sentence', (line) => {
    expect(kinds(plainDocument(line).blocks)).toEqual(['paragraph']);
  });

  it.each(['MR BRAIN', 'MR LUMBAR SPINE', 'MR PROSTATE'])('takes "%s" for what was examined', (line) => {
    expect(kinds(plainDocument(line).blocks)).toEqual([`h2 ${line}`]);
  });

  it('makes lists of bullets, and of numbers that count from one', () => {
    const { blocks } = plainDocument(
      'Impression:\n1. Nodule,\n   new.\n2. Effusion.\n\n- a\n- b\n\n3. third\n5. fifth',
    );
    expect(blocks).toMatchObject([
      { kind: 'heading' },
      { kind: 'list', ordered: true, items: [[{}], [{}]] },
      { kind: 'list', ordered: false, items: [[{}], [{}]] },
      { kind: 'paragraph' },
    ]);
    expect(documentText({ blocks })).toContain('1. Nodule, new.\n2. Effusion.');
    // A number that means something other than its place stays as it was written.
    expect(documentText({ blocks })).toContain('3. third\n5. fifth');
  });

  it('keeps columns that were set with spaces', () => {
    const [block] = plainDocument('Vessel     PSV\nRCCA       82 cm/s\nLCCA       90 cm/s').blocks;
    expect(block).toMatchObject({ kind: 'preformatted' });
  });

  it('shows markup as the text it is', () => {
    const text = '<script>alert(1)</script> &amp; 3 < 5';
    expect(documentText(plainDocument(text))).toBe(text);
  });

  it('drops control characters and byte order marks, not tabs or line ends', () => {
    expect(documentText(plainDocument('\uFEFFa\u0000b\r\nc\u0007\rd'))).toBe('ab\nc\nd');
  });

  it('is empty where nothing is written', () => {
    expect(plainDocument(' \n\t\n ')).toEqual({ blocks: [] });
  });

  it('stays quick on a megabyte of spaces, dashes or colons', () => {
    for (const unit of [' ', '-', ':', 'A ', '\n ', 'A: ', '\t', 'series ', 'image 1 ']) {
      const before = performance.now();
      plainDocument(`x${unit.repeat(1_000_000 / unit.length)}x`);
      expect(performance.now() - before, JSON.stringify(unit)).toBeLessThan(10_000);
    }
  });
});
