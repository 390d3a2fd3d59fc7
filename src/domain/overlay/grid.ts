import { normalOf } from '../geometry/plane';
import type { Vector } from '../study/study';
import { dot, minus } from '../study/vector';
import type { PlacedPlane } from './overlay';
import { placeOfPixel, type PlacedSlice } from './slice';

/** Frames that lie behind one another, facing one way, with pixels of one size. */
export interface Layers {
  readonly row: Vector;
  readonly column: Vector;
  readonly normal: Vector;
  readonly spacing: readonly [number, number];
  /** mm: what is nearer to a layer than this is its own */
  readonly reach: number;
  /** Along the normal */
  readonly layers: readonly Layer[];
}

export interface Layer {
  readonly along: number;
  readonly position: Vector;
  /** Positions in the object of the frames that lie there: one for each segment */
  readonly frames: readonly number[];
}

/** Of unit vectors: closer than a fiftieth of a degree */
const SAME_DIRECTION = 1e-3;
const SAME_SIZE = 1e-3;
/** mm */
const SAME_PLACE = 0.02;

const isSame = (one: Vector, other: Vector, most: number) =>
  one.every((part, axis) => Math.abs(part - (other[axis] ?? 0)) <= most);

/**
 * Sorts frames by where each says that it lies, whatever their order in the object. Frames that begin elsewhere in one plane
 * are layers of another pile.
 */
export function layersOf(planes: readonly (PlacedPlane | undefined)[]): readonly Layers[] {
  const piles: { plane: PlacedPlane; layers: { along: number; position: Vector; frames: number[] }[] }[] = [];
  planes.forEach((plane, frame) => {
    if (plane === undefined) return;
    const fits = piles.filter(
      (pile) =>
        isSame(pile.plane.row, plane.row, SAME_DIRECTION) &&
        isSame(pile.plane.column, plane.column, SAME_DIRECTION) &&
        pile.plane.spacing.every((size, axis) => Math.abs(size - (plane.spacing[axis] ?? 0)) <= SAME_SIZE),
    );
    for (const { plane: first, layers } of fits) {
      const along = dot(plane.position, normalOf(first));
      const there = layers.find((layer) => Math.abs(layer.along - along) <= SAME_PLACE);
      if (there && !isSame(there.position, plane.position, SAME_PLACE)) continue;
      if (there) there.frames.push(frame);
      else layers.push({ along, position: plane.position, frames: [frame] });
      return;
    }
    const along = dot(plane.position, normalOf(plane));
    piles.push({ plane, layers: [{ along, position: plane.position, frames: [frame] }] });
  });
  return piles.map(({ plane, layers }) => {
    const sorted = [...layers].sort((a, b) => a.along - b.along);
    return {
      row: plane.row,
      column: plane.column,
      normal: normalOf(plane),
      spacing: plane.spacing,
      reach: reachOf(sorted, plane),
      layers: sorted,
    };
  });
}

/** Frames without anything in them are left out: the smallest step between two is at least the true one. */
function reachOf(layers: readonly Layer[], { step, thickness }: PlacedPlane): number {
  const steps = layers.map(({ along }, at) => along - (layers[at - 1]?.along ?? -Infinity));
  const least = Math.min(...steps);
  const stated = step ?? thickness;
  return Math.min(least, stated ?? Infinity) / 2;
}

/** For each pixel of a picture, row by row: which layer it lies in, and which pixel of that; -1 where in none. */
export interface GridMap {
  readonly layers: Int32Array;
  readonly pixels: Int32Array;
  /** Its rows and columns are the overlay's, pixel on pixel */
  readonly isSameGrid: boolean;
}

/** mm: half way belongs to the layer behind, where places are given to a few digits too */
const NOISE = 1e-3;

/**
 * The nearest pixel of the overlay for each of a picture, by both places in the patient alone.
 * @param size of the overlay's frames
 */
export function gridMap(
  { plane, rows, columns, reach }: PlacedSlice,
  pile: Layers,
  size: { readonly rows: number; readonly columns: number },
): GridMap {
  const found = {
    layers: new Int32Array(rows * columns).fill(-1),
    pixels: new Int32Array(rows * columns).fill(-1),
  };
  const [down, across] = plane.spacing;
  const { normal } = pile;
  // Where nobody says how far a lone frame reaches, it is its own slice's.
  const most = Number.isFinite(pile.reach) ? pile.reach : Math.min(...reach);
  const alongRow = dot(plane.row, normal) * across;
  const alongColumn = dot(plane.column, normal) * down;
  const begin = dot(plane.position, normal);
  const isParallel = Math.abs(alongRow) * columns < NOISE && Math.abs(alongColumn) * rows < NOISE;
  const only = isParallel ? layerAt(pile.layers, begin, most) : undefined;
  if (isParallel && only === -1) return { ...found, isSameGrid: true };
  const [stepDown, stepAcross] = pile.spacing;
  const u = {
    right: (dot(plane.row, pile.row) * across) / stepAcross,
    down: (dot(plane.column, pile.row) * down) / stepAcross,
  };
  const v = {
    right: (dot(plane.row, pile.column) * across) / stepDown,
    down: (dot(plane.column, pile.column) * down) / stepDown,
  };
  const begins = pile.layers.map(({ position }) => {
    const from = minus(plane.position, position);
    return [dot(from, pile.row) / stepAcross, dot(from, pile.column) / stepDown] as const;
  });
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const layer = only ?? layerAt(pile.layers, begin + x * alongRow + y * alongColumn, most);
      const start = begins[layer];
      if (start === undefined) continue;
      const column = Math.round(start[0] + x * u.right + y * u.down);
      const row = Math.round(start[1] + x * v.right + y * v.down);
      if (column < 0 || row < 0 || column >= size.columns || row >= size.rows) continue;
      found.layers[y * columns + x] = layer;
      found.pixels[y * columns + x] = row * size.columns + column;
    }
  // Layers of a tilted stack begin beside one another: in a picture along them only its own counts.
  const own = begins.filter((_, layer) => only === undefined || layer === only);
  return { ...found, isSameGrid: isSameGrid({ plane, rows, columns }, pile, [u, v], own) };
}

/** The layer that a place is nearest to, and within reach of. */
function layerAt(layers: readonly Layer[], along: number, reach: number): number {
  let [low, high] = [0, layers.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [here, next] = [layers[middle]?.along ?? 0, layers[middle + 1]?.along ?? 0];
    if (along < (here + next) / 2 - NOISE) high = middle;
    else low = middle + 1;
  }
  const away = along - (layers[low]?.along ?? Infinity);
  return away >= -reach - NOISE && away < reach - NOISE ? low : -1;
}

/** Pixels within a tenth of one another from edge to edge */
const SHIFT = 0.1;
const DRIFT = 0.25;

interface Step {
  readonly right: number;
  readonly down: number;
}

/** Steps of the picture are whole steps of the overlay, along one of its axes each, and it begins on a pixel. */
function isSameGrid(
  { plane, rows, columns }: Pick<PlacedSlice, 'plane' | 'rows' | 'columns'>,
  { normal, reach }: Layers,
  [u, v]: readonly [Step, Step],
  begins: readonly (readonly [number, number])[],
): boolean {
  const through = Number.isFinite(reach) ? 2 * reach : 1;
  const w: Step = {
    right: (dot(plane.row, normal) * plane.spacing[1]) / through,
    down: (dot(plane.column, normal) * plane.spacing[0]) / through,
  };
  const isWhole = (step: number, count: number) => {
    const nearest = Math.round(step);
    return Math.abs(nearest) <= 1 && Math.abs(step - nearest) * count < DRIFT;
  };
  const axes = [u, v, w];
  const isWay = (steps: readonly number[], count: number) =>
    steps.every((step) => isWhole(step, count)) &&
    steps.filter((step) => Math.round(step) !== 0).length === 1;
  return (
    isWay(
      axes.map(({ right }) => right),
      columns,
    ) &&
    isWay(
      axes.map(({ down }) => down),
      rows,
    ) &&
    begins.every((begin) => begin.every((part) => Math.abs(part - Math.round(part)) <= SHIFT))
  );
}

/** Which pixel of which layer lies nearest to a place; `undefined` where none is within reach. */
export function pixelAt(
  pile: Layers,
  place: Vector,
  size: { readonly rows: number; readonly columns: number },
): { readonly layer: Layer; readonly pixel: number } | undefined {
  const reach = Number.isFinite(pile.reach) ? pile.reach : NOISE * 10;
  const layer = pile.layers[layerAt(pile.layers, dot(place, pile.normal), reach)];
  if (layer === undefined) return undefined;
  const from = minus(place, layer.position);
  const column = Math.round(dot(from, pile.row) / pile.spacing[1]);
  const row = Math.round(dot(from, pile.column) / pile.spacing[0]);
  const isIn = column >= 0 && row >= 0 && column < size.columns && row < size.rows;
  return isIn ? { layer, pixel: row * size.columns + column } : undefined;
}

/** The place of a pixel of a picture, which `pixelAt` takes. */
export const placeAt = (slice: PlacedSlice, pixel: number): Vector =>
  placeOfPixel(slice.plane, [pixel % slice.columns, Math.floor(pixel / slice.columns)]);
