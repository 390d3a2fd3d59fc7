import type { PlaneView } from '../../domain/ports/planes';
import type { Vector } from '../../domain/study/study';
import { cross, times } from '../../domain/study/vector';
import type { PlaneName } from '../../domain/volume/planes';

type Point = readonly [number, number];

/** From the head down, from the front back, from the right across: which way along its normal a plane is gone through */
const ONWARD: Readonly<Record<PlaneName, 1 | -1>> = { axial: -1, coronal: 1, sagittal: -1 };

/** Degrees a key turns by */
const TURN = 5;

interface Step {
  readonly direction: Vector;
  readonly by: number;
}

/** What keys do in a plane: steps of a voxel, and turns of the other two in degrees. */
export function stepsFor({ name, right, down }: PlaneView): {
  readonly through: Vector;
  readonly keys: Readonly<Record<string, Step | undefined>>;
  readonly turns: Readonly<Record<string, number | undefined>>;
} {
  const through = times(cross(right, down), ONWARD[name]);
  return {
    through,
    keys: {
      ArrowRight: { direction: right, by: 1 },
      ArrowLeft: { direction: right, by: -1 },
      ArrowDown: { direction: down, by: 1 },
      ArrowUp: { direction: down, by: -1 },
      PageDown: { direction: through, by: 1 },
      PageUp: { direction: through, by: -1 },
    },
    turns: { '.': TURN, ',': -TURN },
  };
}

/** Degrees clockwise from one point to another about a third. */
export function turnOf([x, y]: Point, from: Point, to: Point): number {
  const angle = ([px, py]: Point) => Math.atan2(py - y, px - x);
  return ((angle(to) - angle(from)) * 180) / Math.PI;
}
