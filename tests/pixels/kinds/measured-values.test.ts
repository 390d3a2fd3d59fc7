import { describe, expect, it } from 'vitest';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import { valuesOf } from '../../../src/rendering/paint/picture-values';
import { aFile, header, imageElements, raw, sequence, text, us, words } from '../../dicomweb/part10-file';
import { concat } from '../../dicomweb/wire';
import { decoded, greys, readKind } from './read-kind';

const longs = (...values: number[]) => new Uint8Array(Uint32Array.from(values).buffer);

describe('values that are no plain greys', () => {
  it('a dose grid is scaled by its own factor, in Gy, and each plane lies where its offset says', async () => {
    const file = aFile([
      ...imageElements({
        '00080016': text('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.481.2'),
        '00080060': text('00080060', 'CS', 'RTDOSE'),
        '00200032': text('00200032', 'DS', '0\\0\\10'),
        '00200037': text('00200037', 'DS', '1\\0\\0\\0\\1\\0'),
        '00280008': text('00280008', 'IS', '2'),
        '00280030': text('00280030', 'DS', '2\\2'),
        '00280100': us('00280100', 32),
        '00280101': us('00280101', 32),
        '00280102': us('00280102', 31),
        '30040002': text('30040002', 'CS', 'GY'),
        '3004000C': text('3004000C', 'DS', '0\\3'),
        '3004000E': text('3004000E', 'DS', '0.00001'),
      }),
      words('7FE00010', longs(0, 100_000, 200_000, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 4_000_000)),
    ]);
    const kind = await readKind(file);
    const frame = await decoded(kind);
    const values = valuesOf({ frame: { instance: kind.instance, number: 1 }, decoded: frame });
    expect(values?.meaning.unit.symbol).toBe('Gy');
    expect(values?.modality(200_000)).toBeCloseTo(2);
    expect((await decoded(kind, 2)).max).toBe(4_000_000);
    const [grid] = displaySetsOf({ uid: kind.instance.series, modality: 'RTDOSE' }, [kind.instance]);
    expect(grid?.frames.map(({ number }) => kind.instance.frames[number - 1]?.plane?.position[2])).toEqual([
      10, 13,
    ]);
  });

  it.each([
    ['float', '7FE00008', 'OF', 32, Float32Array],
    ['double', '7FE00009', 'OD', 64, Float64Array],
  ] as const)(
    'a parametric map of %s is shown over its window, and what is no number is black',
    async (_, tag, vr, bits, Kind) => {
      const numbers = new Kind([0, 0.25, 0.5, 1, Number.NaN, -1, 2, 0.75]);
      const file = aFile([
        ...imageElements({
          '00080016': text('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.30'),
          '00080060': text('00080060', 'CS', 'MR'),
          '00280100': us('00280100', bits),
          '00280101': undefined,
          '00280102': undefined,
          '00280103': undefined,
          '00281050': text('00281050', 'DS', '0.5'),
          '00281051': text('00281051', 'DS', '1'),
        }),
        raw(tag, vr, new Uint8Array(numbers.buffer)),
      ]);
      // PS3.3 C.11.2.1.3.2: exactly linear, for a width of 1 over fractions
      expect(await greys(await readKind(file))).toEqual([0, 64, 128, 255, 0, 0, 255, 191]);
    },
  );

  it('what a functional group says of a palette’s frame is read in any syntax', async () => {
    const file = aFile([
      ...imageElements({
        '52009229': sequence('52009229', [
          [sequence('00289132', [[text('00281050', 'DS', '3'), text('00281051', 'DS', '6')]])],
        ]),
      }),
      (writing) => concat([header('7FE00010', 'OW', 16, writing), new Uint8Array(16)]),
    ]);
    expect((await readKind(file)).instance.frames[0]?.windows).toEqual([{ center: 3, width: 6 }]);
  });
});
