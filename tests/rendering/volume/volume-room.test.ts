import { describe, expect, it } from 'vitest';
import type { Plane } from '../../../src/domain/volume/reslice';
import type { VolumeAnswer, VolumeJob } from '../../../src/rendering/volume/messages';
import { paintPlane } from '../../../src/rendering/volume/paint-plane';
import { greysOf } from '../../../src/rendering/volume/plane-greys';
import { halvingsFor, planeFor } from '../../../src/rendering/volume/planes';
import { rescaleOf, sliceValues } from '../../../src/rendering/volume/slice-values';
import { volumeRoom } from '../../../src/rendering/volume/volume-room';
import { COMING, HERE, MISSING, OUTSIDE } from '../../../src/domain/volume/voxels';
import { aPixel } from '../../domain/instances';
import { aVolume, slices } from '../../domain/volume/a-volume';

const volume = aVolume();
const lut = { kind: 'rescale', slope: 2, intercept: -10 } as const;
const window = { center: 128, width: 256 };
const plane: Plane = { origin: [0, 0, 1], right: [1, 0, 0], down: [0, 1, 0], columns: 4, rows: 4 };

function room() {
  const answers: VolumeAnswer[] = [];
  const take = volumeRoom((answer) => answers.push(answer));
  const drawn = async () => {
    await expect.poll(() => answers.length).toBeGreaterThan(0);
    const [last] = answers.splice(0);
    if (last?.kind !== 'drawn') throw new Error('not drawn');
    return last;
  };
  const open = (halvings = 0) =>
    take({ kind: 'open', volume, rescale: { own: false, slope: 2, intercept: -10 }, halvings });
  const put = (at: number, value: number) =>
    take({ kind: 'slice', at, image: aPixel(), lut, pixels: new Uint16Array(16).fill(value) });
  const draw = (id: number, parts: Partial<Extract<VolumeJob, { kind: 'draw' }>> = {}) =>
    take({
      kind: 'draw',
      id,
      planes: [{ name: 'axial', plane }],
      samples: 2,
      greys: greysOf({ window, invert: false }),
      at: [1, 1, 1],
      ...parts,
    });
  return { take, open, put, draw, drawn, answers };
}

describe('the room of a volume', () => {
  it('draws what is here, says what is on its way or missing, and the value at the crosshair', async () => {
    const { open, put, draw, drawn, take } = room();
    open();
    draw(1);
    expect(await drawn()).toMatchObject({
      arrived: { here: 0, failed: 0, all: 4 },
      rasters: [{ coming: true }],
    });
    for (const at of [0, 1, 2]) put(at, 50);
    take({ kind: 'failed', at: 3 });
    draw(2);
    const { rasters, value, arrived } = await drawn();
    expect(value).toBe(90);
    expect(arrived).toEqual({ here: 3, failed: 1, all: 4 });
    expect(rasters[0]).toMatchObject({ name: 'axial', columns: 4, rows: 4, missing: false, coming: false });
    expect(rasters[0]?.pixels[0]).toBe(90);
    draw(3, { planes: [{ name: 'coronal', plane: { ...plane, origin: [0, 1, 0], down: [0, 0, 1] } }] });
    expect((await drawn()).rasters[0]).toMatchObject({ missing: true });
  });

  it('gives up a slab that a newer wish overtakes', async () => {
    const { open, put, draw, drawn, answers } = room();
    open();
    for (const at of [0, 1, 2, 3]) put(at, 50);
    const slab = { kind: 'mip', thickness: 2 } as const;
    draw(1, { planes: [{ name: 'axial', plane: { ...plane, rows: 256, down: [0, 0.01, 0] }, slab }] });
    draw(2);
    expect((await drawn()).id).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answers).toEqual([]);
  });

  it('reads bytes of uncompressed slices itself, in either order, and takes none that are too few', async () => {
    const { open, draw, drawn, take } = room();
    open();
    const little = new Uint8Array(32).map((_, at) => (at % 2 === 0 ? 50 : 0));
    const big = new Uint8Array(32).map((_, at) => (at % 2 === 0 ? 0 : 50));
    take({ kind: 'slice', at: 0, image: aPixel(), lut, bytes: little, bigEndian: false });
    take({ kind: 'slice', at: 1, image: aPixel(), lut, bytes: big, bigEndian: true });
    take({ kind: 'slice', at: 2, image: aPixel(), lut, bytes: little.slice(0, 8), bigEndian: false });
    take({ kind: 'slice', at: 3, image: aPixel(), lut, pixels: new Uint16Array(2) });
    draw(1);
    expect(await drawn()).toMatchObject({ value: 90, arrived: { here: 2, failed: 2, all: 4 } });
  });

  it('keeps means of pixels where there is too little room, at the same places', async () => {
    const { open, put, draw, drawn } = room();
    open(1);
    for (const at of [0, 1, 2, 3]) put(at, at * 10);
    draw(1, { at: [1, 1, 1.5] });
    expect(await drawn()).toMatchObject({ value: 20 });
  });
});

describe('the room of two stacks', () => {
  const look = { window, invert: false };

  it('draws both of a plane in one answer, each of its own grid, with both values', async () => {
    const { open, put, draw, drawn, take } = room();
    open();
    const heights = [-1, 1, 3, 5];
    take({
      kind: 'open',
      layer: 1,
      volume: aVolume(heights),
      rescale: { own: false, slope: 3, intercept: 0 },
      halvings: 0,
    });
    for (const at of [0, 1, 2, 3]) put(at, 50);
    heights.forEach((_, at) =>
      take({ kind: 'slice', layer: 1, at, image: aPixel(), lut, pixels: new Uint16Array(16).fill(at) }),
    );
    draw(1, { over: greysOf(look), at: [1, 1, 2] });
    const answer = await drawn();
    expect(answer.rasters.map(({ name, layer }) => `${name} ${layer}`)).toEqual(['axial 0', 'axial 1']);
    // Half the way from the second slice, at 1 mm, to the third, at 3 mm
    expect([answer.value, answer.over?.value]).toEqual([90, 4.5]);
    expect(answer.over?.arrived).toEqual({ here: 4, failed: 0, all: 4 });
  });

  it('tells the values at a place, where one of the two has none', () => {
    const { open, put, take, answers } = room();
    open();
    put(0, 50);
    put(1, 50);
    take({
      kind: 'open',
      layer: 1,
      volume: aVolume([20, 22, 24]),
      rescale: { own: false, slope: 3, intercept: 0 },
      halvings: 0,
    });
    take({ kind: 'slice', layer: 1, at: 0, image: aPixel(), lut, pixels: new Uint16Array(16) });
    take({ kind: 'probe', at: [1, 1, 0] });
    expect(answers).toEqual([{ kind: 'probed', at: [1, 1, 0], values: [90, undefined] }]);
  });
});

describe('what a volume keeps', () => {
  it('are stored values where all slices have one rescaling, and what they mean where each has its own', () => {
    const frames = (slope: (at: number) => number) =>
      slices([0, 1, 2], (at) => ({
        frame: { modalityLut: { kind: 'rescale', slope: slope(at), intercept: 1 } },
      }));
    expect(rescaleOf(frames(() => 3))).toEqual({ own: false, slope: 3, intercept: 1 });
    const own = rescaleOf(frames((at) => at + 1));
    expect(own).toMatchObject({ own: true, slope: 1, intercept: 0 });
    const pixels = Uint16Array.of(1, 2, 2000);
    const values = sliceValues(
      pixels,
      own,
      { kind: 'rescale', slope: 0.5, intercept: 1 },
      { from: 2000, to: 2000 },
    );
    expect([...values.subarray(0, 2)]).toEqual([1.5, 2]);
    expect(values[2]).toBeLessThanOrEqual(own.padding?.[1] ?? 0);
    expect(sliceValues(Uint32Array.of(2 ** 31), own, lut, undefined)).toEqual(Float64Array.of(2 ** 32 - 10));
    expect(sliceValues(pixels, { ...own, own: false }, lut, undefined)).toBe(pixels);
  });

  it('are fewer pixels where a device has little memory', () => {
    const frames = slices([0, 1, 2, 3]);
    const rescale = { own: false, slope: 1, intercept: 0 };
    const bytes = 4 * 4 * 4 * 2;
    expect([bytes, bytes - 1, bytes / 8].map((most) => halvingsFor(volume, frames, rescale, most))).toEqual([
      0, 1, 2,
    ]);
    expect(halvingsFor(volume, frames, { ...rescale, own: true }, bytes)).toBe(1);
  });
});

describe('the picture of a plane', () => {
  it('is as fine as the screen, or as there is time for', () => {
    const view = {
      name: 'axial',
      middle: [10, 20, 30],
      right: [1, 0, 0],
      down: [0, 1, 0],
      width: 100,
      height: 50,
      pitch: 0.5,
    } as const;
    const fine = planeFor(view, 1e9, 2);
    expect(fine).toMatchObject({ columns: 200, rows: 100, right: [0.25, 0, 0], down: [0, 0.25, 0] });
    // The outer edges of both are the same
    expect(fine.origin[0]).toBeCloseTo(10 - 25 + 0.125, 9);
    expect(planeFor(view, 1250, 2)).toMatchObject({ columns: 50, rows: 25 });
  });

  it('is grey by the window, hatched, dotted, and empty outside', () => {
    const resliced = {
      values: Float32Array.of(0, 255, NaN, NaN, NaN),
      states: Uint8Array.of(HERE, HERE, MISSING, COMING, OUTSIDE),
    };
    const grey = (invert: boolean) =>
      [...paintPlane(resliced, 5, greysOf({ window, invert }))].filter((_, at) => at % 4 === 0);
    expect(grey(false)).toEqual([0, 255, 28, 28, 0]);
    expect(grey(true).slice(0, 2)).toEqual([255, 0]);
    expect(paintPlane(resliced, 5, greysOf({ window: { center: 0.5, width: 1 }, invert: false }))[4]).toBe(
      255,
    );
    const hatched = { values: new Float32Array(64), states: new Uint8Array(64).fill(MISSING) };
    expect(new Set(paintPlane(hatched, 8, greysOf({ window, invert: false })))).toEqual(
      new Set([28, 130, 255]),
    );
    expect(paintPlane(resliced, 5, greysOf({ window, invert: false }))[19]).toBe(0);
  });

  it('is in colours by a palette, whose ends are where its window ends', () => {
    const resliced = { values: Float32Array.of(0, 2, 4, 9), states: new Uint8Array(4).fill(HERE) };
    const colours = Array.from({ length: 256 }, (_, at) => (at << 16) | ((255 - at) << 8) | 7);
    const look = { window: { center: 2, width: 4 }, isExact: true, invert: false, colours };
    expect([...paintPlane(resliced, 4, greysOf(look))]).toEqual(
      [
        [0, 255, 7, 255],
        [128, 127, 7, 255],
        [255, 0, 7, 255],
        [255, 0, 7, 255],
      ].flat(),
    );
  });

  it('lets the picture below be seen where it lies over one: where it has no value, and through the lowest', () => {
    const resliced = {
      values: Float32Array.of(0, 0.5, 1, 4, NaN),
      states: Uint8Array.of(HERE, HERE, HERE, HERE, OUTSIDE),
    };
    const look = { window: { center: 2, width: 4 }, isExact: true, invert: false };
    const alphas = [...paintPlane(resliced, 5, greysOf(look), true)].filter((_, at) => at % 4 === 3);
    expect(alphas).toEqual([0, 128, 255, 255, 0]);
    const hatched = { values: new Float32Array(64), states: new Uint8Array(64).fill(MISSING) };
    const strokes = [...paintPlane(hatched, 8, greysOf(look), true)].filter((_, at) => at % 4 === 3);
    expect(new Set(strokes)).toEqual(new Set([0, 255]));
  });
});
