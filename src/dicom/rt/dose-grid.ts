import { normalOf } from '../../domain/geometry/plane';
import type { DoseGrid, PlacedPlane, ReadOverlay } from '../../domain/overlay/overlay';
import { numberOf, numbersOf, textOf, type Dataset } from '../dataset';
import * as Drawn from '../drawn-tags';
import { overlayHeadFrom, placedPlane, sizeFrom } from '../overlay-head';
import * as Tag from '../tags';
import { structureDosesFrom } from './dose-histograms';

const TYPES: Readonly<Record<string, DoseGrid['type']>> = {
  PHYSICAL: 'physical',
  EFFECTIVE: 'effective',
  ERROR: 'error',
};

/**
 * A grid of doses (PS3.3 C.8.8.3); how large they are its pixels say.
 */
export function doseGridFrom(
  dataset: Dataset,
  identifierSystem?: string,
): Extract<ReadOverlay, { ok: false }> | { readonly ok: true; readonly overlay: DoseGrid } {
  const size = sizeFrom(dataset);
  if (!size) return { ok: false, why: { kind: 'impossible', what: 'its size' } };
  const plane = placedPlane(dataset, () => undefined);
  if (!plane) return { ok: false, why: { kind: 'no-plane', of: 'overlay' } };
  const offsets = offsetsFrom(dataset, plane, size.count);
  if (!offsets) return { ok: false, why: { kind: 'offsets-unclear' } };
  const scaling = numberOf(dataset, Tag.DoseGridScaling);
  if (!scaling || scaling <= 0) return { ok: false, why: { kind: 'no-scaling' } };
  const unit = textOf(dataset, Tag.DoseUnits);
  if (unit !== 'GY' && unit !== 'RELATIVE') return { ok: false, why: { kind: 'no-unit' } };
  const summation = textOf(dataset, Drawn.DoseSummationType);
  return {
    ok: true,
    overlay: {
      ...overlayHeadFrom(dataset, textOf(dataset, Drawn.DoseComment), identifierSystem),
      kind: 'dose',
      unit: unit === 'GY' ? 'Gy' : 'relative',
      type: TYPES[textOf(dataset, Drawn.DoseType) ?? ''] ?? 'unknown',
      ...(summation !== undefined && { summation }),
      rows: size.rows,
      columns: size.columns,
      plane,
      offsets,
      scaling,
      most: 0,
      histograms: structureDosesFrom(dataset),
      leftOut: [],
    },
  };
}

/** mm, of coordinates that are given to a few digits */
const NOISE = 0.01;

/**
 * Grid Frame Offset Vector (C.8.8.3.2): from the first plane along the normal where it begins with 0; the planes' own z where
 * it begins with the first one's. What is neither could be read in two ways, and is not.
 */
function offsetsFrom(dataset: Dataset, plane: PlacedPlane, count: number): readonly number[] | undefined {
  const given = numbersOf(dataset, Tag.GridFrameOffsetVector);
  const offsets = given.filter((one) => one !== undefined);
  if (count === 1 && given.length <= 1) return [0];
  const [first] = offsets;
  if (first === undefined || offsets.length !== count || given.length !== count) return undefined;
  if (new Set(offsets).size !== count) return undefined;
  if (Math.abs(first) < NOISE) return offsets.map((one) => one - first);
  const up = normalOf(plane)[2];
  const isAbsolute = Math.abs(first - plane.position[2]) < NOISE && Math.abs(up) > 0.9999;
  return isAbsolute ? offsets.map((one) => (one - first) * Math.sign(up)) : undefined;
}
