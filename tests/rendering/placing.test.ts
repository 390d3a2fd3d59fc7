import { describe, expect, it } from 'vitest';
import { at } from '../../src/domain/geometry/picture-matrix';
import { asStored, type Placing, type ViewPresentation } from '../../src/domain/presentation/view-state';
import { placement, type PictureShape } from '../../src/rendering/viewport/placement';

const view = { width: 400, height: 300 };
const shape = (columns: number, rows: number): PictureShape => ({ columns, rows, pixel: [1, 1] });
const placed = (picture: PictureShape, placing: Placing, change: Partial<ViewPresentation> = {}) => {
  const place = placement(picture, { ...asStored, ...change, placing }, view);
  const corners = [at(place.matrix, [0, 0]), at(place.matrix, [picture.columns, picture.rows])];
  const xs = corners.map(([x]) => x);
  return { ...place, left: Math.min(...xs), right: Math.max(...xs) };
};

describe('a picture that is hung', () => {
  it.each([
    ['right', {}, { right: 400 }],
    ['left', {}, { left: 0 }],
    ['right', { flipHorizontal: true }, { right: 400 }],
    ['left', { rotation: 90 }, { left: 0 }],
    ['right', { rotation: 270, flipVertical: true }, { right: 400 }],
  ] as const)('lies at the %s edge, turned %j', (towards, change, edge) => {
    for (const [side, wanted] of Object.entries(edge))
      expect(placed(shape(100, 200), { towards }, change)[side as 'left' | 'right']).toBeCloseTo(wanted);
  });

  it('has the scale at which the given size fits, however much of that it fills', () => {
    const [small, large] = [shape(100, 150), shape(200, 300)] as const;
    expect(placed(small, { size: [200, 300] }).scale).toBe(1);
    expect(placed(large, { size: [200, 300] }).scale).toBe(1);
    expect(placed(small, {}).scale).toBe(2);
  });

  it('keeps the point under the middle when it is zoomed', () => {
    const placing = { towards: 'right', size: [200, 300] } as const;
    const [fitted, near] = [
      placed(shape(100, 200), placing, { pan: [-120, 10] }),
      placed(shape(100, 200), placing, { zoom: 3, pan: [-360, 30] }),
    ];
    const under = ({ matrix: [a, , , d, e, f] }: typeof fitted) => [(200 - e) / a, (150 - f) / d];
    expect(under(near)[0]).toBeCloseTo(under(fitted)[0] ?? NaN);
    expect(under(near)[1]).toBeCloseTo(under(fitted)[1] ?? NaN);
  });
});
