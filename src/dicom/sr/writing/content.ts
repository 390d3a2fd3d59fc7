import type { FrameReference } from '../../../domain/measure/measurement';
import { numberText, type Quantity } from '../../../domain/measure/quantity';
import type { Code } from '../../code';
import { codeSequence, unitCode } from './codes';
import { element, personName, sequence, type WrittenDataset } from './element';
import * as Tag from '../../tags';

export type Relationship =
  'CONTAINS' | 'HAS OBS CONTEXT' | 'HAS CONCEPT MOD' | 'HAS PROPERTIES' | 'INFERRED FROM' | 'SELECTED FROM';

/** A content item (PS3.3 C.17.3), which stands in its parent by a relationship. */
function item(
  valueType: string,
  name: Code | undefined,
  relationship: Relationship,
  value: WrittenDataset,
  children: readonly WrittenDataset[] = [],
): WrittenDataset {
  return {
    [Tag.RelationshipType]: element('CS', relationship),
    [Tag.ValueType]: element('CS', valueType),
    ...(name && { [Tag.ConceptNameCodeSequence]: codeSequence(name) }),
    ...value,
    ...(children.length > 0 && { [Tag.ContentSequence]: sequence(...children) }),
  };
}

export const container = (name: Code, children: readonly WrittenDataset[]): WrittenDataset =>
  item('CONTAINER', name, 'CONTAINS', { [Tag.ContinuityOfContent]: element('CS', 'SEPARATE') }, children);

export const text = (name: Code, value: string, relationship: Relationship = 'CONTAINS'): WrittenDataset =>
  item('TEXT', name, relationship, { [Tag.TextValue]: element('UT', value) });

export const coded = (name: Code, value: Code, relationship: Relationship = 'CONTAINS'): WrittenDataset =>
  item('CODE', name, relationship, { [Tag.ConceptCodeSequence]: codeSequence(value) });

export const uidReference = (name: Code, uid: string): WrittenDataset =>
  item('UIDREF', name, 'HAS OBS CONTEXT', { [Tag.UID]: element('UI', uid) });

export const person = (name: Code, value: string): WrittenDataset =>
  item('PNAME', name, 'HAS OBS CONTEXT', { [Tag.PersonName]: personName(value) });

/** A number with the digits that were shown: more of them would claim more than was measured. */
export const measured = (
  name: Code,
  quantity: Quantity,
  children: readonly WrittenDataset[],
): WrittenDataset =>
  item(
    'NUM',
    name,
    'CONTAINS',
    {
      [Tag.MeasuredValueSequence]: sequence({
        [Tag.NumericValue]: element('DS', numberText(quantity)),
        [Tag.MeasurementUnitsCodeSequence]: codeSequence(unitCode(quantity.unit)),
      }),
    },
    children,
  );

export const image = (frame: FrameReference, relationship: Relationship): WrittenDataset =>
  item('IMAGE', undefined, relationship, {
    [Tag.ReferencedSOPSequence]: sequence({
      [Tag.ReferencedSOPClassUID]: element('UI', frame.sopClass),
      [Tag.ReferencedSOPInstanceUID]: element('UI', frame.instance),
      ...(frame.isMultiFrame && { [Tag.ReferencedFrameNumber]: element('IS', String(frame.frame)) }),
    }),
  });

export interface Graphic {
  readonly type: 'POINT' | 'POLYLINE' | 'ELLIPSE';
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Places in a picture (PS3.3 C.18.6), selected from it. */
export const coordinates = (
  name: Code | undefined,
  relationship: Relationship,
  { type, points }: Graphic,
  frame: FrameReference,
): WrittenDataset =>
  item(
    'SCOORD',
    name,
    relationship,
    { [Tag.GraphicData]: element('FL', ...points.flat()), [Tag.GraphicType]: element('CS', type) },
    [image(frame, 'SELECTED FROM')],
  );
