import { instanceUid, isUid, seriesUid, studyUid } from '../domain/ids';
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
export function evidenceOf(dataset: Dataset): Evidence {
  const evidence = new Map<string, Whereabouts>();
  const own = studyOf(dataset);
  for (const one of seriesIn(dataset, own)) evidence.set(...one);
  for (const tag of BY_STUDY)
    for (const study of itemsOf(dataset, tag))
      for (const one of seriesIn(study, studyOf(study))) evidence.set(...one);
  return evidence;
}

function seriesIn(dataset: Dataset, study: StudyUid | undefined): readonly [string, Whereabouts][] {
  return itemsOf(dataset, Tag.ReferencedSeriesSequence).flatMap((one) => {
    const series = seriesOf(one);
    const instances = [
      ...itemsOf(one, Tag.ReferencedSOPSequence),
      ...itemsOf(one, Tag.ReferencedInstanceSequence),
      ...itemsOf(one, Tag.ReferencedImageSequence),
    ];
    return instances.flatMap((instance): [string, Whereabouts][] => {
      const uid = textOf(instance, Tag.ReferencedSOPInstanceUID);
      return uid === undefined ? [] : [[uid, { study, series }]];
    });
  });
}

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
