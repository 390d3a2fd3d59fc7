import type { Vector } from '../study/study';
import { gridMap, layersOf, pixelAt, type Layers } from './grid';
import type { OverlayRefusal, Segmentation } from './overlay';
import { placedSlice, type PlacedSlice, type Slice } from './slice';

/** The values of a frame, pixel by pixel; `undefined` where they are not here, or not there at all. */
export type FrameValues = (frame: number) => ArrayLike<number> | undefined;

/** A segment in a picture. */
export interface SegmentMask {
  readonly segment: number;
  /** For each pixel of the picture; `maximum` is all of it */
  readonly values: Uint16Array;
}

export type SegmentsOnSlice =
  | {
      readonly ok: true;
      readonly masks: readonly SegmentMask[];
      /** Its pixels lie on the picture's; else the nearest is shown, which is to be said */
      readonly isSameGrid: boolean;
    }
  | { readonly ok: false; readonly why: OverlayRefusal };

/** What stands for all of a pixel. */
export const maximumOf = ({ fraction }: Pick<Segmentation, 'fraction'>): number => fraction?.maximum ?? 1;

/** The piles of frames that have a place. */
export const segmentLayers = ({ frames }: Pick<Segmentation, 'frames'>): readonly Layers[] =>
  layersOf(frames.map((frame) => (frame && 'position' in frame.place ? frame.place : undefined)));

/**
 * Which segments lie in a picture, and where: by the place of each frame, and by nothing else. Segments may lie one over the
 * other, and each has a mask of its own.
 */
export function segmentsOn(
  segmentation: Segmentation,
  slice: Slice,
  valuesOf: FrameValues,
  piles: readonly Layers[] = segmentLayers(segmentation),
): SegmentsOnSlice {
  if (piles.length === 0) return onPictureItself(segmentation, slice, valuesOf);
  const placed = placedSlice(segmentation, slice);
  if (!placed.ok) return placed;
  const masks = new Map<number, Uint16Array>();
  let isSameGrid = true;
  for (const pile of piles)
    isSameGrid = takePile(segmentation, placed.slice, pile, valuesOf, masks) && isSameGrid;
  return { ok: true, masks: masksIn(masks), isSameGrid };
}

const masksIn = (masks: ReadonlyMap<number, Uint16Array>): readonly SegmentMask[] =>
  [...masks].sort(([a], [b]) => a - b).map(([segment, values]) => ({ segment, values }));

function takePile(
  { frames, rows, columns, values, background }: Segmentation,
  slice: PlacedSlice,
  pile: Layers,
  valuesOf: FrameValues,
  masks: Map<number, Uint16Array>,
): boolean {
  const map = gridMap(slice, pile, { rows, columns });
  const layers = new Set(map.layers);
  layers.delete(-1);
  for (const layer of layers)
    for (const frame of pile.layers[layer]?.frames ?? []) {
      const own = frames[frame];
      const given = own && valuesOf(frame);
      if (!given) continue;
      for (let at = 0; at < map.pixels.length; at++) {
        if (map.layers[at] !== layer) continue;
        const value = given[map.pixels[at] ?? -1] ?? background;
        if (value === background) continue;
        if (values === 'label') put(masks, value, at, 1, map.pixels.length);
        else put(masks, own.segment, at, value, map.pixels.length);
      }
    }
  return map.isSameGrid;
}

function put(
  masks: Map<number, Uint16Array>,
  segment: number,
  at: number,
  value: number,
  size: number,
): void {
  let mask = masks.get(segment);
  if (!mask) masks.set(segment, (mask = new Uint16Array(size)));
  if (value > (mask[at] ?? 0)) mask[at] = value;
}

/** Of pictures without a frame of reference, as X-rays are: pixel by pixel on the one that it names (PS3.3 C.8.20.2). */
function onPictureItself(
  { frames, rows, columns, values, background }: Segmentation,
  slice: Slice,
  valuesOf: FrameValues,
): SegmentsOnSlice {
  const masks = new Map<number, Uint16Array>();
  const isOf = (place: Segmentation['frames'][number]) =>
    place !== undefined &&
    'instance' in place.place &&
    place.place.instance === slice.instance &&
    (place.place.frame ?? slice.frame) === slice.frame;
  if (!frames.some(isOf)) return { ok: false, why: { kind: 'another-picture' } };
  if (rows !== slice.rows || columns !== slice.columns)
    return { ok: false, why: { kind: 'another-picture' } };
  frames.forEach((frame, index) => {
    const given = isOf(frame) ? valuesOf(index) : undefined;
    if (!frame || !given) return;
    for (let at = 0; at < rows * columns; at++) {
      const value = given[at] ?? background;
      if (value !== background)
        put(
          masks,
          values === 'label' ? value : frame.segment,
          at,
          values === 'label' ? 1 : value,
          rows * columns,
        );
    }
  });
  return { ok: true, masks: masksIn(masks), isSameGrid: true };
}

/** The segments at a place, and how much of each: 1 is all. */
export function segmentsAt(
  segmentation: Segmentation,
  place: Vector,
  valuesOf: FrameValues,
  piles: readonly Layers[] = segmentLayers(segmentation),
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const maximum = maximumOf(segmentation);
  for (const pile of piles) {
    const hit = pixelAt(pile, place, segmentation);
    for (const frame of hit?.layer.frames ?? []) {
      const value = valuesOf(frame)?.[hit?.pixel ?? -1] ?? segmentation.background;
      const number = segmentation.values === 'label' ? value : (segmentation.frames[frame]?.segment ?? 0);
      // More than all of a pixel is all of it: some write 255 for yes.
      const share = segmentation.values === 'label' ? 1 : Math.min(1, value / maximum);
      if (value !== segmentation.background && share > (found.get(number) ?? 0)) found.set(number, share);
    }
  }
  return found;
}
