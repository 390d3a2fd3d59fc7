import { describe, expect, it } from 'vitest';
import { march, seenBlocks, WHOLE, type SolidView } from '../../../src/domain/volume/march';
import { bodyOf, solidGrid, type SolidGrid } from '../../../src/domain/volume/solid-grid';
import { HU_PRESETS, HU_RANGE, transferOf } from '../../../src/domain/volume/solid-presets';
import { cubeFaces, FROM, turnedBy, turnLetters } from '../../../src/domain/volume/turn';
import type { Vector } from '../../../src/domain/study/study';
import { cross, dot } from '../../../src/domain/study/vector';
import { seeded } from '../../builders/random';
import { aVolume, aVoxels } from './a-volume';

/** A grid of 1 mm whose numbers are a rule of the voxel. */
function aGrid(side: number, rule: (x: number, y: number, z: number) => number): SolidGrid {
  const values = Uint8Array.from({ length: side ** 3 }, (_, at) =>
    rule(at % side, Math.floor(at / side) % side, Math.floor(at / side / side)),
  );
  return {
    size: [side, side, side],
    spacing: [1, 1, 1],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    origin: [0, 0, 0],
    values,
    range: HU_RANGE,
  };
}

const BONE = 220;
const isBall = (x: number, y: number, z: number, [a, b, c]: Vector, radius: number) =>
  Math.hypot(x - a, y - b, z - c) <= radius;
const view = (turn: Pick<SolidView, 'right' | 'down'>, side = 32): SolidView => ({
  ...turn,
  middle: [(side - 1) / 2, (side - 1) / 2, (side - 1) / 2],
  pitch: 1,
  columns: side,
  rows: side,
});
const bone = transferOf('bone', HU_RANGE);
/** The red of a picture's pixel */
const red = (pixels: Uint8ClampedArray, column: number, row: number, columns = 32) =>
  pixels[(row * columns + column) * 4] ?? NaN;

describe('the grid of 3D', () => {
  it('has means of 2 × 2 × 2, where the volume has them', () => {
    const voxels = aVoxels(aVolume([0, 1, 2, 3]));
    const grid = solidGrid(voxels, [0, 254]);
    expect(grid.size).toEqual([2, 2, 2]);
    expect(grid.spacing).toEqual([2, 2, 2]);
    const { origin } = grid;
    expect(origin).toEqual([0.5, 0.5, 0.5].map((part) => expect.closeTo(part, 9) as number));
    // x + 10 y + 100 z at the place of each, and 1 more: 0 is no value
    expect([...grid.values].slice(0, 4)).toEqual([57, 59, 77, 79]);
  });

  it('has its ends where values lie beyond its range, and a range of 1 where all are one', () => {
    const voxels = aVoxels(aVolume([0, 1, 2, 3]));
    expect(new Set(solidGrid(voxels, [200, 220]).values)).toContain(1);
    expect(new Set(solidGrid(voxels, [200, 220]).values)).toContain(255);
    expect(solidGrid(aVoxels(aVolume(), () => 7)).range).toEqual([7, 8]);
  });

  it('has no value where a slice is missing, and takes its own range where none is given', () => {
    const voxels = aVoxels(aVolume([0, 1, 2, 3, 8, 9, 10, 11]));
    const grid = solidGrid(voxels);
    expect(grid.range[0]).toBeLessThan(grid.range[1]);
    expect([...grid.values]).toContain(0);
  });
});

describe('3D', () => {
  const ball = aGrid(32, (x, y, z) => (isBall(x, y, z, [10, 16, 24], 5) ? BONE : 40));

  it.each([
    ['A', 10, 31 - 24],
    ['P', 31 - 10, 31 - 24],
    ['L', 16, 31 - 24],
    ['R', 31 - 16, 31 - 24],
    ['F', 10, 16],
    ['H', 31 - 10, 16],
  ] as const)('from %s a ball is where it is in the patient', (side, column, row) => {
    const pixels = march(ball, bone, view(FROM[side]));
    let [sum, x, y] = [0, 0, 0];
    for (let at = 0; at < 32 * 32; at++) {
      const value = pixels[at * 4] ?? 0;
      sum += value;
      x += value * (at % 32);
      y += value * Math.floor(at / 32);
    }
    expect(Math.abs(x / sum - column)).toBeLessThan(0.5);
    expect(Math.abs(y / sum - row)).toBeLessThan(0.5);
  });

  it('what is in front hides what is behind', () => {
    const [near, far] = [transferOf('bone', HU_RANGE), 250];
    const two = aGrid(32, (x, y, z) =>
      isBall(x, y, z, [16, 6, 16], 4) ? BONE : isBall(x, y, z, [16, 24, 16], 8) ? far : 1,
    );
    const one = aGrid(32, (x, y, z) => (isBall(x, y, z, [16, 6, 16], 4) ? BONE : 1));
    expect(red(march(two, near, view(FROM.A)), 16, 15)).toBe(red(march(one, near, view(FROM.A)), 16, 15));
    expect(red(march(two, near, view(FROM.P)), 15, 15)).not.toBe(red(march(one, near, view(FROM.P)), 15, 15));
  });

  it('what is no part of the body is not seen, and what fills the grid to its edge has a surface there', () => {
    const isHere = (at: number) => Number(at % 32 < 13);
    const half = Uint8Array.from({ length: 32 ** 3 }, (_, at) => isHere(at));
    const full = aGrid(32, () => BONE);
    const seen = march(full, bone, view(FROM.A), WHOLE, half);
    expect(red(seen, 4, 15)).toBeGreaterThan(0);
    expect(red(seen, 28, 15)).toBe(0);
  });

  it('of values of no unit is bright where they are large, and beyond the last step as at it', () => {
    const bright = transferOf('bright', [0, 1]);
    expect(bright.opacity[255]).toBeGreaterThan(bright.opacity[1] ?? NaN);
    const over = transferOf('bone', [3000, 9000]);
    expect(over.opacity[255]).toBe(over.opacity[200]);
  });

  it('what is cut away is not seen', () => {
    const seen = march(ball, bone, view(FROM.A), [[0.5, 1], WHOLE[1], WHOLE[2]]);
    expect([...seen].filter((_, at) => at % 4 !== 3).every((value) => value === 0)).toBe(true);
    expect(red(march(ball, bone, view(FROM.A), [[0, 0.5], WHOLE[1], WHOLE[2]]), 10, 7)).toBeGreaterThan(50);
  });

  it('is the same whether blocks without anything are passed over or not', () => {
    const random = seeded(7);
    const spots = Array.from({ length: 12 }, () => [random() * 31, random() * 31, random() * 31] as const);
    const grid = aGrid(32, (x, y, z) =>
      spots.some((spot) => isBall(x, y, z, spot, 2.5)) ? 120 + Math.round(random() * 130) : 40,
    );
    const blocks = seenBlocks(grid, bone);
    expect(new Set(blocks)).toEqual(new Set([0, 1]));
    const all = new Uint8Array(blocks.length).fill(1);
    const turn = turnedBy(FROM.A, { across: 33, along: -21, roll: 12 });
    const brute = march(grid, bone, view(turn), WHOLE, undefined, [0, 32], all);
    const quick = march(grid, bone, view(turn), WHOLE, undefined, [0, 32], blocks);
    // A step over blocks may end one sample later at their edge.
    const differ = [...quick].filter((value, at) => Math.abs(value - (brute[at] ?? 0)) > 2).length;
    expect(differ / quick.length).toBeLessThan(0.01);
  });

  it.each(HU_PRESETS)('%s: air holds up no light, and neither does what has no value', (preset) => {
    const { opacity } = transferOf(preset, HU_RANGE);
    expect([opacity[0], opacity[1]]).toEqual([0, 0]);
    expect(Math.max(...opacity)).toBeGreaterThan(0.05);
    expect(Math.max(...opacity)).toBeLessThanOrEqual(1);
  });
});

describe('cutting away the table', () => {
  it('is the largest of its pieces, whichever comes first', () => {
    const inBall = (at: number, middle: Vector, radius: number) =>
      isBall(at % 32, Math.floor(at / 32) % 32, Math.floor(at / 1024), middle, radius);
    const grid = aGrid(32, (x, y, z) =>
      isBall(x, y, z, [16, 16, 10], 8) || isBall(x, y, z, [16, 16, 26], 4) ? 100 : 1,
    );
    const found = bodyOf(grid, 60);
    expect(found.every((one, at) => one === 0 || inBall(at, [16, 16, 10], 9))).toBe(true);
  });

  it('leaves the body, what is in it, and nothing that only touches it', () => {
    const body = (x: number, y: number, z: number) => isBall(x, y, z, [16, 12, 16], 10);
    const air = (x: number, y: number, z: number) => isBall(x, y, z, [16, 12, 16], 4);
    // A sheet of two voxels that the body rests on
    const table = (_: number, y: number, z: number) => y >= 22 && y < 24 && z > 1 && z < 30;
    const grid = aGrid(32, (x, y, z) => (air(x, y, z) ? 1 : body(x, y, z) ? 100 : table(x, y, z) ? 90 : 1));
    const found = bodyOf(grid, 60);
    const at = (x: number, y: number, z: number) => found[(z * 32 + y) * 32 + x];
    expect([at(16, 5, 16), at(16, 12, 16)]).toEqual([1, 1]);
    expect([at(4, 22, 16), at(28, 23, 16), at(16, 22, 4)]).toEqual([0, 0, 0]);
    let missing = 0;
    let all = 0;
    grid.values.forEach((value, index) => {
      if (value !== 100) return;
      all++;
      if (found[index] === 0) missing++;
    });
    expect(missing / all).toBeLessThan(0.02);
  });
});

describe('turning', () => {
  it('what is in front goes the way of the hand', () => {
    const front: Vector = [0, -1, 0];
    const right = turnedBy(FROM.A, { across: 30 });
    expect(dot(front, right.right)).toBeCloseTo(0.5, 9);
    const below = turnedBy(FROM.A, { along: 30 });
    expect(dot(front, below.down)).toBeCloseTo(0.5, 9);
    const rolled = turnedBy(FROM.A, { roll: 90 });
    // The head, which was up, is on the right.
    expect(dot([0, 0, 1], rolled.right)).toBeCloseTo(1, 9);
  });

  it('keeps its directions at right angles after many turns', () => {
    let turn = FROM.L;
    for (let at = 0; at < 500; at++) turn = turnedBy(turn, { across: 7.3, along: -3.1, roll: 1.7 });
    expect(Math.abs(dot(turn.right, turn.down))).toBeLessThan(1e-9);
    expect(Math.hypot(...turn.right)).toBeCloseTo(1, 9);
    expect(Math.hypot(...cross(turn.right, turn.down))).toBeCloseTo(1, 9);
  });

  it.each([
    ['A', { top: 'H', right: 'L', bottom: 'F', left: 'R' }],
    ['P', { top: 'H', right: 'R', bottom: 'F', left: 'L' }],
    ['L', { top: 'H', right: 'P', bottom: 'F', left: 'A' }],
    ['R', { top: 'H', right: 'A', bottom: 'F', left: 'P' }],
    ['H', { top: 'A', right: 'R', bottom: 'P', left: 'L' }],
    ['F', { top: 'A', right: 'L', bottom: 'P', left: 'R' }],
  ] as const)('from %s one face of the cube is seen, and the letters are right', (side, letters) => {
    expect(cubeFaces(FROM[side]).map((face) => face.side)).toEqual([side]);
    expect(turnLetters(FROM[side])).toEqual(letters);
    expect(cubeFaces(turnedBy(FROM[side], { across: 20, along: 20 }))).toHaveLength(3);
  });
});
