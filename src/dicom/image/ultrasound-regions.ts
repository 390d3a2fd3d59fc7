import { regionUnit, type RegionAxis, type UltrasoundRegion } from '../../domain/study/ultrasound-region';
import { itemsOf, numberOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** Sequence of Ultrasound Regions (PS3.3 C.8.5.5). One without a place is passed over; `undefined` where none is left. */
export function ultrasoundRegionsFrom(dataset: Dataset): readonly UltrasoundRegion[] | undefined {
  const regions = itemsOf(dataset, Tag.SequenceOfUltrasoundRegions).flatMap((item) => regionFrom(item) ?? []);
  return regions.length > 0 ? regions : undefined;
}

function regionFrom(item: Dataset): UltrasoundRegion | undefined {
  const [left, top, right, bottom] = [
    Tag.RegionLocationMinX0,
    Tag.RegionLocationMinY0,
    Tag.RegionLocationMaxX1,
    Tag.RegionLocationMaxY1,
  ].map((tag) => numberOf(item, tag));
  if (left === undefined || top === undefined || right === undefined || bottom === undefined)
    return undefined;
  return {
    left,
    top,
    right,
    bottom,
    format: numberOf(item, Tag.RegionSpatialFormat) ?? 0,
    isLowPriority: ((numberOf(item, Tag.RegionFlags) ?? 0) & 1) === 1,
    across: axisFrom(item, {
      unit: Tag.PhysicalUnitsXDirection,
      delta: Tag.PhysicalDeltaX,
      pixel: Tag.ReferencePixelX0,
      value: Tag.ReferencePixelPhysicalValueX,
    }),
    down: axisFrom(item, {
      unit: Tag.PhysicalUnitsYDirection,
      delta: Tag.PhysicalDeltaY,
      pixel: Tag.ReferencePixelY0,
      value: Tag.ReferencePixelPhysicalValueY,
    }),
  };
}

type AxisTags = Readonly<Record<'unit' | 'delta' | 'pixel' | 'value', string>>;

function axisFrom(item: Dataset, tags: AxisTags): RegionAxis {
  const pixel = numberOf(item, tags.pixel);
  const value = numberOf(item, tags.value);
  return {
    unit: regionUnit(numberOf(item, tags.unit)),
    perPixel: numberOf(item, tags.delta) ?? 0,
    ...(pixel !== undefined && value !== undefined && { reference: { pixel, value } }),
  };
}
