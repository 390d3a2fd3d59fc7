import type { SeriesUid, StudyUid } from '../ids';
import type { DicomPerson } from '../patient/patient';
import type { ImageReference } from '../report/report-document';

/** A Key Object Selection document (PS3.3 A.35.4, TID 2010): pictures that somebody chose, and why. */
export interface KeyObject {
  /** SOP Instance UID of the document */
  readonly id: string;
  readonly study: StudyUid;
  readonly series: SeriesUid;
  /** Document title (CID 7010): "Of Interest", "For Referring Provider" */
  readonly title: string;
  readonly description?: string;
  readonly author?: string;
  /** Which user of which record chose them, as the document keeps it: a name is no proof of who somebody is */
  readonly authorId?: string;
  readonly made?: string;
  /** Somebody chose them in this viewer, not who reported: they are offered, and never in the place of the others */
  readonly inReview?: true;
  readonly images: readonly KeyImage[];
  /** It lists a study for others to fetch, rejects objects, or was withdrawn itself: nobody chose these to be looked at */
  readonly manifest?: true;
  /** It rejects the objects that it names (IHE RAD TF-2, 4.66: a rejection note) */
  readonly rejects?: true;
  /** A rejection note names it: who wrote that, and when, as far as it says */
  readonly withdrawn?: Pick<KeyObject, 'author' | 'made'>;
  /** SOP Instance UIDs of presentation states that it names for itself, beside the pictures */
  readonly presentationStates?: readonly string[];
  readonly person?: DicomPerson;
}

export interface KeyImage {
  readonly reference: ImageReference;
  /** SOP Instance UID of the presentation state that goes with it, where the document names one */
  readonly presentationState?: string;
  /** The series of that state, where the document's evidence says it */
  readonly presentationSeries?: SeriesUid;
}
