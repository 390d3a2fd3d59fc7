import { describe, expect, it } from 'vitest';
import { contoursOn } from '../../../src/domain/overlay/contours';
import { cutOf } from '../../../src/domain/overlay/cut-contours';
import type { Contour, StructureSet } from '../../../src/domain/overlay/overlay';
import type { PlacedSlice } from '../../../src/domain/overlay/slice';
import { frameOfReferenceUid, instanceUid } from '../../../src/domain/ids';
import type { Vector } from '../../../src/domain/study/study';
import { cross, plus, times, unitOf } from '../../../src/domain/study/vector';

/* A ball of 20 mm as circles on planes that are 2 mm apart, which a straight, a tilted and a nearly flat plane cut. */

const RADIUS = 20;
const STEP = 2;
const MIDDLE: Vector = [3, -7, 11];
const frame = frameOfReferenceUid('1.2.9');

function circles(normal: Vector, radius = RADIUS, hole = false): readonly Contour[] {
  const right = unitOf(cross(normal, [0.3, 0.5, 0.8]));
  const down = cross(normal, right);
  const count = Math.floor(radius / STEP);
  return Array.from({ length: 2 * count + 1 }, (_, at) => at - count).flatMap((at) => {
    const ring = (size: number): Contour => ({
      type: 'closed',
      points: Float64Array.from(
        Array.from({ length: 90 }, (_, point) => {
          const angle = (point / 90) * 2 * Math.PI;
          const [x, y] = [Math.cos(angle) * size, Math.sin(angle) * size];
          return plus(plus(MIDDLE, times(normal, at * STEP)), plus(times(right, x), times(down, y)));
        }).flat(),
      ),
    });
    const size = Math.sqrt(radius ** 2 - (at * STEP) ** 2);
    return size < 0.5 ? [] : hole && size > 6 ? [ring(size), ring(5)] : [ring(size)];
  });
}

const SIDE = 120;
const PITCH = 0.5;

/** A made plane through a place, seen along a direction. */
function planeThrough(place: Vector, normal: Vector): PlacedSlice {
  const row = unitOf(cross(normal, Math.abs(normal[0]) < 0.8 ? [1, 0, 0] : [0, 1, 0]));
  const column = cross(normal, row);
  const half = ((SIDE - 1) / 2) * PITCH;
  const position = plus(place, plus(times(row, -half), times(column, -half)));
  return {
    instance: instanceUid(''),
    frame: 1,
    rows: SIDE,
    columns: SIDE,
    plane: { position, row, column, spacing: [PITCH, PITCH], frameOfReference: frame },
    reach: [STEP / 2, STEP / 2],
    isMade: true,
  };
}

const areaOf = (mask: Uint16Array | undefined) =>
  [...(mask ?? [])].reduce((sum, one) => sum + one, 0) * PITCH ** 2;

const DIRECTIONS: readonly (readonly [name: string, normal: Vector])[] = [
  ['coronal', [0, 1, 0]],
  ['sagittal', [1, 0, 0]],
  ['oblique', unitOf([0.4, 0.7, 0.6])],
  ['nearly flat', unitOf([0.1, 0.05, 1])],
  ['flat, between two contours', [0, 0, 1]],
];

describe('contours that a made plane cuts', () => {
  it.each(DIRECTIONS)('have the area of the ball in a %s plane', (_, normal) => {
    for (const away of [0, 8.3]) {
      const plane = planeThrough(plus(MIDDLE, times(normal, away)), normal);
      const expected = Math.PI * (RADIUS ** 2 - away ** 2);
      const area = areaOf(cutOf({ contours: circles([0, 0, 1]) }, plane));
      expect(Math.abs(area - expected) / expected).toBeLessThan(0.04);
    }
  });

  it('are the same whichever way they were drawn', () => {
    const plane = planeThrough(MIDDLE, unitOf([0.2, 1, 0.1]));
    for (const normal of [[0, 0, 1], [1, 0, 0], unitOf([1, 1, 1])] as readonly Vector[]) {
      const area = areaOf(cutOf({ contours: circles(normal) }, plane));
      expect(Math.abs(area - Math.PI * RADIUS ** 2) / (Math.PI * RADIUS ** 2)).toBeLessThan(0.05);
    }
  });

  it('keep their holes, by the even-odd rule', () => {
    const plane = planeThrough(MIDDLE, [0, 1, 0]);
    const mask = cutOf({ contours: circles([0, 0, 1], RADIUS, true) }, plane);
    expect(mask?.[(SIDE / 2) * SIDE + SIDE / 2]).toBe(0);
    expect(mask?.[(SIDE / 2 + 20) * SIDE + SIDE / 2]).toBe(1);
  });

  it('reach no further than half a step, and not over a plane that was not drawn', () => {
    const all = circles([0, 0, 1]);
    const isIn = ({ points }: Contour) => Math.abs((points[2] ?? 0) - MIDDLE[2]) > 3 * STEP - 0.1;
    const mask = cutOf({ contours: all.filter(isIn) }, planeThrough(MIDDLE, [0, 1, 0]));
    const column = Array.from({ length: SIDE }, (_, row) => mask?.[(SIDE / 2) * SIDE + row] ?? 0);
    expect(column).toContain(1);
    const away = column.flatMap((one, row) => (one ? [Math.abs((row - (SIDE - 1) / 2) * PITCH)] : []));
    expect(Math.min(...away)).toBeGreaterThan(3 * STEP - STEP / 2 - PITCH);
    expect(Math.max(...away)).toBeLessThan(RADIUS + STEP / 2 + PITCH);
  });

  it('are lines where the plane is their own, and nothing beside the structure', () => {
    const set: StructureSet = {
      kind: 'structures',
      id: instanceUid('1'),
      person: { otherIds: [] },
      label: '',
      maker: {},
      frameOfReference: frame,
      leftOut: [],
      structures: [
        { number: 1, label: 'Ball', colour: [255, 0, 0], by: 'person', contours: circles([0, 0, 1]) },
      ],
    };
    const own = contoursOn(set, planeThrough(MIDDLE, [0, 0, 1]));
    expect(own).toMatchObject({ ok: true, structures: [{ structure: 1 }] });
    expect(own.ok && own.structures[0]?.closed).toHaveLength(1);
    expect(own.ok && own.structures[0]?.cut).toBeUndefined();
    expect(contoursOn(set, planeThrough(plus(MIDDLE, [0, 40, 0]), [0, 1, 0]))).toEqual({
      ok: true,
      structures: [],
    });
    const elsewhere = { ...set, frameOfReference: frameOfReferenceUid('1.2.10') };
    expect(contoursOn(elsewhere, planeThrough(MIDDLE, [0, 1, 0]))).toEqual({
      ok: false,
      why: { kind: 'another-frame-of-reference' },
    });
  });
});
