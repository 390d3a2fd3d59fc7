import type { ExportKind } from '../exports/policy';
import type { SeriesUid, StudyUid } from '../ids';
import type { Patient, PersonMatch } from '../patient/patient';
import type { Archive } from './archive';
import type { Exported } from './exported';
import type { TeachingCopy, TeachingWanted } from './teaching';

/** The one way out of the viewer: what the site's policy does not allow to this person is refused here, and all else is recorded. */
export interface Exports {
  /** What this person may take out; never empty */
  readonly allowed: ReadonlySet<ExportKind>;
  /** Something made here, as a file */
  save(given: MadeHere): Promise<Exported>;
  /** A picture to the clipboard; a press of a button has to be behind it */
  copy(given: Omit<MadeHere, 'name'>): Promise<Exported>;
  /** Several files in a zip */
  saveTogether(given: Omit<MadeHere, 'made'>, files: readonly NamedFile[]): Promise<Exported>;
  /**
   * The stored objects, written while they arrive. A press of a button has to be behind it.
   * @param told how many are here
   * @returns rejects with nothing: a stop is an outcome as well
   */
  saveObjects(given: StoredObjects, told: (here: number) => void, signal: AbortSignal): Promise<Exported>;
  /** Pictures without the patient's name, which are looked at first. @returns `undefined` where it is not allowed, or nothing of it is surely the patient's */
  openTeachingCopy(wanted: TeachingWanted, signal: AbortSignal): Promise<TeachingCopy | undefined>;
}

interface Whose {
  readonly kind: ExportKind;
  readonly study: StudyUid;
  /** What is known of whose it is: only what is surely the patient's leaves */
  readonly match: PersonMatch;
}

export interface MadeHere extends Whose {
  /** Of the file, without anything of the patient */
  readonly name: string;
  /** Made once it is known that it may leave */
  readonly made: () => Promise<Blob | undefined>;
}

export interface NamedFile {
  readonly name: string;
  readonly blob: Blob;
}

export interface StoredObjects extends Whose {
  readonly name: string;
  readonly patient: Patient;
  /** Those that may have it, the likeliest first */
  readonly archives: readonly Archive[];
  /** One series; all of the study where absent */
  readonly series?: SeriesUid | undefined;
  /** Series that are known of, whatever an archive lists */
  readonly known: readonly SeriesUid[];
  /** What is said beside them, once it is known what came */
  readonly readme: (here: number, missing: number) => string;
}
