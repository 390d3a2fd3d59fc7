import { describe, expect, it } from 'vitest';
import type { PictureMatrix } from '../../src/domain/geometry/picture-matrix';
import { asStored, type Presentation } from '../../src/domain/presentation/view-state';
import { areaOfCells, areaSeen, cellsFor, holds, stepOf } from '../../src/rendering/paint/cells';
import { placement } from '../../src/rendering/viewport/placement';

const mammogram = { rows: 4096, columns: 3328 };
const slice = { rows: 512, columns: 512 };
const screen = { width: 700, height: 650 };

const matrixOf = (
  sides: typeof slice,
  change: Partial<Presentation> = {},
  pixel: readonly [number, number] = [1, 1],
): PictureMatrix => placement({ ...sides, pixel }, { ...asStored, ...change }, screen).matrix;
const oneToOne = 1 / placement({ ...mammogram, pixel: [1, 1] }, asStored, screen).scale;

describe('the cells of a picture', () => {
  it('are as many as share a device pixel', () => {
    expect(stepOf(matrixOf(mammogram), 1, mammogram)).toEqual({ across: 6, down: 6 });
    expect(stepOf(matrixOf(mammogram), 2, mammogram)).toEqual({ across: 3, down: 3 });
    expect(stepOf(matrixOf(slice), 1, slice)).toEqual({ across: 1, down: 1 });
  });

  it('are the same through turns and flips', () => {
    const turned = matrixOf(mammogram, { rotation: 90, flipHorizontal: true });
    expect(stepOf(turned, 1, mammogram)).toEqual({ across: 5, down: 5 });
  });

  it('are narrow where pixels are wide', () => {
    const wide = matrixOf(mammogram, {}, [3, 1]);
    expect(stepOf(wide, 1, mammogram)).toEqual({ across: 4, down: 14 });
  });

  it('are one, however small the screen', () => {
    const tiny: PictureMatrix = [1e-9, 0, 0, 1e-9, 0, 0];
    const step = stepOf(tiny, 1, mammogram);
    expect(cellsFor(areaSeen(tiny, screen, mammogram), step, mammogram)).toMatchObject({
      columns: 1,
      rows: 1,
    });
  });

  it('reach over all of a picture that is not large, whatever of it is seen', () => {
    const matrix = matrixOf(slice, { zoom: 8, pan: [900, -300] });
    const seen = areaSeen(matrix, screen, slice);
    expect(seen.right - seen.left).toBeLessThan(100);
    expect(cellsFor(seen, stepOf(matrix, 1, slice), slice)).toEqual({
      across: 1,
      down: 1,
      left: 0,
      top: 0,
      columns: 512,
      rows: 512,
    });
  });

  it('are those around what is seen of a large picture', () => {
    const matrix = matrixOf(mammogram, { zoom: oneToOne, pan: [600, 400] });
    const seen = areaSeen(matrix, screen, mammogram);
    expect([seen.right - seen.left, seen.bottom - seen.top]).toEqual([
      expect.closeTo(700, 6),
      expect.closeTo(650, 6),
    ]);
    const cells = cellsFor(seen, stepOf(matrix, 1, mammogram), mammogram);
    expect(holds(cells, mammogram, seen)).toBe(true);
    expect(cells.columns * cells.rows).toBeLessThan(700 * 650 * 1.7);
  });

  it('hold a small step of the hand, and not a large one', () => {
    const at = (x: number) =>
      areaSeen(matrixOf(mammogram, { zoom: oneToOne, pan: [x, 0] }), screen, mammogram);
    const cells = cellsFor(at(0), { across: 1, down: 1 }, mammogram);
    expect([-60, 60, -200, 200].map((x) => holds(cells, mammogram, at(x)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('end at the picture, at whatever place of it and through each turn', () => {
    for (const rotation of [0, 90, 180, 270] as const)
      for (const zoom of [0.3, 1, 2.7, oneToOne, 40])
        for (const pan of [-4000, -333, 0, 250, 9000]) {
          const matrix = matrixOf(mammogram, { rotation, zoom, pan: [pan, pan / 2] });
          const seen = areaSeen(matrix, screen, mammogram);
          const cells = cellsFor(seen, stepOf(matrix, 1, mammogram), mammogram);
          const { left, top, right, bottom } = areaOfCells(cells, mammogram);
          expect(holds(cells, mammogram, seen)).toBe(true);
          expect(left < right && top < bottom && left >= 0 && top >= 0).toBe(true);
          expect(right <= mammogram.columns && bottom <= mammogram.rows).toBe(true);
          // The last one holds a pixel at least.
          expect((cells.left + cells.columns - 1) * cells.across).toBeLessThan(mammogram.columns);
          expect((cells.top + cells.rows - 1) * cells.down).toBeLessThan(mammogram.rows);
        }
  });
});
