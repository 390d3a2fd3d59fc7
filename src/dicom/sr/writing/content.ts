import type { FrameReference } from '../../../domain/measure/measurement';
import { numberText, type Quantity } from '../../../domain/measure/quantity';
import type { Code } from '../../code';
import { codeSequence, unitCode } from './codes';
import { element, personName, sequence, type WrittenDataset } from './element';

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
    '0040A010': element('CS', relationship),
    '0040A040': element('CS', valueType),
    ...(name && { '0040A043': codeSequence(name) }),
    ...value,
    ...(children.length > 0 && { '0040A730': sequence(...children) }),
  };
}

export const container = (name: Code, children: readonly WrittenDataset[]): WrittenDataset =>
  item('CONTAINER', name, 'CONTAINS', { '0040A050': element('CS', 'SEPARATE') }, children);

export const text = (name: Code, value: string, relationship: Relationship = 'CONTAINS'): WrittenDataset =>
  item('TEXT', name, relationship, { '0040A160': element('UT', value) });

export const coded = (name: Code, value: Code, relationship: Relationship = 'CONTAINS'): WrittenDataset =>
  item('CODE', name, relationship, { '0040A168': codeSequence(value) });

export const uidReference = (name: Code, uid: string): WrittenDataset =>
  item('UIDREF', name, 'HAS OBS CONTEXT', { '0040A124': element('UI', uid) });

export const person = (name: Code, value: string): WrittenDataset =>
  item('PNAME', name, 'HAS OBS CONTEXT', { '0040A123': personName(value) });

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
      '0040A300': sequence({
        '0040A30A': element('DS', numberText(quantity)),
        '004008EA': codeSequence(unitCode(quantity.unit)),
      }),
    },
    children,
  );

export const image = (frame: FrameReference, relationship: Relationship): WrittenDataset =>
  item('IMAGE', undefined, relationship, {
    '00081199': sequence({
      '00081150': element('UI', frame.sopClass),
      '00081155': element('UI', frame.instance),
      ...(frame.isMultiFrame && { '00081160': element('IS', String(frame.frame)) }),
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
    { '00700022': element('FL', ...points.flat()), '00700023': element('CS', type) },
    [image(frame, 'SELECTED FROM')],
  );
