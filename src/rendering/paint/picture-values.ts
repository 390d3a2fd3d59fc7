import type { PixelValues } from '../../domain/measure/statistics';
import { valueMeaning } from '../../domain/measure/value-meaning';
import { modalityOf } from './grey';
import { describedOf } from './attributes';
import type { Picture } from './painter';

/** The values of a grey picture, for measuring: the decoder's own, not a copy. Colour has none. */
export function valuesOf({ frame, decoded }: Picture): PixelValues | undefined {
  if (decoded.kind !== 'grey') return undefined;
  const attributes = describedOf(frame);
  const padding = frame.instance.image?.padding;
  return {
    rows: decoded.rows,
    columns: decoded.columns,
    stored: decoded.pixels,
    modality: modalityOf(attributes.modalityLut),
    meaning: valueMeaning(frame.instance, attributes),
    ...(padding && { padding }),
  };
}
