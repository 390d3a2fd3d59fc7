import type { DisplaySet, DisplaySetKind } from './display-set';
import type { ArchiveId, InstanceUid, SeriesUid, StudyUid } from './ids';
import type { Draft } from './measure/draft';
import type { Figure } from './measure/figure';
import type { MeasureTool } from './measure/measure-tool';
import type { MeasurementsToSave } from './measure/measurement';
import type { PixelValues } from './measure/statistics';
import type { Patient, PersonName } from './patient';
import type { Presentation, PresentationState } from './presentation';
import type { LaunchContext } from './relevance';
import type { LaunchProblem, Problem, Result } from './problem';
import type { PlannedImaging, Report } from './report';
import type { ReportDocument } from './report-document';
import type { Frame, Instance, Series, Study } from './study';
import type { StudyObjects } from './study-objects';
import type { VideoProgress, VideoState, VideoStream } from './video';

/*
 * The only interfaces between the workflow and the outside. Every asynchronous call takes an AbortSignal; aborting
 * rejects with the signal's reason, every other failure is a Problem in the Result.
 */

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
  /** What could not be asked, which is never shown as "none" */
  readonly unanswered: readonly ('requests' | 'appointments')[];
}

export interface RecordedReports {
  readonly reports: readonly Report[];
  /** Entries that could not be read as reports */
  readonly unreadable: number;
}

export interface RecordedImaging {
  readonly studies: readonly Study[];
  /** Entries that could not be read as studies: the list is then not complete, and says so */
  readonly unreadable: number;
  readonly endpoints: readonly Endpoint[];
}

/** A DICOMweb address that the record names (FHIR Endpoint, connection type dicom-wado-rs). */
export interface Endpoint {
  readonly root: string;
  readonly name?: string;
  readonly requiresToken: boolean;
  readonly studies: readonly StudyUid[];
}

/** The access token's life. Renewal is single-flight; a 5xx while renewing loses nothing. */
export interface Session {
  /** Epoch milliseconds at which the token in use ends */
  expiresAt(): number;
  /** False where the server gave no refresh token: the session ends when the token does */
  canRenew(): boolean;
  renew(signal: AbortSignal): Promise<Result<void>>;
  /** Tells of a token that a server refused and renewal could not replace. Returns the way to stop listening. */
  onLost(listener: (problem: Problem) => void): () => void;
  /** Forgets every token in memory and in the browser's session storage. */
  end(): void;
}

/** Where a request's credentials come from. One home for "a token goes only where configuration says". */
export interface TokenSource {
  /** The token for this address; `undefined` when configuration names none for its origin and path. */
  tokenFor(address: URL): string | undefined;
  /** After a 401 to `refused`: the renewed token (single-flight), or `undefined` when the session is lost. */
  renewed(refused: string, signal: AbortSignal): Promise<string | undefined>;
}

export interface Archive {
  readonly id: ArchiveId;
  /** "Salford Royal" */
  readonly name: string;
  /** QIDO-RS by the identifiers of this patient that mean something here. */
  studiesOf(patient: Patient, signal: AbortSignal): Promise<Result<readonly Study[]>>;
  seriesOf(study: StudyUid, signal: AbortSignal): Promise<Result<readonly Series[]>>;
  /** A series' metadata. One malformed instance is counted, not fatal. */
  instancesOf(study: StudyUid, series: SeriesUid, signal: AbortSignal): Promise<Result<RetrievedSeries>>;
  /**
   * One instance of a series and nothing of the others, its first frame on its way already: for a first picture out of
   * many. `first` is the one numbered 1; `not-found` where there is none, or the archive cannot be asked like this.
   */
  instanceOf(
    study: StudyUid,
    series: SeriesUid,
    which: InstanceUid | 'first',
    signal: AbortSignal,
  ): Promise<Result<RetrievedSeries>>;
  /** A small lossy picture of a series, made by the archive; `not-found` where it makes none. */
  thumbnail(study: StudyUid, series: SeriesUid, signal: AbortSignal): Promise<Result<Blob>>;
  /** Structured reports, key objects and presentation states that lie beside the pictures. */
  objectsOf(study: StudyUid, series: readonly Series[], signal: AbortSignal): Promise<Result<StudyObjects>>;
}

/** Turns whatever form a report came in into what can be shown. Loaded when the first report is. */
export interface Documents {
  /**
   * @param mediaType as its source says it
   * @param where who sent it, for problems
   */
  read(bytes: Uint8Array, mediaType: string, where: string): Promise<Result<ReadDocument>>;
  openPdf(bytes: Uint8Array, where: string, signal: AbortSignal): Promise<Result<PdfDocument>>;
}

export type ReadDocument =
  | { readonly kind: 'document'; readonly document: ReportDocument }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array };

/** A PDF's pages, read and drawn one at a time. */
export interface PdfDocument {
  readonly pages: number;
  /** A page's size in CSS pixels at scale 1. @param page from 1 */
  pageSize(
    page: number,
    signal: AbortSignal,
  ): Promise<Result<{ readonly width: number; readonly height: number }>>;
  /**
   * Draws a page into a canvas, which takes the size it needs.
   * @returns the scale it was drawn at, which is smaller where the canvas would not fit into memory
   */
  renderPage(
    page: number,
    canvas: HTMLCanvasElement,
    scale: number,
    signal: AbortSignal,
  ): Promise<Result<number>>;
  /** The words of a page, for finding, copying and screen readers. */
  pageText(page: number, signal: AbortSignal): Promise<Result<string>>;
  /** Ends the worker and gives all memory back. */
  dispose(): void;
}

export interface RetrievedSeries {
  readonly instances: readonly Instance[];
  /** Instances whose metadata could not be read, and why in a few words */
  readonly unreadable: readonly string[];
  /** The archive has nothing smaller to give than the whole study: pictures take longer, which is to be said */
  readonly note?: 'whole-study';
}

/** Sooner first. What a person waits for beats what they may want next. */
export type FramePriority = 'now' | 'next' | 'stack' | 'idle';

/** A frame's bytes as the archive stores them. */
export interface EncodedFrame {
  readonly bytes: Uint8Array;
  /** UID, from the part's own header where it says so, else from the metadata */
  readonly transferSyntax: string;
}

/** Bytes for the rendering, which knows no network. */
export interface FrameSource {
  /**
   * Queued by priority, limited per archive. Asking for a queued frame again with a higher priority moves it up and
   * shares the one request; it is abandoned when every asker has aborted.
   */
  frame(frame: Frame, priority: FramePriority, signal: AbortSignal): Promise<Result<EncodedFrame>>;
  /**
   * A lossy picture of the frame as the archive renders it, for the time until its pixels are here. Absent where nobody
   * makes any.
   * @param longest pixels of its longer side
   */
  preview?(frame: Frame, longest: number, signal: AbortSignal): Promise<Result<Blob>>;
  /**
   * The whole stream of an instance whose pictures are a video. Absent where nobody has any.
   * @param told how much of it is here; at most a few times a second
   */
  video?(
    instance: Instance,
    told: (progress: VideoProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<VideoStream>>;
}

export interface RenderingEngine {
  /**
   * Draws into an element, which it fills and owns until `dispose`. Chooses and lazily loads what the kind needs.
   * Never throws: every failure is a `frame.failed` event.
   */
  mount(element: HTMLElement, kind: DisplaySetKind, emit: (event: RenderingEvent) => void): ViewportHandle;
  /**
   * This frame will be shown first: its bytes and its decoder are fetched before there is a viewport. One at a time.
   * @param signal ends it, whether or not a viewport has asked for the frame by then
   */
  prepare(frame: Frame, signal: AbortSignal): void;
}

export type Tool = 'window' | 'pan' | 'zoom' | 'scroll' | MeasureTool;

export interface ViewportHandle {
  /** Shows a display set from a frame on; replaces and aborts what was there. */
  show(displaySet: DisplaySet, at: number, presentation?: Partial<Presentation>): void;
  /**
   * The display set that is shown, with more frames than before: what is on the screen stays, with how it is shown.
   * @param at where that is now, or should be
   */
  grow(displaySet: DisplaySet, at: number): void;
  /** To the frame at this position (from 0; clamped). Only the newest of many is painted. */
  goTo(at: number): void;
  /** What dragging with the left button or one finger does. */
  use(tool: Tool): void;
  /** A figure that is being drawn: closes an outline that was clicked out, or drops whatever is under way. */
  finishDraft(how: 'closed' | 'dropped'): void;
  apply(change: Partial<Presentation>): void;
  /** Puts the scale at one picture pixel a device pixel. */
  oneToOne(): void;
  reset(): void;
  play(framesPerSecond: number): void;
  pause(): void;
  /** What is painted now, `undefined` before the first picture. */
  presentation(): PresentationState | undefined;
  dispose(): void;
}

/** Settled facts only: a 60 Hz drag emits at most one `presentation.changed` an animation frame. */
export type RenderingEvent =
  /** Painted. `preview` is not the diagnostic picture: it is labelled, and window and measuring wait for `final` */
  | {
      readonly type: 'frame.shown';
      readonly at: number;
      readonly quality: 'preview' | 'final';
      readonly lossy: boolean;
      /** For measuring: of a final grey picture, absent for colour */
      readonly values?: PixelValues;
    }
  /** A figure is being drawn on the picture that is shown; absent where it no longer is */
  | { readonly type: 'figure.drafted'; readonly draft?: Draft }
  /** A hand drew a figure to its end on the frame at this position */
  | { readonly type: 'figure.finished'; readonly at: number; readonly figure: Figure }
  | { readonly type: 'frame.failed'; readonly at: number; readonly problem: Problem }
  /** Asked for, not here yet: what is on the screen is an earlier frame, and must be said to be */
  | { readonly type: 'frame.awaited'; readonly at: number }
  | { readonly type: 'presentation.changed'; readonly state: PresentationState }
  /** Which of the display set's frames are here, for the scroll track; at most a few times a second */
  | { readonly type: 'frames.arrived'; readonly arrived: readonly boolean[]; readonly failed: number }
  | { readonly type: 'playback.changed'; readonly playing: boolean }
  | { readonly type: 'video.changed'; readonly video: VideoState }
  /** The graphics context was lost and another way of drawing took over */
  | { readonly type: 'backend.changed'; readonly backend: 'gpu' | 'software' };

/** Who looked at what. Events wait in memory while the record does not take them, and are repeated. */
export interface AuditLog {
  record(event: AuditEvent): void;
}

export type AuditEvent =
  | { readonly kind: 'launched' }
  | { readonly kind: 'listed'; readonly count: number }
  | { readonly kind: 'study-opened'; readonly study: StudyUid }
  | { readonly kind: 'identity-mismatch'; readonly study: StudyUid }
  | { readonly kind: 'access-refused'; readonly where: string };

/** User Timing marks, with no patient data in them. */
export type Milestone = 'launch' | 'token' | 'list' | 'first-preview' | 'first-image' | 'stack-complete';

export interface Clock {
  now(): Date;
}

/** Measurements of a session, and where they may go. */
export interface Measuring {
  /** A UID that nothing else has (PS3.5 §B.2) */
  newUid(): string;
  /** Stores measurements in the archive that holds the pictures. Absent where the configuration keeps them to the session */
  readonly save?: (
    wanted: MeasurementsToSave,
    signal: AbortSignal,
  ) => Promise<Result<{ readonly instance: InstanceUid; readonly where: string }>>;
}

/** Everything the workflow is given. */
export interface Ports {
  readonly record: PatientRecord;
  readonly archives: readonly Archive[];
  /** The archive at an address the record names, configured or new; `undefined` where its origin is not allowed */
  archiveAt(endpoint: Endpoint): Archive | undefined;
  readonly engine: RenderingEngine;
  readonly documents: Documents;
  /** What a launch opens by itself: the study that matters, or the list */
  readonly landing: 'study' | 'list';
  readonly measuring: Measuring;
  readonly audit: AuditLog;
  readonly clock: Clock;
  mark(milestone: Milestone): void;
}
