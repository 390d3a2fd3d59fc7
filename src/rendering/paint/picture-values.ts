import type { PixelValues } from '../../domain/measure/statistics';
import {
  activityMeaning,
  ofDifferences,
  realWorldOf,
  valueMeaning,
  worldMeaning,
} from '../../domain/measure/value-meaning';
import { modalityOf } from './grey';
import type { RealWorldMapping } from '../../domain/study/study';
import { attributesOfPicture, paddingOf } from './attributes';
import type { Picture } from './painter';

/** The values of a grey picture, for measuring: the decoder's own, not a copy. Colour has none. */
export function valuesOf(picture: Picture): PixelValues | undefined {
  const { frame, decoded, subtraction } = picture;
  if (decoded.kind !== 'grey') return undefined;
  const attributes = attributesOfPicture(picture);
  const { padding } = paddingOf(picture);
  const own = valueMeaning(frame.instance, attributes);
  const meaning = subtraction ? ofDifferences(own) : own;
  const world = frame.instance.pet ? undefined : realWorldOf(attributes);
  const modality = world ? worldValue(world) : modalityOf(attributes.modalityLut);
  const largest = largestOf(decoded.range, modality, meaning.factor, world);
  const isWhole = frame.instance.image?.sample === 'integer';
  const others = (world ? (attributes.realWorldOthers ?? []) : []).map((mapping) => {
    const value = worldValue(mapping);
    const most = largestOf(decoded.range, value, 1, mapping);
    return {
      modality: value,
      meaning: worldMeaning(mapping, isWhole),
      ...(most !== undefined && { largest: most }),
      ...(mapping.label && { label: mapping.label }),
    };
  });
  if (meaning.of === 'suvbw' && frame.instance.pet?.units === 'BQML')
    others.push({ modality, meaning: activityMeaning(attributes) });
  return {
    rows: decoded.rows,
    columns: decoded.columns,
    stored: decoded.pixels,
    modality,
    meaning,
    ...(largest !== undefined && { largest }),
    ...(others.length > 0 && { others }),
    ...(padding && { padding }),
  };
}

/** What is shown of the value that is farthest from 0: of a line at one of its ends, of a table anywhere. */
function largestOf(
  range: readonly [number, number],
  value: (stored: number) => number,
  factor: number,
  world: RealWorldMapping | undefined,
): number | undefined {
  const all = world && 'entries' in world ? Array.from(world.entries) : range.map(value);
  const found = all.map((one) => Math.abs(one * factor)).filter(Number.isFinite);
  return found.length > 0 ? found.reduce((most, one) => Math.max(most, one)) : undefined;
}

/** Nothing is known of values that are not mapped. */
const worldValue =
  (mapping: RealWorldMapping) =>
  (stored: number): number => {
    if (!(stored >= mapping.first && stored <= mapping.last)) return Number.NaN;
    return 'entries' in mapping
      ? (mapping.entries[Math.floor(stored - mapping.first)] ?? Number.NaN)
      : stored * mapping.slope + mapping.intercept;
  };
