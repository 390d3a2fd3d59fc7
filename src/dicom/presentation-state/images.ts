import type { StudyUid } from '../../domain/ids';
import type { ImageReference } from '../../domain/report/report-document';
import { itemsOf, type Dataset } from '../dataset';
import { evidenceOf, seriesOf, sopReferencesFrom, type Evidence } from '../references';
import * as Tag from '../tags';

/** The images that a presentation state is of (Presentation State Relationship, PS3.3 C.11.11), with their series. */
export interface AppliedImages {
  readonly all: readonly ImageReference[];
  readonly evidence: Evidence;
}

/** A series without a list of images means all of it. */
export function appliedImages(dataset: Dataset, study: StudyUid): AppliedImages {
  const evidence = evidenceOf(dataset);
  const all = itemsOf(dataset, Tag.ReferencedSeriesSequence).flatMap((one): readonly ImageReference[] => {
    const series = seriesOf(one);
    const images = sopReferencesFrom(one, Tag.ReferencedImageSequence, evidence).map(
      ({ reference }) => reference,
    );
    if (images.length > 0) return images;
    return series === undefined ? [] : [{ study, series }];
  });
  return { all, evidence };
}

/** The images that one part of the state is for; none where it is for all of them. */
export const imagesOf = (item: Dataset, { evidence }: AppliedImages): readonly ImageReference[] =>
  sopReferencesFrom(item, Tag.ReferencedImageSequence, evidence).map(({ reference }) => reference);
