import { dateWords } from '../../texts/en/dates';
import { isOfFrame, type Measurement } from '../../domain/measure/measurement';
import type { Frame, Study } from '../../domain/study/study';
import { studyWords } from '../../texts/en/studies';
import { displaySetsInPrior, type PriorStudy } from '../../workflow/viewer/prior-study';
import { displaySetsIn, type ViewerContext } from '../../workflow/viewer/viewer-context';
import type { PicturePlace } from '../navigation/picture-places';
import { measuringTexts } from '../../texts/en/measuring';
import { pictureTexts } from '../../texts/en/pictures';
import { priorTexts } from '../../texts/en/priors';
import { earlierWords } from '../../texts/en/spans';

/** The picture that a measurement is of, and whose study that is. */
export interface MeasuredPlace {
  readonly study: Study;
  /** Present where it was measured on the earlier study beside the open one (H10) */
  readonly prior?: PriorStudy;
  /** Absent where its series is not loaded */
  readonly found?: Extract<PicturePlace, { kind: 'found' }> & { readonly frame: Frame };
}

/** Where a measurement is, among the open study and the earlier one; `undefined` for one of any other study. */
export function measuredPlace(
  measurement: Measurement,
  context: Pick<ViewerContext, 'study' | 'entries' | 'prior'>,
): MeasuredPlace | undefined {
  const { study, prior } = context;
  const of = measurement.frame.study;
  if (of === study.uid) return { study, ...foundIn(measurement, displaySetsIn(context)) };
  if (of !== prior?.study.uid) return undefined;
  return { study: prior.study, prior, ...foundIn(measurement, displaySetsInPrior(prior)) };
}

function foundIn(
  measurement: Measurement,
  displaySets: ReturnType<typeof displaySetsIn>,
): Pick<MeasuredPlace, 'found'> {
  for (const displaySet of displaySets) {
    const at = displaySet.frames.findIndex((frame) => isOfFrame(measurement, frame));
    const frame = displaySet.frames[at];
    if (frame) return { found: { kind: 'found', displaySet, at, frame } };
  }
  return {};
}

/** "Chest X-ray, 20-Mar-2026, 8 months earlier, PA, image 1 of 1" */
export const measuredPlaceWords = ({ study, prior, found }: MeasuredPlace): string =>
  [
    studyWords(study),
    dateWords(study.started),
    earlierWords(prior?.span),
    found?.displaySet.label ?? measuringTexts.noSeries,
    found && pictureTexts.position(found.at, found.displaySet.frames.length),
  ]
    .filter(Boolean)
    .join(', ');

/** As far as one on its own says it, where nobody sees a mark: "PRIOR, Chest X-ray, 20-Mar-2026, …" */
export const markedPlaceWords = (place: MeasuredPlace): string =>
  `${place.prior ? `${priorTexts.mark}, ` : ''}${measuredPlaceWords(place)}`;
