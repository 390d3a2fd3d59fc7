import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../src/rendering/viewport/placement';
import {
  aFile,
  imageElements,
  sequence,
  text,
  words,
  PIXELS,
  type Written,
} from '../../dicomweb/part10-file';
import { readKind } from './read-kind';

const shared = (...groups: Written[]) => sequence('52009229', [groups]);
const measures = sequence('00289110', [[text('00280030', 'DS', '0.4\\0.2')]]);

describe('pixels that are twice as high as wide are drawn so', () => {
  it.each<[string, string, Record<string, Written>]>([
    [
      'enhanced angiography, by its detector',
      '1.2.840.10008.5.1.4.1.1.12.1.1',
      { '52009229': shared(sequence('00289443', [[text('00181164', 'DS', '0.4\\0.2')]])) },
    ],
    [
      'enhanced angiography, by its measures',
      '1.2.840.10008.5.1.4.1.1.12.1.1',
      { '52009229': shared(measures) },
    ],
    [
      'an RT image, by its image plane',
      '1.2.840.10008.5.1.4.1.1.481.1',
      { '30020011': text('30020011', 'DS', '0.4\\0.2') },
    ],
    [
      'ophthalmic tomography, by its measures',
      '1.2.840.10008.5.1.4.1.1.77.1.5.4',
      { '52009229': shared(measures) },
    ],
    [
      'a digitised film, by what it was scanned at',
      '1.2.840.10008.5.1.4.1.1.1',
      { '00182010': text('00182010', 'DS', '0.4\\0.2') },
    ],
  ])('%s', async (_, sopClass, change) => {
    const { instance } = await readKind(
      aFile([
        ...imageElements({ '00080016': text('00080016', 'UI', sopClass), ...change }),
        words('7FE00010', PIXELS),
      ]),
    );
    expect(shapeOf({ instance, number: 1 }, 4, 2).pixel).toEqual([1, 2]);
  });
});
