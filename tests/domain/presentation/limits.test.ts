import { describe, expect, it } from 'vitest';
import {
  clamp,
  nearestPosition,
  windowBy,
  ZOOM_STEP,
  zoomedBy,
} from '../../../src/domain/presentation/limits';

describe('limits of what a hand, a key or a button can do', () => {
  it.each([
    { value: 5, expected: 5 },
    { value: 1, expected: 1 },
    { value: 10, expected: 10 },
    { value: -3, expected: 1 },
    { value: Infinity, expected: 10 },
  ])('takes $value as $expected between 1 and 10', ({ value, expected }) => {
    expect(clamp(value, [1, 10])).toBe(expected);
  });

  it.each([
    { from: 'the least zoom', by: 1 / ZOOM_STEP, zoom: 0.02 },
    { from: 'the greatest zoom', by: ZOOM_STEP, zoom: 100 },
  ])('goes no further than $from, step by step or at once', ({ by, zoom }) => {
    let stepped = 1;
    for (let step = 0; step < 100; step++) stepped = zoomedBy(stepped, by);
    expect(stepped).toBe(zoom);
    expect(zoomedBy(1, by ** 100)).toBe(zoom);
  });

  it.each([
    { window: { center: 40, width: 400 }, by: { center: 0.1, width: 0 }, expected: [80, 400] },
    { window: { center: 40, width: 400 }, by: { center: 0, width: -0.15 }, expected: [40, 340] },
    { window: { center: 0.5, width: 1 }, by: { center: 0, width: -0.5 }, expected: [0.5, 0.5] },
    { window: { center: 0.5, width: 1 }, by: { center: 0, width: -4 }, expected: [0.5, 0.05] },
  ])('moves $window by shares of its width: $by', ({ window, by, expected }) => {
    const { center, width } = windowBy(window, by);
    expect(center).toBeCloseTo(expected[0] ?? NaN, 10);
    expect(width).toBeCloseTo(expected[1] ?? NaN, 10);
  });

  it.each([
    { at: 3, count: 10, expected: 3 },
    { at: -1, count: 10, expected: 0 },
    { at: Number.MAX_SAFE_INTEGER, count: 10, expected: 9 },
    { at: Infinity, count: 10, expected: 9 },
    { at: NaN, count: 10, expected: 0 },
    { at: 7, count: 0, expected: 0 },
  ])('takes position $at of $count frames as $expected', ({ at, count, expected }) => {
    expect(nearestPosition(at, count)).toBe(expected);
  });
});
