import { regionUnit, type RegionAxis, type UltrasoundRegion } from '../../domain/study/ultrasound-region';
import { itemsOf, numberOf, type Dataset } from '../dataset';

/** Sequence of Ultrasound Regions (PS3.3 C.8.5.5). One without a place is passed over; `undefined` where none is left. */
export function ultrasoundRegionsFrom(dataset: Dataset): readonly UltrasoundRegion[] | undefined {
  const regions = itemsOf(dataset, '00186011').flatMap((item) => regionFrom(item) ?? []);
  return regions.length > 0 ? regions : undefined;
}

function regionFrom(item: Dataset): UltrasoundRegion | undefined {
  const [left, top, right, bottom] = ['00186018', '0018601A', '0018601C', '0018601E'].map((tag) =>
    numberOf(item, tag),
  );
  if (left === undefined || top === undefined || right === undefined || bottom === undefined)
    return undefined;
  return {
    left,
    top,
    right,
    bottom,
    format: numberOf(item, '00186012') ?? 0,
    isLowPriority: ((numberOf(item, '00186016') ?? 0) & 1) === 1,
    across: axisFrom(item, { unit: '00186024', delta: '0018602C', pixel: '00186020', value: '00186028' }),
    down: axisFrom(item, { unit: '00186026', delta: '0018602E', pixel: '00186022', value: '0018602A' }),
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
