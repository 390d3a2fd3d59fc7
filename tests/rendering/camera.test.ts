import { describe, expect, it } from 'vitest';
import { asStored, type ViewPresentation } from '../../src/domain/presentation/view-state';
import { cameraFor } from '../../src/rendering/paint/camera';
import { placement, shapeOf } from '../../src/rendering/viewport/placement';
import { aFrame, attributes, anInstance } from './pictures';

const shape = { rows: 100, columns: 200, pixel: [1, 1] as const };
const size = { width: 400, height: 400 };
const lies = (view: Partial<ViewPresentation>, of = shape) => placement(of, { ...asStored, ...view }, size);
const put = ({ matrix: [a, b, c, d, e, f] }: ReturnType<typeof lies>, x: number, y: number) =>
  [a * x + c * y + e, b * x + d * y + f].map((part) => Math.round(part * 1e6) / 1e6 + 0);

describe('where a picture lies', () => {
  it('fits whole into the element, in the middle', () => {
    const place = lies({});
    expect(place.scale).toBe(2);
    expect(put(place, 0, 0)).toEqual([0, 100]);
    expect(put(place, 200, 100)).toEqual([400, 300]);
  });

  it('fits a quarter turn by its other side', () => {
    expect(lies({ rotation: 90 }, { ...shape, rows: 400 }).scale).toBe(1);
  });

  // The first pixel's corner, at the top left as stored.
  it.each<[Partial<ViewPresentation>, readonly number[]]>([
    [{ rotation: 90 }, [300, 0]],
    [{ rotation: 180 }, [400, 300]],
    [{ rotation: 270 }, [100, 400]],
    [{ flipHorizontal: true }, [400, 100]],
    [{ flipVertical: true }, [0, 300]],
    // Flips come first: the corner goes right, and the turn takes it down.
    [{ flipHorizontal: true, rotation: 90 }, [300, 400]],
    [{ zoom: 2 }, [-200, 0]],
    [{ pan: [10, -20] }, [10, 80]],
  ])('puts the first corner under %o at %o', (view, corner) => {
    expect(put(lies(view), 0, 0)).toEqual(corner);
  });

  it('keeps millimetres square by spacing, else by aspect ratio', () => {
    const plane = { position: [0, 0, 0], row: [1, 0, 0], column: [0, 1, 0], spacing: [2, 1] } as const;
    expect(shapeOf(aFrame({}, { plane }), 10, 10).pixel).toEqual([1, 2]);
    const { image } = aFrame({ aspect: { vertical: 1, horizontal: 3 } }).instance;
    expect(
      shapeOf({ instance: anInstance({ image, frames: [attributes()] }), number: 1 }, 10, 10).pixel,
    ).toEqual([3, 1]);
    expect(shapeOf(aFrame({ aspect: { vertical: 0, horizontal: 3 } }), 10, 10).pixel).toEqual([1, 1]);
  });
});

describe('the camera', () => {
  it('looks at the picture from the front with its top up, and from behind when it is flipped', () => {
    expect(cameraFor(shape, lies({}), size)).toMatchObject({
      focalPoint: [99.5, 49.5, 0],
      viewUp: [0, -1, 0],
      viewPlaneNormal: [0, 0, -1],
      parallelScale: 100,
    });
    expect(cameraFor(shape, lies({ flipHorizontal: true }), size)).toMatchObject({
      viewPlaneNormal: [0, 0, 1],
    });
  });
});
