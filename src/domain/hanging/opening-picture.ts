import { normalOf, planeOf } from '../geometry/plane';
import { isJoined } from '../list/reports-of-study';
import type { Report } from '../report/report';
import type { ImageReference } from '../report/report-document';
import type { DisplaySet } from '../study/display-set';
import type { Series, Study } from '../study/study';
import { dot } from '../study/vector';

/** What is looked at slice by slice: of a chest or a head the middle says more than a neck or the top of a skull. */
const SLICED: ReadonlySet<string> = new Set(['CT', 'MR', 'PT', 'NM']);

export const isSliced = ({ modality }: Pick<Series, 'modality'>): boolean => SLICED.has(modality);

/** The number of the picture that stands for a series before it is here: about the middle of slices, else the first. */
export const openingNumber = ({ modality, instanceCount = 1 }: Series): number =>
  SLICED.has(modality) ? Math.ceil(instanceCount / 2) : 1;

/**
 * Where a display set is opened as long as nothing says better: slices in the middle of what they cover, the first of
 * several at that place; everything else at its first picture.
 */
export function openingPosition({
  kind,
  modality,
  order,
  frames,
}: Pick<DisplaySet, 'kind' | 'modality' | 'order' | 'frames'>): number {
  const plane = planeOf(frames[0]);
  if (kind !== 'stack' || order !== 'geometry' || !plane || !SLICED.has(modality)) return 0;
  const normal = normalOf(plane);
  const places = frames.map((frame) => {
    const position = planeOf(frame)?.position;
    return position ? dot(position, normal) : 0;
  });
  const least = places.reduce((one, other) => Math.min(one, other));
  const most = places.reduce((one, other) => Math.max(one, other));
  const middle = (least + most) / 2;
  const away = (at: number) => Math.abs((places[at] ?? 0) - middle);
  return places.reduce((best, _, at) => (away(at) < away(best) - 1e-6 ? at : best), 0);
}

/** The picture that the newest report of a study names first, where it names one by its UID. */
export function pictureNamed(
  reports: readonly Pick<Report, 'keyImages' | 'status' | 'ownership' | keyof JoinedBy>[],
  study: Study,
): ImageReference | undefined {
  return reports
    .filter((report) => report.status !== 'entered-in-error' && !report.ownership && isJoined(study, report))
    .flatMap(({ keyImages }) => keyImages)
    .find((image) => image.instance !== undefined && (image.study ?? study.uid) === study.uid);
}

type JoinedBy = Pick<Report, 'studies' | 'studyReferences' | 'accessionNumbers' | 'orders'>;
