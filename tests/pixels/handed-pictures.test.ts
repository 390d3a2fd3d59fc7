import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../../src/rendering/decode/decode-frame';
import type { DecodedFrame } from '../../src/rendering/decode/pixels';
import { greyScale } from '../../src/rendering/paint/grey';
import { shapeOf } from '../../src/rendering/viewport/placement';
import { numberText } from '../../src/domain/measure/quantity';
import { pointValues } from '../../src/domain/measure/values-of';
import { displaySetsOf } from '../../src/domain/study/display-set';
import { valuesOf } from '../../src/rendering/paint/picture-values';
import { commandTexts } from '../../src/texts/en/commands';
import { inHounsfieldUnits, windowChoices } from '../../src/ui/commands/window-choices';
import { windowWords } from '../../src/ui/texts/picture-words';
import { nodeCodecs } from '../rendering/node-codecs';
import { arePicturesHere, filesOf, type CaseFile } from './cases';

const codecs = nodeCodecs();

async function decodedOf({ part10, instance }: CaseFile, number = 1): Promise<DecodedFrame> {
  const { image } = instance;
  if (!image) throw new Error('no picture');
  const bytes = new Uint8Array(part10.frame(number));
  const result = await decodeFrame({ bytes, transferSyntax: part10.transferSyntax, image }, codecs);
  if (!result.ok) throw new Error(result.problem.kind);
  return result.value;
}

/** The greys of a frame's pixels as they are first shown. */
async function greys(file: CaseFile, window?: { center: number; width: number }) {
  const frame = await decodedOf(file);
  const attributes = file.instance.frames[0];
  if (frame.kind !== 'grey' || !attributes) throw new Error('not grey');
  const scale = greyScale(frame, attributes, file.instance.image ?? {}, {
    invert: false,
    ...(window && { window }),
  });
  return {
    scale,
    at: (row: number, column: number) => scale.grey(frame.pixels[row * frame.columns + column] ?? 0),
    all: Array.from(frame.pixels, scale.grey),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const nth = async (name: string, at: number) => {
  const file = (await filesOf(name))[at];
  if (!file) throw new Error(`no file ${at} in ${name}`);
  return file;
};

describe.runIf(arePicturesHere)('pictures that failed once', () => {
  it.each([0, 1])(
    'the tissue of a run without window (%i) has the grey that is stored, in every frame',
    async (at) => {
      const file = await nth('27-run-without-window', at);
      const attributes = file.instance.frames[0];
      for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const frame = await decodedOf(file, number);
        if (frame.kind !== 'grey' || !attributes) throw new Error('not grey');
        expect(greyScale(frame, attributes, {}, { invert: false }).grey(60)).toBe(60);
      }
    },
  );

  it('an angiogram’s table back to intensity is no part of its display', async () => {
    const { at } = await greys(await nth('02-xa-modality-lut', 0));
    const shown = [10, 100, 128, 150, 200, 250].map((column) => at(230, column));
    [9, 99, 127, 149, 199, 249].forEach((right, index) =>
      expect(Math.abs((shown[index] ?? 0) - right)).toBeLessThanOrEqual(2),
    );
  });

  it.each([0, 1, 2])(
    'a disc whose pixels are twice as high as wide is round on the screen (%i)',
    async (at) => {
      const { instance } = await nth('01-spacing-not-square', at);
      const { rows = 0, columns = 0 } = instance.image ?? {};
      const { pixel } = shapeOf({ instance, number: 1 }, rows, columns);
      expect(pixel).toEqual([1, 2]);
    },
  );

  it.each([
    [0, 'YBR_PARTIAL_422', 3],
    [1, 'YBR_FULL_422', 2],
    [2, 'RGB', 2],
  ])('bars of known colour in file %i, %s', async (at, photometric, most) => {
    const file = await nth('03-ybr-partial', at);
    expect(file.instance.image?.photometric).toBe(photometric);
    const frame = await decodedOf(file);
    const bars = [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 255, 255],
      [0, 0, 0],
      [128, 128, 128],
      [200, 120, 60],
      [30, 80, 160],
    ];
    bars.forEach((colour, bar) => {
      const pixel = (64 * frame.columns + bar * (frame.columns / 8) + 16) * 4;
      colour.forEach((right, channel) =>
        expect(Math.abs((frame.pixels[pixel + channel] ?? 0) - right)).toBeLessThanOrEqual(most),
      );
    });
  });

  it.each([0, 1])('the first touch of a window begins at what table %i does', async (at) => {
    const file = await nth('11-voi-luts', at);
    const { scale, all } = await greys(file);
    expect(Math.abs(mean(all) - 127)).toBeLessThan(3);
    const touched = await greys(file, { ...scale.window, width: scale.window.width * 0.97 });
    expect(mean(touched.all)).toBeGreaterThan(110);
    expect(mean(touched.all)).toBeLessThan(145);
  });

  it.each([
    ['04-supplemental-palette', undefined],
    ['05-dsa-mask', undefined],
    ['10-adc-small-values', undefined],
  ])('what is not applied in %s is named: %j', async (name, notApplied) => {
    expect((await nth(name, 0)).instance.notApplied).toEqual(notApplied);
  });

  it('a table and a window are both there to choose, by their explanations', async () => {
    const { instance } = await nth('11-voi-luts', 2);
    const [first] = displaySetsOf({ uid: instance.series, modality: instance.modality }, [instance]);
    const choices = windowChoices(first, 0);
    const table = choices.find(({ voiLut }) => voiLut !== undefined);
    const explanation = instance.frames[0]?.voiLuts[0]?.explanation ?? '';
    expect(table).toMatchObject({ words: commandTexts.windowExplained(explanation), voiLut: 0 });
    expect(choices.length).toBeGreaterThan(1);
  });

  it('values that are no Hounsfield units are offered no windows for these', async () => {
    for (const { instance } of await filesOf('28-ct-not-hounsfield')) {
      const [first] = displaySetsOf({ uid: instance.series, modality: 'CT' }, [instance]);
      expect(inHounsfieldUnits(first, undefined)).toBe(false);
    }
  });

  it('a map of small values reads them with digits that tell them', async () => {
    const { instance } = await nth('10-adc-small-values', 0);
    const frame = { instance, number: 1 };
    const decoded = await decodedOf(await nth('10-adc-small-values', 0));
    const values = valuesOf({ frame, decoded });
    const at = values ? Array.from(values.stored).indexOf(3000) : -1;
    const [columns, x] = [values?.columns ?? 1, at % (values?.columns ?? 1)];
    const found = pointValues([x + 0.5, Math.floor(at / columns) + 0.5], values, undefined);
    expect(typeof found === 'string' ? found : found.map(numberText)).toEqual(['0.0030']);
    expect(windowWords({ center: 0.0015, width: 0.003 })).toBe('C 0.0015  W 0.003');
    expect(windowWords({ center: 0.0015, width: 0.00255 })).toBe('C 0.0015  W 0.00255');
  });
});
