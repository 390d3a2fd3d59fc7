import { instanceUid, isUid, seriesUid, studyUid } from '../domain/ids';
import { atOnce, type Steps } from '../domain/steps';
import type { SeriesUid, StudyUid } from '../domain/ids';
import type { ImageReference } from '../domain/report/report-document';
import { itemOf, itemsOf, numbersOf, textOf, type Dataset } from './dataset';
import * as Tag from './tags';

/** Where an instance lies, as an object's evidence says it. */
export interface Whereabouts {
  readonly study?: StudyUid;
  readonly series?: SeriesUid;
}

/** By SOP Instance UID */
export type Evidence = ReadonlyMap<string, Whereabouts>;

/** Current Requested Procedure Evidence, Pertinent Other Evidence, Studies Containing Other Referenced Instances */
const BY_STUDY = [
  Tag.CurrentRequestedProcedureEvidenceSequence,
  Tag.PertinentOtherEvidenceSequence,
  Tag.StudiesContainingOtherReferencedInstancesSequence,
];

/**
 * Studies and series of the instances that a document names (SOP Instance Reference Macro, PS3.3 C.17.2.1), so that a
 * picture can be gone to. A Referenced Series Sequence at the top is of the document's own study (PS3.3 C.12.1.2).
 */
export const evidenceOf = (dataset: Dataset): Evidence => atOnce(evidenceIn(dataset));

/** The same instance by instance: there may be as many as a study has pictures. */
export function* evidenceIn(dataset: Dataset): Steps<Evidence> {
  const evidence = new Map<string, Whereabouts>();
  yield* takeSeries(dataset, studyOf(dataset), evidence);
  for (const tag of BY_STUDY)
    for (const study of itemsOf(dataset, tag)) yield* takeSeries(study, studyOf(study), evidence);
  return evidence;
}

function* takeSeries(
  dataset: Dataset,
  study: StudyUid | undefined,
  evidence: Map<string, Whereabouts>,
): Steps<void> {
  for (const one of itemsOf(dataset, Tag.ReferencedSeriesSequence)) {
    const series = seriesOf(one);
    for (const tag of INSTANCES)
      for (const instance of itemsOf(one, tag)) {
        yield;
        const uid = textOf(instance, Tag.ReferencedSOPInstanceUID);
        if (uid !== undefined) evidence.set(uid, { study, series });
      }
  }
}

const INSTANCES = [Tag.ReferencedSOPSequence, Tag.ReferencedInstanceSequence, Tag.ReferencedImageSequence];

const studyOf = (dataset: Dataset): StudyUid | undefined => {
  const uid = textOf(dataset, Tag.StudyInstanceUID);
  return uid !== undefined && isUid(uid) ? studyUid(uid) : undefined;
};
export const seriesOf = (dataset: Dataset): SeriesUid | undefined => {
  const uid = textOf(dataset, Tag.SeriesInstanceUID);
  return uid !== undefined && isUid(uid) ? seriesUid(uid) : undefined;
};

/** A reference to an instance, as a Referenced SOP Sequence has it (PS3.3 10.8, C.18.4). */
export interface SopReference {
  readonly sopClass: string;
  readonly reference: ImageReference;
  /** SOP Instance UID of the presentation state that goes with the picture */
  readonly presentationState?: string;
}

/** A reference; `undefined` where its UID is missing or none. */
export function sopReferenceFrom(item: Dataset, evidence: Evidence): SopReference | undefined {
  const uid = textOf(item, Tag.ReferencedSOPInstanceUID);
  if (uid === undefined || !isUid(uid)) return undefined;
  const frames = numbersOf(item, Tag.ReferencedFrameNumber).filter(
    (number): number is number => number !== undefined && Number.isInteger(number) && number >= 1,
  );
  const state = itemOf(item, Tag.ReferencedSOPSequence);
  const presentationState = state && textOf(state, Tag.ReferencedSOPInstanceUID);
  return {
    sopClass: textOf(item, Tag.ReferencedSOPClassUID) ?? '',
    reference: {
      ...evidence.get(uid),
      instance: instanceUid(uid),
      ...(frames.length > 0 && { frames }),
    },
    ...(presentationState !== undefined && isUid(presentationState) && { presentationState }),
  };
}

/** The references of a sequence of them. */
export const sopReferencesFrom = (dataset: Dataset, tag: string, evidence: Evidence) =>
  itemsOf(dataset, tag).flatMap((item) => sopReferenceFrom(item, evidence) ?? []);
