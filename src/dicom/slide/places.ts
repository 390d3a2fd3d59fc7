import type { OpticalPath, SparsePlaces } from '../../domain/slide/slide';
import { itemOf, numberOf, textOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** Of which there is no other, so that it need not be named */
const ONLY = 0;
const NONE = -1;

/**
 * Where each frame lies by its own functional groups, then by those it shares (PS3.3 C.7.6.16, C.8.12.6.1): four numbers a
 * frame, however many there are. A frame that names no place, or a path that there is not, has none.
 */
export function sparsePlaces(
  perFrame: readonly Dataset[],
  shared: Dataset,
  paths: readonly OpticalPath[],
  count: number,
): { readonly places: SparsePlaces; readonly depths: readonly number[] } {
  const places = {
    column: new Int32Array(count).fill(NONE_AT_ALL),
    row: new Int32Array(count).fill(NONE_AT_ALL),
    path: new Int16Array(count).fill(NONE),
    plane: new Int16Array(count).fill(NONE),
  };
  const byId = new Map(paths.map(({ id }, at) => [id, at]));
  const depths = new Float64Array(count);
  for (let at = 0; at < count; at += 1) {
    const own = perFrame[at];
    const group = (tag: string) => (own && itemOf(own, tag)) ?? itemOf(shared, tag);
    const position = group(Tag.PlanePositionSlideSequence);
    const column = position && numberOf(position, Tag.ColumnPositionInTotalImagePixelMatrix);
    const row = position && numberOf(position, Tag.RowPositionInTotalImagePixelMatrix);
    const named = group(Tag.OpticalPathIdentificationSequence);
    const id = named && textOf(named, Tag.OpticalPathIdentifier);
    places.path[at] = id === undefined && paths.length === 1 ? ONLY : (byId.get(id ?? '') ?? NONE);
    depths[at] = (position && numberOf(position, Tag.ZOffsetInSlideCoordinateSystem)) ?? 0;
    if (!isPlace(column) || !isPlace(row)) continue;
    // Counted from 1 in the object.
    places.column[at] = column - 1;
    places.row[at] = row - 1;
  }
  const levels = [...new Set(depths)].sort((a, b) => a - b);
  const byDepth = new Map(levels.map((depth, at) => [depth, at]));
  depths.forEach((depth, at) => (places.plane[at] = byDepth.get(depth) ?? NONE));
  return { places, depths: levels };
}

const NONE_AT_ALL = -(2 ** 31);
const isPlace = (value: number | undefined): value is number =>
  value !== undefined && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
