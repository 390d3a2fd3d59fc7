import { describe, expect, it } from 'vitest';
import type { Vector } from '../../../src/domain/study/study';
import { reslice, samplesOf, SLABS, type Plane, type Slab } from '../../../src/domain/volume/reslice';
import {
  arrivedOf,
  COMING,
  halved,
  halvedVolume,
  HERE,
  MISSING,
  OUTSIDE,
  type Voxels,
} from '../../../src/domain/volume/voxels';
import { aVolume, aVoxels } from './a-volume';

const at = (origin: Vector, size: Partial<Plane> = {}): Plane => ({
  origin,
  right: [1, 0, 0],
  down: [0, 1, 0],
  columns: 1,
  rows: 1,
  ...size,
});
const found = (voxels: Voxels, origin: Vector, slab?: Slab) => {
  const { values, states } = reslice(voxels, at(origin), slab);
  return states[0] === HERE ? values[0] : states[0];
};

describe('a place in a volume', () => {
  it.each([
    ['a voxel', [1, 2, 3], 321],
    ['between eight voxels', [1.5, 1.5, 1.5], 166.5],
    ['half a voxel beyond the first', [-0.5, 0, 0], 0],
    ['half a voxel beyond the first row', [2, -0.5, 0], 2],
    ['half a voxel beyond the last, in every direction', [3.5, 3.5, 3.5], 333],
    ['beyond its rows', [0, -0.6, 0], OUTSIDE],
    ['beyond its columns', [3.6, 0, 0], OUTSIDE],
    ['below it', [0, 0, -0.6], OUTSIDE],
    ['above it', [0, 0, 3.6], OUTSIDE],
  ] as const)('%s', (_, place, value) => {
    expect(found(aVoxels(), place)).toBeCloseTo(value, 4);
  });

  it('is rescaled once', () => {
    expect(found({ ...aVoxels(), slope: 2, intercept: -5 }, [1, 0, 0.5])).toBeCloseTo(97, 4);
  });

  it('is not made of background', () => {
    const voxels = aVoxels(aVolume(), (x) => (x < 2 ? -2000 : x));
    const padded: Voxels = { ...voxels, padding: [-2000, -2000] };
    expect(found(voxels, [1.75, 0, 0])).toBeCloseTo(-498.5, 3);
    expect(found(padded, [1.75, 0, 0.5])).toBeCloseTo(2, 4);
    expect(found(padded, [1.25, 0, 0.5])).toBe(OUTSIDE);
    expect(found(padded, [1.75, 1.5, 0.5])).toBeCloseTo(2, 4);
  });
});

describe('a slice that is not here', () => {
  const all = aVoxels(aVolume([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  const only = (...here: readonly number[]): Voxels => ({
    ...all,
    slices: all.slices.map((slice, at) => (here.includes(at) ? slice : undefined)),
  });
  const failed = (...gone: readonly number[]): Voxels => ({
    ...all,
    slices: all.slices.map((slice, at) => (gone.includes(at) ? 'failed' : slice)),
  });

  it.each([
    ['nothing is here yet', only(), 4, COMING],
    ['every fourth is here: made across three', only(0, 4, 8), 2, 200],
    ['more than three are on their way', only(0, 5, 9), 2, COMING],
    ['the first is on its way', only(2, 4, 6), 1, COMING],
    ['the last is on its way', only(2, 4, 6), 8, COMING],
    ['one could not be had', failed(5), 5, MISSING],
    ['the slice before it is here', failed(5), 4, 400],
    ['the slice after it is here', failed(5), 6, 600],
    ['almost the slice after it', failed(5), 6 - 1e-9, 600],
    ['the first could not be had', failed(0), 0, MISSING],
    ['the last could not be had', failed(9), 9, MISSING],
    ['beyond what could not be had', failed(9), 9.6, OUTSIDE],
  ])('%s', (_, voxels, height, value) => {
    expect(found(voxels, [0, 0, height])).toBeCloseTo(value, 4);
    const slanted = at([0, 0, height], { right: [0.5, 0, 0.01], columns: 1 });
    const { values, states } = reslice(voxels, slanted);
    expect(states[0] === HERE ? values[0] : states[0]).toBeCloseTo(value, 4);
  });

  it('is counted', () => {
    expect(arrivedOf(only(0, 4))).toEqual({ here: 2, failed: 0, all: 10 });
    expect(arrivedOf(failed(3))).toEqual({ here: 9, failed: 1, all: 10 });
  });

  it('a missing slice is never made up, forwards and backwards through a picture', () => {
    const voxels = aVoxels(aVolume([0, 1, 2, 4, 5, 6]));
    const line = (down: Vector, origin: Vector) => [
      ...reslice(voxels, at(origin, { right: down, down: [0, 1, 0], columns: 7 })).states,
    ];
    const states = [HERE, HERE, HERE, MISSING, HERE, HERE, HERE];
    expect(line([0, 0, 1], [0, 0, 0])).toEqual(states);
    expect(line([0, 0, -1], [0, 0, 6])).toEqual(states);
  });
});

describe('a slab', () => {
  const voxels = aVoxels(aVolume(), (_x, _y, z) => (z === 1 ? 50 : z));

  it('is the largest, the smallest or the mean of what brute force finds', () => {
    const slab = { thickness: 2 };
    const samples = samplesOf(voxels, [0, 0, 1], slab.thickness);
    const heights = Array.from({ length: samples }, (_, step) => 0.5 + (2 * step) / (samples - 1));
    const brute = heights.map((height) => found(voxels, [1, 1, height]) as number);
    expect(found(voxels, [1, 1, 1.5], { kind: 'mip', ...slab })).toBe(Math.max(...brute));
    expect(found(voxels, [1, 1, 1.5], { kind: 'minip', ...slab })).toBe(Math.min(...brute));
    const inner = brute.slice(1, -1).reduce((sum, one) => sum + one, 0);
    const mean = (inner + ((brute[0] ?? 0) + (brute.at(-1) ?? 0)) / 2) / (samples - 1);
    expect(found(voxels, [1, 1, 1.5], { kind: 'mean', ...slab })).toBeCloseTo(mean, 4);
  });

  it('has the largest value where numbers run the other way', () => {
    const turned = { ...voxels, slope: -1 };
    expect(found(turned, [1, 1, 1], { kind: 'mip', thickness: 2 })).toBeCloseTo(0, 9);
    expect(found(turned, [1, 1, 1], { kind: 'minip', thickness: 2 })).toBe(-50);
    expect(found(turned, [1, 1, 1], { kind: 'mean', thickness: 2 })).toBeLessThan(0);
  });

  it.each(SLABS)(
    '%s of a slab that reaches outside is of what is inside, and of nothing there is none',
    (kind) => {
      const level = aVoxels(aVolume(), () => 7);
      expect(found(level, [1, 1, 0], { kind, thickness: 4 })).toBeCloseTo(7, 5);
      expect(found(level, [1, 1, 9], { kind, thickness: 4 })).toBe(OUTSIDE);
      // Outside first and inside later
      expect(found(level, [1, 1, -1], { kind, thickness: 3 })).toBeCloseTo(7, 5);
    },
  );

  it('that crosses a missing slice has no value', () => {
    const gap = aVoxels(aVolume([0, 1, 2, 4, 5, 6]));
    expect(found(gap, [0, 0, 3], { kind: 'mip', thickness: 5 })).toBe(MISSING);
    expect(found(gap, [0, 0, 1], { kind: 'mip', thickness: 1 })).toBe(150);
  });
});

describe('a volume of half the width and height', () => {
  it('lies at the same place, each pixel the mean of four', () => {
    const voxels = aVoxels();
    const { volume } = voxels;
    const half: Voxels = {
      ...voxels,
      volume: halvedVolume(volume),
      slices: voxels.slices.map((slice) => halved(slice as Float64Array, 4, 4, undefined)),
    };
    expect(half.volume).toMatchObject({ rows: 2, columns: 2, spacing: [2, 2] });
    for (const place of [
      [0.5, 0.5, 0],
      [1.5, 2, 1.5],
      [2.5, 2.5, 3],
    ] as const)
      expect(found(half, place)).toBeCloseTo(found(voxels, place) ?? NaN, 4);
  });

  it('keeps the last row of an odd number, whole numbers, and background as it is', () => {
    expect([...halved(Int16Array.of(1, 2, 3, 5, 6, 7, 8, 9, 11), 3, 3, undefined)]).toEqual([4, 5, 9, 11]);
    expect([...halved(Uint8Array.of(0, 0, 0, 9), 2, 2, [0, 0])]).toEqual([9]);
    expect([...halved(Float32Array.of(0, 0, 0, 0), 2, 2, [0, 0])]).toEqual([0]);
    expect([...halved(Float64Array.of(1, 2, 1, 1), 2, 2, undefined)]).toEqual([1.25]);
  });
});
