import { describe, expect, it } from 'vitest';
import { documentText } from '../../src/domain/report/report-document';
import { imageReferencesIn, referencesIn } from '../../src/documents/image-references';
import { plainDocument } from '../../src/documents/plain';

const read = (text: string) => referencesIn(text).map(({ reference }) => reference);
const at = (seriesNumber: number | undefined, imageNumber?: number) => ({
  ...(seriesNumber !== undefined && { seriesNumber }),
  ...(imageNumber !== undefined && { imageNumber }),
});

describe('plain references to pictures', () => {
  it.each([
    ['a nodule (series 4 image 52).', [at(4, 52)]],
    ['see series 4, image 52', [at(4, 52)]],
    ['Series 4; Images 52-56', [at(4, 52)]],
    ['(se 4, im 52)', [at(4, 52)]],
    ['(se4/im52)', [at(4, 52)]],
    ['(Se: 4, Im: 52)', [at(4, 52)]],
    ['[Ser 4 Img 52]', [at(4, 52)]],
    ['(series 4, slice 52)', [at(4, 52)]],
    ['images 12-14 of series 3', [at(3, 12)]],
    ['image 12 on series 3', [at(3, 12)]],
    ['image 52, series 4', [at(4, 52)]],
    ['im 52 se 4', [at(4, 52)]],
    ['(image 4/52)', [at(4, 52)]],
    ['(se 4/52)', [at(4, 52)]],
    ['(se/im 4/52)', [at(4, 52)]],
    ['right upper lobe (image 79)', [at(undefined, 79)]],
    ['on series no. 601 image no. 56', [at(601, 56)]],
    ['best seen on series 5.', [at(5)]],
    ['seen on image 12, image 15 and series 3 image 4.', [at(undefined, 12), at(undefined, 15), at(3, 4)]],
    ['image 3 of 12', [at(undefined, 3)]],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    'review in 4/52',
    'lymph node (2:12)',
    'a series of 3 images',
    '3 images',
    'slice 5 mm',
    'slices 1-2 mm apart',
    'images 1.25 mm thick',
    'series 2.5 mm',
    'IM 5 mg haloperidol',
    'im 52',
    'SE 4 weeks ago',
    'case series 12',
    'imaging 2019',
    'nurse 4',
    'image 0',
    'Images 4,000',
    'TR 4000 TE 90 SE',
    'sl. 3 mm',
    'serial 4',
  ])('leaves "%s" text', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('changes no word of the document', () => {
    const before = plainDocument(
      'FINDINGS: Nodule (se 4, im 52), now 12 mm (image 79).\n\n- image 3\n- none',
    );
    const after = imageReferencesIn(before);
    expect(documentText(after)).toBe(documentText(before));
    expect(JSON.stringify(after).match(/"kind":"image"/g)).toHaveLength(3);
  });

  it('keeps the style of the words around it', () => {
    const span = { kind: 'text', text: 'see image 5 now', strong: true } as const;
    const { blocks } = imageReferencesIn({ blocks: [{ kind: 'paragraph', spans: [span] }] });
    expect(blocks).toEqual([
      {
        kind: 'paragraph',
        spans: [
          { kind: 'text', text: 'see ', strong: true },
          { kind: 'image', reference: { imageNumber: 5 }, text: 'image 5' },
          { kind: 'text', text: ' now', strong: true },
        ],
      },
    ]);
  });

  it('stays quick on text that is nothing but references, or nearly', () => {
    for (const unit of [
      'image 1 ',
      'series 1 ',
      'series 1',
      'se im ',
      'image 1 -',
      'series     ',
      '9',
      'image ',
    ]) {
      const before = performance.now();
      read(unit.repeat(400_000 / unit.length));
      expect(performance.now() - before, unit).toBeLessThan(10_000);
    }
  });
});
