import { describe, expect, it } from 'vitest';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { archiveId } from '../../../src/domain/ids';
import { asStored } from '../../../src/domain/presentation/view-state';
import type { Palette } from '../../../src/domain/study/study';
import { greyRange, extremes } from '../../../src/rendering/decode/stored-values';
import type { GreyFrame } from '../../../src/rendering/decode/pixels';
import { describedOf, supplementOf } from '../../../src/rendering/paint/attributes';
import { greyScale } from '../../../src/rendering/paint/grey';
import { supplementRows } from '../../../src/rendering/paint/supplement-raster';
import { anInstanceAnswer, INSTANCE, type Elements } from '../../dicomweb/wire';
import { arePicturesHere, filesOf } from '../../pixels/cases';
import { decoded } from '../../pixels/kinds/read-kind';
import { aFrame } from '../pictures';

const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const read = (change: Elements) =>
  instanceFrom(anInstanceAnswer(INSTANCE, change), { archive: archiveId('a'), bulk: new Map() });

/** Entries 0 blue, 1 green, 2 red, from 1000 on */
const TABLES = {
  '00281101': element('US', 3, 1000, 16),
  '00281102': element('US', 3, 1000, 16),
  '00281103': element('US', 3, 1000, 16),
  '00281201': element('OW', 0, 0, 65_535),
  '00281202': element('OW', 0, 65_535, 0),
  '00281203': element('OW', 65_535, 0, 0),
};
const COLOUR = { '00089205': element('CS', 'COLOR') };
/** The same, each table in segments: PS3.3 C.7.9.2 */
const SEGMENTED = {
  ...TABLES,
  '00281201': undefined,
  '00281202': undefined,
  '00281203': undefined,
  '00281221': element('OW', 0, 2, 0, 0, 0, 1, 65_535),
  '00281222': element('OW', 0, 1, 0, 1, 1, 65_535, 0, 1, 0),
  '00281223': element('OW', 0, 1, 65_535, 1, 1, 0, 1, 1, 0),
};

const bytes = (colour: number) => [colour & 0xff, (colour >> 8) & 0xff, (colour >> 16) & 0xff];
const WINDOW = { center: 500, width: 1000 };

function painted(
  values: readonly number[],
  palette: Palette,
  change: Partial<typeof asStored> = {},
  across = 1,
) {
  const pixels = Uint16Array.from(values);
  const [min, max] = extremes(pixels);
  const range = greyRange(pixels, { supplement: palette });
  const frame: GreyFrame = {
    kind: 'grey',
    rows: 1,
    columns: values.length,
    pixels,
    min,
    max,
    range,
    lossy: false,
  };
  const scale = greyScale(frame, describedOf(aFrame()), {}, { ...asStored, window: WINDOW, ...change });
  const columns = values.length / across;
  const write = supplementRows(
    frame,
    scale,
    palette,
    { across, down: 1, left: 0, top: 0, columns, rows: 1 },
    false,
  );
  const rgba = new Uint32Array(columns);
  write(0, rgba, 0);
  return Array.from(rgba, bytes);
}

describe('a palette beside grey values', () => {
  it.each<[string, Elements, string[] | undefined, boolean]>([
    ['is drawn where the object is in colour', { ...COLOUR, ...TABLES }, undefined, true],
    ['is drawn where it is in segments', { ...COLOUR, ...SEGMENTED }, undefined, true],
    ['is drawn where frames are mixed', { ...TABLES, '00089205': element('CS', 'MIXED') }, undefined, true],
    ['is named and not drawn where nothing says so', TABLES, ['colour map'], false],
    [
      'is named and not drawn where it is monochrome',
      { ...TABLES, '00089205': element('CS', 'MONOCHROME') },
      ['colour map'],
      false,
    ],
    [
      'is named where a table is cut off',
      { ...COLOUR, ...TABLES, '00281203': element('OW', 1) },
      ['colour map'],
      false,
    ],
    ['is none where there are no tables', COLOUR, undefined, false],
    ['of several paths is named', { '0028140B': { vr: 'SQ', Value: [{}] } }, ['colour map'], false],
  ])('%s', (_, change, notApplied, isDrawn) => {
    const instance = read(change);
    expect(instance.notApplied).toEqual(notApplied);
    expect(instance.image?.supplement !== undefined).toBe(isDrawn);
    if (isDrawn)
      expect(painted([1000, 1001, 1002, 4000], instance.image?.supplement as Palette)).toEqual([
        [0, 0, 255],
        [0, 255, 0],
        [255, 0, 0],
        [255, 0, 0],
      ]);
  });

  const palette = read({ ...COLOUR, ...TABLES }).image?.supplement as Palette;

  it('is grey below its first value by the window, and colours stay when that is moved or inverted', () => {
    expect(painted([0, 500, 999, 1000], palette)).toEqual([
      [0, 0, 0],
      [128, 128, 128],
      [255, 255, 255],
      [0, 0, 255],
    ]);
    const narrow = painted([0, 500, 999, 1000], palette, { window: { center: 250, width: 100 } });
    expect(narrow).toEqual([
      [0, 0, 0],
      [255, 255, 255],
      [255, 255, 255],
      [0, 0, 255],
    ]);
    expect(painted([0, 1000], palette, { invert: true })).toEqual([
      [255, 255, 255],
      [0, 0, 255],
    ]);
  });

  it('is the mean of its colours where the screen has fewer pixels', () => {
    expect(painted([1000, 1002, 0, 1002], palette, {}, 2)).toEqual([
      [128, 0, 128],
      [128, 0, 0],
    ]);
  });

  it('leaves its values out of the range that a window is made from', () => {
    const image = { supplement: palette };
    expect(greyRange(Uint16Array.of(5, 700, 1002), image)).toEqual([5, 700]);
    expect(greyRange(Uint16Array.of(5, 700, 1002), { ...image, padding: { from: 5, to: 5 } })).toEqual([
      700, 700,
    ]);
    expect(greyRange(Uint16Array.of(1001, 1002), image)).toEqual([1001, 1002]);
  });

  it('is not drawn on a frame that says that it is monochrome, nor on differences', () => {
    const type = (presentation: string) => ({
      '00189226': { vr: 'SQ', Value: [{ '00089205': element('CS', presentation) }] },
    });
    const instance = read({
      ...TABLES,
      '00089205': element('CS', 'MIXED'),
      '00280008': element('IS', 2),
      '52009230': { vr: 'SQ', Value: [type('COLOR'), type('MONOCHROME')] },
    });
    expect([1, 2].map((number) => supplementOf({ frame: { instance, number } }) !== undefined)).toEqual([
      true,
      false,
    ]);
    const subtraction = { masks: [1], contrast: [2], shift: [0, 0] as const };
    expect(supplementOf({ frame: { instance, number: 1 }, subtraction })).toBeUndefined();
  });

  it('begins at a negative value where pixels are signed', () => {
    const first = 65_536 - 50;
    const signed = Object.fromEntries(
      ['00281101', '00281102', '00281103'].map((tag) => [tag, element('US', 3, first, 16)]),
    );
    const instance = read({ ...COLOUR, ...TABLES, ...signed, '00280103': element('US', 1) });
    expect(instance.image?.supplement?.firstMapped).toBe(-50);
  });
});

describe.runIf(arePicturesHere)('the handed map on anatomy', () => {
  it('has a grey head, and discs of blue, red and green', async () => {
    const [file] = await filesOf('04-supplemental-palette');
    if (!file) throw new Error('no file');
    const frame = await decoded(file);
    const { supplement } = file.instance.image ?? {};
    if (frame.kind !== 'grey' || !supplement) throw new Error('not drawn');
    expect(file.instance.notApplied).toBeUndefined();
    const scale = greyScale(frame, describedOf({ instance: file.instance, number: 1 }), {}, asStored);
    const cells = { across: 1, down: 1, left: 0, top: 0, columns: 128, rows: 128 };
    const write = supplementRows(frame, scale, supplement, cells, false);
    const row = (at: number) => {
      const rgba = new Uint32Array(128);
      write(at, rgba, 0);
      return rgba;
    };
    const near = (colour: number | undefined, right: readonly number[], most: number) =>
      bytes(colour ?? 0).forEach((value, at) =>
        expect(Math.abs(value - (right[at] ?? 0))).toBeLessThanOrEqual(most),
      );
    near(row(64)[64], [127, 127, 127], 1);
    near(row(64)[45], [0, 0, 255], 0);
    near(row(64)[83], [255, 0, 0], 0);
    near(row(95)[64], [0, 255, 0], 2);
  });
});
