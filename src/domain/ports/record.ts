import type { PersonName } from '../patient/names';
import type { Patient } from '../patient/patient';
import type { LaunchProblem, Result } from '../problem';
import type { LaunchContext } from '../list/relevance';
import type { PlannedImaging, Report } from '../report/report';
import type { Study } from '../study/study';
import type { Endpoint } from './endpoint';
import type { Session } from './session';

/** The record that launched us. */
export interface PatientRecord {
  /** Finishes the launch: exchanges the code, reads Patient and Encounter. */
  open(signal: AbortSignal): Promise<Result<OpenRecord, LaunchProblem>>;
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
  readonly session: Session;
  /** Who is signed in, by name; `undefined` where the record does not say it. Absent where nobody can be asked */
  userName?(signal: AbortSignal): Promise<PersonName | undefined>;
  /** The patient's ImagingStudy resources, every page, with the DICOMweb endpoints they name. */
  studies(signal: AbortSignal): Promise<Result<RecordedImaging>>;
  /** Those alone that the launch named, which need not wait for every page. `undefined` where it named none by itself. */
  named(signal: AbortSignal): Promise<Result<RecordedImaging> | undefined>;
  /** The patient's imaging reports, in full. Asked again, the same answer is given unless it was a failure. */
  reports(signal: AbortSignal): Promise<Result<RecordedReports>>;
  /** Imaging that was requested or booked and has no study yet. */
  planned(signal: AbortSignal): Promise<Result<RecordedPlanned>>;
}

/** Requests and appointments; a problem only where neither could be asked. */
export interface RecordedPlanned {
  /** The soonest first */
  readonly planned: readonly PlannedImaging[];
  readonly unreadable: number;
  /** Left out, because they say that they are somebody else's */
  readonly somebodyElses?: number;
  /** What could not be asked, which is never shown as "none" */
  readonly unanswered: readonly ('requests' | 'appointments')[];
}

export interface RecordedReports {
  readonly reports: readonly Report[];
  /** Entries that could not be read as reports */
  readonly unreadable: number;
  /** Left out, because they say that they are somebody else's */
  readonly somebodyElses?: number;
}

export interface RecordedImaging {
  readonly studies: readonly Study[];
  /** Entries that could not be read as studies: the list is then not complete, and says so */
  readonly unreadable: number;
  /** Left out, because they say that they are somebody else's */
  readonly somebodyElses?: number;
  readonly endpoints: readonly Endpoint[];
}
