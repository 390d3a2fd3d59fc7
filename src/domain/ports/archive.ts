import type { Answered } from '../knowledge/remote';
import type { ArchiveId, InstanceUid, SeriesUid, StudyUid } from '../ids';
import type { Patient } from '../patient/patient';
import type { Result } from '../problem';
import type { Instance, ListedInstance, Series, Study } from '../study/study';
import type { StudyObjects } from '../objects/study-objects';

export interface Archive {
  readonly id: ArchiveId;
  /** "Salford Royal" */
  readonly name: string;
  /** What is known of it by now, for who may choose between several */
  readonly standing?: () => Standing;
  /**
   * QIDO-RS by the identifiers of this patient that mean something here: what came, and why it may not be all.
   * @param soFar told what is here while further pages are asked for
   */
  studiesOf(
    patient: Patient,
    signal: AbortSignal,
    soFar?: (studies: readonly Study[]) => void,
  ): Promise<Result<Answered<readonly Study[]>>>;
  /** The series of a study, and why they may not be all. */
  seriesOf(study: StudyUid, signal: AbortSignal): Promise<Result<Answered<readonly Series[]>>>;
  /** The same by the archive's own search alone, behind a first picture; none where it has no such search. */
  listedSeriesOf(study: StudyUid, signal: AbortSignal): Promise<Result<Answered<readonly Series[]>>>;
  /** A series' metadata. One malformed instance is counted, not fatal. */
  instancesOf(study: StudyUid, series: SeriesUid, signal: AbortSignal): Promise<Result<RetrievedSeries>>;
  /**
   * One instance of a series and nothing of the others, its first frame on its way already: for a first picture out of
   * many. A number is its own, else 1; `not-found` where there is none, or the archive cannot be asked like this.
   * @param listed as a manifest has it: an object of one frame is then fetched as it is, and nothing is asked of it before
   */
  instanceOf(
    study: StudyUid,
    series: SeriesUid,
    which: InstanceUid | number,
    signal: AbortSignal,
    listed?: ListedInstance,
  ): Promise<Result<RetrievedSeries>>;
  /** A small lossy picture of a series, made by the archive; `not-found` where it makes none. */
  thumbnail(study: StudyUid, series: SeriesUid, signal: AbortSignal): Promise<Result<Blob>>;
  /**
   * Reports (structured, or documents within objects), key objects and presentation states that lie in series which by their
   * name and length may hold some, by what they are.
   * @param series as the record lists them; the archive is asked where it lists none
   */
  objectsOf(study: StudyUid, series: readonly Series[], signal: AbortSignal): Promise<Result<StudyObjects>>;
  /**
   * The same in all other series, whatever they are called and however long: asked for behind a first picture.
   * @param how `by-series`: only series that are not known yet, by the same question as `listedSeriesOf`
   */
  objectsElsewhere(
    study: StudyUid,
    lookedThrough: readonly SeriesUid[],
    signal: AbortSignal,
    how?: 'by-series',
  ): Promise<Result<StudyObjects>>;
}

export interface Standing {
  /** It failed several times in a row, and is left alone for a while */
  readonly rests: boolean;
  /** It was seen to give nothing smaller than a series or a study */
  readonly wholeOnly: boolean;
  /** Milliseconds until it answers, by its latest answers; absent before the first */
  readonly pace?: number;
}

export interface RetrievedSeries {
  readonly instances: readonly Instance[];
  /** Instances whose metadata could not be read, and why in a few words */
  readonly unreadable: readonly string[];
  /** The archive itself says that there are more of them */
  readonly incomplete?: true;
  /** The archive has nothing smaller to give than the whole study: pictures take longer, which is to be said */
  readonly note?: 'whole-study';
}
