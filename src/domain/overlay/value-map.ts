import { worldValue } from '../study/real-world';
import type { RealWorldMapping, Vector } from '../study/study';
import { gridMap, layersOf, pixelAt, type Layers } from './grid';
import type { OverlayRefusal, ValueMap } from './overlay';
import type { FrameValues } from './segments';
import { placedSlice, type Slice } from './slice';

export type MapOnSlice =
  | {
      readonly ok: true;
      /** In the unit of the quantity; not a number where there is none */
      readonly values: Float64Array;
      readonly isSameGrid: boolean;
    }
  | { readonly ok: false; readonly why: OverlayRefusal };

export const mapLayers = ({ frames }: Pick<ValueMap, 'frames'>): readonly Layers[] =>
  layersOf(frames.map((frame) => frame?.plane));

/**
 * What a stored value is in the world; `undefined` where it stands for none, is no number, or lies outside of what is mapped
 * (PS3.3 C.7.6.16.2.11).
 */
export function mappedValue(
  mapping: RealWorldMapping | undefined,
  stored: number | undefined,
  padding?: ValueMap['padding'],
): number | undefined {
  if (mapping === undefined || stored === undefined || !Number.isFinite(stored)) return undefined;
  if (padding && stored >= padding[0] && stored <= padding[1]) return undefined;
  const value = worldValue(mapping, stored);
  return Number.isFinite(value) ? value : undefined;
}

/** The values of one of its quantities in a picture's plane. */
export function mapOn(
  map: ValueMap,
  quantity: number,
  slice: Slice,
  valuesOf: FrameValues,
  piles: readonly Layers[] = mapLayers(map),
): MapOnSlice {
  const placed = placedSlice(map, slice);
  if (!placed.ok) return placed;
  const values = new Float64Array(slice.rows * slice.columns).fill(NaN);
  let isSameGrid = true;
  for (const pile of piles) {
    const grid = gridMap(placed.slice, pile, map);
    isSameGrid &&= grid.isSameGrid;
    for (let at = 0; at < values.length; at++) {
      const [frame] = pile.layers[grid.layers[at] ?? -1]?.frames ?? [];
      if (frame === undefined) continue;
      const mapping = map.frames[frame]?.mappings[quantity];
      values[at] = mappedValue(mapping, valuesOf(frame)?.[grid.pixels[at] ?? -1], map.padding) ?? NaN;
    }
  }
  return { ok: true, values, isSameGrid };
}

/** The value at a place, of each of its quantities. */
export function mapValuesAt(
  map: ValueMap,
  place: Vector,
  valuesOf: FrameValues,
  piles: readonly Layers[] = mapLayers(map),
): readonly (number | undefined)[] {
  for (const pile of piles) {
    const hit = pixelAt(pile, place, map);
    const [frame] = hit?.layer.frames ?? [];
    if (hit === undefined || frame === undefined) continue;
    const stored = valuesOf(frame)?.[hit.pixel];
    return map.quantities.map((_, at) => mappedValue(map.frames[frame]?.mappings[at], stored, map.padding));
  }
  return map.quantities.map(() => undefined);
}
