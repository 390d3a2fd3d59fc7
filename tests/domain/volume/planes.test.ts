import { describe, expect, it } from 'vitest';
import { dot } from '../../../src/domain/study/vector';
import {
  middleOf,
  nearestSlice,
  reachAlong,
  voxelAlong,
  withinVolume,
} from '../../../src/domain/volume/places';
import {
  axesOf,
  isStraight,
  isStraightPlane,
  lettersOf,
  linesIn,
  PLANES,
  straightAt,
  turned,
  turnIn,
} from '../../../src/domain/volume/planes';
import { aVolume } from './a-volume';

const straight = straightAt([1, 2, 3]);

describe('planes through a crosshair', () => {
  it('lie straight in the patient: head up, right at the left, a sagittal one seen from the left', () => {
    expect(PLANES.map((name) => lettersOf(straight, name))).toEqual([
      { top: 'A', right: 'L', bottom: 'P', left: 'R' },
      { top: 'H', right: 'L', bottom: 'F', left: 'R' },
      { top: 'H', right: 'P', bottom: 'F', left: 'A' },
    ]);
    expect(isStraight(straight)).toBe(true);
  });

  it.each(PLANES)(
    'turned in the %s picture: that one stays, the others are oblique and still at right angles',
    (name) => {
      const oblique = turned(straight, name, 20);
      expect(turnIn(oblique, name)).toBeCloseTo(20, 6);
      expect(axesOf(oblique, name)).toEqual(axesOf(straight, name));
      expect(isStraight(oblique)).toBe(false);
      expect(PLANES.filter((other) => isStraightPlane(oblique, other))).toEqual([name]);
      const { axial, coronal, sagittal } = oblique.normals;
      for (const pair of [
        [axial, coronal],
        [axial, sagittal],
        [coronal, sagittal],
      ] as const)
        expect(dot(...pair)).toBeCloseTo(0, 9);
      const others = PLANES.filter((other) => other !== name).map((other) => lettersOf(oblique, other));
      const edges = others.flatMap((letters) => Object.values(letters ?? {}));
      expect(edges.some(({ length }) => length === 2)).toBe(true);
      expect(isStraight(turned(oblique, name, -20))).toBe(true);
    },
  );

  it('a turn is told as its nearest, up to 90 degrees either way', () => {
    expect(turnIn(turned(straight, 'axial', 90), 'axial')).toBeCloseTo(90, 6);
    expect(turnIn(turned(straight, 'axial', 100), 'axial')).toBeCloseTo(-80, 6);
    expect(turnIn(turned(straight, 'axial', 180), 'axial')).toBeCloseTo(0, 6);
  });

  it('one that lies quite across its own way still has a picture', () => {
    const across = turned(straight, 'axial', 90);
    const { right, down } = axesOf(across, 'coronal');
    expect(dot(right, down)).toBeCloseTo(0, 9);
    expect(Math.hypot(...right)).toBeCloseTo(1, 9);
    expect(dot(down, [0, 0, -1])).toBeCloseTo(1, 9);
  });

  it('each has the lines of the other two', () => {
    const [coronal, sagittal] = linesIn(straight, 'axial');
    expect([coronal.of, sagittal.of]).toEqual(['coronal', 'sagittal']);
    expect(Math.abs(coronal.direction[0])).toBeCloseTo(1, 9);
    expect(Math.abs(sagittal.direction[1])).toBeCloseTo(1, 9);
  });
});

describe('places in a volume', () => {
  const volume = aVolume([0, 2, 4, 6]);

  it('the crosshair stays inside, at the centres of the outermost voxels', () => {
    expect(withinVolume(volume, [-5, 9, 9])).toEqual([0, 3, 6]);
    expect(withinVolume(volume, [9, -1, -3])).toEqual([3, 0, 0]);
    expect(withinVolume(volume, [1, 2, 3.5])).toEqual([1, 2, 3.5]);
  });

  it('begins in the middle of the slice that is looked at', () => {
    expect(middleOf(volume, 2)).toEqual([1.5, 1.5, 4]);
    expect(middleOf(volume, 17)).toEqual([1.5, 1.5, 4]);
  });

  it('knows the slice of a place, and how far it reaches', () => {
    expect([-9, 0.9, 1.1, 99].map((height) => nearestSlice(volume, [0, 0, height]))).toEqual([0, 0, 1, 3]);
    expect(reachAlong(volume, [1, 0, 0])).toEqual([-0.5, 3.5]);
    expect(reachAlong(volume, [0, 0, -1])).toEqual([-7, 1]);
  });

  it('knows the step from voxel to voxel along any way', () => {
    expect(voxelAlong(volume, [0, 0, 1])).toBe(2);
    expect(voxelAlong(volume, [1, 0, 0])).toBe(1);
    expect(voxelAlong(volume, [Math.SQRT1_2, Math.SQRT1_2, 0])).toBeCloseTo(Math.SQRT1_2, 9);
  });
});
