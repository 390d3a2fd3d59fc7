import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { archiveId } from '../../../src/domain/ids';
import { numberText } from '../../../src/domain/measure/quantity';
import { noteWords } from '../../../src/texts/en/measured';
import { otherValues, pointValues, regionValues } from '../../../src/domain/measure/values-of';
import { greyRange, extremes } from '../../../src/rendering/decode/stored-values';
import { valuesOf } from '../../../src/rendering/paint/picture-values';
import { anInstanceAnswer, INSTANCE, type Elements } from '../../dicomweb/wire';

const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const unit = (code: string, meaning: string, scheme = 'UCUM') => ({
  '004008EA': {
    vr: 'SQ',
    Value: [
      {
        '00080100': element('SH', code),
        '00080102': element('SH', scheme),
        '00080104': element('LO', meaning),
      },
    ],
  },
});
const sequence = (...items: Elements[]) => ({ '00409096': { vr: 'SQ', Value: items } });
const line = (
  slope: number,
  intercept: number,
  first: number,
  last: number,
  of = unit('mm2/s', 'mm2/s'),
) => ({
  '00409216': element('US', first),
  '00409211': element('US', last),
  '00409225': element('FD', slope),
  '00409224': element('FD', intercept),
  ...of,
});
const table = (
  first: number,
  entries: readonly (number | null)[],
  label?: string,
  of = unit('ms', 'milliseconds'),
) => ({
  '00409216': element('US', first),
  '00409211': element('US', first + entries.length - 1),
  '00409212': element('FD', ...entries),
  ...(label && { '00409210': element('SH', label) }),
  ...of,
});

function values(stored: readonly number[], change: Elements, bulk = new Map<string, Uint8Array>()) {
  const instance = instanceFrom(anInstanceAnswer(INSTANCE, change), { archive: archiveId('a'), bulk });
  const pixels = Uint16Array.from(stored);
  const [min, max] = extremes(pixels);
  const found = valuesOf({
    frame: { instance, number: 1 },
    decoded: {
      kind: 'grey',
      rows: 1,
      columns: stored.length,
      pixels,
      min,
      max,
      range: greyRange(pixels, {}),
      lossy: false,
    },
  });
  if (!found) throw new Error('no values');
  return found;
}
const reading = (stored: number, change: Elements) => {
  const found = values([stored], change);
  const quantities = pointValues([0.5, 0.5], found, undefined);
  const said =
    typeof quantities === 'string' ? [] : quantities.map((one) => `${numberText(one)} ${one.unit.symbol}`);
  return { said, notes: otherValues([0.5, 0.5], found).map(noteWords) };
};

const T2 = table(10, [1.5, 20.25, null, 300]);

describe('what stored values are in the world', () => {
  it.each<[string, number, Elements, readonly string[]]>([
    ['by a line', 1000, sequence(line(0.000001, 0, 0, 4000)), ['0.0010 mm²/s']],
    ['by a table, its first entry', 10, sequence(T2), ['1.50 ms']],
    ['by a table, its last entry', 13, sequence(T2), ['300.00 ms']],
    ['before a table', 9, sequence(T2), []],
    ['beyond a table', 14, sequence(T2), []],
    ['by an entry that is no number', 12, sequence(T2), []],
    [
      'by a table without a unit, which is none: as stored',
      11,
      sequence({ ...T2, '004008EA': undefined }),
      ['11 stored units'],
    ],
    [
      'by a table that says not where it begins: as stored',
      11,
      sequence({ ...T2, '00409216': undefined }),
      ['11 stored units'],
    ],
    ['by the first of two', 11, sequence(line(2, 0, 0, 4000), T2), ['22 mm²/s']],
    [
      'by the one that is called primary',
      11,
      sequence(line(2, 0, 0, 4000), table(10, [7, 8, 9], 'PRIMARY')),
      ['8.00 ms'],
    ],
  ])('%s', (_, stored, mappings, right) => {
    expect(reading(stored, mappings).said).toEqual(right);
  });

  const SIGNED = { '00280103': element('US', 1), '00280101': element('US', 16) };

  it.each<[string, Elements, number, number, number, number | undefined]>([
    ['a first below 0', SIGNED, 64_536, 3000, -1000, -2000],
    ['both ends below 0', SIGNED, 64_536, 65_526, -10, -20],
    ['both ends below 0, above the last', SIGNED, 64_536, 65_526, -9, undefined],
    ['the whole of what is stored', SIGNED, 32_768, 32_767, -32_768, -65_536],
    ['no end below 0, for all that is above', SIGNED, 0, 65_535, 32_767, 65_534],
    ['a first below 0 of pixels that are not said to be signed', {}, 64_536, 3000, 3000, 6000],
    ['both ends high where pixels are not signed', {}, 40_000, 60_000, 50_000, 100_000],
  ])('holds within ends that came unsigned: %s', (_, change, first, last, stored, right) => {
    const { modality } = values([stored], { ...change, ...sequence(line(2, 0, first, last)) });
    expect(modality(stored)).toBe(right ?? Number.NaN);
  });

  it('is said by the other mappings in the details, each in its unit, where they say anything of it', () => {
    const two = sequence(line(2, 0, 0, 4000), table(10, [1.5, 20.25], 'T2'), line(1, 5, 100, 200));
    expect(reading(11, two).notes).toEqual(['T2: 20.25 ms']);
    expect(reading(150, two).notes).toEqual(['mm2/s: 155 mm²/s']);
    expect(reading(50, two).notes).toEqual([]);
  });

  it('leaves what is not mapped out of a region', () => {
    const found = values([9, 10, 11, 12, 13, 14], sequence(T2));
    const figure = {
      kind: 'freehand',
      points: [
        [0, 0],
        [6, 0],
        [6, 1],
        [0, 1],
      ],
    } as const;
    const { quantities } = regionValues(figure, found);
    const mean = quantities.find(({ name }) => name === 'Mean')?.value;
    expect(mean).toBeCloseTo((1.5 + 20.25 + 300) / 3);
  });

  it('comes from a table that the archive keeps elsewhere', () => {
    const bytes = new Uint8Array(Float64Array.of(0.25, Number.NaN, 4).buffer);
    const uri = 'https://salford.example/bulk/1';
    const elsewhere = { ...table(0, [1, 2, 3]), '00409212': { vr: 'FD', BulkDataURI: uri } };
    const found = values([0, 1, 2], sequence(elsewhere), new Map([[uri, bytes]]));
    expect([0, 1, 2].map((stored) => found.modality(stored))).toEqual([0.25, Number.NaN, 4]);
    expect(found.largest).toBe(4);
  });
});
