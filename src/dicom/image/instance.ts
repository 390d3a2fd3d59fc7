import type { ArchiveNumbers } from '../../domain/patient/identifier';
import { instanceUid, isUid, seriesUid, studyUid, type ArchiveId } from '../../domain/ids';
import type { Instance } from '../../domain/study/study';
import { concatenationFrom } from './concatenation';
import { courseFrom, frameRateOf } from './course';
import { framesFrom } from './functional-groups';
import { has, itemOf, numberOf, textOf, type BulkData, type Dataset } from '../dataset';
import { overlayBitsOf, overlaysAbsent, overlaysFrom } from './overlay-planes';
import { personFrom } from '../person';
import { petActivityFrom } from './pet';
import { masksFrom } from './masks';
import { notAppliedFrom } from './not-applied';
import { anglesFrom, pairFrom } from './pair';
import { pixelFrom } from './image-pixel';
import { shuttersFrom } from './shutters';
import { slideSource } from '../slide/source';
import { lateralityOf } from '../study';
import { unreadElement } from '../unread-element';
import { ultrasoundRegionsFrom } from './ultrasound-regions';
import * as Tag from '../tags';

/** More frames than any object has, two hours of video; a header that claims them is not believed. */
const MOST_FRAMES = 400_000;

export interface InstanceContext {
  readonly archive: ArchiveId;
  /** The authority whose numbers this archive uses as Patient ID */
  readonly identifierSystem?: ArchiveNumbers | undefined;
  readonly bulk: BulkData;
  /** The dataset was read in the object's file, and not in metadata */
  readonly isOfFile?: true;
  /** The site computes no standardised uptake values */
  readonly withoutSuv?: true | undefined;
}

/**
 * One instance of a metadata answer (PS3.18 §10.4.1.1.2), with everything its display needs.
 * Throws an Error with a few words for an engineer where it cannot be read; they name no patient.
 */
export function instanceFrom(
  dataset: Dataset,
  { archive, identifierSystem, bulk, isOfFile, withoutSuv }: InstanceContext,
): Instance {
  const unread = unreadElement(dataset);
  if (unread !== undefined) throw new Error(`its ${unread} cannot be read`);
  const pixel = pixelFrom(dataset, bulk);
  const overlays = pixel ? overlaysFrom(dataset, pixel, bulk) : [];
  const absent = overlaysAbsent(dataset, bulk);
  const overlayBits = overlayBitsOf(overlays);
  const slide = slideSource(dataset, bulk);
  const image = pixel && overlayBits.length > 0 ? { ...pixel, overlayBits } : pixel;
  const { shutters } = shuttersFrom(dataset);
  const concatenation = image && concatenationFrom(dataset);
  const frameCount = frameCountOf(dataset);
  const { notApplied: undone, ...masks } = masksFrom(dataset, framesOfWhole(concatenation, frameCount));
  const notApplied = image ? [...undone, ...notAppliedFrom(dataset, image, bulk)] : [];
  const frames = image
    ? framesFrom(
        // Of a slide they are tiles by the thousand, which differ in their place alone.
        {
          instance: slide ? { ...dataset, [Tag.PerFrameFunctionalGroupsSequence]: undefined } : dataset,
          signed: image.signed,
          photometric: image.photometric,
          bulk,
        },
        frameCount,
      )
    : [];
  return {
    uid: instanceUid(uidOf(dataset, Tag.SOPInstanceUID, 'SOP Instance UID')),
    sopClass: textOf(dataset, Tag.SOPClassUID) ?? '',
    study: studyUid(uidOf(dataset, Tag.StudyInstanceUID, 'Study Instance UID')),
    series: seriesUid(uidOf(dataset, Tag.SeriesInstanceUID, 'Series Instance UID')),
    archive,
    person: personFrom(dataset, identifierSystem),
    ...(isOfFile && { isOfFile }),
    modality: textOf(dataset, Tag.Modality) ?? '',
    instanceNumber: numberOf(dataset, Tag.InstanceNumber),
    acquisitionNumber: numberOf(dataset, Tag.AcquisitionNumber),
    ...(concatenation && { concatenation }),
    view: textOf(dataset, Tag.ViewPosition) ?? viewCodeOf(dataset),
    laterality: sideOf(dataset),
    seriesDescription: textOf(dataset, Tag.SeriesDescription),
    intent: intentOf(dataset),
    image,
    ...(has(dataset, Tag.WaveformSequence) && { waveform: dataset }),
    ...(slide && { slide }),
    frames,
    ...(overlays.length > 0 && { overlays }),
    ...(image && absent > 0 && { overlaysAbsent: absent }),
    ...(notApplied.length > 0 && { notApplied }),
    ...(image && masks),
    ...(image && shutters.length > 0 && { shutters }),
    ...(frameCount > 1 && {
      frameRate: frameRateOf(dataset, frameCount),
      course: courseFrom(dataset, frameCount),
    }),
    ...(image && pairedFrom(dataset)),
    ultrasoundRegions: ultrasoundRegionsFrom(dataset),
    pet: petActivityFrom(dataset, withoutSuv),
  };
}

function pairedFrom(dataset: Dataset): Pick<Instance, 'pair' | 'angles'> {
  const [pair, angles] = [pairFrom(dataset), anglesFrom(dataset)];
  return { ...(pair && { pair }), ...(angles && { angles }) };
}

function uidOf(dataset: Dataset, tag: string, name: string): string {
  const uid = textOf(dataset, tag);
  if (uid === undefined) throw new Error(`it has no ${name}`);
  if (!isUid(uid)) throw new Error(`its ${name} is not a UID`);
  return uid;
}

/** Absent, and 0, which some writers mean by it, is one frame. */
function frameCountOf(dataset: Dataset): number {
  const count = numberOf(dataset, Tag.NumberOfFrames) ?? 1;
  if (!Number.isInteger(count) || count < 0 || count > MOST_FRAMES)
    throw new Error(`${count} frames cannot be`);
  return Math.max(1, count);
}

/** As many as masks may be among: of a part nobody knows how many there are, and of one without an offset not which these are. */
function framesOfWhole(concatenation: Instance['concatenation'], count: number): number {
  if (!concatenation) return count;
  return concatenation.offset !== undefined || concatenation.number === 1 ? Infinity : 0;
}

function viewCodeOf(dataset: Dataset): string | undefined {
  const code = itemOf(dataset, Tag.ViewCodeSequence);
  return code && textOf(code, Tag.CodeMeaning);
}

function intentOf(dataset: Dataset): Instance['intent'] {
  const intent = textOf(dataset, Tag.PresentationIntentType);
  return intent === 'FOR PROCESSING' || intent === 'FOR PRESENTATION' ? intent : undefined;
}

/** Of the image, of the enhanced object's anatomy, else of the series */
function sideOf(dataset: Dataset): Instance['laterality'] {
  const anatomy = itemOf(itemOf(dataset, Tag.SharedFunctionalGroupsSequence) ?? {}, Tag.FrameAnatomySequence);
  return (
    lateralityOf(dataset, Tag.ImageLaterality) ??
    (anatomy && lateralityOf(anatomy, Tag.FrameLaterality)) ??
    lateralityOf(dataset, Tag.Laterality)
  );
}
