import { describe, expect, it } from 'vitest';
import { edgeLetters } from '../../../src/domain/presentation/orientation';
import { asStored, type Orientation } from '../../../src/domain/presentation/view-state';
import { composed, orientationOf } from '../../../src/rendering/softcopy/orientation';
import { at } from '../../../src/domain/geometry/picture-matrix';
import { placement } from '../../../src/rendering/viewport/placement';
import { attributes } from '../pictures';
import { aState } from './states';

const ROTATIONS = [0, 90, 180, 270] as const;
const lies: readonly Orientation[] = ROTATIONS.flatMap((rotation) =>
  [false, true].flatMap((flipHorizontal) =>
    [false, true].map((flipVertical) => ({ rotation, flipHorizontal, flipVertical })),
  ),
);
const states = ROTATIONS.flatMap((rotation) =>
  [false, true].map((flipHorizontal) => aState({ rotation, flipHorizontal })),
);

type Vector = readonly [number, number];
const CORNERS: readonly Vector[] = [
  [-3, -2],
  [3, -2],
  [-3, 2],
  [3, 2],
];
/** One step at a time about the middle, y down: what the standard's words say, with no composing. */
const turned = ([x, y]: Vector, degrees: number): Vector =>
  degrees === 0 ? [x, y] : turned([-y, x], degrees - 90);
const mirrored = (
  [x, y]: Vector,
  { flipHorizontal, flipVertical }: Omit<Orientation, 'rotation'>,
): Vector => [flipHorizontal ? -x : x, flipVertical ? -y : y];
const laid = (point: Vector, lie: Orientation) => turned(mirrored(point, lie), lie.rotation);
/** Equal numbers, 0 and −0 among them */
const plain = (points: readonly Vector[]) => points.map(([x, y]) => [x + 0, y + 0]);

describe('a presentation state', () => {
  it.each(states)('turns by $rotation first and mirrors then ($flipHorizontal)', (state) => {
    const got = CORNERS.map((corner) => laid(corner, orientationOf(state)));
    const wanted = CORNERS.map((corner) =>
      mirrored(turned(corner, state.rotation), { flipHorizontal: state.flipHorizontal, flipVertical: false }),
    );
    expect(plain(got)).toEqual(plain(wanted));
  });

  it('keeps its eight ways of lying apart', () => {
    const seen = new Set(
      states.map((state) => JSON.stringify(plain(CORNERS.map((c) => laid(c, orientationOf(state)))))),
    );
    expect(seen.size).toBe(8);
  });

  it.each(states)('at $rotation, flip $flipHorizontal, takes every lie of the viewer on top', (state) => {
    const base = orientationOf(state);
    for (const own of lies) {
      const got = CORNERS.map((corner) => laid(corner, composed(base, own)));
      const wanted = CORNERS.map((corner) => laid(laid(corner, base), own));
      expect(plain(got), JSON.stringify(own)).toEqual(plain(wanted));
    }
  });
});

it('lands each corner where the composed lie says, on a viewport too', () => {
  const shape = { rows: 4, columns: 6, pixel: [1, 1] as const };
  const size = { width: 240, height: 240 };
  for (const state of states)
    for (const own of lies) {
      const lie = composed(orientationOf(state), own);
      const { matrix, scale } = placement(shape, { ...asStored, ...lie }, size);
      for (const [x, y] of CORNERS) {
        const [wantedX, wantedY] = laid([x, y], lie);
        const [gotX, gotY] = at(matrix, [x + 3, y + 2]);
        expect([gotX, gotY]).toEqual([
          expect.closeTo(120 + wantedX * scale, 6),
          expect.closeTo(120 + wantedY * scale, 6),
        ]);
      }
    }
});

it('keeps the edge letters true: each stands where its side of the picture went', () => {
  const frame = attributes({ patientOrientation: ['L', 'F'] });
  const sides: readonly (readonly [string, Vector])[] = [
    ['R', [-1, 0]],
    ['L', [1, 0]],
    ['H', [0, -1]],
    ['F', [0, 1]],
  ];
  for (const state of states)
    for (const own of lies) {
      const lie = composed(orientationOf(state), own);
      const letterAt = (wanted: Vector) =>
        sides.find(([, side]) => {
          const [x, y] = laid(laid(side, orientationOf(state)), own);
          return Math.abs(x - wanted[0]) + Math.abs(y - wanted[1]) === 0;
        })?.[0];
      expect(edgeLetters(frame, lie)).toEqual({
        left: letterAt([-1, 0]),
        right: letterAt([1, 0]),
        top: letterAt([0, -1]),
        bottom: letterAt([0, 1]),
      });
    }
});
