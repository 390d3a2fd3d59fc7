import type { StudyUid } from '../ids';
import type { Shortfall } from '../knowledge/remote';
import type { PersonName } from '../patient/names';
import type { Patient } from '../patient/patient';
import type { LaunchProblem, Problem, Result, WhyNotAsked } from '../problem';
import type { Denied } from '../list/federation';
import type { LaunchContext } from '../list/relevance';
import type { PlannedImaging } from '../planning/planned-imaging';
import type { Report } from '../report/report';
import type { Study } from '../study/study';
import type { Endpoint } from './endpoint';
import type { Session } from './session';

/** The record that launched us. */
export interface PatientRecord {
  /** Finishes the launch: exchanges the code, reads Patient and Encounter. */
  open(signal: AbortSignal): Promise<Result<OpenRecord, LaunchProblem>>;
}

/** The patient whom a launch is for, or somebody who acts for them: a parent, a carer */
export type ViewedBy = 'patient' | 'proxy';

/** The record's window in which the viewer was opened, as its sign-in named it (SMART Web Messaging 1.0.0) */
export interface RecordWindow {
  /** By which it knows this launch: told to nobody else */
  readonly handle: string;
  /** Its exact origin: to another nothing is said */
  readonly origin: string;
}

/** One launch: one patient, one session. */
export interface OpenRecord {
  readonly patient: Patient;
  /** What the launch was about: by it the viewer knows which study to open */
  readonly context: LaunchContext;
  /** The record's name from the configuration, "Greater Manchester Care Record" */
  readonly name: string;
  /** False when the record itself shows who the patient is: a compact identity line stays all the same */
  readonly needPatientBanner: boolean;
  /** Where it can be asked to close the viewer; absent where it does not offer that, or the site does not allow it */
  readonly recordWindow?: RecordWindow;
  /** What the launch is for, in the record's own word */
  readonly intent?: string;
  /** Absent for those who treat */
  readonly viewedBy?: ViewedBy;
  /** The same in every tab of this launch, and in no other */
  readonly launch?: string;
  readonly session: Session;
  /** Who is signed in, by name; `undefined` where the record does not say it. Absent where nobody can be asked */
  userName?(signal: AbortSignal): Promise<PersonName | undefined>;
  /** The patient's ImagingStudy resources, every page, with the DICOMweb endpoints they name. */
  studies(signal: AbortSignal): Promise<Result<RecordedImaging>>;
  /** Those alone that the launch named, which need not wait for every page. `undefined` where it named none by itself. */
  named(signal: AbortSignal): Promise<Result<RecordedImaging> | undefined>;
  /** Where the site reads imaging manifests (IHE MADO): a source of its own beside the record's list. */
  readonly manifests?: ManifestSource;
  /** The patient's imaging reports, in full. Asked again, the same answer is given unless it was a failure. */
  reports(signal: AbortSignal): Promise<Result<RecordedReports>>;
  /** Imaging that was requested or booked, whatever became of it. */
  planned(signal: AbortSignal): Promise<Result<RecordedPlanned>>;
}

/** Requests and appointments; a problem only where neither could be asked. */
export interface RecordedPlanned {
  readonly planned: readonly PlannedImaging[];
  /** Left out, because they say that they are somebody else's */
  readonly somebodyElses?: number;
  /** What could not be asked, which is never shown as "none", and why */
  readonly unanswered: readonly Unanswered[];
  /** Why what did come may not be all */
  readonly shortfalls: readonly Shortfall[];
}

export interface Unanswered {
  readonly what: 'requests' | 'appointments';
  readonly problem: Problem;
}

export interface RecordedReports {
  readonly reports: readonly Report[];
  /** Left out, because they say that they are somebody else's */
  readonly somebodyElses?: number;
  /** Why there may be more */
  readonly shortfalls: readonly Shortfall[];
}

export interface RecordedImaging {
  readonly studies: readonly Study[];
  /** Left out, because they say that they are somebody else's */
  readonly somebodyElses?: number;
  /** Which of those are told apart: another source may list the same study as the patient's */
  readonly denied?: readonly Denied[];
  readonly endpoints: readonly Endpoint[];
  /** Where the record says that studies are, and nobody can be asked from what it says */
  readonly elsewhere: readonly NamedElsewhere[];
  /** Why there may be more studies */
  readonly shortfalls: readonly Shortfall[];
}

export interface ManifestSource {
  /** As the list names it */
  readonly name: string;
  /** The studies of the patient's manifests. @param soFar told what is read while others are still to come */
  ask(signal: AbortSignal, soFar?: (some: ManifestImaging) => void): Promise<Result<ManifestImaging>>;
}

export interface ManifestImaging extends RecordedImaging {
  /** Studies whose manifest is of another person than its entry said */
  readonly denied: readonly Denied[];
}

/** A source that the record names and that cannot be asked: on the list as not asked, by name (H2). */
export interface NamedElsewhere {
  readonly name: string;
  readonly why: WhyNotAsked;
  readonly studies: readonly StudyUid[];
}
