import type { Distinction } from '../../domain/study/study';
import { itemsOf, numberOf, textOf, textsOf, type Dataset } from '../dataset';
import { acquisitionFrom } from './acquisition';
import { nuclearDistinctions } from './nuclear-frames';
import { privateBValue } from './private-elements';
import * as Tag from '../tags';

/** Where each kind of enhanced object says what type a frame is (PS3.3 C.8.13.5.1, C.8.15.3.8, C.8.22.5.1, …) */
export const FRAME_TYPES = [
  Tag.MRImageFrameTypeSequence,
  Tag.CTImageFrameTypeSequence,
  Tag.PETFrameTypeSequence,
  Tag.MRSpectroscopyFrameTypeSequence,
  Tag.XAXRFFrameCharacteristicsSequence,
  Tag.XRay3DFrameTypeSequence,
  Tag.USImageDescriptionSequence,
  Tag.ParametricMapFrameTypeSequence,
];

/**
 * What an object says tells a frame from others of the same place: of an enhanced object by its functional groups (PS3.3
 * C.7.6.16), of nuclear medicine by its vectors (C.8.4.8), of others by their own elements.
 * @param group the item of a functional group macro, the frame's own before the shared one
 * @param at the frame, from 0 @param count of frames
 */
export function distinctionsFrom(
  instance: Dataset,
  group: (tag: string) => Dataset | undefined,
  at: number,
  count: number,
): readonly Distinction[] {
  const frameType = FRAME_TYPES.map(group).find((item) => item !== undefined);
  const b =
    numberOf(group(Tag.MRDiffusionSequence) ?? instance, Tag.DiffusionBValue) ?? privateBValue(instance);
  const echoTime =
    numberOf(group(Tag.MREchoSequence) ?? {}, Tag.EffectiveEchoTime) ?? numberOf(instance, Tag.EchoTime);
  const all: readonly (readonly [Distinction['kind'], string | number | undefined])[] = [
    ['stack', textOf(group(Tag.FrameContentSequence) ?? {}, Tag.StackID)],
    ['frame-type', frameType && frameTypeWords(frameType)],
    ['segment', segmentOf(instance, group(Tag.SegmentIdentificationSequence))],
    ['b-value', b],
    ['echo', numberOf(instance, Tag.EchoNumbers)],
    ['echo-time', echoTime],
    ['image-type', frameType ? undefined : typeWords(textsOf(instance, Tag.ImageType))],
    [
      'derivation',
      derivationOf(frameType ? textsOf(frameType, Tag.FrameType) : textsOf(instance, Tag.ImageType)),
    ],
    ...acquisitionFrom(instance, group, b),
  ];
  return [
    ...all.flatMap(([kind, value]) => (value === undefined || value === '' ? [] : [{ kind, value }])),
    ...nuclearDistinctions(instance, count, at),
  ];
}

/** From the third value on: the first two say how pixels came about and whether a patient was there (C.7.6.1.1.2). */
const typeWords = (values: readonly (string | undefined)[]): string =>
  values.slice(2).filter(Boolean).join(' ');

/** By value 1: what was computed of others beside them, however alike they are called. */
const derivationOf = ([value]: readonly string[]): string | undefined =>
  value === 'ORIGINAL' ? 'original' : value === 'DERIVED' ? 'derived' : undefined;

/** With the part of a complex number that its values are, of MR: a phase lies at the place of its magnitude (C.8.13.3.1.2). */
function frameTypeWords(frameType: Dataset): string {
  const component = textOf(frameType, Tag.ComplexImageComponent);
  const isSaid = component !== undefined && component !== 'MAGNITUDE' && component !== 'MIXED';
  return [typeWords(textsOf(frameType, Tag.FrameType)), isSaid && component].filter(Boolean).join(' ');
}

/** The segment's label where the object gives one, else its number (C.8.20.2) */
function segmentOf(instance: Dataset, item: Dataset | undefined): string | number | undefined {
  const number = item && numberOf(item, Tag.ReferencedSegmentNumber);
  if (number === undefined) return undefined;
  const segment = itemsOf(instance, Tag.SegmentSequence).find(
    (each) => each !== undefined && numberOf(each, Tag.SegmentNumber) === number,
  );
  const label = segment && textOf(segment, Tag.SegmentLabel);
  return label ? `${number} ${label}` : number;
}
