import { describe, expect, it } from 'vitest';
import { frameOfReferenceUid, instanceUid } from '../../../src/domain/ids';
import { gridMap, layersOf } from '../../../src/domain/overlay/grid';
import type { PlacedPlane } from '../../../src/domain/overlay/overlay';
import type { PlacedSlice } from '../../../src/domain/overlay/slice';
import type { Vector } from '../../../src/domain/study/study';

const frame = frameOfReferenceUid('1.2.9');
const [COS, SIN] = [Math.cos(0.3), Math.sin(0.3)];
const ROWS = 6;
const COLUMNS = 5;

const planeAt = (position: Vector, column: Vector): PlacedPlane => ({
  position,
  row: [1, 0, 0],
  column,
  spacing: [1.4, 0.9],
  frameOfReference: frame,
});
const sliceOf = (plane: PlacedPlane): PlacedSlice => ({
  instance: instanceUid('1.2.3'),
  frame: 1,
  rows: ROWS,
  columns: COLUMNS,
  reach: [1, 1],
  plane,
});

describe('pixels of an overlay over those of a picture', () => {
  it.each<readonly [string, Vector]>([
    ['straight', [0, 1, 0]],
    ['with a tilted gantry', [0, COS, SIN]],
    ['tilted the other way', [0, COS, -SIN]],
  ])('are the same where it has the planes of the stack, %s', (_, column) => {
    const planes = [0, 1, 2, 3].map((at) => planeAt([2, 3, at * 2.5], column));
    const [pile, ...others] = layersOf(planes);
    if (!pile) throw new Error('no planes');
    expect(others).toEqual([]);
    for (const [at, plane] of planes.entries()) {
      const map = gridMap(sliceOf(plane), pile, { rows: ROWS, columns: COLUMNS });
      expect(map.isSameGrid).toBe(true);
      expect([...map.layers]).toEqual(Array.from({ length: ROWS * COLUMNS }, () => at));
      expect([...map.pixels]).toEqual(Array.from({ length: ROWS * COLUMNS }, (__, pixel) => pixel));
    }
  });

  it('are others where it begins between them', () => {
    const [pile] = layersOf([planeAt([2.4, 3, 0], [0, 1, 0])]);
    if (!pile) throw new Error('no plane');
    const slice = sliceOf(planeAt([2, 3, 0], [0, 1, 0]));
    expect(gridMap(slice, pile, { rows: ROWS, columns: COLUMNS }).isSameGrid).toBe(false);
  });
});
