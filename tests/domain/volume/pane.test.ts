import { describe, expect, it } from 'vitest';
import { paneViews, toPane, toPatient } from '../../../src/domain/volume/pane';
import { straightAt } from '../../../src/domain/volume/planes';
import { aVolume } from './a-volume';

const sizes = {
  axial: { width: 400, height: 200 },
  coronal: { width: 200, height: 200 },
  sagittal: { width: 200, height: 100 },
};
/** 4 × 4 × 8 mm, from -0.5, -0.5, -1 */
const volume = aVolume([0, 2, 4, 6]);
const crosshair = straightAt([1, 2, 2]);

describe('panes of a volume', () => {
  it('show the whole of it, as large as fits, in their middle', () => {
    const views = paneViews(volume, crosshair, sizes, { zoom: 1 });
    expect(views.map(({ pitch }) => pitch)).toEqual([0.02, 0.04, 0.08].map((fit) => fit / 0.98));
    expect(views.map(({ middle }) => middle)).toEqual([
      [1.5, 1.5, 2],
      [1.5, 2, 3],
      [1, 1.5, 3],
    ]);
  });

  it('are larger about the crosshair, which stays where it was', () => {
    const slab = { kind: 'mip', thickness: 4 } as const;
    const [before] = paneViews(volume, crosshair, sizes, { zoom: 1 });
    const [after] = paneViews(volume, crosshair, sizes, { zoom: 4, slab });
    if (!before || !after) throw new Error('nothing');
    expect(after).toMatchObject({ slab, pitch: before.pitch / 4 });
    expect(toPane(after, crosshair.at)[0]).toBeCloseTo(toPane(before, crosshair.at)[0], 6);
    expect(toPane(after, crosshair.at)[1]).toBeCloseTo(toPane(before, crosshair.at)[1], 6);
  });

  it('say where a place is, and which place a point shows', () => {
    const views = paneViews(volume, crosshair, sizes, { zoom: 1.5 });
    for (const view of views) {
      const point = toPane(view, crosshair.at);
      toPatient(view, point).forEach((part, axis) => expect(part).toBeCloseTo(crosshair.at[axis] ?? NaN, 9));
    }
  });
});
