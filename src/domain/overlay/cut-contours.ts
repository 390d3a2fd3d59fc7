import { cross, dot, plus, times, unitOf } from '../study/vector';
import type { Vector } from '../study/study';
import type { Contour, Structure } from './overlay';
import type { PlacedSlice } from './slice';

/** Contours that lie behind one another, and as far as each reaches. */
interface Pile {
  readonly normal: Vector;
  /** In their planes */
  readonly axes: readonly [Vector, Vector];
  readonly layers: readonly Layer[];
}

interface Layer {
  /** mm along the normal: half way to the planes before and behind */
  readonly from: number;
  readonly to: number;
  /** Along the axes, point by point; together one area by the even-odd rule */
  readonly loops: readonly Float64Array[];
}

/** Cosine: contours within eight degrees of one another were drawn on one stack */
const SAME_DIRECTION = 0.99;
/** mm: contours of one plane, whose places are given to a few digits */
const SAME_PLANE = 0.05;
/** Beyond the usual step by this factor planes are missing, and nobody drew between them. */
const GAP = 1.75;

const pointAt = (points: Float64Array, at: number): Vector => [
  points[at] ?? 0,
  points[at + 1] ?? 0,
  points[at + 2] ?? 0,
];

/** At right angles to a contour (Newell); `undefined` where its points lie on one line. */
function normalOf({ points }: Contour): Vector | undefined {
  const sum: [number, number, number] = [0, 0, 0];
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [ax, ay, az] = pointAt(points, at);
    const [bx, by, bz] = pointAt(points, (at + 3) % points.length);
    sum[0] += (ay - by) * (az + bz);
    sum[1] += (az - bz) * (ax + bx);
    sum[2] += (ax - bx) * (ay + by);
  }
  return Math.hypot(...sum) > 1e-6 ? unitOf(sum) : undefined;
}

/** The places of a contour's points along a direction, on the average. */
function alongOf({ points }: Contour, normal: Vector): number {
  let sum = 0;
  for (let at = 0; at + 2 < points.length; at += 3) sum += dot(pointAt(points, at), normal);
  return sum / (points.length / 3);
}

function pilesOf({ contours }: Pick<Structure, 'contours'>, alone: number): readonly Pile[] {
  const areas = contours.flatMap((contour) => {
    const normal = contour.type === 'closed' ? normalOf(contour) : undefined;
    return normal ? [{ contour, normal }] : [];
  });
  const directions: Vector[] = [];
  for (const { normal } of areas)
    if (!directions.some((known) => Math.abs(dot(known, normal)) > SAME_DIRECTION)) directions.push(normal);
  return directions.map((normal) => {
    const first = unitOf(cross(normal, Math.abs(normal[0]) < 0.8 ? [1, 0, 0] : [0, 1, 0]));
    const axes = [first, cross(normal, first)] as const;
    const own = areas.filter((area) => Math.abs(dot(area.normal, normal)) > SAME_DIRECTION);
    return {
      normal,
      axes,
      layers: layersOf(
        own.map(({ contour }) => contour),
        normal,
        axes,
        alone,
      ),
    };
  });
}

function layersOf(
  contours: readonly Contour[],
  normal: Vector,
  [first, second]: readonly [Vector, Vector],
  alone: number,
): readonly Layer[] {
  const placed = contours
    .map((contour) => ({ contour, along: alongOf(contour, normal) }))
    .sort((a, b) => a.along - b.along);
  const planes: { readonly along: number; readonly loops: Float64Array[] }[] = [];
  for (const { contour, along } of placed) {
    const { points } = contour;
    const loop = new Float64Array((points.length / 3) * 2);
    for (let at = 0, to = 0; at + 2 < points.length; at += 3) {
      const place = pointAt(points, at);
      loop[to++] = dot(place, first);
      loop[to++] = dot(place, second);
    }
    const last = planes.at(-1);
    if (last && along - last.along <= SAME_PLANE) last.loops.push(loop);
    else planes.push({ along, loops: [loop] });
  }
  const steps = planes
    .map(({ along }, at) => along - (planes[at - 1]?.along ?? NaN))
    .filter((step) => step > 0)
    .sort((a, b) => a - b);
  const usual = steps[steps.length >> 1] ?? alone;
  const half = (step: number) => (step > usual * GAP || Number.isNaN(step) ? usual : step) / 2;
  return planes.map(({ along, loops }, at) => ({
    from: along - half(along - (planes[at - 1]?.along ?? NaN)),
    to: along + half((planes[at + 1]?.along ?? NaN) - along),
    loops,
  }));
}

/** A straight way through the pixels of a picture, one pixel a step. */
interface Run {
  readonly start: Vector;
  readonly step: Vector;
  readonly count: number;
}

/**
 * What of a structure's areas lies in a plane that was made across them: each contour reaches half way to the next, and no
 * further than half a usual step where there is none. For each pixel 1 or 0; `undefined` where nothing of it lies there.
 */
export function cutOf(structure: Pick<Structure, 'contours'>, slice: PlacedSlice): Uint16Array | undefined {
  const { plane, rows, columns, reach } = slice;
  const [down, across] = plane.spacing;
  const [right, below] = [times(plane.row, across), times(plane.column, down)];
  const mask = new Uint16Array(rows * columns);
  let found = false;
  for (const pile of pilesOf(structure, reach[0] + reach[1])) {
    // The way that changes planes least: most of its steps stay in one of them.
    const isByRows = Math.abs(dot(plane.row, pile.normal)) <= Math.abs(dot(plane.column, pile.normal));
    const [step, other] = isByRows ? [right, below] : [below, right];
    const [count, runs] = isByRows ? [columns, rows] : [rows, columns];
    for (let run = 0; run < runs; run++) {
      const start = plus(plane.position, times(other, run));
      for (const [from, to] of inside(pile, { start, step, count }))
        for (let at = from; at <= to; at++) {
          mask[isByRows ? run * columns + at : at * columns + run] = 1;
          found = true;
        }
    }
  }
  return found ? mask : undefined;
}

/** The steps of a run that lie inside. */
function* inside(
  { normal, axes, layers }: Pile,
  { start, step, count }: Run,
): Generator<readonly [from: number, to: number]> {
  const [begin, climb] = [dot(start, normal), dot(step, normal)];
  const [startU, startV] = [dot(start, axes[0]), dot(start, axes[1])];
  const [stepU, stepV] = [dot(step, axes[0]), dot(step, axes[1])];
  const length = stepU * stepU + stepV * stepV;
  for (const { from, to, loops } of layers) {
    const isLevel = Math.abs(climb) * count < 1e-3;
    if (isLevel && (begin < from || begin >= to)) continue;
    const [one, two] = isLevel ? [0, count - 1] : [(from - begin) / climb, (to - begin) / climb];
    const first = Math.max(0, Math.ceil(Math.min(one, two)));
    const last = Math.min(count - 1, Math.floor(Math.max(one, two)));
    if (first > last) continue;
    const crossings: number[] = [];
    for (const loop of loops)
      for (let at = 0; at < loop.length; at += 2) {
        const next = (at + 2) % loop.length;
        const [au, av] = [(loop[at] ?? 0) - startU, (loop[at + 1] ?? 0) - startV];
        const [bu, bv] = [(loop[next] ?? 0) - startU, (loop[next + 1] ?? 0) - startV];
        const [a, b] = [au * stepV - av * stepU, bu * stepV - bv * stepU];
        if (a > 0 === b > 0) continue;
        const part = a / (a - b);
        crossings.push(((au + (bu - au) * part) * stepU + (av + (bv - av) * part) * stepV) / length);
      }
    crossings.sort((a, b) => a - b);
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      const enter = Math.max(first, Math.ceil(crossings[at] ?? 0));
      const leave = Math.min(last, Math.floor(crossings[at + 1] ?? 0));
      if (enter <= leave) yield [enter, leave];
    }
  }
}
