import type { Vector } from '../study/study';
import { cutOf } from './cut-contours';
import type { Contour, OverlayRefusal, Structure, StructureSet } from './overlay';
import { inPicture, isOfSlice, placedSlice, type PlacedSlice, type Slice } from './slice';

/** From the outer corner of the first pixel: columns, rows */
export type PicturePoint = readonly [x: number, y: number];

/** What of a structure lies in a picture. */
export interface ContoursOnSlice {
  readonly structure: number;
  /** Together one area by the even-odd rule: holes, islands, keyholes */
  readonly closed: readonly (readonly PicturePoint[])[];
  readonly lines: readonly (readonly PicturePoint[])[];
  readonly points: readonly PicturePoint[];
  /** Areas that were drawn on other planes, where a made one cuts them: 1 for each pixel inside */
  readonly cut?: Uint16Array;
}

export type StructuresOnSlice =
  | { readonly ok: true; readonly structures: readonly ContoursOnSlice[] }
  | { readonly ok: false; readonly why: OverlayRefusal };

/** The contours in a picture: those whose own plane is the nearest to it, and no others. */
export function contoursOn(set: StructureSet, slice: Slice): StructuresOnSlice {
  const placed = placedSlice(set, slice);
  if (!placed.ok) return placed;
  const structures = set.structures.flatMap((structure) => {
    const found = structureOn(structure, placed.slice);
    const isAny = found.cut ?? found.closed.length + found.lines.length + found.points.length > 0;
    return isAny ? [found] : [];
  });
  return { ok: true, structures };
}

interface Laid {
  readonly contour: Contour;
  readonly points: readonly PicturePoint[];
  /** mm from the picture's plane, of its middle and from end to end */
  readonly along: number;
  readonly spread: number;
}

/** mm: contours of one plane, whose places are given to a few digits */
const SAME_PLANE = 0.05;

function structureOn(structure: Structure, slice: PlacedSlice): ContoursOnSlice {
  const { number, contours } = structure;
  const flat: Laid[] = [];
  const paths: (readonly PicturePoint[])[] = [];
  for (const contour of contours) {
    if (contour.type === 'path') paths.push(...near(contour, slice));
    else {
      const laid = laidOut(contour, slice);
      // One that does not lie along the picture only crosses it.
      if (laid.spread <= Math.min(...slice.reach) && isOfSlice(slice, laid.along)) flat.push(laid);
    }
  }
  // A set that was drawn on thinner slices has several planes in one picture: put together they would cancel each other.
  const least = (of: readonly Laid[]) => Math.min(...of.map(({ along }) => Math.abs(along)));
  const areas = flat.filter(({ contour }) => contour.type === 'closed');
  const nearest = least(areas);
  const side = areas.find(({ along }) => Math.abs(along) <= nearest + 1e-9)?.along ?? 0;
  const cut = slice.isMade && areas.length === 0 ? cutOf(structure, slice) : undefined;
  return {
    structure: number,
    closed: areas.filter(({ along }) => Math.abs(along - side) <= SAME_PLANE).map(({ points }) => points),
    lines: [...flat.filter(({ contour }) => contour.type === 'open').map(({ points }) => points), ...paths],
    points: flat.filter(({ contour }) => contour.type === 'point').flatMap(({ points }) => points),
    ...(cut && { cut }),
  };
}

function laidOut({ points, ...contour }: Contour, slice: PlacedSlice): Laid {
  const out: PicturePoint[] = [];
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at + 2 < points.length; at += 3) {
    const { point, along } = inPicture(slice.plane, placeIn(points, at));
    out.push(point);
    least = Math.min(least, along);
    most = Math.max(most, along);
  }
  return { contour: { ...contour, points }, points: out, along: (least + most) / 2, spread: most - least };
}

const placeIn = (points: Float64Array, at: number): Vector => [
  points[at] ?? 0,
  points[at + 1] ?? 0,
  points[at + 2] ?? 0,
];

/** The pieces of a path through the patient that run within a slice. */
function near({ points }: Contour, slice: PlacedSlice): readonly (readonly PicturePoint[])[] {
  const pieces: PicturePoint[][] = [];
  let open = false;
  for (let at = 0; at + 2 < points.length; at += 3) {
    const { point, along } = inPicture(slice.plane, placeIn(points, at));
    const isHere = isOfSlice(slice, along);
    if (isHere && open) pieces.at(-1)?.push(point);
    else if (isHere) pieces.push([point]);
    open = isHere;
  }
  return pieces.filter(({ length }) => length > 1);
}

/** Whether a point lies in closed contours by the even-odd rule. */
export function isWithin(contours: readonly (readonly PicturePoint[])[], [x, y]: PicturePoint): boolean {
  let inside = false;
  for (const contour of contours)
    for (let at = 0; at < contour.length; at++) {
      const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = [
        contour[at],
        contour[(at + 1) % contour.length],
      ];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}

/** Structures of which no contour lies in any of these pictures, though they have some. */
export function structuresElsewhere(set: StructureSet, slices: readonly Slice[]): readonly number[] {
  const here = new Set(
    slices.flatMap((slice) => {
      const found = contoursOn(set, slice);
      return found.ok ? found.structures.map(({ structure }) => structure) : [];
    }),
  );
  return set.structures
    .filter(({ number, contours }) => contours.length > 0 && !here.has(number))
    .map(({ number }) => number);
}
