import { instanceUid, isUid } from '../../domain/ids';
import type { PairMember } from '../../domain/study/pair';
import { itemsOf, numberOf, textOf, textsOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** "Other image of biplane pair" (PS3.16 CID 7004) */
const OTHER_OF_PAIR = '121314';

const SIDES: Readonly<Record<string, Pick<PairMember, 'kind' | 'side'>>> = {
  'BIPLANE A': { kind: 'biplane', side: 'left' },
  'BIPLANE B': { kind: 'biplane', side: 'right' },
  'STEREO L': { kind: 'stereo', side: 'left' },
  'STEREO R': { kind: 'stereo', side: 'right' },
};

/** Of a pair by value 3 of its Image Type (PS3.3 C.8.7.1.1.1, C.8.12.1.1.1), with the other of the two where it is named. */
export function pairFrom(dataset: Dataset): PairMember | undefined {
  const found = SIDES[(textsOf(dataset, Tag.ImageType)[2] ?? '').toUpperCase()];
  if (!found) return undefined;
  const partner = itemsOf(dataset, Tag.ReferencedImageSequence)
    .filter((item) =>
      itemsOf(item, Tag.PurposeOfReferenceCodeSequence).some(
        (purpose) => textOf(purpose, Tag.CodeValue) === OTHER_OF_PAIR,
      ),
    )
    .map((item) => textOf(item, Tag.ReferencedSOPInstanceUID))
    .find((uid) => uid !== undefined && isUid(uid));
  return { ...found, ...(partner !== undefined && { partner: instanceUid(partner) }) };
}

/** Degrees: left anterior oblique, and towards the head, are positive (PS3.3 C.8.7.5.1.2). */
export function anglesFrom(dataset: Dataset): readonly [primary: number, secondary: number] | undefined {
  const primary = numberOf(dataset, Tag.PositionerPrimaryAngle);
  const secondary = numberOf(dataset, Tag.PositionerSecondaryAngle);
  return primary === undefined ? undefined : [primary, secondary ?? 0];
}
