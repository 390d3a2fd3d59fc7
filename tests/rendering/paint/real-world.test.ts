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

  const LOW = line(1, 0, 0, 100);
  const HIGH = line(10, -900, 101, 4000);
  it.each<[string, number, Elements, readonly string[], readonly string[]]>([
    // 200 × 10 − 900
    ['by the range that it lies in, of one unit', 200, sequence(LOW, HIGH), ['1100 mm²/s'], []],
    ['by the other range of the same', 7, sequence(LOW, HIGH), ['7 mm²/s'], []],
    [
      'at a border that both ranges have',
      100,
      sequence(LOW, { ...HIGH, '00409216': element('US', 100) }),
      ['100 mm²/s'],
      [],
    ],
    [
      'by a table beyond a line',
      101,
      sequence(line(0.5, 0, 0, 100, unit('ms', 'ms')), table(101, [60.5, 70], undefined, unit('ms', 'ms'))),
      ['60.50 ms'],
      [],
    ],
    [
      'by a mapping of another unit where that alone is for it',
      11,
      sequence(line(2, 0, 500, 600), table(10, [1.5, 20.25], 'T2')),
      ['20.25 ms'],
      [],
    ],
    [
      'by ranges that overlap, the first',
      60,
      sequence(LOW, line(10, 0, 50, 150)),
      ['60 mm²/s'],
      ['mm2/s: 600 mm²/s'],
    ],
    [
      'beside a rescaling with a unit of its own',
      50,
      {
        '00281052': element('DS', '-1000'),
        '00281053': element('DS', '1'),
        '00281054': element('LO', 'HU'),
        ...sequence(line(0.25, 0, 0, 4000, unit('mg/ml', 'iodine'))),
      },
      ['-950 HU'],
      ['iodine: 12.5 mg/ml'],
    ],
    [
      'but not once more in the same unit',
      50,
      {
        '00281052': element('DS', '-1000'),
        '00281053': element('DS', '1'),
        '00281054': element('LO', 'HU'),
        ...sequence(line(1, -1000, 0, 4000, unit("[hnsf'U]", 'Hounsfield unit'))),
      },
      ['-950 HU'],
      [],
    ],
    [
      'with the marks of what is counted left out of the unit',
      50,
      sequence(line(0.5, 0, 0, 4000, unit('{SUVlbm}g/ml', 'SUV lean body mass'))),
      ['25.0 g/ml'],
      [],
    ],
  ])('are of several ranges: %s', (_, stored, change, said, notes) => {
    const found = reading(stored, change);
    expect(found.said).toEqual(said);
    expect(found.notes).toEqual(notes);
  });

  it('is not said to be padding where the object maps other values alone', () => {
    const found = values([9, 10, 11], sequence(T2));
    expect(pointValues([0.5, 0.5], found, undefined)).toBe('not-mapped');
    const row = {
      kind: 'freehand',
      points: [
        [0, 0],
        [3, 0],
        [3, 1],
        [0, 1],
      ],
    } as const;
    expect(regionValues(row, found).notes.map(noteWords)).toContain(
      '1 left out: the image does not say what these values stand for',
    );
  });

  // PS3.3 C.11.1.1.2: "OD" is thousandths of optical density, "ED" 10^23 electrons/ml
  it.each<[string, string, string]>([
    ['OD', '2140', '2.14 OD'],
    ['MGML', '12', '12 mg/ml'],
    ['PCT', '37', '37 %'],
    ['ED', '3', '3 × 10²³ electrons/ml'],
    ['Z_EFF', '7', '7 Z_EFF'],
  ])('has the unit of its rescale type: %s', (type, stored, said) => {
    const rescaled = {
      '00281052': element('DS', '0'),
      '00281053': element('DS', '1'),
      '00281054': element('LO', type),
    };
    expect(reading(Number(stored), rescaled).said).toEqual([said]);
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
