import type { Elements } from '../dicom/dataset';
import { uidFrom } from '../identifiers';
import type { Region } from '../region';

/** Pictures of one series of a study, as later objects name them. */
export interface NamedPictures {
  readonly study: string;
  readonly series: string;
  readonly sopClass: string;
  /** SOP Instance UIDs */
  readonly instances: readonly string[];
}

/** Names pictures by where their plan has them. @param images from 1 */
export function picturesOf(
  { seed }: Region,
  study: string,
  seriesNumber: number,
  sopClass: string,
  images: readonly number[],
): NamedPictures {
  return {
    study: uidFrom(seed, 'study', study),
    series: uidFrom(seed, 'series', study, seriesNumber),
    sopClass,
    instances: images.map((image) => uidFrom(seed, 'instance', study, seriesNumber, image)),
  };
}

/** Referenced SOP Sequence items (PS3.3 10.8). */
export const sopItems = ({ sopClass, instances }: NamedPictures): Elements[] =>
  instances.map((uid) => ({ ReferencedSOPClassUID: sopClass, ReferencedSOPInstanceUID: uid }));

/** Current Requested Procedure Evidence: where the named pictures lie (PS3.3 C.17.2.1). */
export function evidence(all: readonly NamedPictures[]): Elements[] {
  const [first] = all;
  if (!first) return [];
  return [
    {
      StudyInstanceUID: first.study,
      ReferencedSeriesSequence: all.map((one) => ({
        SeriesInstanceUID: one.series,
        ReferencedSOPSequence: sopItems(one),
      })),
    },
  ];
}
