import type { PixelValues } from '../../domain/measure/statistics';
import { ofDifferences, realWorldOf, valueMeaning } from '../../domain/measure/value-meaning';
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
  const ends = decoded.range.map((end) => Math.abs(modality(end) * meaning.factor)).filter(Number.isFinite);
  return {
    rows: decoded.rows,
    columns: decoded.columns,
    stored: decoded.pixels,
    modality,
    meaning,
    ...(ends.length > 0 && { largest: Math.max(...ends) }),
    ...(padding && { padding }),
  };
}

/** Nothing is known of values that are not mapped. */
const worldValue =
  ({ slope, intercept, first, last }: RealWorldMapping) =>
  (stored: number): number =>
    stored >= first && stored <= last ? stored * slope + intercept : Number.NaN;
