import type { Distinction, FrameAttributes, ModalityLut } from '../../domain/study/study';
import { itemOf, itemsOf, numberOf, textOf, textsOf, type BulkData, type Dataset } from '../dataset';
import { distinctionsFrom, FRAME_TYPES } from './distinctions';
import { modalityLutFrom, voiLutsFrom } from './lut';
import { frameMaskFrom } from './masks';
import { pixelSizeFrom } from './pixel-size';
import { planeFrom } from './plane';
import { realWorldFrom } from './real-world';
import { voiFunctionFrom, windowsFrom } from './voi';
import * as Tag from '../tags';

const AS_IS: ModalityLut = { kind: 'rescale', slope: 1, intercept: 0 };

/** What all frames of an instance have in common */
interface Common {
  readonly instance: Dataset;
  readonly signed: boolean;
  readonly photometric: string;
  readonly bulk: BulkData;
}

/**
 * The attributes of each frame. A multi-frame object of the enhanced kind has them in functional groups (PS3.3
 * C.7.6.16), first the frame's own, then the shared ones, then the instance's elements; others have one description.
 * Frames without anything of their own share one object.
 */
export function framesFrom(common: Common, count: number): readonly FrameAttributes[] {
  const { instance } = common;
  const shared = itemOf(instance, Tag.SharedFunctionalGroupsSequence);
  const perFrame = itemsOf(instance, Tag.PerFrameFunctionalGroupsSequence);
  const alone = () => attributesFrom(common, [shared, undefined]);
  if (perFrame.length === 0) {
    const frames = withOffsets(instance, new Array<FrameAttributes>(count).fill(alone()));
    return told(
      frames,
      frames.map((_, at) => distinctionsFrom(instance, groupOf(shared, undefined), at)),
    );
  }
  const fallback = perFrame.length < count ? alone() : undefined;
  const frames = Array.from({ length: count }, (_, at) => {
    const own = perFrame[at];
    return own || !fallback ? attributesFrom(common, [shared, own]) : fallback;
  });
  return told(
    frames,
    frames.map((_, at) => distinctionsFrom(instance, groupOf(shared, perFrame[at]), at)),
  );
}

/** The item of a functional group macro: the frame's own, else the shared one. */
const groupOf = (shared: Dataset | undefined, own: Dataset | undefined) => (tag: string) =>
  (own && itemOf(own, tag)) ?? (shared && itemOf(shared, tag));

/** Frames with what tells each apart. Frames that say the same of themselves still share one object. */
function told(
  frames: readonly FrameAttributes[],
  distinctions: readonly (readonly Distinction[])[],
): readonly FrameAttributes[] {
  const shared = new Map<FrameAttributes, Map<string, FrameAttributes>>();
  return frames.map((frame, at) => {
    const own = distinctions[at] ?? [];
    if (own.length === 0) return frame;
    const key = JSON.stringify(own);
    const known = shared.get(frame) ?? new Map<string, FrameAttributes>();
    shared.set(frame, known);
    const one = known.get(key) ?? { ...frame, distinctions: own };
    known.set(key, one);
    return one;
  });
}

function attributesFrom(
  common: Common,
  [shared, own]: readonly [Dataset | undefined, Dataset | undefined],
): FrameAttributes {
  const { instance, signed, bulk } = common;
  const group = groupOf(shared, own);
  const voi = group(Tag.FrameVOILUTSequence) ?? instance;
  const plane = planeFrom({
    position: group(Tag.PlanePositionSequence) ?? instance,
    orientation: group(Tag.PlaneOrientationSequence) ?? instance,
    measures: group(Tag.PixelMeasuresSequence) ?? instance,
    instance,
  });
  const realWorld =
    (own && realWorldFrom(own, bulk)) ??
    (shared && realWorldFrom(shared, bulk)) ??
    realWorldFrom(instance, bulk);
  return {
    plane,
    patientOrientation: plane ? undefined : patientOrientationOf(instance),
    modalityLut: modalityLutOf(common, group(Tag.PixelValueTransformationSequence) ?? instance),
    ...realWorld,
    windows: windowsFrom(voi),
    voiLuts: voiLutsFrom(voi, signed, bulk),
    voiFunction: voiFunctionFrom(voi),
    pValues: pValuesOf(instance, signed),
    inverse: inverseOf(common),
    ...frameMaskFrom([own, shared], signed, bulk),
    ...(isMonochrome(group) && { isMonochrome: true as const }),
    temporalPosition:
      numberOf(group(Tag.FrameContentSequence) ?? {}, Tag.TemporalPositionIndex) ??
      numberOf(group(Tag.TemporalPositionSequence) ?? {}, Tag.TemporalPositionTimeOffset) ??
      numberOf(instance, Tag.TemporalPositionIdentifier),
    pixelSize: pixelSizeFrom(
      instance,
      {
        measures: group(Tag.PixelMeasuresSequence) ?? instance,
        detector: group(Tag.FramePixelDataPropertiesSequence) ?? instance,
      },
      plane !== undefined,
    ),
  };
}

/** Of an object that is MIXED each frame says for itself (C.8.13.3.1.1, C.8.16.2.1.1). */
const isMonochrome = (group: (tag: string) => Dataset | undefined) =>
  FRAME_TYPES.some((tag) => textOf(group(tag) ?? {}, Tag.PixelPresentation) === 'MONOCHROME');

/**
 * X-ray angiography and fluoroscopy, plain, biplane and enhanced: a Modality LUT Sequence leads their pixels back to what
 * the detector saw, and is no part of what is displayed (PS3.3 C.8.7.1.1.2; PS3.4 N.2.1).
 */
const WITHOUT_MODALITY_TABLE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.12\.(1|2|3|1\.1|2\.1)$/;

function modalityLutOf({ instance, signed, bulk }: Common, source: Dataset): ModalityLut {
  const isExempt = WITHOUT_MODALITY_TABLE.test(textOf(instance, Tag.SOPClassUID) ?? '');
  const shown = isExempt ? { ...source, [Tag.ModalityLUTSequence]: undefined } : source;
  const lut = modalityLutFrom(shown, signed, bulk);
  if (lut === undefined) return doseLut(instance) ?? AS_IS;
  const isHounsfield = lut.kind === 'rescale' && lut.type === undefined && isPlainCt(instance);
  return isHounsfield ? { ...lut, type: 'HU' } : lut;
}

/** A dose grid says its own factor, and what it makes (PS3.3 C.8.8.3). */
function doseLut(instance: Dataset): ModalityLut | undefined {
  const slope = numberOf(instance, Tag.DoseGridScaling);
  return slope ? { kind: 'rescale', slope, intercept: 0, type: textOf(instance, Tag.DoseUnits) } : undefined;
}

/** Of CT that is not of several energies, rescaled values without a type are Hounsfield units (C.8.2.1, C.11.1.1.2). */
const isPlainCt = (instance: Dataset) =>
  textOf(instance, Tag.Modality) === 'CT' && textOf(instance, Tag.MultienergyCTAcquisition) !== 'YES';

/**
 * Objects whose values are P-Values where they have no VOI stage: multi-frame secondary captures of bytes and words (PS3.3
 * A.8.3.4, A.8.4.4), and what is stored as it is seen: ultrasound, secondary captures and visible light of 8 bits.
 */
const AS_SEEN = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(3\.1|6\.1|6|3|7|7\.\d|77\.1\.[\d.]+)$/;
const MULTI_FRAME_CAPTURE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7\.[23]$/;

function pValuesOf(instance: Dataset, signed: boolean): FrameAttributes['pValues'] {
  const sopClass = textOf(instance, Tag.SOPClassUID) ?? '';
  const bits = numberOf(instance, Tag.BitsStored) ?? numberOf(instance, Tag.BitsAllocated) ?? 0;
  const isSo = MULTI_FRAME_CAPTURE.test(sopClass) || (AS_SEEN.test(sopClass) && bits <= 8);
  return isSo && !signed && bits > 0 ? [0, 2 ** bits - 1] : undefined;
}

/** MONOCHROME1 is shown inverted, and so is INVERSE of the presentation LUT shape; the shape says it where both do. */
function inverseOf({ instance, photometric }: Common): boolean {
  const shape = textOf(instance, Tag.PresentationLUTShape);
  if (shape === 'INVERSE') return true;
  // IDENTITY goes with MONOCHROME2 (PS3.3 C.8.11.3.1.2); a MONOCHROME1 that says it is still white at its lowest value.
  return photometric === 'MONOCHROME1';
}

function patientOrientationOf(instance: Dataset): readonly [string, string] | undefined {
  const [row, column] = textsOf(instance, Tag.PatientOrientation);
  return row && column ? [row, column] : undefined;
}

/** Grid Frame Offset Vector (3004,000C) of dose grids: planes along the normal from the first (PS3.3 C.8.8.3.2). */
function withOffsets(instance: Dataset, frames: readonly FrameAttributes[]): readonly FrameAttributes[] {
  const plane = frames[0]?.plane;
  const offsets = textsOf(instance, Tag.GridFrameOffsetVector).map(Number);
  if (!plane || frames.length < 2 || offsets.length !== frames.length || !offsets.every(Number.isFinite))
    return frames;
  // The first is either 0 or a coordinate on the axis that a transverse grid stands on.
  const first = offsets[0] ?? 0;
  const { row, column, position } = plane;
  const normal = [
    row[1] * column[2] - row[2] * column[1],
    row[2] * column[0] - row[0] * column[2],
    row[0] * column[1] - row[1] * column[0],
  ] as const;
  return frames.map((frame, at) => {
    const along = (offsets[at] ?? first) - first;
    const there = position.map((part, axis) => part + along * (normal[axis] ?? 0));
    const [x = 0, y = 0, z = 0] = there;
    return { ...frame, plane: { ...plane, position: [x, y, z] } };
  });
}
