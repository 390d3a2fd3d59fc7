import { describe, expect, it } from 'vitest';
import { readDicomFile } from '../../../sandbox/imaging/reading/read-file';
import { aFile, encapsulated, imageElements, raw, SYNTAX, text, us } from '../../dicomweb/part10-file';

const JPEG = '1.2.840.10008.1.2.4.50';
const frame = (at: number) => Uint8Array.of(0xff, 0xd8, 0xff, at);
const rest = Uint8Array.of(9, 9);
/** Two frames of two fragments each: the second begins 8 + 4 + 8 + 2 bytes after the first. */
const file = (offsets: readonly number[]) =>
  Buffer.from(
    aFile(
      [
        ...imageElements({ '00280008': text('00280008', 'IS', '2') }),
        encapsulated([frame(1), rest, frame(2), rest], { offsets }),
      ],
      JPEG,
    ),
  );

describe('frames of several fragments', () => {
  it.each([
    ['by the table', [0, 22]],
    ['without one', []],
    ['by how they begin where the table is of zeros', [0, 0]],
    ['by how they begin where the table names no fragment', [0, 21]],
    ['by how they begin where the table runs backwards', [22, 0]],
  ])('are put together %s', (_, offsets) => {
    const read = readDicomFile(file(offsets));
    expect([0, 1].map((at) => [...read.frame(at)])).toEqual([
      [...frame(1), ...rest],
      [...frame(2), ...rest],
    ]);
  });
});

it.each([
  ['two share their chroma', [1, 2, 3, 4], 4],
  ['each has all of its samples, and the label was kept', [1, 2, 3, 4, 5, 6], 6],
])('frames of YBR_FULL_422 are cut where %s', (_, samples, length) => {
  const bytes = Uint8Array.from([...samples, ...samples]);
  const colour = aFile([
    ...imageElements({
      '00280002': us('00280002', 3),
      '00280004': text('00280004', 'CS', 'YBR_FULL_422'),
      '00280008': text('00280008', 'IS', '2'),
      '00280010': us('00280010', 1),
      '00280011': us('00280011', 2),
      '00280100': us('00280100', 8),
      '00280101': us('00280101', 8),
      '00280102': us('00280102', 7),
    }),
    raw('7FE00010', 'OB', bytes),
  ]);
  const read = readDicomFile(Buffer.from(colour));
  expect([0, 1].map((at) => read.frame(at).length)).toEqual([length, length]);
});

it.each([
  ['bytes in words', 8, 'OW', [2, 1, 4, 3, 6, 5, 8, 7], [1, 2, 3, 4, 5, 6, 7, 8]],
  ['bytes as they are', 8, 'OB', [1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8]],
  ['bits in words', 1, 'OW', [0, 0b1010_0101], [0b1010_0101]],
  ['bits in bytes', 1, 'OB', [0b1010_0101, 0], [0b1010_0101]],
])('a big endian file has %s', (_, bits, vr, stored, pixels) => {
  const file = aFile(
    [
      ...imageElements({
        '00280100': us('00280100', bits),
        '00280101': us('00280101', bits),
        '00280102': us('00280102', bits - 1),
      }),
      raw('7FE00010', vr, Uint8Array.from(stored)),
    ],
    SYNTAX.big,
  );
  expect([...readDicomFile(Buffer.from(file)).frame(0)].slice(0, pixels.length)).toEqual(pixels);
});
