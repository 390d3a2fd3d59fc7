import type { MeasuredWords, Measurement } from '../../../domain/measure/measurement';
import type { Quantity } from '../../../domain/measure/quantity';
import { dcm, DERIVATIONS, isRegion, quantityCode } from './codes';
import { coded, container, coordinates, measured, text, uidReference } from './content';
import type { WrittenDataset } from './element';
import { graphicsOf } from './graphics';

/**
 * One measurement as a group (TID 1501; TID 1410 for a region), tracked by its name and UID, each number with the places
 * it was read from. What its numbers are based on is said in a comment, because a unit alone would hide it.
 * `undefined` for one that was refused, or that only points at something: there is nothing to save.
 */
export function measurementGroup(measurement: Measurement, words: MeasuredWords): WrittenDataset | undefined {
  const { outcome, figure, frame, label, uid } = measurement;
  if (outcome.kind !== 'measured') return undefined;
  const graphics = graphicsOf(figure);
  const region = isRegion(figure.kind);
  const placesOf = ({ line }: Quantity) =>
    region
      ? []
      : graphics
          .filter((_, at) => line === undefined || line === at)
          .map((one) => coordinates(undefined, 'INFERRED FROM', one, frame));
  return container(dcm('125007', 'Measurement Group'), [
    text(dcm('112039', 'Tracking Identifier'), label, 'HAS OBS CONTEXT'),
    uidReference(dcm('112040', 'Tracking Unique Identifier'), uid),
    ...(region
      ? graphics.map((one) => coordinates(dcm('111030', 'Image Region'), 'CONTAINS', one, frame))
      : []),
    ...outcome.quantities.map((quantity) =>
      measured(quantityCode(quantity), quantity, [...derivation(quantity), ...placesOf(quantity)]),
    ),
    ...comments(measurement, words).map((said) => text(dcm('121106', 'Comment'), said)),
  ]);
}

function derivation({ name }: Quantity): readonly WrittenDataset[] {
  const value = DERIVATIONS[name];
  return value ? [coded(dcm('121401', 'Derivation'), value, 'HAS CONCEPT MOD')] : [];
}

function comments({ outcome }: Measurement, { basis: said, note }: MeasuredWords): readonly string[] {
  if (outcome.kind !== 'measured') return [];
  const names = new Map<string, string[]>();
  for (const { basis, name } of outcome.quantities)
    names.set(said(basis), [...(names.get(said(basis)) ?? []), name]);
  return [...[...names].map(([basis, of]) => `${of.join(', ')}: ${basis}`), ...outcome.notes.map(note)];
}
