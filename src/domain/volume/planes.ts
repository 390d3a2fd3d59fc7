import { edgeLetters, type EdgeLetters } from '../presentation/orientation';
import { asStored } from '../presentation/view-state';
import type { Vector } from '../study/study';
import { cross, dot, minus, plus, times, unitOf } from '../study/vector';

/** The three planes, as they are called when they lie straight in the patient. */
export type PlaneName = 'axial' | 'coronal' | 'sagittal';
export const PLANES: readonly PlaneName[] = ['axial', 'coronal', 'sagittal'];

/** Three planes at right angles through one place. */
export interface Crosshair {
  /** mm, in the patient's coordinates */
  readonly at: Vector;
  /** Unit vectors, each at right angles to the others, away from whoever looks at the plane */
  readonly normals: Readonly<Record<PlaneName, Vector>>;
}

/** Unit vectors to the right and down in the picture of a plane */
export interface PlaneAxes {
  readonly right: Vector;
  readonly down: Vector;
}

/** Straight in the patient: head up, the patient's right at the left; a sagittal plane is seen from the left */
const STRAIGHT: Readonly<Record<PlaneName, PlaneAxes>> = {
  axial: { right: [1, 0, 0], down: [0, 1, 0] },
  coronal: { right: [1, 0, 0], down: [0, 0, -1] },
  sagittal: { right: [0, 1, 0], down: [0, 0, -1] },
};

const straightNormals: Crosshair['normals'] = {
  axial: cross(STRAIGHT.axial.right, STRAIGHT.axial.down),
  coronal: cross(STRAIGHT.coronal.right, STRAIGHT.coronal.down),
  sagittal: cross(STRAIGHT.sagittal.right, STRAIGHT.sagittal.down),
};

export const straightAt = (at: Vector): Crosshair => ({ at, normals: straightNormals });

/** Cosine of a tenth of a degree */
const STRAIGHT_ENOUGH = Math.cos(Math.PI / 1800);
/** Below this share of a unit vector a direction says nothing of how to lay the picture. */
const TELLING = 0.1;

/** A plane is one of the patient's own. */
export const isStraightPlane = ({ normals }: Crosshair, name: PlaneName): boolean =>
  dot(normals[name], straightNormals[name]) > STRAIGHT_ENOUGH;

/** No plane is turned out of the patient's own. */
export const isStraight = (crosshair: Crosshair): boolean =>
  PLANES.every((name) => isStraightPlane(crosshair, name));

/** How the picture of a plane lies: as near to how it lies when straight as the plane allows. */
export function axesOf({ normals }: Pick<Crosshair, 'normals'>, name: PlaneName): PlaneAxes {
  const normal = normals[name];
  const within = (direction: Vector) => minus(direction, times(normal, dot(direction, normal)));
  const right = within(STRAIGHT[name].right);
  if (Math.hypot(...right) > TELLING) {
    const along = unitOf(right);
    return { right: along, down: cross(normal, along) };
  }
  const down = unitOf(within(STRAIGHT[name].down));
  return { right: cross(down, normal), down };
}

/** The other two planes turned about the normal of one, clockwise in its picture. */
export function turned(crosshair: Crosshair, name: PlaneName, degrees: number): Crosshair {
  const { right, down } = axesOf(crosshair, name);
  const angle = (degrees * Math.PI) / 180;
  const turn = (direction: Vector): Vector => {
    const [x, y] = [dot(direction, right), dot(direction, down)];
    const along = x * Math.cos(angle) - y * Math.sin(angle);
    const across = x * Math.sin(angle) + y * Math.cos(angle);
    return unitOf(plus(times(right, along), times(down, across)));
  };
  const { axial, coronal, sagittal } = crosshair.normals;
  const normals = { axial: turn(axial), coronal: turn(coronal), sagittal: turn(sagittal) };
  return { ...crosshair, normals: { ...normals, [name]: crosshair.normals[name] } };
}

/** The planes whose lines cross in the picture of one: that whose line lies across it first. */
const LINES: Readonly<Record<PlaneName, readonly [PlaneName, PlaneName]>> = {
  axial: ['coronal', 'sagittal'],
  coronal: ['axial', 'sagittal'],
  sagittal: ['axial', 'coronal'],
};

/** A plane's line in the picture of another: a direction in it, right and down. */
export interface PlaneLine {
  readonly of: PlaneName;
  readonly direction: readonly [number, number];
}

export function linesIn(crosshair: Crosshair, name: PlaneName): readonly [PlaneLine, PlaneLine] {
  const { right, down } = axesOf(crosshair, name);
  const line = (of: PlaneName): PlaneLine => {
    const along = cross(crosshair.normals[of], crosshair.normals[name]);
    return { of, direction: [dot(along, right), dot(along, down)] };
  };
  const [across, other] = LINES[name];
  return [line(across), line(other)];
}

/** How far the crosshair is turned in the picture of a plane: degrees clockwise, above -90 and up to 90. */
export function turnIn(crosshair: Crosshair, name: PlaneName): number {
  const [{ direction }] = linesIn(crosshair, name);
  const degrees = (Math.atan2(direction[1], direction[0]) * 180) / Math.PI;
  const half = ((degrees % 180) + 180) % 180;
  return half > 90 ? half - 180 : half;
}

/** Which side of the patient each edge of a plane's picture shows; two letters or three where it is oblique. */
export function lettersOf(crosshair: Crosshair, name: PlaneName): EdgeLetters | undefined {
  const { right: row, down: column } = axesOf(crosshair, name);
  const plane = { position: crosshair.at, row, column };
  return edgeLetters(
    {
      plane,
      modalityLut: { kind: 'rescale', slope: 1, intercept: 0 },
      windows: [],
      voiLuts: [],
      voiFunction: 'LINEAR',
      inverse: false,
    },
    asStored,
  );
}
