import { instanceUid } from '../../domain/ids';
import type { Distinction, FrameAttributes, ModalityLut, Vector } from '../../domain/study/study';
import { cross, plus, times } from '../../domain/study/vector';
import { modalityRange, storedRange, type ValueRange } from '../../domain/study/value-range';
import {
  itemOf,
  numberOf,
  numbersOf,
  placesOf,
  textOf,
  textsOf,
  type BulkData,
  type Dataset,
} from '../dataset';
import { distinctionsFrom, FRAME_TYPES } from './distinctions';
import { modalityLutFrom, voiLutsFrom } from './lut';
import { frameMaskFrom } from './masks';
import { withNuclearFrames } from './nuclear-frames';
import { pixelSizeFrom } from './pixel-size';
import { planeFrom } from './plane';
import { realWorldFrom } from './real-world';
import { frameShuttersFrom } from './shutters';
import { voiFunctionFrom, windowsFrom } from './voi';
import * as Tag from '../tags';

/** Cosine of a degree: a grid that may be given by coordinates has the patient's own axes */
const TRANSVERSE = Math.cos(Math.PI / 180);
/** mm; two statements of one place differ by less than writers round */
const SAME_PLACE = 0.01;

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
  const perFrame = placesOf(instance, Tag.PerFrameFunctionalGroupsSequence);
  const alone = () => attributesFrom(common, [shared, undefined]);
  if (perFrame.length === 0) {
    const all = new Array<FrameAttributes>(count).fill(alone());
    const frames = withNuclearFrames(instance, withOffsets(instance, all));
    return told(
      frames,
      frames.map((_, at) => distinctionsFrom(instance, groupOf(shared, undefined), at, count)),
    );
  }
  const fallback = perFrame.length < count ? alone() : undefined;
  const frames = Array.from({ length: count }, (_, at) => {
    const own = perFrame[at];
    return own || !fallback ? attributesFrom(common, [shared, own]) : fallback;
  });
  return told(
    frames,
    frames.map((_, at) => distinctionsFrom(instance, groupOf(shared, perFrame[at]), at, count)),
  );
}

/** The item of a functional group macro: the frame's own, else the shared one. One in which nothing stands is none. */
const groupOf = (shared: Dataset | undefined, own: Dataset | undefined) => (tag: string) =>
  [own, shared]
    .map((groups) => groups && itemOf(groups, tag))
    .find((item) => item !== undefined && Object.keys(item).length > 0);

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
  const stored = storedRange({ bitsStored: bitsOf(instance) || 16, signed });
  const modalityLut = modalityLutOf(common, group(Tag.PixelValueTransformationSequence) ?? instance, stored);
  const voi = group(Tag.FrameVOILUTSequence) ?? instance;
  const plane = planeFrom({
    position: group(Tag.PlanePositionSequence) ?? instance,
    orientation: group(Tag.PlaneOrientationSequence) ?? instance,
    measures: group(Tag.PixelMeasuresSequence) ?? instance,
    instance,
  });
  const realWorld =
    (own && realWorldFrom(own, stored, bulk)) ??
    (shared && realWorldFrom(shared, stored, bulk)) ??
    realWorldFrom(instance, stored, bulk);
  return {
    plane,
    patientOrientation: plane ? undefined : patientOrientationOf(instance),
    ...lineFrom(group(Tag.OphthalmicFrameLocationSequence)),
    modalityLut,
    ...realWorld,
    windows: windowsFrom(voi),
    voiLuts: voiLutsFrom(voi, modalityRange(stored, modalityLut), bulk),
    voiFunction: voiFunctionFrom(voi),
    pValues: pValuesOf(instance, signed),
    inverse: inverseOf(common),
    ...frameMaskFrom([own, shared], stored, bulk),
    ...frameShuttersFrom(group(Tag.FrameDisplayShutterSequence)),
    ...(isMonochrome(group) && { isMonochrome: true as const }),
    temporalPosition: temporalPositionOf(instance, group),
    ...beatFrom(instance),
    ...dimensionsFrom(group(Tag.FrameContentSequence)),
    pixelSize: pixelSizeFrom(
      instance,
      {
        measures: group(Tag.PixelMeasuresSequence) ?? instance,
        detector: group(Tag.FramePixelDataPropertiesSequence) ?? instance,
        object: group(Tag.ProjectionPixelCalibrationSequence),
      },
      plane !== undefined,
    ),
  };
}

/** In the course of what was recorded, else within the beat that it was gated by (C.7.6.16.2.3, C.7.6.16.2.7, C.8.3.1). */
const temporalPositionOf = (instance: Dataset, group: (tag: string) => Dataset | undefined) =>
  numberOf(group(Tag.FrameContentSequence) ?? {}, Tag.TemporalPositionIndex) ??
  numberOf(group(Tag.TemporalPositionSequence) ?? {}, Tag.TemporalPositionTimeOffset) ??
  numberOf(instance, Tag.TemporalPositionIdentifier) ??
  numberOf(group(Tag.CardiacSynchronizationSequence) ?? {}, Tag.NominalCardiacTriggerDelayTime) ??
  numberOf(instance, Tag.TriggerTime);

/**
 * When in a heartbeat, of one that was taken in several moments (C.8.3.1): where no Cardiac Number of Images says so, writers put
 * the time of a whole course into Trigger Time.
 */
function beatFrom(instance: Dataset): Pick<FrameAttributes, 'beat'> {
  const beat = numberOf(instance, Tag.TriggerTime);
  const isGated = (numberOf(instance, Tag.CardiacNumberOfImages) ?? 0) > 1;
  return isGated && beat !== undefined ? { beat } : {};
}

/** Dimension Index Values (0020,9157); none where one of them is no number. */
function dimensionsFrom(content: Dataset | undefined): Pick<FrameAttributes, 'dimensions'> {
  const values = content ? numbersOf(content, Tag.DimensionIndexValues) : [];
  const dimensions = values.filter((value) => value !== undefined);
  return dimensions.length > 0 && dimensions.length === values.length ? { dimensions } : {};
}

/** Rows before columns; a frame that lies along a picture, and not across it, has an area and no line. */
function lineFrom(location: Dataset | undefined): Pick<FrameAttributes, 'line'> {
  const on = location && textOf(location, Tag.ReferencedSOPInstanceUID);
  if (!on || textOf(location, Tag.OphthalmicImageOrientation) === 'TRANSVERSE') return {};
  const numbers = numbersOf(location, Tag.ReferenceCoordinates);
  const points = numbers.flatMap((row, at): readonly (readonly [number, number])[] => {
    const column = numbers[at + 1];
    return at % 2 === 0 && row !== undefined && column !== undefined ? [[column, row]] : [];
  });
  return points.length > 1 ? { line: { on: instanceUid(on), points } } : {};
}

/** Of an object that is MIXED each frame says for itself (C.8.13.3.1.1, C.8.16.2.1.1). */
const isMonochrome = (group: (tag: string) => Dataset | undefined) =>
  FRAME_TYPES.some((tag) => textOf(group(tag) ?? {}, Tag.PixelPresentation) === 'MONOCHROME');

/**
 * X-ray angiography and fluoroscopy, plain, biplane and enhanced: a Modality LUT Sequence leads their pixels back to what
 * the detector saw, and is no part of what is displayed (PS3.3 C.8.7.1.1.2; PS3.4 N.2.1).
 */
const WITHOUT_MODALITY_TABLE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.12\.(1|2|3|1\.1|2\.1)$/;

function modalityLutOf({ instance, bulk }: Common, source: Dataset, stored: ValueRange): ModalityLut {
  const isExempt = WITHOUT_MODALITY_TABLE.test(textOf(instance, Tag.SOPClassUID) ?? '');
  const shown = isExempt ? { ...source, [Tag.ModalityLUTSequence]: undefined } : source;
  const lut = modalityLutFrom(shown, stored, bulk);
  if (lut === undefined) return doseLut(instance) ?? AS_IS;
  const isHounsfield = lut.kind === 'rescale' && lut.type === undefined && isPlainCt(instance);
  return isHounsfield ? { ...lut, type: 'HU' } : lut;
}

/** A dose grid says its own factor, and what it makes (PS3.3 C.8.8.3). */
function doseLut(instance: Dataset): ModalityLut | undefined {
  const slope = numberOf(instance, Tag.DoseGridScaling);
  return slope ? { kind: 'rescale', slope, intercept: 0, type: textOf(instance, Tag.DoseUnits) } : undefined;
}

/** CT Image Storage, and what was converted from it */
const CT_IMAGE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.2(\.[12])?$/;

/**
 * Of CT images that are not of several energies, rescaled values without a type are Hounsfield units (C.8.2.1, C.11.1.1.2). Of a
 * capture of one they are greys.
 */
const isPlainCt = (instance: Dataset) =>
  textOf(instance, Tag.Modality) === 'CT' &&
  CT_IMAGE.test(textOf(instance, Tag.SOPClassUID) ?? '') &&
  textOf(instance, Tag.MultienergyCTAcquisition) !== 'YES';

/**
 * Objects whose values are P-Values where they have no VOI stage: multi-frame secondary captures of bytes and words (PS3.3
 * A.8.3.4, A.8.4.4), and what is stored as it is seen: ultrasound, secondary captures and visible light of 8 bits.
 */
const AS_SEEN = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(3\.1|6\.1|6|3|7|7\.\d|77\.1\.[\d.]+)$/;
const MULTI_FRAME_CAPTURE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7\.[23]$/;

const bitsOf = (instance: Dataset) =>
  numberOf(instance, Tag.BitsStored) ?? numberOf(instance, Tag.BitsAllocated) ?? 0;

function pValuesOf(instance: Dataset, signed: boolean): FrameAttributes['pValues'] {
  const sopClass = textOf(instance, Tag.SOPClassUID) ?? '';
  const bits = bitsOf(instance);
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

/**
 * Grid Frame Offset Vector (3004,000C) of dose grids (PS3.3 C.8.8.3.2): planes along the normal, as far from the first as
 * it says, or at coordinates of a transverse grid on the patient's own axis, whichever way the normal points.
 */
function withOffsets(instance: Dataset, frames: readonly FrameAttributes[]): readonly FrameAttributes[] {
  const plane = frames[0]?.plane;
  const offsets = numbersOf(instance, Tag.GridFrameOffsetVector).filter((offset) => offset !== undefined);
  const [first] = offsets;
  if (!plane || first === undefined || frames.length < 2 || offsets.length !== frames.length) return frames;
  const { row, column, position } = plane;
  const normal = cross(row, column);
  const isTransverse = Math.abs(normal[2]) > TRANSVERSE;
  const areCoordinates = first !== 0 && isTransverse && Math.abs(first - position[2]) < SAME_PLACE;
  const along: Vector = areCoordinates ? [0, 0, 1] : normal;
  return frames.map((frame, at) => {
    const by = (offsets[at] ?? first) - first;
    return { ...frame, plane: { ...plane, position: plus(position, times(along, by)) } };
  });
}
