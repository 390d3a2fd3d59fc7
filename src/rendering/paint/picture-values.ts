import type { PixelValues } from '../../domain/measure/statistics';
import {
  activityMeaning,
  ofDifferences,
  valueMeaning,
  worldInUse,
  worldMeaning,
} from '../../domain/measure/value-meaning';
import { modalityOf } from './grey';
import type { ValueMeaning } from '../../domain/measure/value-meaning';
import { worldValue } from '../../domain/study/real-world';
import type { FrameAttributes, RealWorldMapping } from '../../domain/study/study';
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
  const world = worldInUse(frame.instance, attributes);
  const modality = world ? worldBy(world) : modalityOf(attributes.modalityLut);
  const largest = largestOf(decoded.range, modality, meaning.factor, world);
  const isWhole = frame.instance.image?.sample === 'integer';
  const others = otherMappings(attributes, meaning, world).map((mapping) => {
    const value = worldBy(mapping);
    const most = largestOf(decoded.range, value, 1, mapping);
    return {
      modality: value,
      meaning: worldMeaning(mapping, isWhole, mapping.label ?? mapping.unit.meaning),
      ...(most !== undefined && { largest: most }),
      ...(mapping.label && { label: mapping.label }),
    };
  });
  if (meaning.of === 'suvbw' && frame.instance.pet?.units === 'BQML')
    others.push({ modality, meaning: activityMeaning(meaning) });
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

/**
 * What the object maps its values to beside what is shown of them. One in the unit of what is shown says the same again, unless
 * both are mappings; one without a unit says no more than a rescaling.
 */
function otherMappings(
  { realWorld, realWorldOthers = [] }: FrameAttributes,
  { unit }: ValueMeaning,
  world: RealWorldMapping | undefined,
): readonly RealWorldMapping[] {
  if (world) return realWorldOthers;
  const all = realWorld ? [realWorld, ...realWorldOthers] : [];
  return all.filter(({ unit: { code } }) => code !== '1' && code !== unit.ucum);
}

/**
 * What is shown of the value that is farthest from 0: of lines at one of their ends, of tables anywhere. Lines go as far as
 * the picture's values do.
 */
function largestOf(
  [least, most]: readonly [number, number],
  value: (stored: number) => number,
  factor: number,
  world: RealWorldMapping | undefined,
): number | undefined {
  const ends = (world?.pieces ?? []).flatMap((piece) =>
    'entries' in piece
      ? Array.from(piece.entries)
      : [piece.first, piece.last].map((end) => value(Math.min(most, Math.max(least, end)))),
  );
  const found = [...ends, value(least), value(most)]
    .map((one) => Math.abs(one * factor))
    .filter(Number.isFinite);
  return found.length > 0 ? found.reduce((largest, one) => Math.max(largest, one)) : undefined;
}

const worldBy =
  (mapping: RealWorldMapping) =>
  (stored: number): number =>
    worldValue(mapping, stored);
