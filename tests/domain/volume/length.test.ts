import { describe, expect, it } from 'vitest';
import { isIn, millimetres } from '../../../src/domain/volume/length';
import { expected, isHere } from './volume-cases';

const view = {
  name: 'axial',
  middle: [0, 0, 10],
  right: [1, 0, 0],
  down: [0, 1, 0],
  width: 1,
  height: 1,
  pitch: 1,
} as const;

describe('a length in a plane', () => {
  it('is that between its ends in the patient, however the plane lies', () => {
    expect(millimetres({ from: [0, 0, 0], to: [2, 3, 6] })).toBe(7);
  });

  it('is shown in a plane that both of its ends lie in, and across no projection', () => {
    const length = { from: [0, 0, 10], to: [5, 0, 10.4] } as const;
    expect(isIn(view, length)).toBe(true);
    expect(isIn(view, { ...length, to: [5, 0, 11] })).toBe(false);
    expect(isIn({ ...view, slab: { kind: 'mip', thickness: 10 } }, length)).toBe(false);
  });

  it.runIf(isHere)('is as the phantom has it', () => {
    const { lengths } = expected<{ lengths: readonly { from: never; to: never; mm: number }[] }>(
      '01-mpr-plain',
    );
    expect(lengths.length).toBeGreaterThan(0);
    for (const length of lengths) expect(millimetres(length)).toBeCloseTo(length.mm, 2);
  });
});
